"""Receives, accepts and declines referrals. The only writer of Referral.status."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from cspr import deadlines, stages, timeline
from cspr.clocks import LONDON, london_date
from cspr.lifecycle import MoveRefused, Moves, lock, move, open_case
from cspr.models import Agency, Case, Child, User
from referrals import drafts, emails, uploads
from referrals.facts import Facts
from referrals.models import Draft, HouseholdMember, InvolvedAgency, KeyDate, Referral, ReferredChild

Status = Referral.Status
MOVES: Moves = {Status.RECEIVED: frozenset({Status.ACCEPTED, Status.DECLINED})}
# Security plan, T24: referrals that one address may send within an hour.
PER_HOUR = 5
# What a case takes over of each child; the rest stays with the referral.
COPIED = ("name", "born_on", "expected_on", "died_on", "sex", "ethnicity", "address", "setting")


class TooManyReferrals(Exception):
    """The address has sent as many referrals within the hour as we take."""


@transaction.atomic
def receive(draft: Draft, *, facts: Facts, agency: Agency, at: datetime) -> Referral:
    """Store what a sender sent; the same draft sent again gives the same referral, whatever it says.

    Holds the draft's words from then on: its pages are removed. Tells the sender and the staff. Raises TooManyReferrals.
    """
    sender = draft.sender_email
    uploads.hold_form(sender, draft.pk)
    sent = Referral.objects.sent_by(sender)
    earlier = sent.filter(form_uuid=draft.pk).first()
    if earlier is not None:
        return earlier
    if sent.filter(received_at__gt=at - timedelta(hours=1)).count() >= PER_HOUR:
        raise TooManyReferrals
    referral = Referral.objects.create(
        **facts.referral,
        form_uuid=draft.pk,
        sender_email=sender,
        agency=agency,
        reference=_next_reference(at),
        received_at=at,
        read_by=deadlines.dates_for("referral_reading", london_date(at)).latest_on,
    )
    _store_rows(referral, facts)
    uploads.attach(referral)
    drafts.close(draft, at=at)
    emails.confirm(referral, at=at)
    emails.tell_staff(referral, at=at)
    return referral


def _store_rows(referral: Referral, facts: Facts) -> None:
    for child in facts.children:
        ReferredChild.objects.create(referral=referral, **child)
    for member in facts.household:
        HouseholdMember.objects.create(referral=referral, **member)
    for other in facts.agencies:
        InvolvedAgency.objects.create(referral=referral, **other)
    for row in facts.key_dates:
        KeyDate.objects.create(referral=referral, **row)


@transaction.atomic
def accept(referral: Referral, *, by: User, at: datetime, aware_at: datetime, checked: bool = False) -> Referral:
    """Open a case for the referral, its children and its notification.

    `aware_at` is when the *local authority* became aware: its five working days run from that day (Working Together,
    chapter 5). `checked` says that somebody has looked twice at a date before the incident. Raises MoveRefused.
    """
    referral = lock(referral)
    if london_date(aware_at) < referral.incident_on and referral.incident_dated == Referral.Dated.EXACT and not checked:
        raise MoveRefused(
            f"This is before the incident, which the sender dates {referral.incident_on:%-d %B %Y}. Check the date and the "
            "time: the clock is counted from it. If it is right, tick the box below it. Nothing was altered."
        )
    if aware_at > at:
        raise MoveRefused(
            "The local authority cannot have become aware in the future. Nothing was altered; correct the date and the time."
        )
    _decide(referral, Status.ACCEPTED, by=by, at=at, la_aware_at=aware_at)
    referral.case = _open_case_for(referral, aware_at, by=by, at=at)
    referral._history_user = by  # type: ignore[attr-defined]
    referral.save(update_fields=["case"])
    emails.tell_decided(referral, at=at)
    stages.announce("referral_accepted", referral, by=by, at=at)
    return referral


@transaction.atomic
def decline(referral: Referral, *, by: User, at: datetime, because: str, route: str) -> Referral:
    """Record that no case follows, why, and where the matter goes instead. Raises MoveRefused."""
    referral = lock(referral)
    if not because.strip():
        raise MoveRefused("Say why the referral is declined; the sender may ask, and so may an inspector. Nothing was altered.")
    _decide(referral, Status.DECLINED, by=by, at=at, decision_reason=because.strip(), route=route)
    emails.tell_decided(referral, at=at)
    return referral


def _decide(referral: Referral, to: str, *, by: User, at: datetime, **facts: Any) -> None:
    for name, value in {"decided_by": by, "decided_at": at, **facts}.items():
        setattr(referral, name, value)
    move(referral, to, MOVES, by=by)


def _open_case_for(referral: Referral, aware_at: datetime, *, by: User, at: datetime) -> Case:
    because = f"referral {referral.reference} accepted"
    case = open_case(
        by=by, at=at, because=because, incident_on=referral.incident_on, incident_place=referral.incident_place[:200]
    )
    for child in referral.children.all():
        copied = Child(case=case, looked_after=child.is_looked_after, **{name: getattr(child, name) for name in COPIED})
        copied._history_user = by  # type: ignore[attr-defined]
        copied.save()
    words = f"Referral {referral.reference} received from {referral.agency}."
    timeline.record(case, "referral_received", words, at=referral.received_at, actor="A sender")
    aware = f"{aware_at.astimezone(LONDON):%-d %B %Y at %H:%M}"
    words = f"Referral {referral.reference} accepted. The local authority became aware on {aware}."
    timeline.record(case, "referral_accepted", words, at=at, by=by)
    return case


def _next_reference(at: datetime) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('referrals_referral_number')")
        number = cursor.fetchone()[0]
    return f"{settings.CASE_PREFIX}-REF-{london_date(at).year}-{number:04d}"
