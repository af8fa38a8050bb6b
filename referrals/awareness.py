"""Since when the local authority's clock runs while nobody has decided. Computed when asked; nothing of it is stored."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from cspr import deadlines
from cspr.clocks import london_date
from cspr.lifecycle import MoveRefused
from cspr.working_days import OutsideTheTable
from referrals.models import Referral

# The local authority's clock; a later stage declares it, and starts it for good when the referral is accepted.
CLOCK = "notification"


@dataclass(frozen=True)
class Running:
    """A clock without a case. `confirmed`: staff have checked the moment; otherwise it is what the sender wrote."""

    referral: Referral
    since: datetime
    due_on: date
    latest_on: date
    confirmed: bool

    @property
    def started_on(self) -> date:
        """Day 0."""
        return london_date(self.since)

    @property
    def standing(self) -> str:
        """Whose word it is, for people."""
        return "confirmed by staff" if self.confirmed else "to be confirmed"

    @property
    def words(self) -> str:
        """For people: due Tuesday 5 January 2027, counted from 24 December 2026 (to be confirmed)."""
        return f"due {self.due_on:%A %-d %B %Y}, counted from {self.started_on:%-d %B %Y} ({self.standing})"


def since(referral: Referral) -> datetime | None:
    """When the local authority became aware: as staff recorded it, else as the sender wrote, else nobody knows."""
    if referral.la_aware_at is not None:
        return referral.la_aware_at
    return referral.la_told_at if referral.la_told == Referral.Told.YES else None


def differs_from_the_sender(referral: Referral, aware_at: datetime) -> bool:
    """Whether the clock would run from another day than the sender's words say."""
    told = referral.la_told_at if referral.la_told == Referral.Told.YES else None
    return told is not None and london_date(told) != london_date(aware_at)


def needs_a_reason(referral: Referral, aware_at: datetime) -> bool:
    """Whether the day differs from the sender's, and nobody has said yet how it is known."""
    known = referral.la_aware_at is not None and london_date(referral.la_aware_at) == london_date(aware_at)
    return differs_from_the_sender(referral, aware_at) and not (known and referral.la_aware_because)


def judge(referral: Referral, aware_at: datetime, *, checked: bool, at: datetime) -> deadlines.Dates:
    """What a clock from that moment gives. `checked`: somebody looked twice at a moment before the incident.

    Raises MoveRefused for a moment that cannot be.
    """
    if aware_at > at:
        raise MoveRefused(
            "The local authority cannot have become aware in the future. Nothing was altered; correct the date and the time."
        )
    if london_date(aware_at) < referral.incident_on and referral.incident_dated == Referral.Dated.EXACT and not checked:
        raise MoveRefused(
            f"This is before the incident, which the sender dates {referral.incident_on:%-d %B %Y}. Check the date and the "
            "time: the clock is counted from it. If it is right, tick the box below it. Nothing was altered."
        )
    try:
        return deadlines.dates_for(CLOCK, london_date(aware_at))
    except (OutsideTheTable, deadlines.UnknownClock) as error:
        raise MoveRefused("Check the year: no clock can be counted from it. Nothing was altered.") from error


def provisional(referral: Referral) -> Running | None:
    """The clock that runs for an undecided referral from its submission on, or None where it is not known to run."""
    return next(iter(running([referral])), None)


def running(referrals: Iterable[Referral]) -> list[Running]:
    """The clocks of those that are undecided and have one, the one that ends first in front."""
    started = [(one, since(one)) for one in referrals if one.status in Referral.UNDECIDED]
    known = [(one, moment) for one, moment in started if moment is not None]
    dates = deadlines.dates_for_each(CLOCK, (london_date(moment) for _, moment in known))
    found = [
        Running(one, moment, on.due_on, on.latest_on, one.la_aware_at is not None)
        for one, moment in known
        if (on := dates.get(london_date(moment))) is not None
    ]
    return sorted(found, key=lambda clock: (clock.due_on, clock.referral.received_at))


def account(referral: Referral, aware_at: datetime, *, checked: bool, at: datetime) -> str:
    """What a clock from that moment gives, and how it is counted, before anything is saved. Raises MoveRefused."""
    dates = judge(referral, aware_at, checked=checked, at=at)
    start = london_date(aware_at)
    account = deadlines.explain(CLOCK, start)[-1]
    first = next((counted.day for counted in account.days if counted.number == 1), dates.due_on)
    left_out = [f"{day.day:%-d %B} ({day.why_not})" for day in account.days if day.number is None and day.why_not != "weekend"]
    words = f"Due {dates.due_on:%A %-d %B %Y}: day 0 is {start:%A %-d %B %Y}, day 1 is {first:%A %-d %B %Y}, {account.rule}."
    if left_out:
        words += f" Not counted besides weekends: {', '.join(left_out)}."
    if dates.latest_on < london_date(at):
        words += " That day is past: the notification is late from the start, and a reason will be asked for."
    return words
