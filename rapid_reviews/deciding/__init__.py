"""What the partners decide upon, word for word, and their three keys. The only writer of Decision and Signature."""

from rapid_reviews.deciding.criteria import (
    ANSWERED_WHILE,
    answers_to_choose,
    evidence_in_words,
    let_go,
    open_criteria,
    rest_on,
    rows_to_choose,
    unanswered,
)
from rapid_reviews.deciding.keys import Key, ask, asked_of, at_sending, by_name, give, lacking, refuse, remind, standing_of
from rapid_reviews.deciding.letter import keep_letter, letters_of, release_letters, waiting_letters
from rapid_reviews.deciding.words import (
    Words,
    canonical,
    current,
    digest_of,
    evidence_of,
    keep,
    keep_as_sent,
    snapshot_of,
    words_of,
)

__all__ = [
    "ANSWERED_WHILE",
    "Key",
    "Words",
    "answers_to_choose",
    "ask",
    "asked_of",
    "at_sending",
    "by_name",
    "canonical",
    "current",
    "digest_of",
    "evidence_in_words",
    "evidence_of",
    "give",
    "keep",
    "keep_as_sent",
    "keep_letter",
    "lacking",
    "let_go",
    "letters_of",
    "open_criteria",
    "refuse",
    "release_letters",
    "remind",
    "rest_on",
    "rows_to_choose",
    "snapshot_of",
    "standing_of",
    "unanswered",
    "waiting_letters",
    "words_of",
]
