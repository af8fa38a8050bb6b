"""How a referral stands, in the plain words that its sender reads. They say nothing of what was written in it."""

from dataclasses import dataclass
from datetime import datetime

from referrals.models import Referral

Status = Referral.Status


@dataclass(frozen=True)
class Stage:
    """One of the four states: when it was reached, if it was; and whether it is the one that holds now."""

    title: str
    at: datetime | None
    is_now: bool


@dataclass(frozen=True)
class Standing:
    """What comes next, and the way through the four states."""

    next: str
    stages: list[Stage]


def standing_of(referral: Referral) -> Standing:
    """Where a referral is on its way, with the dates that its sender may know."""
    return Standing(_next(referral), _stages(referral))


def _next(referral: Referral) -> str:
    if referral.status == Status.RECEIVED:
        return f"By the end of {referral.read_by:%A %-d %B %Y} somebody reads it, and may call you or your senior manager."
    return NEXT[Status(referral.status)]


def _stages(referral: Referral) -> list[Stage]:
    status = referral.status
    asked = referral.questions.order_by("-asked_at").first()
    found = [
        Stage("Received", referral.received_at, status == Status.RECEIVED),
        Stage("Being considered", referral.read_at, status == Status.CONSIDERED),
        Stage("Decided", referral.decided_at, status in (Status.ACCEPTED, Status.DECLINED)),
    ]
    # Most referrals need no question: the line appears once there was one.
    if asked is not None:
        found.insert(2, Stage("More information asked", asked.asked_at, status == Status.INFORMATION_ASKED))
    return found


NEXT = {
    Status.CONSIDERED: (
        "The partnership considers it with the local authority, the police and the integrated care board. You are told by "
        "e-mail when more information is needed, and when it is decided."
    ),
    Status.INFORMATION_ASKED: (
        "Once you have replied, the partnership goes on considering your referral. If you cannot answer, say so in the "
        "reply, or call the business unit."
    ),
    Status.ACCEPTED: (
        "The business unit calls you and says what your agency is asked to do, and by when. Until then, please keep your "
        "records of the child and the family as they are."
    ),
    Status.DECLINED: (
        "The business unit calls you, gives the reasons and says what happens instead. If you think that something was "
        "overlooked, tell it then: a referral can be opened again."
    ),
}
