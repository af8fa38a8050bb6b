"""Publications in the staff admin: the working record and its gate, the list of who must not be named, and the themes."""

from publications.admin.holds import CourtHoldAdmin
from publications.admin.identities import KnownIdentityAdmin
from publications.admin.publication import PublicationAdmin
from publications.admin.themes import ThemeAdmin

__all__ = ["CourtHoldAdmin", "KnownIdentityAdmin", "PublicationAdmin", "ThemeAdmin"]
