"""What the partners decide upon, word for word, and their three keys. The only writer of Decision and Signature."""

from rapid_reviews.deciding.criteria import evidence_in_words, open_criteria, unanswered
from rapid_reviews.deciding.keys import Key, ask, asked_of, by_name, give, lacking, remind, standing_of
from rapid_reviews.deciding.words import Words, canonical, current, digest_of, keep, snapshot_of, words_of

__all__ = [
    "Key",
    "Words",
    "ask",
    "asked_of",
    "by_name",
    "canonical",
    "current",
    "digest_of",
    "evidence_in_words",
    "give",
    "keep",
    "lacking",
    "open_criteria",
    "remind",
    "snapshot_of",
    "standing_of",
    "unanswered",
    "words_of",
]
