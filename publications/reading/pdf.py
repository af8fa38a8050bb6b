"""PDF: what its pages say, what its parts say, and what it said before it was last altered."""

from publications.reading import leftovers, opened, pages, revisions, structure
from publications.reading.job import Inner, Job
from publications.reading.notes import Notes

NO_PIKEPDF = "Its parts could not be looked through, because the library pikepdf is missing. Install it, then read again."


def read(content: bytes, notes: Notes, job: Job) -> list[Inner]:
    """Everything. Gives the files that are embedded, and the earlier revisions, which are files of their own."""
    return read_revision(content, notes, job) + revisions.read(content, notes)


def read_revision(content: bytes, notes: Notes, job: Job) -> list[Inner]:
    """The document as it stands, without what it was before. Gives the files that are embedded."""
    if not job.pikepdf:
        notes.unread("the file", NO_PIKEPDF)
        pages.read(content, [], notes, job)
        return []
    try:
        with opened.opened(content) as document:
            numbers = {one.objgen for one in document.objects}
            inner, extra, unsure = structure.read(document, notes, job)
            spread = opened.saved(document)
    except opened.NotOpened as trouble:
        notes.unread("the file", str(trouble))
        pages.read(content, [], notes, job)
        return []
    leftovers.read(content, numbers, notes)
    pages.read(spread, extra, notes, job, unsure)
    return inner
