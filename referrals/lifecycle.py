"""Receives referrals and takes them through triage. The only writer of Referral.status."""

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from cspr import deadlines, stages
from cspr.clocks import london_date
from cspr.lifecycle import MoveRefused, Moves, lock, move, save
from cspr.models import Agency, Case, User
from referrals import awareness, drafts, emails, joining, uploads
from referrals.facts import Facts
from referrals.models import Draft, HouseholdMember, InformationRequest, InvolvedAgency, KeyDate, PartnerView, Referral
from referrals.models import ReferredChild as Child

Status = Referral.Status
DECIDED = frozenset({Status.ACCEPTED, Status.DECLINED})
MOVES: Moves = {
    Status.RECEIVED: frozenset({Status.CONSIDERED, Status.INFORMATION_ASKED, *DECIDED}),
    Status.CONSIDERED: frozenset({Status.INFORMATION_ASKED, *DECIDED}),
    Status.INFORMATION_ASKED: frozenset({Status.CONSIDERED, *DECIDED}),
    Status.DECLINED: frozenset({Status.CONSIDERED}),
}
# Security plan, T24: referrals that one address may send within an hour, and all addresses together.
PER_HOUR, OF_ALL_PER_HOUR = 5, 1000


class TooManyReferrals(Exception):
    """No further referral is taken for now. The text says why, and what to do, to the sender."""

    words = (
        "Five referrals were sent from your address within the last hour, which is as many as we take. Nothing you typed is "
        "lost: come back with your receipt number in an hour, or call us now."
    )

    def __str__(self) -> str:
        return self.words


class TooManyAtOnce(TooManyReferrals):
    """All senders together have sent as many within the hour as we take: somebody may be flooding the site."""

    words = (
        "Very many referrals are arriving at this moment, so yours was not sent yet. Nothing you typed is lost: "
        "come back with your receipt number in an hour, or call us now."
    )


def plain_state(referral: Referral) -> str:
    """Which of four states the sender is told: received, considered, information_asked, or decided for either decision."""
    return "decided" if referral.status in DECIDED else str(referral.status)


def agency_is_open(referral: Referral) -> bool:
    """Whether staff still have to confirm the agency: the sender's address serves several, and they chose one."""
    return referral.agency_confirmed_by_id is None and Agency.objects.for_address(referral.sender_email).count() > 1


@transaction.atomic
def receive(draft: Draft, *, facts: Facts, agency: Agency, at: datetime) -> Referral:
    """Store what a sender sent; the same draft sent again gives the same referral, whatever it says.

    Holds the draft's words from then on: its pages are removed. Tells the sender and the staff. Raises TooManyReferrals,
    and uploads.NoRoom where the disk is nearly full: refused before anything is accepted, never after.
    """
    sender = draft.sender_email
    uploads.hold_form(sender, draft.pk)
    sent = Referral.objects.sent_by(sender)
    earlier = sent.filter(form_uuid=draft.pk).first()
    if earlier is not None:
        return earlier
    _refuse_a_flood(sender, at)
    uploads.require_room()
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


def _refuse_a_flood(sender: str, at: datetime) -> None:
    lately = Referral.objects.filter(received_at__gt=at - timedelta(hours=1))
    if lately.sent_by(sender).count() >= PER_HOUR:
        raise TooManyReferrals
    if lately.count() >= OF_ALL_PER_HOUR:
        raise TooManyAtOnce


def _store_rows(referral: Referral, facts: Facts) -> None:
    for child in facts.children:
        Child.objects.create(referral=referral, **child)
    for member in facts.household:
        HouseholdMember.objects.create(referral=referral, **member)
    for other in facts.agencies:
        InvolvedAgency.objects.create(referral=referral, **other)
    for row in facts.key_dates:
        KeyDate.objects.create(referral=referral, **row)


@transaction.atomic
def consider(referral: Referral, *, by: User, at: datetime) -> Referral:
    """Record that somebody has read it; an open question is closed without an answer. Raises MoveRefused."""
    referral = lock(referral)
    if referral.status == Status.DECLINED:
        raise MoveRefused("The referral was declined. Open it again, with the reason; nothing was altered.")
    return _go_on(referral, Status.CONSIDERED, by=by, at=at)


@transaction.atomic
def ask(referral: Referral, question: str, *, by: User, at: datetime) -> Referral:
    """Ask the sender something, which they read on the status page. Raises MoveRefused."""
    referral = _go_on(lock(referral), Status.INFORMATION_ASKED, by=by, at=at)
    if not question.strip():
        raise MoveRefused("Write the question. Nothing was altered.")
    asked = InformationRequest(referral=referral, question=question.strip(), asked_at=at, asked_by=by)
    save(asked, by=by)
    emails.ask_sender(asked, at=at)
    return referral


@transaction.atomic
def reply(referral: Referral, words: str, *, at: datetime) -> Referral:
    """Keep the sender's answer to the open question, and tell the staff. Raises MoveRefused, in the sender's words."""
    referral = lock(referral)
    question = referral.questions.filter(replied_at=None).first()
    if referral.status != Status.INFORMATION_ASKED or question is None:
        raise MoveRefused("There is no open question any more: your answer has arrived already, or the question is settled.")
    if not words.strip():
        raise MoveRefused("Write your answer. If you cannot answer, write that and why.")
    question.reply, question.replied_at = words.strip(), at
    save(question, by=None)
    move(referral, Status.CONSIDERED, MOVES, by=None)
    emails.tell_replied(question, at=at)
    return referral


@transaction.atomic
def record_view(
    referral: Referral, *, partner: str, view: str, reasons: str, given_by: str, given_on: date, by: User, at: datetime
) -> PartnerView:
    """Write down how one of the three partners sees it. The decision stays the local authority's. Raises MoveRefused."""
    referral = lock(referral)
    if given_on > london_date(at):
        raise MoveRefused("A view cannot have been given in the future. Nothing was altered; correct the date.")
    return PartnerView.objects.create(
        referral=referral, partner=partner, view=view, reasons=reasons.strip(), given_by=given_by.strip(),
        given_on=given_on, recorded_by=by, recorded_at=at,
    )  # fmt: skip


@transaction.atomic
def record_awareness(
    referral: Referral, *, aware_at: datetime, because: str = "", checked: bool = False, by: User, at: datetime
) -> Referral:
    """Confirm or correct when the *local authority* became aware, before a decision. Raises MoveRefused."""
    referral = lock(referral)
    if referral.status not in Referral.UNDECIDED:
        raise MoveRefused("The referral is decided. The date of a case is kept with its notification; nothing was altered.")
    _become_aware(referral, aware_at, because, checked=checked, at=at)
    save(referral, by=by)
    return referral


@transaction.atomic
def confirm_agency(referral: Referral, agency: Agency, *, by: User, at: datetime) -> Referral:
    """Confirm or correct for which agency the sender wrote. Raises MoveRefused."""
    referral = lock(referral)
    _confirm(referral, agency, by=by)
    save(referral, by=by)
    return referral


@transaction.atomic
def accept(
    referral: Referral,
    *,
    by: User,
    at: datetime,
    aware_at: datetime,
    because: str = "",
    checked: bool = False,
    into: Case | None = None,
    agency: Agency | None = None,
) -> Referral:
    """Take the referral into a new case, or into an open one; its children, its household and its notification follow.

    `aware_at` is when the *local authority* became aware: its five working days run from that day (Working Together,
    chapter 5). `checked` says that somebody has looked twice at a date before the incident; `agency` is the confirmed
    one, needed where the address serves several; `because` says how another day is known than the sender wrote. Raises
    MoveRefused.
    """
    referral = lock(referral)
    _become_aware(referral, aware_at, because, checked=checked, at=at)
    if agency is not None:
        _confirm(referral, agency, by=by)
    if agency_is_open(referral):
        raise MoveRefused("The sender's address serves several agencies. Confirm first for which one they wrote.")
    referral = _go_on(referral, Status.ACCEPTED, by=by, at=at, decided_by=by, decided_at=at)
    referral.case = joining.join(referral, into, by=by, at=at)
    save(referral, by=by)
    emails.tell_decided(referral, at=at)
    stages.announce("referral_accepted", referral, by=by, at=at)
    return referral


@transaction.atomic
def decline(referral: Referral, *, by: User, at: datetime, because: str, route: str) -> Referral:
    """Record that no case follows, why, and where the matter goes instead. Raises MoveRefused."""
    referral = lock(referral)
    if not because.strip():
        raise MoveRefused("Say why the referral is declined; the sender may ask, and so may an inspector. Nothing was altered.")
    facts = {"decided_by": by, "decided_at": at, "decision_reason": because.strip(), "route": route}
    referral = _go_on(referral, Status.DECLINED, by=by, at=at, **facts)
    emails.tell_decided(referral, at=at)
    return referral


@transaction.atomic
def reopen(referral: Referral, *, because: str, by: User, at: datetime) -> Referral:
    """Consider a declined referral again. The earlier decision stays in the history. Raises MoveRefused."""
    referral = lock(referral)
    if referral.status != Status.DECLINED:
        raise MoveRefused("Only a declined referral is opened again. Nothing was altered.")
    if not because.strip():
        raise MoveRefused("Say why it is opened again. Nothing was altered.")
    referral.reopened_because = because.strip()
    referral.decided_by = referral.decided_at = None
    referral.decision_reason = referral.route = ""
    move(referral, Status.CONSIDERED, MOVES, by=by)
    emails.tell_reopened(referral, at=at)
    return referral


def _go_on(referral: Referral, to: str, *, by: User, at: datetime, **facts: Any) -> Referral:
    """Move a locked referral. Whoever takes a step has read it, and a question that is still open is settled."""
    if referral.read_at is None:
        facts |= {"read_at": at, "reader": by}
    for name, value in facts.items():
        setattr(referral, name, value)
    move(referral, to, MOVES, by=by)
    for question in referral.questions.filter(replied_at=None):
        question.replied_at = at
        save(question, by=by)
    return referral


def _become_aware(referral: Referral, aware_at: datetime, because: str, *, checked: bool, at: datetime) -> None:
    awareness.judge(referral, aware_at, checked=checked, at=at)
    if awareness.needs_a_reason(referral, aware_at) and not because.strip():
        raise MoveRefused("This is another day than the sender wrote. Say how you know; the reason is kept with the date.")
    referral.la_aware_at = aware_at
    referral.la_aware_because = because.strip() or referral.la_aware_because


def _confirm(referral: Referral, agency: Agency, *, by: User) -> None:
    if referral.status not in Referral.UNDECIDED:
        raise MoveRefused("The referral is decided; its agency stays as it was recorded. Nothing was altered.")
    if not Agency.objects.for_address(referral.sender_email).filter(pk=agency.pk).exists():
        raise MoveRefused("The sender's address does not belong to that agency. Register the address there first.")
    referral.agency, referral.agency_confirmed_by = agency, by


def _next_reference(at: datetime) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('referrals_referral_number')")
        number = cursor.fetchone()[0]
    return f"{settings.CASE_PREFIX}-REF-{london_date(at).year}-{number:04d}"
