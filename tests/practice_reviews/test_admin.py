"""The practice review's pages in the staff admin: initiating one, its steps, and who may take them."""

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from cspr.dashboards import panels, waiting
from cspr.models import Case, CaseAssignment, User
from practice_reviews import lifecycle
from practice_reviews.models import PracticeReview
from rapid_reviews import lifecycle as rapid
from tests.cast import person
from tests.doors import sign_in
from tests.walk import (
    REPORTED,
    SENT,
    decided_rapid_review,
    practice_review,
    rapid_review,
    reported_practice_review,
    sent_rapid_review,
)

Enter = Callable[[str], Client]
ON = date(2021, 1, 15)
LONDON = ZoneInfo("Europe/London")


def client_of(site: Enter, user: User) -> Client:
    client = site("staff")
    sign_in(client, user)
    return client


def page(name: str, *args: object) -> str:
    return reverse(f"admin:practice_reviews_practicereview_{name}", args=args)


def rows_of(case: Case, user: User) -> list[tuple[str, str, str]]:
    blocks = [block for block in panels(case, user, on=ON) if block.title == "Practice review"]
    return [(row.label, row.words, row.url) for block in blocks for row in block.rows]


def test_a_practice_review_is_initiated_for_a_rapid_review_that_calls_for_one(site: Enter, coordinator: User) -> None:
    called_for = sent_rapid_review(coordinator)
    otherwise = sent_rapid_review(coordinator, decision="no_further_review")
    client = client_of(site, coordinator)
    asked = client.get(page("add"), {"rapid_review": called_for.pk}).content.decode()
    assert f'<option value="{called_for.pk}" selected>{called_for.case.reference}</option>' in asked
    assert otherwise.case.reference not in asked
    typed = {"rapid_review": called_for.pk, "decided_at": "2021-01-14T09:00", "decided_by": "The three partners"}
    assert client.post(page("add"), {**typed, "rapid_review": otherwise.pk}).status_code == 200
    answer = client.post(page("add"), typed)
    made = PracticeReview.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, page("change", made.pk))
    assert (made.rapid_review, made.initiated_at) == (called_for, datetime(2021, 1, 14, 9, 0, tzinfo=LONDON))


def test_the_list_offers_no_case_that_the_person_may_not_see(site: Enter, manager: User, coordinator: User) -> None:
    shut = sent_rapid_review(manager)
    shut.case.conflicts.create(user=coordinator, because="Knows the family")
    client = client_of(site, coordinator)
    assert shut.case.reference not in client.get(page("add")).content.decode()
    typed = {"rapid_review": shut.pk, "decided_at": "2021-01-14T09:00", "decided_by": "The three partners"}
    assert "Select a valid choice" in client.post(page("add"), typed).content.decode()
    assert [block.title for block in waiting(coordinator, on=ON)] == []


def test_an_impossible_moment_is_refused_in_the_page(site: Enter, coordinator: User) -> None:
    review = sent_rapid_review(coordinator)
    typed = {"rapid_review": review.pk, "decided_at": "2020-12-01T09:00", "decided_by": "Somebody kept"}
    answer = client_of(site, coordinator).post(page("add"), typed).content.decode()
    assert "before the notification was sent" in answer
    assert "Somebody kept" in answer


def test_progress_report_and_decision_are_recorded_on_pages_of_their_own(site: Enter, coordinator: User) -> None:
    review = practice_review(coordinator)
    client = client_of(site, coordinator)
    for step, typed in (
        ("progress", {"on": "2021-02-15", "words": "On time, and good."}),
        ("report", {"received_at": "2021-05-04T09:00", "report": "An invented report."}),
        ("not-to-publish", {"because": "A living child could be recognised."}),
    ):
        assert client.get(page("verb", review.pk, step)).status_code == 200
        assert client.post(page("verb", review.pk, step), typed).status_code == 302, step
    review.refresh_from_db()
    assert (review.status, review.report) == ("not_to_be_published", "An invented report.")
    seen = client.get(page("change", review.pk)).content.decode()
    assert "On time, and good." in seen
    assert "A living child could be recognised." in seen


def test_terms_of_reference_and_reviewer_are_edited_while_it_is_under_way(site: Enter, coordinator: User) -> None:
    review = practice_review(coordinator)
    client = client_of(site, coordinator)
    version = review.history.order_by("-history_id").first().history_id
    inline = {"progress_notes-TOTAL_FORMS": "0", "progress_notes-INITIAL_FORMS": "0"}
    typed = {"reviewer": "An independent person", "terms_of_reference": "What to look at.", "opened_version": version, **inline}
    assert client.post(page("change", review.pk), typed).status_code == 302
    review.refresh_from_db()
    assert (review.reviewer, review.terms_of_reference) == ("An independent person", "What to look at.")
    lifecycle.receive_report(review, by=coordinator, at=REPORTED, received_at=REPORTED, report="An invented report.")
    assert 'name="reviewer"' not in client.get(page("change", review.pk)).content.decode()


@pytest.mark.parametrize("role", ["administrator", "partner_lead", "reviewer", "auditor"])
def test_only_the_unit_takes_a_step(site: Enter, coordinator: User, role: str) -> None:
    review, waiting_one, other = practice_review(coordinator), sent_rapid_review(coordinator), person(role)
    CaseAssignment.objects.create(case=review.case, user=other, until=date(2999, 1, 1))
    client = client_of(site, other)
    for step in ("progress", "report", "not-to-publish"):
        for answer in (client.get(page("verb", review.pk, step)), client.post(page("verb", review.pk, step), {"because": "x"})):
            assert answer.status_code in (403, 404)
    typed = {"rapid_review": waiting_one.pk, "decided_at": "2021-01-14T09:00", "decided_by": "Nobody"}
    assert client.post(page("add"), typed).status_code == 403
    assert PracticeReview.objects.count() == 1


def test_a_local_review_that_is_decided_waits_with_a_link_to_initiate_it(manager: User, coordinator: User) -> None:
    decided = decided_rapid_review(manager)
    reconsidered = rapid.record_reply(
        sent_rapid_review(manager, decision="no_further_review"),
        by=manager,
        at=SENT,
        reply="reconsider",
        reply_on=SENT.date(),
        words="",
    )
    rapid_review(manager)
    practice_review(manager)
    link = page("add") + "?rapid_review="
    rows = {block.title: [(row.label, row.words, row.url) for row in block.rows] for block in waiting(coordinator, on=ON)}
    assert rows["Local review decided, not yet initiated"] == [
        (decided.case.reference, "Local review decided, not yet initiated", f"{link}{decided.pk}"),
        (reconsidered.case.reference, "Asked for by the Panel, not yet initiated", f"{link}{reconsidered.pk}"),
    ]
    assert rows_of(decided.case, coordinator) == [
        ("Practice review", "Local review decided, not yet initiated", f"{link}{decided.pk}")
    ]
    assert rows_of(decided.case, person("partner_lead")) == [("Practice review", "Local review decided, not yet initiated", "")]
    assert [block.title for block in waiting(person("partner_lead"), on=ON) if "initiated" in block.title] == []


def test_a_report_that_is_in_waits_for_a_decision_about_its_publication(manager: User, coordinator: User) -> None:
    review = reported_practice_review(manager)
    rows = {block.title: [(row.label, row.words, row.url) for row in block.rows] for block in waiting(coordinator, on=ON)}
    assert rows["Report received, publication to be decided"] == [
        (review.case.reference, "Report received", page("change", review.pk))
    ]
    administrator = person("administrator")
    assert [block for block in waiting(administrator, on=ON) if "publication to be decided" in block.title] == []


def test_the_panel_of_the_case_says_how_it_stands(manager: User, coordinator: User) -> None:
    review = practice_review(manager)
    assert [row[:2] for row in rows_of(review.case, coordinator)] == [
        ("Practice review", "Under way"),
        ("Initiated", "14 January 2021, by The three partners"),
    ]
    review.reviewer = "An independent person"
    review.save()
    lifecycle.record_progress(review, by=manager, at=REPORTED, on=date(2021, 2, 15), words="On time.")
    lifecycle.receive_report(review, by=manager, at=REPORTED, received_at=REPORTED, report="An invented report.")
    lifecycle.record_published(review, by=manager, at=REPORTED)
    # A page fetches the case anew, and with it the record of each stage.
    assert [row[:2] for row in rows_of(Case.objects.get(pk=review.case.pk), coordinator)] == [
        ("Practice review", "Published"),
        ("Initiated", "14 January 2021, by The three partners"),
        ("Independent reviewer", "An independent person"),
        ("Last check of progress", "15 February 2021"),
        ("Report received", "4 May 2021"),
        ("Published", "4 May 2021"),
    ]
    assert rows_of(review.case, person("auditor")) == []
    assert rows_of(rapid_review(manager).case, coordinator) == []


def test_a_check_of_progress_is_expected_each_month_and_never_late(coordinator: User, manager: User) -> None:
    review = practice_review(manager)

    def expected(on: date) -> list[tuple[str, str]]:
        title = "Practice reviews whose progress is to be checked"
        return [(row.label, row.words) for block in waiting(coordinator, on=on) if block.title == title for row in block.rows]

    assert expected(date(2021, 2, 13)) == []
    words = "Last looked at on 14 January 2021; a check was to be expected by 14 February 2021"
    assert expected(date(2021, 2, 14)) == [(review.case.reference, words)]
    lifecycle.record_progress(review, by=manager, at=REPORTED, on=date(2021, 2, 15), words="On time.")
    assert expected(date(2021, 3, 14)) == []
    assert len(expected(date(2021, 3, 15))) == 1
