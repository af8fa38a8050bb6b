"""The editor's working record, and the published copies: two sides that share no key.

Nothing published is a flag on a confidential row. Publishing copies; the role of the public site may read the published
tables and no others.
"""

from publications.models.around import CountdownStep, CourtHold
from publications.models.gate import Candidate, GateFinding, KnownIdentity, UploadedReport
from publications.models.published import (
    LibraryState,
    LibraryWord,
    PublishedDocument,
    PublishedReview,
    PublishedTheme,
    WithdrawnReview,
)
from publications.models.words import AgeBand, Kind, Recipient, Theme
from publications.models.working import Publication

__all__ = [
    "AgeBand",
    "Candidate",
    "CountdownStep",
    "CourtHold",
    "GateFinding",
    "Kind",
    "KnownIdentity",
    "LibraryState",
    "LibraryWord",
    "Publication",
    "PublishedDocument",
    "PublishedReview",
    "PublishedTheme",
    "Recipient",
    "Theme",
    "UploadedReport",
    "WithdrawnReview",
]
