"""What one page says against another: contradictions to correct, and unusual answers to confirm."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cspr.models import Agency
from referrals.forms.steps import About


@dataclass(frozen=True)
class Note:
    """Something to put right, and the page where that is done."""

    words: str
    step: str
    row: int = 0


@dataclass(frozen=True)
class Question:
    """Something unusual that may well be true. `key` is the same as long as the answers are."""

    key: str
    words: str
    step: str
    row: int = 0


@dataclass(frozen=True)
class Said:
    """What the pages say that are right so far. `children_known`: the first page of each child is among them."""

    referral: Mapping[str, Any]
    children: Sequence[tuple[int, Mapping[str, Any]]]
    about: About
    agency: Agency | None
    children_known: bool


def contradictions(said: Said) -> list[Note]:
    """What must be corrected before it can be sent."""
    return []


def unusual(said: Said) -> list[Question]:
    """What is possible, and is asked about once more."""
    return []
