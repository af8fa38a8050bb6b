"""Requests to agencies as staff see them, and meetings."""

from tests.outsider.row import READERS, WORKERS, Row, model

REVIEW, REQUEST = "rapid_reviews.rapidreview", "rapid_reviews.agencyrequest"

ASKING = [
    *model(REQUEST, lists=READERS, steps=dict.fromkeys(("remind", "due-day", "take-back"), WORKERS)),
    Row("staff", "admin:rapid_reviews_agencyrequest_ask", WORKERS, REVIEW, of_a_case=True),
    Row("staff", "admin:rapid_reviews_agencyrequest_file", READERS, "answered file", of_a_case=True),
]
