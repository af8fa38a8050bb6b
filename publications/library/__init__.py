"""The only writer of the published tables and of the published files."""

from publications.library.changes import changing, version_path
from publications.library.counting import recount
from publications.library.entries import Entry, File, Precision, When
from publications.library.files import STRAY_AFTER, new_key, path_of, remove_file, write_file
from publications.library.refreshing import refresh
from publications.library.writing import add, copy_of, digest_of, digest_of_document, remove, remove_strays

__all__ = (
    "STRAY_AFTER",
    "Entry",
    "File",
    "Precision",
    "When",
    "add",
    "changing",
    "copy_of",
    "digest_of",
    "digest_of_document",
    "new_key",
    "path_of",
    "recount",
    "refresh",
    "remove",
    "remove_file",
    "remove_strays",
    "version_path",
    "write_file",
)
