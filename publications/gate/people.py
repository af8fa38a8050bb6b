"""Who wrote any of a publication: a second person wrote none of it."""

from itertools import pairwise
from typing import Any

from publications.gate.page import FACTS, WORDS
from publications.models import Publication


def writers_of(publication: Publication) -> set[int]:
    """Who drafted it, who saved it last, who laid a file beside it, and everybody in between who changed anything public.

    A step such as an approval leaves a row in the history too, in which no word differs from the row before.
    """
    writers = {publication.drafted_by_id, publication.edited_by_id, *_who_laid_files(publication)}
    states = [(row.history_user_id, *_public(row)) for row in publication.history.order_by("history_id")]
    for before, after in pairwise(states):
        if before[1:] != after[1:]:
            writers.add(after[0])
    return writers - {None}


def _public(row: Any) -> tuple[list[Any], set[int]]:
    return [getattr(row, name) for name in (*WORDS, *FACTS)], set(row.themes.values_list("theme_id", flat=True))


def _who_laid_files(publication: Publication) -> set[int]:
    upload = getattr(publication, "upload", None)
    return {upload.by_id} if upload else set()
