"""Judges a file: its ending, its first bytes and a parser that reads all of it must agree. Writes nothing."""

from typing import IO

from referrals.uploads import words
from referrals.uploads.names import kind_of
from referrals.uploads.parser import PARSER, Examined, Parser
from referrals.uploads.words import FileRefused


def judge(title: str, content: IO[bytes], *, parser: Parser = PARSER) -> tuple[str, Examined]:
    """The kind of the file, and what is inside it. Raises FileRefused, whatever the file does to its parser."""
    kind = kind_of(title)
    try:
        examined = parser.examine(kind, content)
    except OSError as error:
        raise FileRefused(words.NOT_STORED) from error
    if examined.refused is not None:
        raise FileRefused(words.REASONS[examined.refused])
    return kind, examined
