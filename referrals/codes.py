"""Asks the kernel for a sender's code: the same work and the same answer whether or not the address is known."""

from datetime import datetime

from django.db import transaction

from cspr import codes
from cspr.models import Agency, AgencyContact


@transaction.atomic
def send_if_known(address: str, *, at: datetime, asked_by: str) -> None:
    """Send a code to an address that is on the register; it works only for the browser that holds `asked_by`.

    For any other address, and beyond the hourly limit, nothing is sent and nothing tells the difference: the same rows
    are written and taken back.
    """
    known = is_known(address)
    try:
        codes.send(address, at=at, asked_by=asked_by)
    except codes.TooManyCodes:
        return
    if not known:
        transaction.set_rollback(True)


def is_right(address: str, typed: str, *, at: datetime, asked_by: str) -> bool:
    """Use the code up; a wrong one costs a try. An address that has left the register since gets the same answer."""
    try:
        codes.spend(address, typed, at=at, asked_by=asked_by)
    except codes.WrongCode:
        return False
    return is_known(address)


def is_known(address: str) -> bool:
    """Whether an agency may refer from the address, or somebody answers for one there. Asks both, whatever the first says."""
    may_refer, may_answer = Agency.objects.for_address(address).exists(), AgencyContact.objects.for_address(address).exists()
    return may_refer or may_answer
