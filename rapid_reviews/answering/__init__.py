"""An agency answers a request: in words, rows and files, then signed. The only writer of AgencyReturn and ChronologyRow."""

from rapid_reviews.answering.files import files_of, keep_file, release_files, remove_file, tell_of_malware, waiting_files
from rapid_reviews.answering.holding import MISSED, requests_of
from rapid_reviews.answering.questions import answer
from rapid_reviews.answering.rows import Added, OlderRow, add_row, add_rows, change_row, remove_row, row_version
from rapid_reviews.answering.signing import colleagues, delegate, missing, seen_of, sign, sign_nil
from rapid_reviews.answering.words import Newer, begin, save

__all__ = [
    "MISSED",
    "Added",
    "Newer",
    "OlderRow",
    "add_row",
    "add_rows",
    "answer",
    "begin",
    "change_row",
    "colleagues",
    "delegate",
    "files_of",
    "keep_file",
    "missing",
    "release_files",
    "remove_file",
    "remove_row",
    "requests_of",
    "row_version",
    "save",
    "seen_of",
    "sign",
    "sign_nil",
    "tell_of_malware",
    "waiting_files",
]
