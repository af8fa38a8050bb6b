"""Which rows of several agencies tell the same event: at first those that agree on the day, then what the news of it says."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from itertools import combinations

from rapid_reviews.chronology.lexicon import HOSTS, MEETINGS
from rapid_reviews.chronology.likeness import Weights
from rapid_reviews.chronology.reading import Reading
from rapid_reviews.chronology.slips import days_beside

# Kinds of which many happen on any day: to be one event, each must speak of the other's agency.
BETWEEN_TWO = frozenset({"referral", "joint visit", "contact"})
LIKE_A_CALL = frozenset({"referral", "contact"})
LATE_EVENING, EARLY_MORNING = time(20, 0), time(6, 0)
# How long after an event the news of it may be written down, in days: in other words, and in like ones.
NEWS, NEWS_IN_LIKE_WORDS = 5, 14
LIKE_WORDS, UNLIKE, ENOUGH_WORDS = 0.2, 0.05, 2
# How like two texts must be to be one event where only the one says of what kind.
SAME_WORDS = 0.45


@dataclass
class Event:
    """Rows that tell the same event. `day` is the one on which those agree that were there."""

    readings: list[Reading] = field(default_factory=list)

    @property
    def direct(self) -> list[Reading]:
        """Those that tell it as their own, not as news."""
        return [one for one in self.readings if not one.heard]

    @property
    def agencies(self) -> set[str]:
        """Who tells it."""
        return {one.row.agency for one in self.readings}


def compatible(one: Reading, other: Reading) -> bool:
    """Whether they may tell the same event, whatever the day."""
    if one.row.agency == other.row.agency:
        return False
    both = one.kinds & other.kinds
    # What one agency calls a referral, another may call a contact or a call.
    both |= LIKE_A_CALL if one.kinds & LIKE_A_CALL and other.kinds & LIKE_A_CALL else set()
    if both & MEETINGS or both - BETWEEN_TWO:
        return True
    if not both:
        return False
    meets, met = bool(one.speaks_of & other.does), bool(other.speaks_of & one.does)
    # Who names somebody else speaks of another contact.
    return (meets and (met or not other.speaks_of)) or (met and not one.speaks_of)


def may_be_one(one: Reading, other: Reading, weights: Weights) -> bool:
    """Whether rows may tell one event although of the one nobody can say of what kind it is: by their words.

    The one whose kind is known speaks of the other's agency, or that agency holds such events.
    """
    if one.row.agency == other.row.agency or bool(one.kinds) == bool(other.kinds):
        return False
    known, unknown = (one, other) if one.kinds else (other, one)
    meant = known.speaks_of | {HOSTS[kind] for kind in known.kinds & HOSTS.keys()}
    if not meant & unknown.does or min(len(one.words), len(other.words)) < ENOUGH_WORDS:
        return False
    # One rare word may stand in any two texts.
    if len(one.words & other.words) < ENOUGH_WORDS:
        return False
    return weights.likeness(one.words, other.words) >= SAME_WORDS


def same_day(one: Reading, other: Reading) -> bool:
    """Whether they agree on the day; an event that goes on past midnight has two."""
    if one.day is None or other.day is None:
        return False
    if one.day == other.day:
        return True
    if any(row.until and row.on <= day <= row.until for row, day in ((one.row, other.day), (other.row, one.day))):
        return True
    first, second = sorted((one, other), key=lambda reading: reading.day or date.min)
    if first.day is None or second.day is None or (second.day - first.day).days != 1:
        return False
    evening, morning = first.row.time, second.row.time
    late = first.heard or (evening is not None and evening >= LATE_EVENING)
    return bool(late and morning and morning <= EARLY_MORNING)


def unlike(one: Reading, other: Reading, weights: Weights) -> bool:
    """Whether both say enough for it to tell that they share nothing."""
    return min(len(one.words), len(other.words)) >= ENOUGH_WORDS and weights.likeness(one.words, other.words) < UNLIKE


def events_of(readings: Sequence[Reading], weights: Weights) -> list[Event]:
    """Every event that anybody shares with others, be it told by one alone."""
    shared = [one for one in readings if one.is_shared]
    shared += _recognised(shared, [one for one in readings if not one.is_shared], weights)
    events = _joined([one for one in shared if one.day is not None])
    for news in (one for one in shared if one.day is None):
        _add_news(news, events, weights)
    return events


def _recognised(shared: list[Reading], rest: list[Reading], weights: Weights) -> list[Reading]:
    """Rows whose kind is told by another's row of the same event, be it of another day that may be a slip."""
    told: dict[date, list[Reading]] = defaultdict(list)
    heard: dict[date, list[Reading]] = defaultdict(list)
    for other in shared:
        (told[other.day] if other.day else heard[other.row.on]).append(other)
    found = []
    for one in rest:
        on = one.row.on
        beside = [other for day in sorted({on, *days_beside(on)}) for other in told.get(day, ())]
        beside += [other for after in range(NEWS + 1) for other in heard.get(on + timedelta(days=after), ())]
        if kinds := next((other.kinds for other in beside if may_be_one(one, other, weights)), None):
            found.append(replace(one, kinds=kinds, guessed=True))
    return found


def _joined(readings: list[Reading]) -> list[Event]:
    """Groups of readings that agree on the day, any two of which are linked by a chain."""
    group = list(range(len(readings)))

    def root(number: int) -> int:
        while group[number] != number:
            group[number] = group[group[number]]
            number = group[number]
        return number

    days = defaultdict(list)
    for number, one in enumerate(readings):
        if one.day is not None:
            days[one.day].append(number)
    stays = [number for number, one in enumerate(readings) if one.row.until]
    for day, numbers in days.items():
        beside = [number for more in (0, 1) for number in days.get(day + timedelta(days=more), [])]
        lasting = [number for number in stays if readings[number].row.on <= day <= (readings[number].row.until or day)]
        for first, second in combinations(dict.fromkeys([*numbers, *beside, *lasting]), 2):
            if same_day(readings[first], readings[second]) and compatible(readings[first], readings[second]):
                group[root(first)] = root(second)
    found: dict[int, Event] = defaultdict(Event)
    for number, one in enumerate(readings):
        found[root(number)].readings.append(one)
    return list(found.values())


def _add_news(news: Reading, events: list[Event], weights: Weights) -> None:
    """News that names no day belongs to the event before it that it resembles most; else it stands alone."""
    best: tuple[float, int, Event] | None = None
    for event in events:
        for one in event.readings:
            after = (news.row.on - (one.day or one.row.on)).days
            if 0 <= after <= NEWS_IN_LIKE_WORDS and compatible(news, one):
                like = weights.likeness(news.words, one.words)
                score = (round(like, 2), -after)
                if unlike(news, one, weights) or (after > NEWS and like < LIKE_WORDS):
                    continue
                if best is None or score > best[:2]:
                    best = (*score, event)
    if best is None:
        events.append(Event([news]))
    else:
        best[2].readings.append(news)
