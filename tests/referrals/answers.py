"""A referral as a sender types it, a sender who is signed in, and a referral that has arrived. Everything is invented."""

import re
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
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


def date_boxes(name: str, day: str, month: str, year: str) -> dict[str, str]:
    """The three boxes of a date."""
    return {f"{name}-day": day, f"{name}-month": month, f"{name}-year": year}


def child(row: int, **changes: str) -> dict[str, str]:
    """One child, as row `row` of the form."""
    answers = {
        "name": CHILD_NAME,
        "birth": "born",
        **date_boxes("birth_date", "27", "3", "2019"),
        "death": "no",
        **date_boxes("died_on", "", "", ""),
        "sex": "female",
        "ethnicity": "Not known",
        "address": "1 Canary Row, Bath",
        "setting": "Not known",
        "legal_status": "not_known",
        **changes,
    }
    return {f"children-{row}-{name}": value for name, value in answers.items()}


def filled(*children: dict[str, str], **changes: Any) -> dict[str, Any]:
    """The whole form, in order to be sent."""
    rows = children or (child(0),)
    answers: dict[str, Any] = {
        "children-TOTAL_FORMS": str(len(rows)),
        "children-INITIAL_FORMS": "0",
        "sender_name": "Alma Archer",
        "sender_role": "Head teacher",
        "sender_phone": "01225 000111",
        "manager_name": "Basil Boyle",
        "manager_role": "Trust safeguarding lead",
        "manager_contact": "01225 000112",
        **date_boxes("discussed_on", "1", "6", "2026"),
        **date_boxes("incident_on", "30", "5", "2026"),
        "incident_place": "At home",
        "narrative": SECRET_WORDS,
        "suspicion": "suspected",
        "abuse_evidence": "Seen by the school nurse",
        "outcome": "serious_harm",
        "harm_evidence": "Confirmed at the hospital",
        "agencies_working": "",
        **date_boxes("agency_aware_on", "30", "5", "2026"),
        "la_told": "yes",
        **date_boxes("la_told_at", "31", "5", "2026"),
        "la_told_at-time": "14:30",
        "la_told_how": "By telephone, duty social worker",
        "safety": "A brother is with his aunt; children's social care knows",
        "declared": "on",
    }
    for row in rows:
        answers |= row
    return {**answers, **changes}


def without(answers: dict[str, Any], *names: str) -> dict[str, Any]:
    """The form with these boxes left empty."""
    return {**answers, **dict.fromkeys(names, "")}


def sign_in(client: Client, address: str) -> None:
    """Ask for a code and use it."""
    client.post("/sign-in/", {"email": address})
    newest = EmailCode.objects.filter(email__iexact=address).latest("made_at")
    entered = client.post("/sign-in/code/", {"code": codes.digits_of(newest)})
    assert entered.status_code == 302


def new_form() -> str:
    """The address of a form that is not sent yet."""
    return f"/referral/{uuid.uuid4()}/"


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
        facts=Facts(
            {**FACTS, **facts}, [{**CHILD_FACTS, **child} for child in children], household, agencies, key_dates
        ),
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


def pdf(name: str = "chronology.pdf") -> SimpleUploadedFile:
    """A small file of a kind that is taken."""
    return SimpleUploadedFile(name, b"%PDF-1.7 canary")
