"""The merged chronology, and the questions back to agencies as staff see them."""

from tests.outsider.row import READERS, Row, model

REVIEW, QUESTION, PAGE = "rapid_reviews.rapidreview", "rapid_reviews.rowquestion", "admin:rapid_reviews_rowquestion_chronology"

CHRONOLOGY = [
    *model(QUESTION, lists=READERS),
    Row("staff", PAGE, READERS, REVIEW, of_a_case=True),
    Row("staff", f"{PAGE}_xlsx", READERS, REVIEW, of_a_case=True),
    Row("staff", f"{PAGE}_pdf", READERS, REVIEW, of_a_case=True),
]
