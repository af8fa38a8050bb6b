"""How a referral stands, in the plain words that its sender reads. They say nothing of what was written in it."""

from dataclasses import dataclass
from datetime import datetime

from referrals.models import Referral

RECEIVED, CONSIDERED, ASKED, DECIDED = "received", "considered", "information_asked", "decided"


@dataclass(frozen=True)
class Stage:
    """One of the four states: when it was reached, if it was; and whether it is the one that holds now."""

    title: str
    at: datetime | None
    is_now: bool


@dataclass(frozen=True)
class Standing:
    """The state that holds now, what it means, what comes next, and the way through the four."""

    title: str
    means: str
    next: str
    stages: list[Stage]


def standing_of(referral: Referral, state: str) -> Standing:
    """The words for a plain state: "received", "considered", "information_asked" or "decided"."""
    means, after = ACCEPTED if referral.status == Referral.Status.ACCEPTED else WORDS[state]
    if state == RECEIVED:
        after = f"By the end of {referral.read_by:%A %-d %B %Y} somebody reads it, and may call you or your senior manager."
    return Standing(TITLES[state], means, after, _stages(referral, state))


def _stages(referral: Referral, state: str) -> list[Stage]:
    asked = referral.questions.order_by("-asked_at").first()
    reached = {
        RECEIVED: referral.received_at,
        CONSIDERED: referral.read_at,
        ASKED: asked.asked_at if asked else None,
        DECIDED: referral.decided_at,
    }
    # Most referrals need no question: the line appears once there was one.
    return [Stage(TITLES[one], at, one == state) for one, at in reached.items() if one != ASKED or asked]


TITLES = {
    RECEIVED: "Received",
    CONSIDERED: "Being considered",
    ASKED: "More information asked",
    DECIDED: "Decided",
}
ACCEPTED = (
    "The partnership takes your referral forward.",
    "The business unit calls you and says what your agency is asked to do, and by when. Until then, please keep your records "
    "of the child and the family as they are.",
)
WORDS = {
    RECEIVED: ("Your referral has arrived and waits to be read.", ""),
    CONSIDERED: (
        "Your referral has been read. The partnership considers it with the local authority, the police and the integrated "
        "care board.",
        "You are told by e-mail when more information is needed, and when it is decided.",
    ),
    ASKED: (
        "The partnership needs to know more before it can go on. There is a question for you below.",
        "Once you have replied, the partnership goes on considering your referral. If you cannot answer, say so in the "
        "reply, or call the business unit.",
    ),
    DECIDED: (
        "The partnership has considered your referral. No review follows by this route.",
        "The business unit calls you, gives the reasons and says what happens instead. If you think that something was "
        "overlooked, tell it then: a referral can be opened again.",
    ),
}
