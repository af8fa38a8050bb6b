"""How a publication stands at the gate, for people: being made, what is open and where, what was accepted and by whom."""

import hashlib
from dataclasses import dataclass
from itertools import groupby

from publications import checking, gate, identities
from publications.gate import Finding
from publications.models import Candidate, GateFinding, Publication

Status = Publication.Status
State = Candidate.State


@dataclass(frozen=True)
class Alike:
    """Open findings of one kind for one reason, wherever they stand: they are accepted together, or rewritten."""

    what: str
    why: str
    findings: list[Finding]

    @property
    def mark(self) -> str:
        """Of exactly these: where one more is found meanwhile, it is another."""
        return hashlib.sha256("".join(sorted(one.digest for one in self.findings)).encode()).hexdigest()

    @property
    def may_be_accepted(self) -> bool:
        """Whether a second person may let them stay."""
        return all(one.may_be_accepted for one in self.findings)


@dataclass(frozen=True)
class Standing:
    """`by_place` has the open findings in the order of the places. Of a draft they are those of its words only."""

    is_checked: bool
    candidate: Candidate | None
    open: list[Finding]
    accepted: list[GateFinding]

    @property
    def is_under_way(self) -> bool:
        """Whether a worker is at it, or will be."""
        return self.candidate is not None and self.candidate.state in (State.ASKED, State.MAKING)

    @property
    def is_ready(self) -> bool:
        """Whether page and file were made and read."""
        return self.candidate is not None and self.candidate.state == State.READY

    @property
    def has_failed(self) -> bool:
        """Whether there is no file."""
        return self.candidate is not None and self.candidate.state == State.FAILED

    @property
    def progress(self) -> str:
        """Where the making stands, as the script of the page knows it; "" of a draft."""
        return self.candidate.state if self.candidate is not None else ""

    @property
    def percent(self) -> int:
        """How far it is."""
        return {State.ASKED.value: 10, State.MAKING.value: 50}.get(self.progress, 100)

    @property
    def doing(self) -> str:
        """What is being done, in words."""
        return str(self.candidate.get_state_display()) if self.candidate is not None else ""

    @property
    def by_place(self) -> list[tuple[str, list[Finding]]]:
        """The open findings, grouped by the place where they stand."""
        return [(place, list(found)) for place, found in groupby(self.open, key=lambda one: one.place)]

    @property
    def alike(self) -> list[Alike]:
        """The open findings, put together where the same was found for the same reason."""
        found: dict[tuple[str, str, str], list[Finding]] = {}
        for one in self.open:
            found.setdefault((one.sort, one.what, one.why), []).append(one)
        return [Alike(what, why, findings) for (_, what, why), findings in found.items()]


def state_of(publication: Publication) -> Standing:
    """As it stands now."""
    if identities.is_empty(publication.case):
        return Standing(False, None, [], [])
    if publication.status == Status.DRAFT:
        return Standing(True, None, gate.findings_in(publication), [])
    candidate = checking.newest(publication)
    if candidate is None or publication.status not in checking.LOOKED_AT:
        return Standing(True, candidate, [], gate.accepted(candidate) if candidate else [])
    return Standing(True, candidate, gate.open_findings(candidate), gate.accepted(candidate))
