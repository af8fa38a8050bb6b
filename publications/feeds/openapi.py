"""The description of the interface for programs (OpenAPI 3.1), written as data beside what it describes."""

from typing import Any

from django.conf import settings

from publications import search
from publications.feeds import licence
from publications.models import AgeBand, Kind

VERSION = "1.0"
_TEXT, _WHOLE, _FLAG = {"type": "string"}, {"type": "integer", "minimum": 0}, {"type": "boolean"}
_ADDRESS = {"type": "string", "format": "uri"}
_NO_TEXT, _NO_WHOLE, _NO_ADDRESS = {"type": ["string", "null"]}, {"type": ["integer", "null"]}, {"type": ["string", "null"]}
_PARTIAL = {"type": ["string", "null"], "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$", "description": "As exact as the day is known."}
_LICENCE = {"anyOf": [{"$ref": "#/components/schemas/Licence"}, {"type": "null"}]}
_REVIEW = {
    "address": _ADDRESS,
    "record": _ADDRESS,
    "slug": _TEXT,
    "title": _TEXT,
    "partnership": _TEXT,
    "kind": {"type": "string", "enum": list(Kind.values)},
    "kind_words": _TEXT,
    "published": _PARTIAL,
    "published_words": _TEXT,
    "year_of_incident": _NO_WHOLE,
    "age_band": {"type": ["string", "null"], "enum": [*(band for band in AgeBand.values if band), None]},
    "age_words": _NO_TEXT,
    "subject": _TEXT,
    "themes": {"type": "array", "items": _TEXT},
    "published_elsewhere": _FLAG,
    "source": {**_NO_ADDRESS, "description": "Where somebody else published it; their words are not repeated here."},
    "summary": _NO_TEXT,
    "licence": _LICENCE,
}


def _object(fields: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "required": list(fields), "properties": fields}


def _schema(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


_SCHEMAS = {
    "Licence": _object({"name": _TEXT, "identifier": _TEXT, "address": _ADDRESS}),
    "Index": _object(
        {
            "title": _TEXT,
            "reviews": _ADDRESS,
            "description": _ADDRESS,
            "catalogue": _ADDRESS,
            "feed": _ADDRESS,
            "licence": _schema("Licence"),
        }
    ),
    "Review": _object(_REVIEW),
    "WholeReview": _object({**_REVIEW, "text": _NO_TEXT}),
    "Page": _object(
        {
            "total": _WHOLE,
            "page": _WHOLE,
            "pages": _WHOLE,
            "next": _NO_ADDRESS,
            "previous": _NO_ADDRESS,
            "reviews": {"type": "array", "maxItems": search.PER_PAGE, "items": _schema("Review")},
        }
    ),
    "Problem": _object({"type": _TEXT, "title": _TEXT, "status": _WHOLE, "detail": _TEXT}),
}
_HEADERS = {
    "ETag": {"description": "Send it back in If-None-Match to be answered 304 while nothing has changed.", "schema": _TEXT},
    "Cache-Control": {"schema": _TEXT},
    "Access-Control-Allow-Origin": {"schema": {"const": "*"}},
}
_PARAMETERS: dict[str, tuple[str, dict[str, Any]]] = {
    "q": ("Words to search for, as on the page.", {"type": "string", "maxLength": search.LONGEST_SEARCH}),
    "theme": ("The short name of a theme; those in use stand in the addresses of the list of reviews.", {"type": "string"}),
    "year": ("Year of publication.", {"type": "string", "pattern": "^([0-9]{1,4})?$"}),
    "page": (
        f"Which {search.PER_PAGE} of them, from 1.",
        {"type": "integer", "minimum": 1, "maximum": search.LAST_PAGE, "default": 1},
    ),
}


def document() -> dict[str, Any]:
    """The whole description."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"Published reviews: {settings.PARTNERSHIP['name']}",
            "version": VERSION,
            "description": "Read only, for anybody, without a key. Of reviews that somebody else published: facts and a link.",
            "license": {"name": licence.NAME, "identifier": licence.IDENTIFIER},
        },
        "servers": [{"url": settings.PUBLIC_URL}],
        "paths": {
            "/api/": {"get": _get("index", "What there is", "Index")},
            "/api/openapi.json": {"get": _get("description", "This description", "")},
            "/api/reviews": {"get": _get("reviews", "The reviews that were asked for, twenty at a time", "Page", *_asked())},
            "/api/reviews/{slug}": {"get": _get("review", "One review and its text", "WholeReview", _SLUG)},
        },
        "components": {"schemas": _SCHEMAS},
    }


_SLUG = {
    "name": "slug",
    "in": "path",
    "required": True,
    "description": "The last part of the address of a review.",
    "schema": {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"},
}


def _asked() -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "query", "required": False, "description": words, "schema": schema}
        for name, (words, schema) in _PARAMETERS.items()
    ]


def _get(name: str, words: str, schema: str, *parameters: dict[str, Any]) -> dict[str, Any]:
    refusals = {"reviews": ("400", "404"), "review": ("404", "410")}.get(name, ())
    content = {"application/json": {"schema": _schema(schema) if schema else {"type": "object"}}}
    problem = {"application/problem+json": {"schema": _schema("Problem")}}
    return {
        "operationId": name,
        "summary": words,
        "parameters": list(parameters),
        "responses": {
            "200": {"description": words, "headers": _HEADERS, "content": content},
            "304": {"description": "Nothing has changed since."},
            **{status: {"description": "Why not, in words.", "content": problem} for status in refusals},
        },
    }
