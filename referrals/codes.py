"""Asks the kernel for a sender's code: the same work and the same answer whether or not the address is known."""

from datetime import datetime

from django.db import transaction

from cspr import codes
from cspr.models import Agency


def normal(address: str) -> str:
    """The address as it is compared and kept: in lower case."""
    return address.strip().lower()


@transaction.atomic
def send_if_known(address: str, *, at: datetime) -> None:
    """Send a code to an address for which an agency may refer.

    For any other address, and beyond the hourly limit, nothing is sent and nothing tells the difference: the same rows
    are written and taken back.
    """
    known = Agency.objects.for_address(address).exists()
    try:
        codes.send(normal(address), at=at)
    except codes.TooManyCodes:
        return
    if not known:
        transaction.set_rollback(True)


def is_right(address: str, typed: str, *, at: datetime) -> bool:
    """Use the code up; a wrong one costs a try. An address that has lost its agency since gets the same answer."""
    try:
        codes.spend(normal(address), typed, at=at)
    except codes.WrongCode:
        return False
    return Agency.objects.for_address(address).exists()
