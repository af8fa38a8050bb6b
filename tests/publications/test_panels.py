"""What the case page and "Work for today" say of publications."""

from datetime import date

from cspr.models import Case, CaseConflict, User
from cspr.panels import Row
from publications import lifecycle, panels
from tests.cast import person
from tests.publications import drafts
from tests.walk import reported_practice_review

TODAY = date(2021, 5, 20)


def words(rows: list[Row]) -> list[str]:
    return [row.words for row in rows]


def test_the_case_page_says_how_each_publication_stands(manager: User) -> None:
    publication, _ = drafts.published(manager)
    row = panels.of_case(publication.case, manager, TODAY)[0]
    assert (row.label, row.words, row.url) == (
        "Full report",
        "Published on 20 May 2021; to stay public until 20 May 2022 at least",
        f"/publications/publication/{publication.pk}/change/",
    )
    lifecycle.withdraw(publication, by=manager, at=drafts.WITHDRAWN, because="Replaced.")
    # Another page fetches the case anew.
    again = Case.objects.get(pk=publication.case_id)
    assert words(panels.of_case(again, manager, TODAY)) == ["Withdrawn"]
    assert panels.of_case(again, person("reviewer"), TODAY) == []


def test_a_report_that_is_in_waits_until_something_is_drafted_from_it(manager: User) -> None:
    review = reported_practice_review(manager)
    row = panels.to_begin(manager, TODAY)[0]
    assert (row.label, row.url) == (review.case.reference, f"/publications/publication/add/?source=practice-{review.pk}")
    assert panels.to_begin(person("partner_lead"), TODAY) == []
    lifecycle.draft_from(review, by=manager, at=drafts.DRAFTED, kind="full_report")
    assert panels.to_begin(manager, TODAY) == []


def test_what_waits_for_approval_waits_for_everybody_but_its_author(manager: User, coordinator: User) -> None:
    publication = drafts.waiting(manager)
    assert words(panels.to_approve(coordinator, TODAY)) == [f"Full report, written by {manager}"]
    assert panels.to_approve(manager, TODAY) == []
    assert panels.to_approve(person("administrator"), TODAY) == []
    CaseConflict.objects.create(case=publication.case, user=coordinator, because="Knows the family")
    assert panels.to_approve(coordinator, TODAY) == []


def test_what_was_approved_waits_for_whoever_publishes(manager: User) -> None:
    drafts.approved(manager)
    assert words(panels.to_publish(manager, TODAY)) == ["Full report"]
    assert panels.to_publish(person("partner_lead"), TODAY) == []


def test_what_was_sent_back_waits_for_its_author(manager: User, coordinator: User) -> None:
    publication = drafts.waiting(manager)
    lifecycle.send_back(publication, by=coordinator, at=drafts.APPROVED, because="Leave out the town.")
    assert words(panels.sent_back(manager, TODAY)) == ["Sent back: see what has to change"]
    assert panels.sent_back(coordinator, TODAY) == []
    assert panels.sent_back(person("partner_lead"), TODAY) == []
