"""Real reviews that other partnerships have published, for a demonstration only: entries that lead to where they stand."""

import csv
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.utils.text import slugify

from cspr.clocks import london_date
from demo.marker import is_marked
from publications import library
from publications.models import AgeBand, Kind, PublishedReview

CATALOGUE = Path(__file__).parent / "published_reviews.csv"
KINDS = {
    "local review": Kind.LOCAL_REVIEW,
    "thematic review": Kind.THEMATIC_REVIEW,
    "serious case review": Kind.SERIOUS_CASE_REVIEW,
    "improvement information": Kind.IMPROVEMENTS,
    "learning briefing": Kind.LEARNING_BRIEFING,
    "summary report": Kind.SUMMARY,
    "national review": Kind.NATIONAL_REVIEW,
}
# Kinds of review. The other kinds of the catalogue are kinds of document: there the kind of review is not known.
REVIEW_TYPES = (Kind.LOCAL_REVIEW, Kind.THEMATIC_REVIEW, Kind.SERIOUS_CASE_REVIEW, Kind.NATIONAL_REVIEW)
# The catalogue's words for themes of our own list, so that a filter finds both.
THEMES = {
    "suicide": "Suicide and self-harm",
    "child sexual abuse in the family": "Sexual abuse in the family",
    "child criminal exploitation": "Criminal exploitation and county lines",
    "non-accidental injury": "Physical abuse",
    "infants": "Babies and infants",
    "unseen fathers": "Fathers and partners",
    "transfer between authorities": "Moving between areas",
    "missing children": "Missing from home or care",
}
AGES = {"": AgeBand.NOT_GIVEN, "under 1": AgeBand.UNDER_1, "16-17": AgeBand.SIXTEEN_TO_17}


class NotADemonstration(Exception):
    """The database is not marked as a demonstration, so these entries do not belong in it."""


def load(at: datetime) -> int:
    """Add every entry of the catalogue that is not there yet and not later than `at`; return how many were added.

    Raises NotADemonstration.
    """
    if not is_marked():
        raise NotADemonstration("This database is not a demonstration: the catalogue of other partnerships was not loaded.")
    known = set(PublishedReview.objects.values_list("title", "partnership"))
    last_day = london_date(at)
    wanted = [
        entry
        for entry in entries()
        if (entry.title, entry.partnership) not in known and (entry.when.on is None or entry.when.on <= last_day)
    ]
    for entry in wanted:
        library.add(entry)
    return len(wanted)


def entries() -> Iterator[library.Entry]:
    """The catalogue's lines as entries of the library."""
    with CATALOGUE.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            names = {THEMES.get(name.strip(), name.strip()) for name in line["themes"].split(";") if name.strip()}
            yield library.Entry(
                title=line["pseudonym"],
                partnership=line["partnership"],
                kind=KINDS[line["kind"]],
                review_type=KINDS[line["kind"]] if KINDS[line["kind"]] in REVIEW_TYPES else "",
                when=library.When.read(line["published"]),
                subject=line["subject"],
                age_band=AGES[line["child_age_band"]],
                themes=tuple(sorted((slugify(name), name[0].upper() + name[1:]) for name in names)),
                source_url=f"https://{line['source_page']}",
            )
