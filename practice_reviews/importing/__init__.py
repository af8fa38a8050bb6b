"""Cases from before the system: a spreadsheet is read, tried, and then written in one piece. Nothing is written twice."""

from practice_reviews.importing.old_case import HEADS, OldCase
from practice_reviews.importing.reading import Read, read, template
from practice_reviews.importing.writing import Fate, fates, write

__all__ = ["HEADS", "Fate", "OldCase", "Read", "fates", "read", "template", "write"]
