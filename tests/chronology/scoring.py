"""Compares what was found with what was planted."""

from dataclasses import dataclass, field

from rapid_reviews.chronology import Finding, Found, Relative, Telling, look
from tests.chronology.maker import make
from tests.chronology.shapes import Chronology, Planted

OF_ROWS = {"date": Found.DAY, "people": Found.PEOPLE, "alone": Found.ALONE, "duplicate": Found.TWICE}


@dataclass
class Score:
    """What was planted and found or missed, and what was told that was not planted."""

    planted: int = 0
    missed: list[str] = field(default_factory=list)
    told: int = 0
    false: list[Finding] = field(default_factory=list)

    def add(self, other: "Score") -> None:
        """Both together."""
        self.planted, self.told = self.planted + other.planted, self.told + other.told
        self.missed, self.false = self.missed + other.missed, self.false + other.false


def of_seed(seed: int) -> dict[str, Score]:
    """By kind."""
    made = make(seed)
    rows = [Telling(row.key, row.agency, row.on, None, row.at, row.people, row.event, row.source) for row in made.rows]
    relatives = [Relative(one.name, one.relation, one.known_as) for one in made.family]
    looked = look(rows, relatives, agencies=made.agencies, first=made.first, last=made.last)
    found = {name: [one for one in looked.all() if one.kind is kind] for name, kind in OF_ROWS.items()}
    scores = {name: _of_rows(name, made, found[name]) for name in OF_ROWS}
    scores["gap"] = _of_gaps(made, [one for one in looked.gaps if one.agency])
    return scores


def _of_rows(kind: str, made: Chronology, found: list[Finding]) -> Score:
    planted = [one for one in made.planted if one.kind == kind]
    score, left = Score(len(planted), told=len(found)), list(found)
    for one in planted:
        hit = next((finding for finding in left if _is(one, finding)), None)
        if hit is None:
            score.missed.append(f"{kind} {one.how} {sorted(one.rows)}")
        else:
            left.remove(hit)
    # What is left was not planted, or is told a second time.
    score.false = left
    return score


def _is(planted: Planted, finding: Finding) -> bool:
    """The planted rows and at least one beside them, if there is one, and nothing of another event."""
    told = set(finding.pks)
    if not planted.rows <= told or told - planted.rows - planted.beside:
        return False
    return not planted.beside or bool(told & planted.beside)


def _of_gaps(made: Chronology, found: list[Finding]) -> Score:
    told = {(one.agency, one.after, one.before): one for one in found}
    missed = [f"gap {one}" for one in made.gaps - told.keys()]
    return Score(len(made.gaps), missed, len(told), [one for key, one in told.items() if key not in made.gaps])
