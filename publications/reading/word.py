"""Word documents."""

from publications.reading.job import Inner, Job
from publications.reading.notes import Notes


def read(content: bytes, notes: Notes, job: Job) -> list[Inner]:
    """All parts."""
    notes.unread("the file", "Word documents cannot be read yet.")
    return []


read_any = read
