"""The exact bytes that may go public: made and read by a worker, kept until then. The only writer of Candidate."""

from publications.checking.accepting import LOOKED_AT, accept_finding, accept_findings, refuse_first_person
from publications.checking.making import Made, build, finish, make, make_waiting
from publications.checking.queue import ask, newest, of_digest, take
from publications.checking.storing import FileAltered, content_of, remove_strays
from publications.checking.uploading import (
    keep_report,
    let_go_report,
    release_report,
    waits_for_a_scan,
)

__all__ = [
    "LOOKED_AT",
    "FileAltered",
    "Made",
    "accept_finding",
    "accept_findings",
    "ask",
    "build",
    "content_of",
    "finish",
    "keep_report",
    "let_go_report",
    "make",
    "make_waiting",
    "newest",
    "of_digest",
    "refuse_first_person",
    "release_report",
    "remove_strays",
    "take",
    "waits_for_a_scan",
]
