"""Opens a PDF, or says in words why it cannot be opened."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import pikepdf

from publications.reading.limits import MOST_OBJECTS, MOST_PAGES

BROKEN = (
    *(pikepdf.PdfError, ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError),
    *(NotImplementedError, OSError, pikepdf.DataDecodingError),
)


class NotOpened(Exception):
    """Says why, and what to do next."""


@contextmanager
def opened(content: bytes) -> Iterator[Any]:
    """The document. Raises NotOpened for one that is broken, locked or too large."""
    try:
        document = pikepdf.open(BytesIO(content), attempt_recovery=False)
    except pikepdf.PasswordError as error:
        raise NotOpened("It is locked with a password. Save it without one, then add it again.") from error
    except BROKEN as error:
        raise NotOpened("The file is damaged or not a PDF. Save it again as PDF, then add that.") from error
    with document:
        if document.is_encrypted:
            raise NotOpened("It is protected by encryption. Save it without protection, then add it again.")
        if len(document.objects) > MOST_OBJECTS:
            raise NotOpened(f"It has more than {MOST_OBJECTS:,} parts, which is too many to be read. Split it.")
        try:
            count = len(document.pages)
        except BROKEN as error:
            raise NotOpened("The file is damaged: its pages are not to be found. Save it again, then add that.") from error
        if count > MOST_PAGES:
            raise NotOpened(f"It has more than {MOST_PAGES} pages, which is too many to be read. Split it.")
        yield document


def saved(document: Any) -> bytes:
    """The document as it is now."""
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()
