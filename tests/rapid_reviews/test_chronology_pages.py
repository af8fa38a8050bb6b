"""The page of the merged chronology: what it shows, what it finds, what is asked, and what is taken away."""

import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cspr.models import AccessRecord, OutgoingEmail, TimelineEntry, User
from rapid_reviews import answering
from rapid_reviews.models import AgencyRequest, RapidReview, RowQuestion
from tests.cast import person
from tests.cspr.test_spreadsheets import read_xlsx
from tests.doors import sign_in
from tests.pdf_text import pages
from tests.rapid_reviews import told
from tests.rapid_reviews.told import AT, HEALTH, POLICE, SCHOOL, SOCIAL_CARE

pytestmark = pytest.mark.django_db
BASE = "/rapid_reviews/rowquestion/of"
DAY, PEOPLE, ALONE, TWICE = 0, 1, 2, -1


@pytest.fixture
def desk(site: Callable[[str], Client], coordinator: User) -> Client:
    client = site("staff")
    sign_in(client, coordinator)
    return client


def page(desk: Client, review: RapidReview, query: str = "") -> Any:
    answer = desk.get(f"{BASE}/{review.pk}/{query}")
    assert answer.status_code == 200
    return answer


def events(answer: Any) -> list[str]:
    return [entry.telling.event for entry in answer.context["shown"].entries]


def ask(desk: Client, review: RapidReview, number: int, agency: str, query: str = "") -> Any:
    shown = page(desk, review, query).context["whole"].findings[number]
    voice = next(one for one in shown.voices if str(one.request.agency) == agency)
    posted = {"found": shown.finding.found, "request": str(voice.request.pk)}
    return desk.post(f"{BASE}/{review.pk}/{query}", posted, follow=True)


def test_all_signed_rows_stand_in_one_table_with_each_kind_of_finding_beside_it(desk: Client, coordinator: User) -> None:
    answer = page(desk, told.small(coordinator))
    assert sorted(events(answer)) == sorted(line[4] for line in told.SMALL)
    assert [one.title for one in answer.context["shown"].findings] == [
        "The same event, another day?",
        "The same event, other people?",
        "Nobody else recorded this contact",
        *["A long time without a row"] * 5,
        "The same row twice?",
    ]
    words = answer.content.decode()
    assert "day and month changed places" in words
    assert f"{SCHOOL} writes of a contact with {SOCIAL_CARE}. No other agency has a row of it." in words.replace("&#x27;", "'")


def test_what_is_not_signed_is_not_shown(desk: Client, coordinator: User) -> None:
    review = told.small(coordinator)
    AgencyRequest.objects.filter(review=review, agency__name=POLICE).update(status=AgencyRequest.Status.SENT)
    answer = page(desk, review)
    assert "Attended strategy discussion" not in answer.content.decode()
    assert len(events(answer)) == len(told.SMALL) - 2


def test_a_chronology_without_a_row_says_why(desk: Client, coordinator: User) -> None:
    assert "No agency has signed an answer yet" in page(desk, told.review_of((), coordinator)).content.decode()
    assert "sent no rows" in page(desk, told.review_of((), person("coordinator"), names=(HEALTH,))).content.decode()


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("?agency=3", ["Attended strategy", "Joint visit with the"]),
        ("?person=2", ["Joint visit with the"]),
        ("?since=2025-05-20&until=2025-06-01", ["Referral made"]),
        ("?agency=99", None),
        ("?person=x&since=yesterday", None),
        ("?agency=1&person=2", []),
    ],
)
def test_the_table_is_narrowed_by_numbers_and_days_alone(
    desk: Client, coordinator: User, query: str, shown: list[str] | None
) -> None:
    answer = page(desk, told.small(coordinator), query)
    found = events(answer)
    assert len(found) == (len(told.SMALL) if shown is None else len(shown))
    assert all(any(event.startswith(start) for event in found) for start in shown or [])
    assert f"chronology.xlsx{query}".replace("&", "&amp;") in answer.content.decode()


def test_times_without_a_row_are_told_from_as_many_weeks_as_are_asked(desk: Client, coordinator: User) -> None:
    review = told.small(coordinator)
    gaps = {weeks: page(desk, review, f"?weeks={weeks}").content.decode().count("A long time without") for weeks in (6, 10, 30)}
    assert gaps[6] > gaps[30]
    assert gaps[10] >= 1
    assert gaps[30] == 0


def test_one_click_asks_one_agency_and_the_email_says_a_reference_and_a_link_only(desk: Client, coordinator: User) -> None:
    review = told.small(coordinator)
    answer = ask(desk, review, DAY, POLICE)
    question = RowQuestion.objects.get()
    assert "is on its way" in answer.content.decode()
    assert (str(question.request.agency), question.kind, question.asked_by) == (POLICE, "differs", coordinator)
    assert question.words.startswith("Your row of 3 April 2025 and what another agency recorded on 4 March 2025 seem to be")
    assert [row.event for row in question.rows.all()] == [told.SMALL[1][4]]
    mail = OutgoingEmail.objects.get(key__startswith=f"request:{question.request_id}:question:")
    assert mail.to == question.request.contact.email
    assert "/information/" in mail.body
    assert review.case.reference in mail.body
    assert not any(word in mail.body + mail.subject for word in ("cheek", "April", "Strategy", "Harper", POLICE))
    assert TimelineEntry.objects.filter(case=review.case, kind="row_question_asked").count() == 1


def test_the_same_is_never_asked_twice(desk: Client, coordinator: User) -> None:
    review = told.small(coordinator)
    for _ in range(2):
        shown = page(desk, review).context["whole"].findings[TWICE]
        desk.post(f"{BASE}/{review.pk}/", {"found": shown.finding.found, "request": str(shown.voices[0].request.pk)})
    assert RowQuestion.objects.count() == 1
    assert OutgoingEmail.objects.filter(key__contains=":question:").count() == 1


def test_a_question_quotes_no_row_of_another_agency(desk: Client, coordinator: User) -> None:
    review = told.small(coordinator)
    whole = page(desk, review).context["whole"]
    for number, shown in enumerate(whole.findings):
        for voice in shown.voices:
            ask(desk, review, number, str(voice.request.agency))
    asked = RowQuestion.objects.all()
    assert asked.count() == 11
    for question in asked:
        others = [line for line in told.SMALL if line[0] != str(question.request.agency)]
        assert not any(line[4] in question.words for line in others)
        assert all(row.request_id == question.request_id for row in question.rows.all())


def test_the_answer_stands_beside_the_finding(desk: Client, coordinator: User) -> None:
    review = told.small(coordinator)
    ask(desk, review, ALONE, SOCIAL_CARE)
    question = RowQuestion.objects.get()
    assert question.words.startswith("Another agency recorded a contact with you on 20 May 2025")
    answering.answer(question, "It was logged under the wrong name.", contact=question.request.contact, at=AT)
    words = page(desk, review).content.decode()
    assert words.count("It was logged under the wrong name.") == 2


def test_something_else_is_asked_in_words_of_ones_own(desk: Client, coordinator: User) -> None:
    review = told.small(coordinator)
    posted = {"freely-request": "2", "freely-words": "Who opened the door?"}
    answer = desk.post(f"{BASE}/{review.pk}/", posted, follow=True)
    desk.post(f"{BASE}/{review.pk}/", posted)
    question = RowQuestion.objects.get()
    assert (question.words, question.kind, str(question.request.agency)) == ("Who opened the door?", "other", HEALTH)
    assert "Who opened the door?" in answer.content.decode()
    empty = desk.post(f"{BASE}/{review.pk}/", {"freely-request": "2", "freely-words": " "})
    assert empty.status_code == 200
    assert RowQuestion.objects.count() == 1


def test_nobody_is_asked_once_the_review_is_with_the_panel(desk: Client, coordinator: User) -> None:
    review = told.small(coordinator)
    shown = page(desk, review).context["whole"].findings[DAY]
    RapidReview.objects.filter(pk=review.pk).update(status=RapidReview.Status.SENT)
    answer = page(desk, review)
    assert "Ask " not in answer.content.decode().split("Findings</h2>")[1].replace("Asked", "")
    posted = {"found": shown.finding.found, "request": str(shown.voices[0].request.pk)}
    refused = desk.post(f"{BASE}/{review.pk}/", posted)
    assert "Nothing was sent." in refused.content.decode()
    assert not RowQuestion.objects.exists()


def test_what_is_no_longer_found_is_not_asked(desk: Client, coordinator: User) -> None:
    review = told.small(coordinator)
    for posted in ({"found": "0" * 64, "request": str(review.requests.all()[0].pk)}, {"found": "x", "request": "y"}, {}):
        assert "nobody was asked" in desk.post(f"{BASE}/{review.pk}/", posted).content.decode()
    assert not RowQuestion.objects.exists()


def test_a_partner_reads_and_cannot_ask(site: Callable[[str], Client], coordinator: User) -> None:
    review = told.small(coordinator)
    client = site("staff")
    sign_in(client, person("partner_lead"))
    assert "<button" not in page(client, review).content.decode().split('id="content-main"')[1].split("</main>")[0]
    assert client.post(f"{BASE}/{review.pk}/", {"found": "0" * 64}).status_code == 403


def test_the_picture_has_a_lane_for_each_agency_and_no_style(desk: Client, coordinator: User) -> None:
    drawing = page(desk, told.small(coordinator)).content.decode().split("<svg", 1)[1].split("</figure>")[0]
    assert all(name in drawing.replace("&#x27;", "'") for name in (SOCIAL_CARE, POLICE, SCHOOL, HEALTH))
    assert "style=" not in drawing
    assert drawing.count("lanes__found") == 6


def test_looking_asking_and_taking_away_are_recorded(desk: Client, coordinator: User) -> None:
    review = told.small(coordinator)
    ask(desk, review, DAY, POLICE)
    for ending in ("xlsx", "pdf"):
        assert desk.get(f"{BASE}/{review.pk}/chronology.{ending}").status_code == 200
    records = AccessRecord.objects.filter(what="chronology", case=review.case).order_by("pk")
    assert list(dict.fromkeys(records.values_list("action", flat=True))) == [
        *("opened", "asked about", "downloaded as a workbook", "downloaded as a document")
    ]


def test_the_workbook_has_the_rows_that_are_shown_and_no_formula(desk: Client, coordinator: User) -> None:
    lines = (*told.SMALL, (SCHOOL, told.SMALL[7][1], None, "=1+1", "+cmd|' /C calc'!A0"))
    review = told.review_of(lines, coordinator)
    answer = desk.get(f"{BASE}/{review.pk}/chronology.xlsx?agency=3")
    rows = read_xlsx(answer.content)
    assert [row[3] for row in rows[1:6]] == [SCHOOL] * 5
    assert {row[4] for row in rows[1:6]} >= {"'=1+1"}
    assert review.case.reference in answer["Content-Disposition"]


def test_the_document_is_tagged_and_bears_the_marking(desk: Client, coordinator: User) -> None:
    content = desk.get(f"{BASE}/{told.small(coordinator).pk}/chronology.pdf").content
    with pikepdf.open(io.BytesIO(content)) as document:
        assert "/StructTreeRoot" in document.Root
    assert all("OFFICIAL-SENSITIVE PERSONAL" in page for page in pages(content))


def test_600_rows_take_as_many_queries_as_a_few(desk: Client, coordinator: User) -> None:
    few, many = told.small(coordinator), told.large(person("coordinator"))
    page(desk, few)
    counts = []
    for review in (few, many):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            answer = page(desk, review)
        counts.append(len(asked))
    assert len(answer.context["shown"].entries) == 600
    assert counts[0] == counts[1]
