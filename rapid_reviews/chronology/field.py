"""Reads the words of this field: patterns made of the lexicon, and a text in the form in which they fit."""

import re
from functools import lru_cache
from re import Pattern

from rapid_reviews.chronology import lexicon
from rapid_reviews.chronology.spelling import slip


def _any(words: str) -> Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(words.split("; ")) + r")(?![a-z0-9])")


AGENCIES = {service: _any(words) for service, words in lexicon.AGENCIES.items()}
MENTIONS = {service: _any(words) for service, words in lexicon.MENTIONS.items()}
KINDS = {kind: _any(words) for kind, words in lexicon.KINDS.items()}
HEARD, HEARSAY, NOT_DONE, CLOSED = (_any(words) for words in (lexicon.HEARD, lexicon.HEARSAY, lexicon.NOT_DONE, lexicon.CLOSED))
PLAN = re.compile(r"\W*plan\W*")
TELLING_WORDS, SHORT_WORDS = (tuple(words.split()) for words in (lexicon.TELLING_WORDS, lexicon.SHORT_WORDS))
SHORTEST_TO_REPAIR = 4
LETTERS = re.compile(r"[a-z]{3,}")
PHRASES = (
    (re.compile(r"a ?& ?e\b"), "ed"),
    (re.compile(r"\ba\.? ?and ?e\b"), "ed"),
    (re.compile(r"\b(?:section|sec|s\.?) ?47\b"), "s47"),
    (re.compile(r"#"), " broken "),
    (re.compile(r"(?<=\d) ?(?:%|per cent|percent)"), " "),
    (re.compile(r"[’‘`]"), "'"),
    (re.compile(r"\bl (?=cheek|arm|leg|eye|hand|wrist|ear|thigh)"), "left "),
    (re.compile(r"\br (?=cheek|arm|leg|eye|hand|wrist|ear|thigh)"), "right "),
    (re.compile(r"\bdid not attend\b|\bnot attended\b|\b(?:was )?not brought\b"), "missed"),
)


def plain(words: str) -> str:
    """In small letters, on one line, with the commonest short forms written in one way and telling words as they are spelt."""
    text = LETTERS.sub(lambda found: _right(found[0]), " ".join(words.lower().split()))
    for pattern, instead in PHRASES:
        text = pattern.sub(instead, text)
    return text


def was_not_done(clause: str) -> bool:
    """Whether it only says what somebody means to do, was asked to do, or refused."""
    return bool(PLAN.fullmatch(clause) or NOT_DONE.search(clause))


@lru_cache(maxsize=50_000)
def _right(word: str) -> str:
    if word in TELLING_WORDS or word in SHORT_WORDS:
        return word
    near = (short for short in SHORT_WORDS if set(short) == set(word) and short[0] == word[0])
    if found := next((short for short in near if abs(len(short) - len(word)) <= 1), None):
        return found
    if len(word) < SHORTEST_TO_REPAIR:
        return word
    return next((right for right in TELLING_WORDS if slip(word, right)), word)
