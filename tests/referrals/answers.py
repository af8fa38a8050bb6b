"""A referral as a sender types it, a sender who is signed in, and a referral that has arrived. Everything is invented."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

from django.test import Client
from django.utils import timezone

from cspr import codes
from cspr.models import Agency, EmailCode
from referrals import drafts, lifecycle
from referrals.facts import Facts
from referrals.models import Draft, Referral
from tests.cast import agency as make_agency

# A Monday with no bank holiday near it.
MONDAY = datetime(2026, 6, 15, 9, 30, tzinfo=UTC)
CHILD_NAME = "Wrenna Quillfeather"
SECRET_WORDS = "Zyxomma canary narrative"


def sign_in(client: Client, address: str) -> None:
    """Ask for a code and use it."""
    client.post("/sign-in/", {"email": address})
    newest = EmailCode.objects.filter(email__iexact=address).latest("made_at")
    entered = client.post("/sign-in/code/", {"code": codes.digits_of(newest)})
    assert entered.status_code == 302


FACTS = {
    "sender_name": "Alma Archer",
    "sender_role": "Head teacher",
    "sender_phone": "01225 000111",
    "manager_name": "Basil Boyle",
    "manager_role": "Trust safeguarding lead",
    "manager_contact": "01225 000112",
    "discussed_on": MONDAY.date(),
    "incident_on": MONDAY.date() - timedelta(days=3),
    "incident_place": "At home",
    "narrative": SECRET_WORDS,
    "suspicion": "suspected",
    "abuse_evidence": "Seen by the school nurse",
    "outcome": "serious_harm",
    "harm_evidence": "Confirmed at the hospital",
    "agency_aware_on": MONDAY.date(),
    "la_told": "yes",
    "la_told_at": MONDAY - timedelta(hours=2),
    "la_told_how": "By telephone",
    "safety": "None",
}
CHILD_FACTS = {
    "name": CHILD_NAME,
    "sex": "female",
    "ethnicity": "Not known",
    "address": "1 Canary Row, Bath",
    "setting": "Not known",
    "legal_status": "care_order",
}


def draft(*, sender: str = "head@school.example", agency: Agency | None = None, at: datetime = MONDAY) -> Draft:
    """A draft that nothing has been typed in yet."""
    return drafts.start(sender, agency=agency, at=at)


def arrived(
    *,
    at: datetime = MONDAY,
    sender: str = "head@school.example",
    written: Draft | None = None,
    agency: Agency | None = None,
    children: Sequence[dict[str, Any]] = ({},),
    household: Sequence[dict[str, Any]] = (),
    agencies: Sequence[dict[str, Any]] = (),
    key_dates: Sequence[dict[str, Any]] = (),
    **facts: Any,
) -> Referral:
    """A referral that a sender sent."""
    return lifecycle.receive(
        written or draft(sender=sender, agency=agency, at=at),
        facts=Facts({**FACTS, **facts}, [{**CHILD_FACTS, **child} for child in children], household, agencies, key_dates),
        agency=agency or make_agency(),
        at=at,
    )


def now() -> datetime:
    """The moment, for what the pages themselves judge by the clock."""
    return timezone.now()


def errors(page: Any) -> list[str]:
    """The lines of the error summary."""
    summary = re.search(r'govuk-error-summary__list">(.*?)</ul>', page.content.decode(), re.S)
    return [unescape(line).strip() for line in re.findall(r"<a[^>]*>(.*?)</a>", summary[1], re.S)] if summary else []
