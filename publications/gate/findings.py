"""What the gate finds in a page and its file, and what a second person accepted of it. The only writer of GateFinding."""

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from cspr.lifecycle import save
from cspr.models import User
from publications import anonymisation, identities
from publications.anonymisation import Found, Identity
from publications.gate.page import page_of, places_of
from publications.gate.people import writers_of
from publications.models import Candidate, GateFinding, Publication
from publications.reading import Trouble

Sort = GateFinding.Sort
# What the readers said of the bytes themselves; the rest is looked for anew whenever it matters.
FROM_THE_READERS = (Sort.HIDDEN, Sort.ACTIVE, Sort.UNREAD)
_WHY = {
    Sort.HIDDEN: "Readers do not see it, and it would go out with the file.",
    Sort.ACTIVE: "A file that does something when it is opened is not published. It goes only with another file.",
    Sort.UNREAD: "What could not be read may hold anything, and is never passed: have it made anew, or lay another file there.",
}


@dataclass(frozen=True)
class Finding:
    """One thing that was found. It says which kind, never the name itself; `excerpt` is for staff who may see the case."""

    sort: str
    place: str
    line: int
    what: str
    why: str
    excerpt: str
    digest: str

    @property
    def may_be_accepted(self) -> bool:
        """Whether a second person may let it stay."""
        return self.sort not in GateFinding.NEVER_ACCEPTED

    @property
    def where(self) -> str:
        """Its place with the line, where there are lines."""
        return f"{self.place}, line {self.line}" if self.line else self.place

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def findings_in(publication: Publication) -> list[Finding]:
    """What stands in the words of a publication as they are now, before any file is made."""
    places = places_of(page_of(publication))
    return _look(identities.of_case(publication.case), places)


def findings_of(candidate: Candidate) -> list[Finding]:
    """All that is found in a candidate now: what the readers said of it, and its places against the identities of today."""
    told = candidate.findings.filter(sort__in=FROM_THE_READERS).order_by("pk")
    kept = [Finding(row.sort, row.place, 0, row.what, row.why, row.excerpt, row.digest) for row in told]
    return kept + _look(identities.of_case(candidate.publication.case), texts_of(candidate))


def open_findings(candidate: Candidate) -> list[Finding]:
    """Those that nobody has accepted who may. An acceptance by somebody who wrote some of it counts for nothing."""
    settled = {row.digest for row in accepted(candidate)}
    return [finding for finding in findings_of(candidate) if finding.digest not in settled]


def accepted(candidate: Candidate) -> list[GateFinding]:
    """What was accepted, by whom and why, as far as it counts."""
    rows = candidate.findings.filter(accepted_by__isnull=False).exclude(sort__in=GateFinding.NEVER_ACCEPTED)
    writers = writers_of(candidate.publication)
    return [row for row in rows.select_related("accepted_by") if row.accepted_by_id not in writers]


def write(candidate: Candidate, troubles: Iterable[Trouble] = ()) -> None:
    """Write down what is found now and stands in no row yet, and what the readers said."""
    said = [_of_trouble(trouble) for trouble in dict.fromkeys(troubles)]
    known = set(candidate.findings.values_list("digest", flat=True))
    for finding in dict.fromkeys([*said, *findings_of(candidate)]):
        if finding.digest not in known:
            known.add(finding.digest)
            facts = {"sort": finding.sort, "place": finding.where[:200], "what": finding.what, "why": finding.why}
            save(GateFinding(candidate=candidate, digest=finding.digest, excerpt=finding.excerpt, **facts), by=None)


def accept(findings: Collection[GateFinding], *, because: str, by: User, at: datetime) -> None:
    """Let these stay. Who may, and which, is judged by the lifecycle."""
    for finding in findings:
        finding.accepted_by, finding.accepted_at, finding.accepted_because = by, at, because
        save(finding, by=by)


# A page of the staff site asks the same of the same words several times, and of a long report each look takes a second.
@lru_cache(maxsize=8)
def _told(known: tuple[Identity, ...], places: tuple[tuple[str, str], ...]) -> tuple[Found, ...]:
    texts = dict(places)
    return (*anonymisation.search(known, texts), *anonymisation.jigsaw(texts))


def _look(known: list[Identity], places: Mapping[str, str]) -> list[Finding]:
    seen: Counter[str] = Counter()
    findings = []
    for one in _told(tuple(known), tuple(places.items())):
        alike = _digest(one.sort, one.place, str(one.line), one.what, one.excerpt)
        seen[alike] += 1
        # The second of two that are alike has another digest: each is a finding of its own.
        digest = alike if seen[alike] == 1 else _digest(alike, str(seen[alike]))
        findings.append(Finding(one.sort, one.place[:180], one.line, one.what[:300], one.why[:500], one.excerpt[:300], digest))
    return findings


def _of_trouble(trouble: Trouble) -> Finding:
    digest = _digest(trouble.sort, trouble.place, trouble.what)
    return Finding(trouble.sort, trouble.place[:180], 0, trouble.what[:300], _WHY[Sort(trouble.sort)], "", digest)


def _digest(*parts: str) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def texts_of(candidate: Candidate) -> dict[str, str]:
    """Its places by name. Two texts of one place, as a page read in two ways, are one text of it."""
    joined: dict[str, str] = {}
    for place, text in candidate.places:
        joined[place] = f"{joined[place]}\n{text}" if place in joined else text
    return joined
