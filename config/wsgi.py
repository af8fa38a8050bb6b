"""The WSGI callable of whichever site SITE names."""

import os
from typing import Any

import django
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest

# A kind that no page takes and a character set that the sites refuse in words.
UNREADABLE = "application/octet-stream; charset=unreadable"


class ReadableRequest(WSGIRequest):
    """A request whose Content-Type cannot be taken apart still gets an answer: without this it fails before any middleware."""

    def __init__(self, environ: dict[str, Any]) -> None:
        try:
            super().__init__(environ)
        except (ValueError, LookupError):
            super().__init__({**environ, "CONTENT_TYPE": UNREADABLE})


class Handler(WSGIHandler):
    """Django's handler, with requests of our kind."""

    request_class = ReadableRequest


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup(set_prefix=False)

application = Handler()
