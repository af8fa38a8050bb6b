"""Every address of a URL map, with something plausible in the place of each variable part."""

import re
from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

SAMPLES = {"uuid": "0b7e5d0e-6c8f-4a39-9d0c-0d4f5f0f2a11", "int": "1", "path": "1", "slug": "a-slug", "str": "anything"}


def addresses(patterns: list[Any] | None = None, before: str = "/") -> Iterator[tuple[str, str]]:
    """Name and address of every view of the URL map in force."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        here = before + _filled(entry)
        if isinstance(entry, URLResolver):
            for name, address in addresses(entry.url_patterns, here):
                yield f"{entry.namespace}:{name}" if entry.namespace else name, address
        else:
            yield entry.name or "", here


def _filled(entry: URLPattern | URLResolver) -> str:
    if isinstance(entry.pattern, RoutePattern):
        return re.sub(r"<(?:(\w+):)?\w+>", lambda part: SAMPLES.get(part[1] or "str", "anything"), str(entry.pattern))
    plain = re.sub(r"\(\?P<\w+>([^)|]*)[^)]*\)", r"\1", str(entry.pattern))
    return plain.replace(".*", "anything").strip("^$")
