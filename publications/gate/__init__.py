"""What stands between a draft and the public: nothing missing, nobody named, nothing unread. No switch skips it."""

from publications.gate.findings import Finding, accept, accepted, findings_in, findings_of, open_findings, texts_of, write
from publications.gate.fitness import LONGEST_BODY, SOURCES, refuse_incomplete, refuse_unfit
from publications.gate.page import FACTS, LABELS, WORDS, Page, digest_of, page_of, places_of, themes_of
from publications.gate.people import writers_of

__all__ = [
    "FACTS",
    "LABELS",
    "LONGEST_BODY",
    "SOURCES",
    "WORDS",
    "Finding",
    "Page",
    "accept",
    "accepted",
    "digest_of",
    "findings_in",
    "findings_of",
    "open_findings",
    "page_of",
    "places_of",
    "refuse_incomplete",
    "refuse_unfit",
    "texts_of",
    "themes_of",
    "write",
    "writers_of",
]
