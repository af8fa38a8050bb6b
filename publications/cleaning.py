"""Writes an uploaded PDF anew without what readers do not see. What comes out is read again before anybody approves it."""

from publications.reading import Tools, rewritten
from publications.reading.asking import Unanswered


class CannotClean(Exception):
    """Says why, and what to do next."""


def clean(content: bytes, *, tools: Tools | None = None) -> bytes:
    """The PDF in one revision: its pages, their structure, its outline, its title and its links to the web. Raises CannotClean.

    Gone are properties, remarks, embedded files, scripts, actions, forms, layers, small pictures, private data of programs,
    and what a picture's file says beside the picture. The same bytes give the same bytes. A page's text and pictures stay
    as they are, under boxes and beyond its edges too.
    """
    try:
        return rewritten(content, tools=tools)
    except Unanswered as trouble:
        raise CannotClean(str(trouble)) from trouble
