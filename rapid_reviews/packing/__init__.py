"""The pack for the Panel: made by a worker from data alone, kept byte for byte once it was sent. The only writer of Pack."""

from rapid_reviews.packing.making import make, make_waiting
from rapid_reviews.packing.queue import DRAFTED, ask, bind, newest, stands_for, take
from rapid_reviews.packing.storing import FileAltered, file_of, remove_strays

__all__ = [
    "DRAFTED",
    "FileAltered",
    "ask",
    "bind",
    "file_of",
    "make",
    "make_waiting",
    "newest",
    "remove_strays",
    "stands_for",
    "take",
]
