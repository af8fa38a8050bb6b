"""Plants faults in events, and remembers them."""

import random
from datetime import date, time, timedelta

from tests.chronology.family import Member
from tests.chronology.shapes import Draft, Event, Planted
from tests.chronology.slips import slipped

PLANTS = {"date": 12, "people": 5, "alone": 10, "duplicate": 8, "gap": 6}
WITH_PEOPLE = ("ed", "joint", "incident")
# Words by which a row names another agency without a name in the text, and whose own they are.
NAMING = {"MASH": "csc", "ED": "hospital", "A&E": "hospital", "hospital": "hospital", "casualty": "hospital", "olice": "police"}


class Planting:
    """What a maker needs to plant faults in what it has made."""

    chance: random.Random
    family: dict[str, Member]
    first: date
    last: date
    drafts: list[Draft]
    events: list[Event]
    planted: list[Planted]

    def _present(self, service: str, on: date, room: int = 0) -> bool:
        raise NotImplementedError

    def _free(self) -> list[Event]:
        """Events in which nothing is planted yet and which two tell as they happen, in a random order."""
        free = [one for one in self.events if not one.planted and len([row for row in one.rows if not row.lag]) > 1]
        return self.chance.sample(free, len(free))

    def _plant_dates(self) -> None:
        left = PLANTS["date"]
        for event in self._free():
            row = self.chance.choice([one for one in event.rows if not one.lag])
            same = [other.on for other in self.events if other.kind == event.kind and other is not event]
            for how, on in slipped(row.on, self.chance):
                clear = all(abs((on - other).days) > 3 for other in same)
                if clear and on <= self.last and self._present(row.service, max(on, self.first + timedelta(weeks=9))):
                    row.on, event.planted = on, True
                    self._remember("date", event, row, how)
                    left -= 1
                    break
            if not left:
                return

    def _plant_people(self) -> None:
        left = PLANTS["people"]
        for event in self._free():
            if event.kind not in WITH_PEOPLE:
                continue
            direct = [one for one in event.rows if not one.lag]
            people = event.rows[0].people[:2]
            for one in event.rows:
                one.people, one.blank = list(people), False
            row = self.chance.choice(direct)
            place = self.chance.randrange(2)
            adults, children = ("mother", "father", "grandmother"), ("brother", "child")
            others = [self.family[one] for one in (children if place else adults) if self.family[one] not in people]
            row.people = [self.chance.choice(others) if number == place else one for number, one in enumerate(people)]
            event.planted = True
            self._remember("people", event, row, "adult" if place == 0 else "child")
            left -= 1
            if not left:
                return

    def _plant_alone(self) -> None:
        left = PLANTS["alone"]
        for event in self.chance.sample(self.events, len(self.events)):
            naming = [row for row in event.rows if _names_another(row)]
            near = [
                one for one in self.events if one.kind == event.kind and one is not event and abs((one.on - event.on).days) <= 4
            ]
            if event.planted or not naming or near:
                continue
            row = self.chance.choice(naming)
            for other in event.rows:
                if other is not row:
                    self.drafts.remove(other)
            event.rows, event.planted = [row], True
            self._remember("alone", event, row, event.kind)
            left -= 1
            if not left:
                return

    def _overnight(self) -> None:
        """Late in the evening for the one, past midnight for the other: no fault."""
        late = [one for one in self._free() if one.kind == "incident"][:2]
        for event in late:
            one, other = [row for row in event.rows if not row.lag][:2]
            one.at, other.at, other.on = time(23, 40), time(0, 25), one.on + timedelta(days=1)
            event.planted = True

    def _remember(self, kind: str, event: Event, row: Draft, how: str) -> None:
        beside = frozenset(other.key for other in event.rows if other is not row)
        self.planted.append(Planted(kind, frozenset({row.key}), beside, f"{event.kind}: {how}"))


def _names_another(row: Draft) -> bool:
    return "{o}" in row.text or any(word in row.text and row.service != whose for word, whose in NAMING.items())
