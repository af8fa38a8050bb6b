"""The addresses under /demo/, which exist only where the database is marked."""

from django.db import DatabaseError
from django.urls import URLPattern, URLResolver, include, path

from demo import views
from demo.marker import is_marked

SHARED = (path("", views.start, name="start"), path("mailbox/", views.mailbox, name="mailbox"))


def demo_patterns(*more: URLPattern, namespace: str) -> list[URLResolver]:
    """/demo/ for a site's URL map; nothing without the marker, nor while the database cannot say."""
    try:
        marked = is_marked()
    except DatabaseError:
        return []
    return [path("demo/", include(([*SHARED, *more], "demo"), namespace=namespace))] if marked else []
