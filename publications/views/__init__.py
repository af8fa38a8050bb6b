"""The views of the public site. Nobody signs in and no cookie is set."""

from publications.views.pages import (
    FRESH_FOR,
    about,
    accessibility,
    document,
    document_file,
    home,
    privacy,
    public_page,
    report,
    review,
    reviews,
    robots,
)

__all__ = (
    "FRESH_FOR",
    "about",
    "accessibility",
    "document",
    "document_file",
    "home",
    "privacy",
    "public_page",
    "report",
    "review",
    "reviews",
    "robots",
)
