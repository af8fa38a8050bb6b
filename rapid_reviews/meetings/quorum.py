"""Whether all three safeguarding partners are there, in words.

They decide together (Children Act 2004, sections 16E and 16F), so a meeting that decides needs all three. That is our own rule
for the meeting: neither the Act nor Working Together sets a quorum.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from cspr.models import User
from rapid_reviews.models import Meeting

NAMES = {
    User.Partner.LOCAL_AUTHORITY: "the local authority",
    User.Partner.POLICE: "the police",
    User.Partner.ICB: "the integrated care board",
}


@dataclass(frozen=True)
class Quorum:
    """Which partners are missing, as their codes, and how that is said."""

    missing: tuple[str, ...]
    words: str

    @property
    def is_there(self) -> bool:
        """Whether nobody is missing."""
        return not self.missing


def quorum_of(meeting: Meeting) -> Quorum:
    """Of a meeting that was held by who was present, of a planned one by who is invited by name."""
    rows = list(meeting.attendance.all())
    held = meeting.status == Meeting.Status.HELD
    there = [row for row in rows if row.was_present] if held else [row for row in rows if row.name != TO_BE_NAMED]
    return among((row.partner for row in there), held=held)


# Stands in the list for a partner whose lead the staff list does not know.
TO_BE_NAMED = "To be named"


def among(partners: Iterable[str], *, held: bool) -> Quorum:
    """Quorum: the police are missing."""
    there = set(partners)
    missing = tuple(code.value for code in NAMES if code not in there)
    if not missing:
        return Quorum((), f"Quorum: all three safeguarding partners are {'present' if held else 'invited'}.")
    names = [NAMES[User.Partner(code)] for code in missing]
    verb = "are" if len(names) > 1 or "police" in missing else "is"
    return Quorum(missing, f"Quorum: {_joined(names)} {verb} missing.")


def _joined(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
