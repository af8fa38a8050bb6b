"""What a reader asks of the library, and the answer: two queries, over published tables only."""

from publications.search.asking import FILTERS, LAST_PAGE, LONGEST_SEARCH, SORTS, Question, has_empty_values, read
from publications.search.finding import PER_PAGE, Answer, answer

__all__ = (
    "FILTERS",
    "LAST_PAGE",
    "LONGEST_SEARCH",
    "PER_PAGE",
    "SORTS",
    "Answer",
    "Question",
    "answer",
    "has_empty_values",
    "read",
)
