"""The register of agency contacts and their keys. The only writer of AgencyContact.

Two things let a contact in: a code, which goes to the mailbox, and the key, which is told by telephone once. Whoever reads
the mailbox has only one of them.
"""

import secrets
from datetime import datetime

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import F

from cspr import outbox
from cspr.addresses import normal
from cspr.models import AgencyContact, User

# Wrong keys that may be typed until another key is given; a right one gives none of them back.
TRIES = 5
# No letter or digit that sounds or looks like another: no 0 O 1 I L, no B D P T V beside E or 8, no 5 S, 2 Z.
KEY_SIGNS = "34679ACEFGHJKMNQRUWXY"
KEY_LENGTH = 8


class WrongKey(Exception):
    """The key does not fit. `tries_left` is 0 where only a call-back helps: all tries are used up, or there is no key."""

    def __init__(self, tries_left: int) -> None:
        super().__init__("wrong key")
        self.tries_left = tries_left


@transaction.atomic
def keep(contact: AgencyContact, *, by: User) -> AgencyContact:
    """Store a contact as the register page has it.

    Another name, address or agency is another person: the key no longer works, and whoever is inside is shut out.
    """
    contact.email = normal(contact.email)
    before = AgencyContact.objects.select_for_update(of=("self",)).filter(pk=contact.pk).first() if contact.pk else None
    if before is not None:
        # What the page does not show may have moved on since it was opened.
        contact.key_digest, contact.key_serial, contact.tries_left = before.key_digest, before.key_serial, before.tries_left
        same = (before.name, normal(before.email), before.agency_id) == (contact.name, contact.email, contact.agency_id)
        if not same and before.key_digest:
            contact.key_digest, contact.key_serial, contact.tries_left = "", before.key_serial + 1, 0
    contact._history_user = by  # type: ignore[attr-defined]
    contact.save()
    return contact


@transaction.atomic
def give_key(contact: AgencyContact, *, by: User, at: datetime) -> str:
    """Another key for a contact who was rung: returned once, stored nowhere. The earlier one, and who used it, are shut out.

    The contact is told by e-mail that it happened, and by whom; never the key.
    """
    locked = AgencyContact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    key = "".join(secrets.choice(KEY_SIGNS) for _ in range(KEY_LENGTH))
    locked.key_digest, locked.tries_left = make_password(key), TRIES
    locked.key_serial += 1
    locked.key_set_at, locked.key_set_by = at, by
    locked._history_user = by  # type: ignore[attr-defined]
    locked.save()
    outbox.queue(
        key=f"contact:{locked.pk}:key:{locked.key_serial}",
        to=locked.email,
        subject="A key was given to you by telephone",
        body=(
            f"The {settings.PARTNERSHIP['unit_name']} has given you a key by telephone. With it, and with a code that we send "
            "to this address, you answer our requests for information.\n\n"
            "Keep the key where nobody else reads it, and never write it in an e-mail. If nobody has rung you, telephone the "
            f"{settings.PARTNERSHIP['unit_name']} at once on the number that you know."
        ),
        at=at,
    )
    return f"{key[:4]} {key[4:]}"


def open_with(contact: AgencyContact, typed: str) -> AgencyContact:
    """The contact, if this is the key. A wrong one costs a try, which stays spent. Raises WrongKey.

    The try is taken first and given back afterwards, so that of a thousand guesses at the same moment five are looked at.
    """
    taken = AgencyContact.objects.filter(pk=contact.pk, tries_left__gt=0).exclude(key_digest="")
    if not taken.update(tries_left=F("tries_left") - 1):
        _work(typed)
        raise WrongKey(0)
    now = AgencyContact.objects.select_related("agency").get(pk=contact.pk)
    if not check_password(plain(typed), now.key_digest):
        raise WrongKey(now.tries_left)
    AgencyContact.objects.filter(pk=now.pk, key_serial=now.key_serial).update(tries_left=F("tries_left") + 1)
    return now


def open_at(address: str, typed: str) -> AgencyContact:
    """The contact with this address to whom the key belongs: one person may speak for several agencies.

    Somebody who is no contact gets the same answer after the same work. The right key of one is no guess at the keys of the
    others: it costs them no try. Raises WrongKey, which is never to be told apart.
    """
    contacts = list(AgencyContact.objects.for_address(address))
    if not contacts:
        _work(typed)
    passed: list[AgencyContact] = []
    for contact in contacts:
        try:
            opened = open_with(contact, typed)
        except WrongKey:
            passed.append(contact)
        else:
            _give_back(passed)
            return opened
    raise WrongKey(0)


def plain(typed: str) -> str:
    """A key as it is compared: in capitals, without the spaces and hyphens with which it was read out."""
    return "".join(sign for sign in typed.upper() if sign not in " -\u2010\u2011\u2012\u2013\u00a0\t")


def _give_back(passed: list[AgencyContact]) -> None:
    """The try that was taken of each, unless it had none to take, or another key was given meanwhile."""
    for contact in passed:
        if contact.has_a_key:
            same = AgencyContact.objects.filter(pk=contact.pk, key_serial=contact.key_serial, tries_left__lt=TRIES)
            same.update(tries_left=F("tries_left") + 1)


def _work(typed: str) -> None:
    """As long as a key takes that is really compared."""
    make_password(plain(typed))
