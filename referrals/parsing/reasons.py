"""Why a file is refused: one word for each, because only a word leaves the process that opened the file."""

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Put into words for the sender by referrals/uploads/words.py."""

    MISMATCH = "mismatch"
    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"
    ACTIVE = "active"
    OUTSIDE = "outside"
    TOO_BIG = "too_big"
    TWO_IN_ONE = "two_in_one"
    MOVING = "moving"
    BAD_CONTENT = "bad_content"
    NOT_PLAIN = "not_plain"
    # Given by the server, for a process that was ended or that ended itself.
    TOO_MUCH_WORK = "too_much_work"


class Refused(Exception):
    """The file must not be kept."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class Inside:
    """A file that was found inside the file. `shown`: a picture of a document, which is scanned and not read."""

    name: str
    content: bytes
    shown: bool = False
