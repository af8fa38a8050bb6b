"""The merged chronology of a review, and the questions back to the agencies. The only writer of RowQuestion but its answer."""

from rapid_reviews.questioning.asking import ask, ask_freely, may_be_asked
from rapid_reviews.questioning.merged import Entry, Merged, Shown, Voice, merged

__all__ = ["Entry", "Merged", "Shown", "Voice", "ask", "ask_freely", "may_be_asked", "merged"]
