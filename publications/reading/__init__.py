"""Opens the exact bytes that may go public, and says what text stands where in them. Knows neither Django nor the database."""

from publications.reading.asking import Kind, Tools, markdown_of_docx, read, rewritten
from publications.reading.found import Place, Read, Trouble

__all__ = ["Kind", "Place", "Read", "Tools", "Trouble", "markdown_of_docx", "read", "rewritten"]
