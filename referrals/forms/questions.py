"""What one page says against another: contradictions to correct, and unusual answers to confirm."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from cspr.clocks import LONDON, london_date
from cspr.govuk.dates import written
from cspr.models import Agency
from referrals.forms.criteria import HARMED, SUSPECTED
from referrals.forms.steps import About
from referrals.models import Referral

LONG_AGO = timedelta(days=365)
# A child is under 18 (Children Act 2004, section 65).
GROWN_UP = 18


@dataclass(frozen=True)
class Note:
    """Something to put right, and the page where that is done."""

    words: str
    step: str
    row: int = 0


@dataclass(frozen=True)
class Question:
    """Something unusual that may well be true. `key` is the same as long as the answers are."""

    key: str
    words: str
    step: str
    row: int = 0


@dataclass(frozen=True)
class Said:
    """What the pages say that are right so far. `children_known`: the first page of each child is among them."""

    referral: Mapping[str, Any]
    children: Sequence[tuple[int, Mapping[str, Any]]]
    about: About
    agency: Agency | None
    children_known: bool

    def get(self, name: str) -> Any:
        """The answer, or None where it is not given yet."""
        return self.referral.get(name)

    @property
    def first_day(self) -> date | None:
        """The earliest day of the incident."""
        found: date | None = self.get("incident_on")
        return found

    @property
    def last_day(self) -> date | None:
        """The latest day of the incident."""
        return self.get("incident_until") or self.first_day

    @property
    def claims_both(self) -> bool | None:
        """Whether both criteria of the law are claimed; None while one of them is not answered."""
        suspicion, outcome = self.get("suspicion"), self.get("outcome")
        if suspicion is None or outcome is None:
            return None
        return suspicion in SUSPECTED and outcome in HARMED


def contradictions(said: Said) -> list[Note]:
    """What must be corrected before it can be sent."""
    found = []
    died = any(child.get("has_died") for _, child in said.children)
    if said.get("outcome") == Referral.Outcome.DEATH and said.children_known and not died:
        found.append(
            Note("You answered that a child has died. Say which child under “About the child”, or correct this answer", "harm")
        )
    if said.get("request") == Referral.Request.STATUTORY and said.claims_both is False:
        found.append(
            Note(
                "You ask for a child safeguarding practice review, and your answers do not claim both criteria of the law. "
                "Select “Other learning”, or correct the answers about abuse or neglect and about harm",
                "request",
            )
        )
    if not said.about.agencies:
        found.append(
            Note("Your address no longer stands for an agency. What you wrote is kept; call us so that you can send it", "you")
        )
    return found


def unusual(said: Said) -> list[Question]:
    """What is possible, and is asked about once more."""
    found = [*about_days(said), *about_claims(said)]
    several = len(said.children) > 1
    for number, (row, child) in enumerate(said.children, start=1):
        who = f"Child {number}" if several else "The child"
        found += [
            Question(f"{key}-{row}", f"{who} {words} Is this right?", "child-about", row)
            for key, words in about_child(said, child)
        ]
    return found


def about_days(said: Said) -> Iterator[Question]:
    """Days that stand in an unusual order."""
    first, discussed, aware = said.first_day, said.get("discussed_on"), said.get("agency_aware_on")
    told_at = said.get("la_told_at")
    told = london_date(told_at) if told_at else None
    if first and discussed and discussed < first:
        words = f"You discussed it with the senior manager on {written(discussed)}, before the incident of {written(first)}."
        yield Question("discussed", f"{words} Is this right?", "manager")
    if first and said.about.today - first > LONG_AGO:
        yield Question("long-ago", f"The incident was on {written(first)}, over a year ago. Is this right?", "incident")
    if first and aware and aware < first:
        words = f"Your agency became aware on {written(aware)}, before the incident of {written(first)}."
        yield Question("aware", f"{words} Is this right?", "aware")
    if told and first and told < first:
        words = f"The local authority was told on {written(told)}, before the incident of {written(first)}."
        yield Question("told-first", f"{words} Is this right?", "aware")
    if told and aware and (told < aware or (told == aware and _told_earlier(said))):
        yield Question("told", "The local authority was told before your agency became aware. Is this right?", "aware")


def _told_earlier(said: Said) -> bool:
    clock = said.get("agency_aware_time")
    return clock is not None and said.get("la_told_at").astimezone(LONDON).time() < clock


def about_claims(said: Said) -> Iterator[Question]:
    """Answers that go together less often."""
    sender, manager = said.get("sender_name"), said.get("manager_name")
    if sender and manager and " ".join(sender.lower().split()) == " ".join(manager.lower().split()):
        yield Question("manager", "You are the sender and the senior manager yourself. Is this right?", "manager")
    if said.get("request") == Referral.Request.OTHER_LEARNING and said.claims_both:
        words = "Both criteria of the law are claimed, and you ask for other learning, not for a review."
        yield Question("request", f"{words} Is this right?", "request")
    names = [" ".join(child["name"].lower().split()) for _, child in said.children if child.get("name")]
    if len(set(names)) < len(names):
        yield Question("names", "Two children have the same name. Is this right?", "child-about", said.children[-1][0])


def about_child(said: Said, child: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What is unusual of one child: a key, and the words after "Child 2"."""
    born, expected, died = child.get("born_on"), child.get("expected_on"), child.get("died_on")
    first, last = said.first_day, said.last_day
    if born and first and birthday(born) <= first:
        yield "grown-up", "was 18 or over at the time of the incident."
    if born and last and born > last:
        yield "born-after", "was born after the incident."
    if died and first and died < first:
        yield "died-before", "died before the incident."
    if expected and expected < said.about.today:
        yield "overdue", f"was expected on {written(expected)} and is not born yet."
    if expected and child.get("has_died"):
        yield "unborn-died", "is described as not yet born, and has died."
    if child.get("has_died") and said.get("outcome") not in (None, Referral.Outcome.DEATH):
        yield "died-otherwise", "has died, and you do not describe the outcome as a death."


def birthday(born: date) -> date:
    """The day on which somebody turns 18; of somebody born on 29 February, 1 March."""
    try:
        return born.replace(year=born.year + GROWN_UP)
    except ValueError:
        return date(born.year + GROWN_UP, 3, 1)
