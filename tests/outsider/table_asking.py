"""Requests to agencies as staff see them, and meetings."""

from tests.outsider.row import READERS, WORKERS, Row, model

REVIEW, REQUEST, MEETING = "rapid_reviews.rapidreview", "rapid_reviews.agencyrequest", "rapid_reviews.meeting"

ASKING = [
    *model(REQUEST, lists=READERS, steps=dict.fromkeys(("remind", "due-day", "take-back", "release-files"), WORKERS)),
    Row("staff", "admin:rapid_reviews_agencyrequest_ask", WORKERS, REVIEW, of_a_case=True),
    Row("staff", "admin:rapid_reviews_agencyrequest_file", READERS, "answered file", of_a_case=True),
    *model(
        MEETING,
        lists=READERS,
        adds=WORKERS,
        steps=dict.fromkeys(("hold", "conflict", "action", "action-done", "call-off"), WORKERS),
    ),
    Row("staff", "admin:rapid_reviews_meeting_agenda", READERS, MEETING, of_a_case=True),
    Row("staff", "admin:rapid_reviews_meeting_calendar", READERS, MEETING, of_a_case=True),
]
