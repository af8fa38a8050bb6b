"""Makes a chronology of twelve agencies and 600 rows from a seed, with faults planted in it, and remembers which.

It imports nothing from the detector: what counts as a fault is said here a second time, in its own words.
"""

import random
from collections.abc import Collection
from dataclasses import replace
from datetime import date, time, timedelta
from itertools import count, pairwise

from tests.chronology import agencies, words
from tests.chronology.alone import MISLEADING, ROUTINE
from tests.chronology.family import SEPARATORS, Member, family, list_of, misspelt
from tests.chronology.planting import PLANTS, WITH_PEOPLE, Planting
from tests.chronology.shapes import Chronology, Draft, Event, Planted, Row
from tests.chronology.tellings import KINDS, Kind

ROWS, WEEKS, LONGEST_GAP = 600, 86, 42
HABITS = ("names", "roles", "both", "initials", "first", "shouted", "names", "roles")
WITHIN = {"midwifery": (0, 44), "nursery": (30, WEEKS), "probation": (8, WEEKS)}
CLOSED = "Discharged from caseload, closed to service."
# Of whom the rows of an agency mostly speak.
USUAL = {
    "csc": ("mother", "child"),
    "police": ("father", "mother"),
    "hospital": ("child", "mother"),
    "gp": ("child", "mother"),
    "hv": ("child", "mother"),
    "school": ("brother", "mother"),
    "nursery": ("child", "grandmother"),
    "midwifery": ("mother",),
    "mental": ("mother",),
    "housing": ("mother", "father"),
    "drugs": ("father",),
    "probation": ("father",),
}
FOLLOWED, FOLLOWING = ("ed", "incident", "joint", "call", "referral"), 6


def make(seed: int) -> Chronology:
    """The same seed gives the same chronology."""
    return _Maker(seed).made()


class _Maker(Planting):
    def __init__(self, seed: int) -> None:
        self.chance, self.keys = random.Random(seed), count(1)
        # The last wording of everything is kept for the seeds on which the figures are reported.
        self.held_back = seed <= 5
        self.agencies = {service: self.chance.choice(names) for service, names in agencies.NAMES.items()}
        self.habits = {service: self.chance.choice(HABITS) for service in self.agencies}
        self.separators = {service: self.chance.choice(SEPARATORS) for service in self.agencies}
        self.family = family(self.chance)
        self.first = date(2024, 1, 1) + timedelta(days=self.chance.randrange(300))
        self.last = self.first + timedelta(weeks=WEEKS)
        self.drafts: list[Draft] = []
        self.events: list[Event] = []
        self.planted: list[Planted] = []
        self.empty = self._empty()

    def made(self) -> Chronology:
        for name, kind in KINDS.items():
            for on in self._days_of(name, kind):
                self._event(name, kind, on)
        self._follow()
        self._plant_dates()
        self._plant_people()
        self._plant_alone()
        self._overnight()
        self._fill()
        rows = [self._row(draft) for draft in self.drafts]
        rows += self._duplicates(rows)
        places = {draft.key: number for number, event in enumerate(self.events) for draft in event.rows}
        self.chance.shuffle(rows)
        return Chronology(
            rows,
            list(self.family.values()),
            tuple(self.agencies.values()),
            self.first,
            self.last,
            self.planted,
            _gaps(rows, self.first, self.last),
            places,
        )

    def _pick(self, choices: tuple[str, ...]) -> str:
        return self.chance.choice(choices[: words.FIRST_HELD_BACK] if self.held_back and len(choices) == 5 else choices)

    def _empty(self) -> dict[str, tuple[date, date]]:
        """For some agencies a time without a row; for the first of them it lasts to the end."""
        found = {}
        for number, service in enumerate(
            self.chance.sample([one for one in self.agencies if one not in WITHIN], PLANTS["gap"])
        ):
            length = LONGEST_GAP + self.chance.randrange(4, 45)
            start = self.last - timedelta(days=length)
            if number:
                start = self.first + timedelta(days=self.chance.randrange(60, WEEKS * 7 - 160))
            found[service] = (start, start + timedelta(days=length))
        return found

    def _present(self, service: str, on: date, room: int = 0) -> bool:
        begins, ends = WITHIN.get(service, (0, WEEKS))
        if not self.first + timedelta(weeks=begins) <= on <= self.first + timedelta(weeks=ends):
            return False
        start, end = self.empty.get(service, (date.max, date.max))
        return not start < on < end - timedelta(days=room)

    def _days_of(self, name: str, kind: Kind) -> list[date]:
        """Meetings in a row come every few weeks; the rest anywhere, but two of a kind never within twelve days."""
        if name == "core":
            start = self.chance.randrange(20, 200)
            steps = [self.chance.choice((28, 35, 42)) for _ in range(kind.times - 1)]
            days = [start + sum(steps[:number]) for number in range(kind.times)]
        else:
            days = []
            while len(days) < kind.times:
                day = self.chance.randrange(8, WEEKS * 7 - 8)
                if all(abs(day - other) >= 12 for other in days):
                    days.append(day)
        return [self.first + timedelta(days=day) for day in days]

    def _event(self, name: str, kind: Kind, on: date, without: Collection[tuple[str, ...]] = ()) -> None:
        if not self._present(kind.first, on):
            return
        there = [one for one in kind.others if self._present(one, on, room=0) and self._present(one, on + timedelta(days=4))]
        if not there:
            return
        tellers = self.chance.sample(there, self.chance.randint(1, min(kind.most, len(there))))
        # Now and then somebody was there who wrote nothing down: with several others that is no fault.
        quiet = [one for one in there if one not in tellers][:1] if len(tellers) > 1 and self.chance.random() < 0.25 else []
        details = [one for one in getattr(words, kind.details.upper()) if one not in without]
        detail = self.chance.choice(details)
        people = self._who(name)
        at = time(self.chance.randrange(8, 18), self.chance.choice((0, 10, 15, 30, 45)))
        event = Event(name, on, [])
        for service in (kind.first, *tellers):
            others = tuple(one for one in (kind.first, *tellers, *quiet) if one != service)
            if service != kind.first and len(others) > 1:
                others = (kind.first, *self.chance.sample(others[1:], self.chance.randrange(len(others))))
            event.rows.append(self._telling(service, kind, on, list(people), others, detail, at))
        # One of them may name somebody more; two would be a difference that nobody planted.
        if self.chance.random() < 0.3:
            row = self.chance.choice(event.rows)
            row.people = [*row.people, self.chance.choice([one for one in self.family.values() if one not in row.people])]
        self.events.append(event)
        self.drafts += event.rows

    def _follow(self) -> None:
        """Soon after some events another of the same kind, told by the same and by others, about something else: no fault."""
        for event in self.chance.sample([one for one in self.events if one.kind in FOLLOWED], FOLLOWING):
            used = {row.detail for row in event.rows}
            kind = KINDS[event.kind]
            on = event.on + timedelta(days=self.chance.choice((1, 2, 3, 7, 7, 7)))
            if on < self.last and self._present(kind.first, on):
                self._event(event.kind, kind, on, without=used)
                event.planted = self.events[-1].planted = True

    def _who(self, name: str) -> list[Member]:
        adult = self.family[self.chance.choice(("mother", "mother", "mother", "father", "grandmother"))]
        child = self.family[self.chance.choice(("child", "child", "brother"))]
        return [adult, child] if name in WITH_PEOPLE or self.chance.random() < 0.6 else [child]

    def _telling(
        self,
        service: str,
        kind: Kind,
        on: date,
        people: list[Member],
        others: tuple[str, ...],
        detail: tuple[str, ...],
        at: time,
    ) -> Draft:
        lagging = kind.lagging.get(service)
        texts = lagging or kind.words.get(service) or kind.words[""]
        draft = Draft(next(self.keys), service, on, people, self._pick(texts), bool(lagging))
        draft.others, draft.detail, draft.happened = others, detail, on
        if lagging:
            draft.on = on + timedelta(days=self.chance.randrange(0, 5))
            while not self._present(service, draft.on):
                draft.on -= timedelta(days=1)
        elif self.chance.random() < 0.4:
            draft.at = at
        draft.blank = self.chance.random() < 0.2
        return draft

    def _fill(self) -> None:
        """Rows of one agency alone, each where its longest time without one is."""
        services = list(self.agencies)
        for service, (_, ends) in WITHIN.items():
            if ends < WEEKS:
                self._routine(service, self.first + timedelta(weeks=ends), CLOSED)
        favourites = {service: self.chance.choice(ROUTINE[service]) for service in services}
        number = 0
        while len(self.drafts) < ROWS - PLANTS["duplicate"]:
            service = services[number % len(services)] if number % 3 else max(services, key=self._widest_of)
            number += 1
            text = favourites[service] if self.chance.random() < 0.4 else self.chance.choice(ROUTINE[service])
            if self.chance.random() < 0.15:
                text = self._pick(MISLEADING[service])
            on = self._middle_of_widest(service)
            draft = self._routine(service, on, text)
            if number in (50, 90, 130) and len(self.drafts) < ROWS - PLANTS["duplicate"]:
                # Twice on one day in the same words, at two times: no fault.
                draft.at = time(9, 10)
                self._routine(service, on, text, draft.people).at = time(15, 40)

    def _routine(self, service: str, on: date, text: str, people: list[Member] | None = None) -> Draft:
        usual = [self.family[one] for one in USUAL[service]]
        who = people or usual[: self.chance.choice((1, 1, 2))]
        draft = Draft(next(self.keys), service, on, who, text, blank=self.chance.random() < 0.3)
        self.drafts.append(draft)
        return draft

    def _spaces(self, service: str) -> list[tuple[int, date]]:
        begins, ends = WITHIN.get(service, (0, WEEKS))
        edges = [self.first + timedelta(weeks=begins), self.first + timedelta(weeks=ends)]
        gap = self.empty.get(service, (edges[0], edges[0]))
        days = sorted({*edges, *gap, *(one.on for one in self.drafts if one.service == service)})
        inside = [(one, other) for one, other in pairwise(days) if not gap[0] <= one < other <= gap[1]]
        return [((other - one).days, one) for one, other in inside if edges[0] <= one and other <= edges[1]]

    def _widest_of(self, service: str) -> int:
        return max(width for width, _ in self._spaces(service))

    def _middle_of_widest(self, service: str) -> date:
        width, start = max(self._spaces(service))
        return start + timedelta(days=max(1, round(width * self.chance.uniform(0.35, 0.65))))

    def _row(self, draft: Draft) -> Row:
        called = [self._pick_called(one) for one in draft.others]
        habit, separator = self.habits[draft.service], self.separators[draft.service]
        adults = [one for one in draft.people if one.relation not in ("child", "brother")]
        children = [one for one in draft.people if one.relation in ("child", "brother")]
        happened = draft.happened or draft.on
        text = draft.text.format(
            o=" and ".join([", ".join(called[:-1]), called[-1]] if len(called) > 1 else called),
            d=self._pick(draft.detail) if draft.detail else "",
            c=list_of(children[:1] or [self.family["child"]], "first", "", self.chance),
            p=list_of(adults[:1] or draft.people[:1], habit if habit != "shouted" else "names", "", self.chance),
            when=self.chance.choice((f"{happened:%d/%m/%Y}", f"{happened:%-d.%-m.%y}", f"{happened:%-d %B}")),
        )
        text = text[0].upper() + text[1:]
        if self.chance.random() < 0.15 and text != CLOSED:
            text = misspelt(text, self.chance)
        people = "" if draft.blank else list_of(draft.people, habit, separator, self.chance)
        source = self.chance.choice(agencies.SOURCES[draft.service])
        return Row(draft.key, self.agencies[draft.service], draft.on, draft.at, people, text, source)

    def _pick_called(self, service: str) -> str:
        choices = agencies.CALLED[service]
        return self.chance.choice(choices[:-1] if self.held_back else choices)

    def _duplicates(self, rows: list[Row]) -> list[Row]:
        """The same event a second time: word for word from another record, or typed again with a slip or two."""
        fixed = {key for one in self.planted for key in one.rows | one.beside}
        doubled = self.chance.sample([row for row in rows if row.key not in fixed and row.event != CLOSED], PLANTS["duplicate"])
        found = []
        for number, row in enumerate(doubled):
            text = row.event if number % 2 else misspelt(misspelt(row.event.lower(), self.chance), self.chance)
            copy = replace(row, key=next(self.keys), event=text, source="Imported record", at=row.at if number % 3 else None)
            found.append(copy)
            self.planted.append(
                Planted("duplicate", frozenset({row.key, copy.key}), how="typed again" if number % 2 == 0 else "copied")
            )
        return found


def _gaps(rows: list[Row], first: date, last: date) -> set[tuple[str, date, date | None]]:
    """Every time of more than six weeks within the period for which an agency, whose last row does not close, has no row."""
    found: set[tuple[str, date, date | None]] = set()
    for agency in {row.agency for row in rows}:
        own = sorted((row.on, row.event) for row in rows if row.agency == agency and first <= row.on <= last)
        days = [on for on, _ in own]
        found |= {(agency, one, two) for one, two in pairwise(days) if (two - one).days > LONGEST_GAP}
        if (last - days[-1]).days > LONGEST_GAP and own[-1][1] != CLOSED:
            found.add((agency, days[-1], None))
    return found
