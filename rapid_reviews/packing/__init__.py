"""The pack for the Panel: made by a worker from data alone, kept byte for byte once it was sent. The only writer of Pack."""

from rapid_reviews.packing.making import make, make_waiting
from rapid_reviews.packing.queue import DRAFTED, ask, bind, moved_on, newest, take, why_not_sent
from rapid_reviews.packing.storing import FileAltered, file_of, remove_strays

__all__ = [
    "DRAFTED",
    "FileAltered",
    "ask",
    "bind",
    "file_of",
    "make",
    "make_waiting",
    "moved_on",
    "newest",
    "remove_strays",
    "take",
    "why_not_sent",
]
