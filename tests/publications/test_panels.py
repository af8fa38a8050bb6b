"""What the case page and "Work for today" say of publications."""

from datetime import UTC, date, datetime, timedelta

import time_machine

from cspr import feeds
from cspr.models import Case, CaseConflict, User
from cspr.panels import Row
from publications import countdown, holds, lifecycle, panels, scheduling, standing
from publications.countdown import Said
from publications.models import CountdownStep
from tests.cast import person
from tests.publications import drafts
from tests.walk import reported_practice_review

TODAY = date(2021, 5, 20)
# 09:30 in London.
MOMENT = datetime(2021, 5, 20, 8, 30, tzinfo=UTC)


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
    one = drafts.approved(manager)
    assert words(panels.to_publish(manager, TODAY)) == ["Full report"]
    assert panels.to_publish(person("partner_lead"), TODAY) == []
    scheduling.order(one, MOMENT, by=manager, at=drafts.APPROVED)
    assert panels.to_publish(manager, TODAY) == []


def test_what_was_sent_back_waits_for_its_author(manager: User, coordinator: User) -> None:
    publication = drafts.waiting(manager)
    lifecycle.send_back(publication, by=coordinator, at=drafts.APPROVED, because="Leave out the town.")
    assert words(panels.sent_back(manager, TODAY)) == ["Sent back: see what has to change"]
    assert panels.sent_back(coordinator, TODAY) == []
    assert panels.sent_back(person("partner_lead"), TODAY) == []


def test_what_goes_out_soon_says_what_is_still_open(manager: User) -> None:
    planned = countdown.plan(drafts.draft(manager), on=date(2021, 6, 9), by=manager, at=drafts.DRAFTED)
    ordered = scheduling.order(drafts.approved(manager), MOMENT, by=manager, at=drafts.APPROVED)
    assert words(panels.in_the_countdown(manager, TODAY)) == [
        "Full report. Goes out on Thursday 20 May 2021 at 09:30; nothing is open in the list",
        "Full report. Planned for 9 June 2021; 7 lines are open; advance copy to be sent",
    ]
    lines = {line.what: Said("done", TODAY) for line in countdown.still_open(planned)[1:]}
    countdown.write(planned, lines, by=manager, at=MOMENT)
    assert words(panels.in_the_countdown(manager, TODAY))[1] == (
        "Full report. Planned for 9 June 2021; 1 line is open; advance copy to be sent"
    )
    assert panels.in_the_countdown(person("partner_lead"), TODAY) == []
    assert words(panels.of_case(ordered.case, manager, TODAY)) == [
        "Approved, not yet published; goes out on Thursday 20 May 2021 at 09:30"
    ]
    stands = standing.stands(ordered.case, manager, TODAY)
    assert stands is not None
    assert stands.words.endswith("goes out on Thursday 20 May 2021 at 09:30")
    assert CountdownStep.objects.count() == 13


def test_what_was_stopped_at_its_time_stands_in_red_until_somebody_orders_it_again(manager: User) -> None:
    one = scheduling.order(drafts.approved(manager), MOMENT, by=manager, at=drafts.APPROVED)
    hold = holds.place(one.case, because="An inquest", review_by=date(2021, 6, 1), by=manager, at=drafts.APPROVED)
    scheduling.publish_due(at=MOMENT)
    (row,) = panels.stopped(manager, TODAY)
    assert row.tone == "late"
    assert row.words.startswith("Not published on Thursday 20 May 2021 at 09:30: A court hold stands")
    assert panels.stopped(person("partner_lead"), TODAY) == []
    again = Case.objects.get(pk=one.case_id)
    assert words(panels.of_case(again, manager, TODAY)) == [
        "Approved, not yet published; stopped, not published on Thursday 20 May 2021 at 09:30"
    ]
    stands = standing.stands(again, manager, TODAY)
    assert stands is not None
    assert stands.next is not None
    assert stands.next.label == "See why it did not go out at its time"
    holds.lift(hold, because="It is concluded.", by=manager, at=MOMENT)
    scheduling.order(one, MOMENT + timedelta(hours=1), by=manager, at=MOMENT)
    with time_machine.travel(MOMENT, tick=False):
        assert panels.stopped(manager, TODAY) == []


def test_what_no_worker_has_looked_at_since_its_time_stands_in_red(manager: User) -> None:
    scheduling.order(drafts.approved(manager), MOMENT, by=manager, at=drafts.APPROVED)
    with time_machine.travel(MOMENT + timedelta(minutes=9), tick=False):
        assert panels.stopped(manager, TODAY) == []
    with time_machine.travel(MOMENT + timedelta(minutes=11), tick=False):
        (row,) = panels.stopped(manager, TODAY)
    assert row.tone == "late"
    assert row.words.startswith("To go out on Thursday 20 May 2021 at 09:30, and nothing has looked since.")


def test_a_hold_is_asked_about_in_the_week_of_its_day_and_shown_with_the_case(manager: User) -> None:
    one = drafts.draft(manager).case
    day = date(2021, 6, 1)
    hold = holds.place(one, because="An inquest", review_by=day, by=manager, at=drafts.DRAFTED)
    assert panels.holds_to_look_at(manager, day - timedelta(days=8)) == []
    (row,) = panels.holds_to_look_at(manager, day - timedelta(days=7))
    assert (row.words, row.tone) == ("Court hold: An inquest. To be looked at again by 1 June 2021", "")
    (row,) = panels.holds_to_look_at(manager, day + timedelta(days=1))
    assert (row.words[-17:], row.tone) == ("; that day is past"[-17:], "late")
    assert panels.holds_to_look_at(person("partner_lead"), day) == []
    assert [(row.label, row.words) for row in panels.holds_of_case(one, manager, TODAY)] == [
        ("An inquest", "To be looked at again by 1 June 2021")
    ]
    holds.lift(hold, because="It is concluded.", by=manager, at=drafts.APPROVED)
    again = Case.objects.get(pk=one.pk)
    assert words(panels.holds_of_case(again, manager, TODAY)) == ["Lifted on 17 May 2021: It is concluded."]
    assert panels.holds_to_look_at(manager, day) == []
    assert panels.holds_of_case(again, person("reviewer"), TODAY) == []


def test_the_day_of_a_hold_stands_in_the_calendar_of_who_looks_at_it_again_by_its_reference_only(manager: User) -> None:
    one = drafts.draft(manager)
    day = date(2021, 6, 1)
    hold = holds.place(one.case, because="An inquest", review_by=day, by=manager, at=drafts.DRAFTED)
    words = f"SUMMARY:{one.case.reference}: Court hold\\, to be looked at again\r\n"
    told = feeds.calendar_of(manager, at=drafts.DRAFTED).decode().replace("\r\n ", "")
    assert words in told
    assert "DTSTART;VALUE=DATE:20210601\r\n" in told
    assert "inquest" not in told
    assert words not in feeds.calendar_of(person("partner_lead"), at=drafts.DRAFTED).decode()
    CaseConflict.objects.create(case=one.case, user=manager, because="Knows the family")
    assert words not in feeds.calendar_of(manager, at=drafts.DRAFTED).decode()
    CaseConflict.objects.all().delete()
    holds.lift(hold, because="It is concluded.", by=manager, at=MOMENT)
    assert words not in feeds.calendar_of(manager, at=MOMENT).decode()
