"""The description of the interface for programs (OpenAPI 3.1), written as data beside what it describes."""

from typing import Any

from django.conf import settings

from publications import search
from publications.feeds import licence

VERSION = "1.0"
_TEXT, _WHOLE, _FLAG = {"type": "string"}, {"type": "integer", "minimum": 0}, {"type": "boolean"}
_ADDRESS = {"type": "string", "format": "uri"}
_NO_TEXT, _NO_WHOLE, _NO_ADDRESS = {"type": ["string", "null"]}, {"type": ["integer", "null"]}, {"type": ["string", "null"]}
_PARTIAL = {"type": ["string", "null"], "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$", "description": "As exact as the day is known."}
_LICENCE = {"anyOf": [{"$ref": "#/components/schemas/Licence"}, {"type": "null"}]}
_NAMED = {"$ref": "#/components/schemas/Named"}
_DOCUMENT = {
    "title": _TEXT,
    "kind": _NAMED,
    "address": {**_NO_ADDRESS, "description": "A page to read, where the text is ours."},
    "text": _NO_TEXT,
    "file": _ADDRESS,
    "size": {**_WHOLE, "description": "Bytes."},
    "pages": _WHOLE,
    "sha256": {**_TEXT, "description": "Of the file."},
    "version": _WHOLE,
    "published": {"type": "string", "format": "date"},
    "correction": {**_NO_TEXT, "description": "What this version corrected."},
}
_REVIEW = {
    "address": _ADDRESS,
    "record": _ADDRESS,
    "slug": _TEXT,
    "title": _TEXT,
    "partnership": _TEXT,
    "kinds": {"type": "array", "items": _NAMED},
    "published": _PARTIAL,
    "published_words": _TEXT,
    "updated": {**_PARTIAL, "description": "The day of the latest document or correction."},
    "version": _WHOLE,
    "year_of_incident": _NO_WHOLE,
    "age": {"anyOf": [_NAMED, {"type": "null"}]},
    "subject": _TEXT,
    "themes": {"type": "array", "items": _NAMED},
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
    "Named": {**_object({"slug": _TEXT, "name": _TEXT}), "description": "What a filter takes, and its words."},
    "Document": _object(_DOCUMENT),
    "WholeReview": _object({**_REVIEW, "documents": {"type": "array", "items": _schema("Document")}}),
    "Page": _object(
        {
            "total": {**_WHOLE, "description": "How many there are; at least so many where is_counted is false."},
            "is_counted": _FLAG,
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
# Each filter of the page by its name in the address; what a review says under `slug` is a value of it.
_FILTERS = {name: {"type": "string", "pattern": r"^[-\w]{0,100}$"} for name in search.FILTERS} | {
    "year": {"type": "string", "pattern": "^([0-9]{1,4})?$"}
}
_PARAMETERS: dict[str, tuple[str, dict[str, Any]]] = {
    "q": ("Words to search for, as on the page.", {"type": "string", "maxLength": search.LONGEST_SEARCH}),
    **{name: (f"Only those of one {words}.", _FILTERS[name]) for name, words in search.FILTERS.items()},
    "sort": (
        "In which order: best for words, otherwise newest.",
        {"type": "string", "enum": ["", *search.SORTS]},
    ),
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
            "/api/reviews/{slug}": {"get": _get("review", "One review and its documents", "WholeReview", _SLUG)},
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
