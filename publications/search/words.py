"""What the words of a search are to the library: how many reviews hold them, and what a misspelt one may have meant."""

import re
from dataclasses import dataclass
from typing import Any

import jellyfish

_WORD = re.compile(r"[^\W_]+")
_OR = re.compile(r"\bor\b", re.IGNORECASE)
_NOT = re.compile(r'(?:^|\s)-(?:"[^"]*"?|\S+)')
# For each word as typed: how many reviews hold its rarest root (none for a word that is not searched for), and, where that
# is 0, the written words most like it.
LOOK_UP = """
(SELECT jsonb_agg(jsonb_build_array(typed.word, known.uses, near.words) ORDER BY typed.place)
FROM unnest(%(words)s::text[]) WITH ORDINALITY AS typed(word, place)
CROSS JOIN LATERAL (
    SELECT min(coalesce(w.reviews, 0)) AS uses
    FROM unnest(tsvector_to_array(to_tsvector('english', typed.word))) AS root
    LEFT JOIN publications_libraryword w ON w.is_root AND w.word = root
) known
LEFT JOIN LATERAL (
    SELECT jsonb_agg(jsonb_build_array(word, reviews)) AS words FROM (
        SELECT w.word, w.reviews FROM publications_libraryword w
        WHERE known.uses = 0 AND NOT w.is_root ORDER BY w.word <-> typed.word LIMIT 20
    ) alike
) near ON true)
"""


@dataclass(frozen=True)
class Words:
    """A search as the library knows it: at most `bound` reviews can match; `instead` is what it may have meant.

    `is_one` where it is one word and nothing else, so that `bound` is exact. `sign` is how the forms of its rarest word begin.
    """

    bound: int
    instead: str = ""
    is_one: bool = False
    sign: str = ""


def understand(text: str, found: list[list[Any]] | None) -> Words:
    """What a search means, from what LOOK_UP found."""
    rows = [(word, uses, near or []) for word, uses, near in found or [] if uses is not None]
    either = bool(_OR.search(text))
    counts: list[tuple[int, str]] = []
    instead = text
    for word, uses, near in rows:
        meant, known = ("", uses) if uses else _meant(word, near)
        counts.append((known, meant or word))
        instead = re.sub(rf"\b{re.escape(word)}\b", meant, instead) if meant else instead
    if not counts:
        return Words(0)
    rarest = min(counts)
    bound = sum(known for known, _ in counts) if either else rarest[0]
    is_one = len(rows) == 1 and rows[0][0] == text and instead == text
    return Words(bound, instead if instead != text else "", is_one, _beginning(rarest[1]))


def searched(text: str) -> list[str]:
    """The words of a search that a review has to hold, each once: none that it must not hold, and not the word “or”."""
    wanted = _OR.sub(" ", _NOT.sub(" ", text))
    return list(dict.fromkeys(_WORD.findall(wanted)))[:20]


def _meant(word: str, near: list[tuple[str, int]]) -> tuple[str, int]:
    """The written word that takes the fewest slips to become this one, and its reviews; none where it would take too many."""
    typed = word.casefold()
    slips = 1 if len(typed) < 5 else 2
    scored = [(jellyfish.damerau_levenshtein_distance(typed, known), -uses, known) for known, uses in near]
    best = min((score for score in scored if 0 < score[0] <= slips), default=None)
    return (best[2], -best[1]) if best else ("", 0)


def _beginning(word: str) -> str:
    """What the forms of a word have in common: “families” and “family” begin alike."""
    return word.casefold()[: max(4, len(word) - 3)]
