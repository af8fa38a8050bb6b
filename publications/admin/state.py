"""How a publication stands at the gate, for people: being made, what is open and where, what was accepted and by whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from publications import checking, gate, identities
from publications.admin.alike import Alike, Group, accepted_once, in_groups, told_once
from publications.gate import Finding
from publications.models import Candidate, GateFinding, Publication

Status = Publication.Status
State = Candidate.State


@dataclass(frozen=True)
class Standing:
    """Of a draft the open findings are those of its words only. `texts` are the places that were looked through."""

    is_checked: bool
    candidate: Candidate | None
    open: list[Finding]
    accepted: list[GateFinding]
    texts: Mapping[str, str] = field(default_factory=dict)

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
    def may_be_approved(self) -> bool:
        """Whether nothing of the gate is in the way of an approval."""
        return self.is_ready and not self.open

    @cached_property
    def alike(self) -> list[Alike]:
        """The open findings, a line for each text that stands in one place or several."""
        return told_once(self.open, self.texts)

    @property
    def accepted_once(self) -> list[tuple[Alike, GateFinding]]:
        """What was accepted, a line for each text, with who did and why."""
        return accepted_once(self.accepted, self.texts)

    @property
    def groups(self) -> list[Group]:
        """These lines by what was found and why."""
        return in_groups(self.alike)

    @property
    def acceptable(self) -> dict[str, list[str]]:
        """The digests of what may be accepted, by the mark of a line and by that of a whole group."""
        lines = [line for line in self.alike if line.may_be_accepted]
        found = {line.mark: [one.digest for one in line.findings] for line in lines}
        return found | {group.mark: [one for line in group.lines for one in found[line.mark]] for group in in_groups(lines)}

    @property
    def first(self) -> str:
        """The mark of the line that stands first of those that may be accepted, to which an error leads."""
        return next((line.mark for group in self.groups for line in group.lines if line.may_be_accepted), "")

    @property
    def some_may_be_accepted(self) -> bool:
        """Whether a second person may let any of it stay."""
        return any(one.may_be_accepted for one in self.open)


def state_of(publication: Publication) -> Standing:
    """As it stands now."""
    if identities.is_empty(publication.case):
        return Standing(False, None, [], [])
    if publication.status == Status.DRAFT:
        return Standing(True, None, gate.findings_in(publication), [], gate.places_of(gate.page_of(publication)))
    candidate = checking.newest(publication)
    if candidate is None:
        return Standing(True, None, [], [])
    found = gate.open_findings(candidate) if publication.status in checking.LOOKED_AT else []
    return Standing(True, candidate, found, gate.accepted(candidate), gate.texts_of(candidate))
