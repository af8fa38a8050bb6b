"""Every page of the corpus: a clean one with one leak in it, and its twin without."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from tests.canaries import disguises, oddities, particulars
from tests.canaries.families import Family, families
from tests.canaries.leaks import Leak
from tests.canaries.prose import page
from tests.canaries.shapes import Document

LEAKS: tuple[Leak, ...] = (
    *disguises.LETTERS,
    *disguises.BREAKS,
    *disguises.FORMS,
    *disguises.LINKS,
    *particulars.DAYS,
    *particulars.NUMBERS,
    *particulars.TOGETHER,
    *particulars.ELSEWHERE,
    *oddities.CODES,
    *oddities.RECKONED,
    *oddities.CALLED,
)


@dataclass
class Turns:
    """The families of a seed, one after another, or the one of a trait."""

    seed: int
    taken: int = 0

    def family(self, trait: str = "", *, western: bool = False) -> Family:
        """The one asked for, or else the next; `western` where the letters of Western Europe have to do."""
        people = families(self.seed)
        if trait:
            return people[trait]
        self.taken += 1
        others = [family for name, family in people.items() if not (western and name == "polish")]
        return others[self.taken % len(others)]


def pages(seed: int) -> Iterator[Document]:
    """In a fixed order."""
    turns = Turns(seed)
    for leak in LEAKS:
        family = turns.family(leak.trait)
        clean = page(random.Random(f"{seed} {leak.channel}"))
        leaking = clean.with_text(leak.place, leak.sentence.format(leak.make(family)))
        twin = clean.with_text(leak.place, leak.sentence.format(leak.plain))
        yield Document(leak.channel, "page", family.facts, page=leaking, twin=twin)
