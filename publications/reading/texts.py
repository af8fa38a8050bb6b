"""Plain text."""

from publications.reading import words
from publications.reading.job import Inner, Job
from publications.reading.notes import Notes


def read(content: bytes, notes: Notes, job: Job) -> list[Inner]:
    """All of it."""
    text = words.whole(content)
    if text is None:
        notes.unread("the file", "It is not plain text. Save it as text in UTF-8, then add it again.")
        text = words.runs(content)
    notes.text("the text", text)
    return []
