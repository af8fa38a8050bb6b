"""A log line says what went wrong and where in the code, never what was typed."""

import io
import logging

from django.db import IntegrityError

from cspr.logs import WithoutDetails


def logged(error: Exception) -> str:
    """What a handler with our filter writes of an exception."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(WithoutDetails())
    logger = logging.Logger("test")
    logger.addHandler(handler)
    try:
        raise error
    except Exception:
        logger.exception("The page could not be made")
    return stream.getvalue()


def test_a_database_error_that_quotes_a_row_is_logged_without_the_row() -> None:
    line = logged(IntegrityError("Key (name)=(Canary Child) already exists"))
    assert "Canary" not in line
    assert "IntegrityError" in line
    assert "test_logs.py" in line


def test_a_line_without_an_exception_passes_as_it_is() -> None:
    record = logging.LogRecord("test", logging.INFO, "file", 1, "started", None, None)
    assert WithoutDetails().filter(record) is True
    assert record.getMessage() == "started"
