"""The steps of triage, each as a page of the staff admin."""

from datetime import datetime
from typing import Any

from cspr import deadlines
from cspr.audited import Verb
from cspr.models import Case, Deadline, User
from referrals import awareness, lifecycle
from referrals.forms import decisions
from referrals.models import Referral

MAY = "referrals.change_referral"
Status = Referral.Status
Typed = dict[str, Any]


def _is(*statuses: str) -> Any:
    return lambda referral: referral.status in statuses


def _agency_is_open(referral: Referral) -> bool:
    return referral.status in Referral.UNDECIDED and lifecycle.agency_is_open(referral)


def _consider(referral: Referral, typed: Typed, by: User, at: datetime) -> object:
    return lifecycle.consider(referral, by=by, at=at)


def _ask(referral: Referral, typed: Typed, by: User, at: datetime) -> object:
    return lifecycle.ask(referral, typed["question"], by=by, at=at)


def _aware(referral: Referral, typed: Typed, by: User, at: datetime) -> object:
    return lifecycle.record_awareness(referral, by=by, at=at, **typed)


def _view(referral: Referral, typed: Typed, by: User, at: datetime) -> object:
    return lifecycle.record_view(referral, by=by, at=at, **typed)


def _agency(referral: Referral, typed: Typed, by: User, at: datetime) -> object:
    return lifecycle.confirm_agency(referral, typed["agency"], by=by, at=at)


def _accept(referral: Referral, typed: Typed, by: User, at: datetime) -> object:
    return lifecycle.accept(referral, by=by, at=at, **typed)


def _decline(referral: Referral, typed: Typed, by: User, at: datetime) -> object:
    return lifecycle.decline(referral, by=by, at=at, **typed)


def _reopen(referral: Referral, typed: Typed, by: User, at: datetime) -> object:
    return lifecycle.reopen(referral, by=by, at=at, **typed)


def preview_awareness(referral: Referral, typed: Typed, by: User, at: datetime) -> str:
    """Until when the notification would be due, and how that is counted."""
    return awareness.account(referral, typed["aware_at"], checked=typed["checked"], at=at)


def preview_accept(referral: Referral, typed: Typed, by: User, at: datetime) -> str:
    """The same, with the case that is opened or joined, and the agency."""
    words = [preview_awareness(referral, typed, by, at), _case_in_words(typed["into"])]
    agency = typed.get("agency")
    return "\n\n".join([*words, f"The agency is confirmed as {agency}."] if agency else words)


def _case_in_words(into: Case | None) -> str:
    if into is None:
        return "A new case is opened, with the children and the household of this referral."
    words = f"The referral joins case {into.reference}. Children and people whom it does not have yet are added."
    standing = Deadline.objects.filter(case=into, clock=awareness.CLOCK).first()
    if standing is None:
        return f"{words} Its notification is opened."
    title = deadlines.clocks()[awareness.CLOCK].title
    return f"{words} That case has its own clock, and keeps it: {title}, due {standing.due_on:%A %-d %B %Y}."


ACCEPT = Verb(
    slug="accept",
    label="Accept",
    permission=MAY,
    form=decisions.AcceptForm,
    run=_accept,
    when=_is(*Referral.UNDECIDED),
    intro=(
        "Accepting opens a case, or joins the referral to one, and starts the local authority’s clock for good. "
        "Confirm with the local authority when it became aware: what the sender wrote is filled in where it was given."
    ),
    done="The referral is accepted and its case is open.",
    preview=preview_accept,
)
AWARENESS = Verb(
    slug="aware",
    label="Record when the local authority became aware",
    permission=MAY,
    form=decisions.AwarenessForm,
    run=_aware,
    when=_is(*Referral.UNDECIDED),
    intro=(
        "Confirm or correct what the sender wrote. Nothing is decided by it. If the local authority did not know yet, tell it "
        "now: it became aware at that moment."
    ),
    done="Recorded. The clock is counted from that day.",
    preview=preview_awareness,
)
VERBS = (
    Verb(
        slug="read",
        label="Record as read",
        permission=MAY,
        form=decisions.NothingForm,
        run=_consider,
        when=_is(Status.RECEIVED),
        intro="You have read the whole referral. The sender sees that it is being considered.",
        done="Recorded as read, by you and now.",
    ),
    AWARENESS,
    Verb(
        slug="agency",
        label="Confirm the agency",
        permission=MAY,
        form=decisions.AgencyForm,
        run=_agency,
        when=_agency_is_open,
        done="The agency is confirmed.",
    ),
    Verb(
        slug="ask",
        label="Ask for more information",
        permission=MAY,
        form=decisions.AskForm,
        run=_ask,
        when=_is(Status.RECEIVED, Status.CONSIDERED),
        intro="The clock does not wait for the answer.",
        done="The question is on the sender’s page, and an e-mail says so.",
    ),
    Verb(
        slug="go-on",
        label="Go on without an answer",
        permission=MAY,
        form=decisions.NothingForm,
        run=_consider,
        when=_is(Status.INFORMATION_ASKED),
        intro="The question is closed and the sender can no longer answer it on the page.",
        done="The question is closed.",
    ),
    Verb(
        slug="view",
        label="Record a partner’s view",
        permission=MAY,
        form=decisions.ViewForm,
        run=_view,
        when=lambda referral: True,
        intro="All three partners should be heard, and any dissent is written down. The decision is the local authority’s own.",
        done="The view is recorded. Earlier views of the same partner are kept.",
    ),
    ACCEPT,
    Verb(
        slug="decline",
        label="Decline",
        permission=MAY,
        form=decisions.DeclineForm,
        run=_decline,
        when=_is(*Referral.UNDECIDED),
        intro="No case is opened. The sender is told that the referral was considered; tell them the reason by telephone.",
        done="The referral is declined, with its reason.",
    ),
    Verb(
        slug="reopen",
        label="Open again",
        permission=MAY,
        form=decisions.ReopenForm,
        run=_reopen,
        when=_is(Status.DECLINED),
        intro="The referral is considered again. The earlier decision stays on its page and in its history.",
        done="The referral is being considered again.",
    ),
)
