"""The whole catalogue as a table for spreadsheet programs: facts and addresses, no text of anybody's."""

from collections.abc import Iterator

from cspr import spreadsheets
from cspr.spreadsheets import Cell, Table
from publications.feeds import licence
from publications.feeds.addresses import absolute, day
from publications.models import AgeBand, Kind, PublishedReview
from publications.models.published import NEWEST_FIRST

HEADS = (
    *("Address", "Title", "Partnership", "Kinds", "Published", "Year of what happened", "Age of the child", "Subject"),
    *("Themes", "Published elsewhere at", "Licence"),
)
_COLUMNS = (
    *("slug", "title", "partnership", "kinds", "published_on", "precision", "year_of_incident", "child_age_band", "subject"),
    *("theme_names", "source_url"),
)


def catalogue() -> bytes:
    """Every review, the newest first, as CSV in which no cell is a formula."""
    return spreadsheets.as_csv(Table("Published reviews", HEADS, tuple(_rows())))


def _rows() -> Iterator[tuple[Cell, ...]]:
    newest = PublishedReview.objects.order_by(*NEWEST_FIRST)
    for row in newest.values_list(*_COLUMNS).iterator(chunk_size=2000):
        slug, title, partnership, kinds, on, precision, year, age, subject, themes, source = row
        yield (
            absolute("review", slug),
            title,
            partnership,
            "; ".join(str(Kind(kind).label) for kind in kinds),
            day(on, precision),
            year or "",
            str(AgeBand(age).label) if age else "",
            subject,
            "; ".join(themes),
            source,
            "" if source else licence.NAME,
        )
