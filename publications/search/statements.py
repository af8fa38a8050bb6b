"""The SQL of one page of the library, in one place.

Written by hand: the models would take longer to put it together for each reader than PostgreSQL takes to answer it
(`docs/figures.md`). Only constants of this file ever become SQL; what a reader asked for is a parameter, always.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection

BEGIN, END = "\ue000", "\ue001"  # around a word that was found
# Characters: of the documents, in which the words that were found are looked for to show them; before and around the place.
_SHOWN_FROM, _BEFORE, _AROUND = 20_000, 120, 400
_REVIEWS = "publications_publishedreview"
_QUERY = "websearch_to_tsquery('english', %(text)s)"
_NEWEST = "published_on DESC NULLS LAST, id DESC"
ORDERS = {
    "best": f"ts_rank(found_by, {_QUERY}) DESC, {_NEWEST}",
    "newest": _NEWEST,
    "oldest": "published_on ASC NULLS LAST, id ASC",
    "title": "title ASC, id ASC",
}
# What each value narrows the list by. A theme and a harm are both themes of the review.
CONDITIONS = {
    "theme": "theme_slugs @> ARRAY[%(theme)s]::varchar[]",
    "harm": "theme_slugs @> ARRAY[%(harm)s]::varchar[]",
    "age": "child_age_band = %(age)s",
    "year": "year = %(year)s",
    "partnership": "partnership_slug = %(partnership)s",
    "kind": "kinds @> ARRAY[%(kind)s]::varchar[]",
    "text": f"found_by @@ {_QUERY}",
}
# The words around what was found: only so much is marked as is shown, because marking is slow.
_WHOLE = f"summary_text || ' ' || points_text || ' ' || substr(body_text, 1, {_SHOWN_FROM})"
_BEGINS = f'greatest(strpos(lower(({_WHOLE}) COLLATE "C"), %(sign)s) - {_BEFORE}, 1)'
_EXCERPT = (
    f", ts_headline('english', substr({_WHOLE}, {_BEGINS}, {_AROUND}), {_QUERY}, "
    f"'StartSel={BEGIN}, StopSel={END}, HighlightAll=true') AS excerpt"
)


def page(values: Mapping[str, Any], order: str, first: int, number: int, *, counted: bool) -> list[dict[str, Any]]:
    """So many reviews from the place `first`: slug, card_html, excerpt for a search, in_all where they are counted.

    `values` are named as CONDITIONS, with `sign` beside a text: how the forms of its rarest word begin. Where nothing is
    counted, the keys are found first, which an index holds, and then the rest.
    """
    where = " AND ".join(CONDITIONS[name] for name in values if name in CONDITIONS) or "true"
    excerpt = _EXCERPT if "text" in values else ""
    cut = f"ORDER BY {ORDERS[order]} OFFSET %(first)s LIMIT %(number)s"
    if counted:
        asked = f"SELECT slug, card_html, count(*) OVER () AS in_all{excerpt} FROM {_REVIEWS} WHERE {where} {cut}"  # noqa: S608
    else:
        keys = f"SELECT id FROM {_REVIEWS} WHERE {where} {cut}"  # noqa: S608
        asked = f"SELECT slug, card_html{excerpt} FROM {_REVIEWS} WHERE id IN ({keys}) ORDER BY {ORDERS[order]}"  # noqa: S608
    return _rows(asked, {**values, "first": first, "number": number})


def state(columns: Iterable[str], looked_up: str, words: list[str]) -> dict[str, Any]:
    """These columns of what the library remembers, and `looked_up`, an expression over `words`.

    Nothing before the first publication.
    """
    expression = f", {looked_up} AS looked_up" if words else ""
    asked = f"SELECT {', '.join(columns)}{expression} FROM publications_librarystate"  # noqa: S608
    found = _rows(asked, {"words": words})
    # Django's connection hands JSON over as text.
    return {name: json.loads(value) if isinstance(value, str) else value for row in found for name, value in row.items()}


def _rows(asked: str, values: Mapping[str, Any]) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(asked, values)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
