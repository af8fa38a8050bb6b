"""The days around a publication: the day it is planned for, the advance copy before it, and whether it stays after a year."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from cspr import dashboards, deadlines, ledger
from cspr.dashboards import clocks_of, panels, waiting
from cspr.deadlines import Late, ReasonNeeded
from cspr.lifecycle import MoveRefused
from cspr.models import Deadline, User
from practice_reviews import lifecycle as practice
from publications import countdown, lifecycle
from publications.models import Kind, Publication, PublishedReview
from tests.cast import person
from tests.doors import sign_in
from tests.publications import drafts
from tests.publications.drafts import DRAFTED
from tests.publications.ready import do_the_list

# Wednesday 9 June 2021: seven working days back, over a weekend and the holiday of 31 May, is Friday 28 May.
PLANNED, COPY_DUE = date(2021, 6, 9), date(2021, 5, 28)
SENT = datetime(2021, 5, 27, 9, 0, tzinfo=UTC)
PUBLISHED = datetime(2021, 6, 9, 9, 0, tzinfo=UTC)
BOTH = ("panel", "secretary_of_state")
SAID = Late(because="The printer was ill.", decided_by="The three partners", panel_told=True, panel_told_on=date(2021, 6, 1))


def plan(publication: Publication, by: User, on: date = PLANNED, **changes: Any) -> Publication:
    return countdown.plan(publication, on=on, by=by, **{"at": DRAFTED, **changes})


def send_copy(publication: Publication, by: User, **changes: Any) -> Publication:
    facts: dict[str, Any] = {"sent_at": SENT, "to": BOTH, "at": SENT, **changes}
    return countdown.record_advance_copy(publication, by=by, **facts)


def own_clock(publication: Publication) -> Deadline:
    assert publication.advance_copy is not None
    return publication.advance_copy


def clock(publication: Publication) -> Deadline:
    return publication.case.deadlines.get(clock="advance_copy")


def published(manager: User, **plans: Any) -> Publication:
    """Approved by another person, its copy sent in time, and published on the planned day."""
    one = do_the_list(send_copy(plan(drafts.approved_only(manager), manager, **plans), manager), manager, at=SENT)
    lifecycle.publish(one, by=manager, at=PUBLISHED)
    one.refresh_from_db()
    return one


def test_planning_the_day_starts_the_clock_that_is_counted_back_from_it(manager: User) -> None:
    one = plan(drafts.draft(manager), manager)
    running = clock(one)
    assert (running.started_on, running.due_on, running.latest_on, running.outcome) == (PLANNED, COPY_DUE, COPY_DUE, "")
    assert (one.planned_on, one.advance_copy, one.status) == (PLANNED, running, "draft")
    words = one.case.timeline.get(kind="publication_planned").words
    assert words == "Publication planned for 9 June 2021. Advance copy due by 28 May 2021."
    assert one.history.first().planned_on == PLANNED


def test_sending_the_copy_meets_it_and_says_to_whom(manager: User) -> None:
    one = send_copy(plan(drafts.draft(manager), manager), manager, to=(*BOTH, "ofsted"))
    assert (clock(one).outcome, clock(one).ended_on) == ("met", SENT.date())
    assert (one.advance_sent_at, one.advance_sent_to) == (SENT, "the Panel, the Secretary of State, Ofsted")
    assert one.case.timeline.get(kind="advance_copy_sent").at == SENT
    assert countdown.warning(one) == ""


def test_another_day_moves_the_clock_with_its_reason_in_the_trail(manager: User, coordinator: User) -> None:
    one = plan(drafts.draft(manager), manager)
    with pytest.raises(MoveRefused, match="Say why it moves"):
        plan(one, coordinator, date(2021, 6, 16))
    one = plan(one, coordinator, date(2021, 6, 16), because="The family asked for a week.")
    assert (clock(one).started_on, clock(one).latest_on) == (date(2021, 6, 16), date(2021, 6, 7))
    moved = clock(one).moves.get()
    assert (moved.why, moved.because, moved.by) == ("planned", "The family asked for a week.", coordinator)
    assert one.case.timeline.filter(kind="publication_planned").latest("pk").words == (
        "Publication planned for 16 June 2021, no longer for 9 June 2021: The family asked for a week. "
        "Advance copy due by 7 June 2021."
    )


def test_a_copy_that_is_too_late_for_an_earlier_day_needs_its_reason(manager: User) -> None:
    one = send_copy(plan(drafts.draft(manager), manager), manager)
    sooner = PLANNED - timedelta(days=6)
    with pytest.raises(ReasonNeeded, match="24 May 2021"):
        plan(one, manager, sooner, because="A hearing.", at=SENT)
    one.refresh_from_db()
    assert one.planned_on == PLANNED
    plan(one, manager, sooner, because="A hearing.", at=SENT, late=SAID)
    assert (clock(one).is_late(on=SENT.date()), clock(one).because) == (True, "The printer was ill.")


def test_a_copy_that_goes_after_its_date_needs_the_reason(manager: User) -> None:
    one, late = plan(drafts.draft(manager), manager), SENT + timedelta(days=4)
    with pytest.raises(ReasonNeeded, match="28 May 2021"):
        send_copy(one, manager, sent_at=late, at=late)
    assert clock(send_copy(one, manager, sent_at=late, at=late, late=SAID)).is_late(on=late.date())


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"to": ("panel", "ofsted")}, "to the Panel and to the Secretary of State"),
        ({"sent_at": SENT + timedelta(minutes=1)}, "still to come"),
        ({"sent_at": DRAFTED - timedelta(minutes=1)}, "before the draft"),
    ],
)
def test_a_copy_that_cannot_be_or_goes_to_too_few_is_refused(manager: User, changes: dict[str, Any], words: str) -> None:
    one = plan(drafts.draft(manager), manager)
    with pytest.raises(MoveRefused, match=words):
        send_copy(one, manager, **changes)
    one.refresh_from_db()
    assert (one.advance_sent_at, clock(one).outcome) == (None, "")


def test_a_copy_is_recorded_once_and_only_where_a_day_is_planned(manager: User) -> None:
    one = drafts.draft(manager)
    with pytest.raises(MoveRefused, match="Plan the day"):
        send_copy(one, manager)
    one = send_copy(plan(one, manager), manager)
    with pytest.raises(MoveRefused, match="recorded already"):
        send_copy(one, manager)


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (DRAFTED.date() - timedelta(days=1), "from today on"),
        (date(2999, 1, 1), "within the next three years"),
        (PLANNED, "the day that is planned"),
    ],
)
def test_a_day_that_cannot_be_planned_is_refused_in_words(manager: User, on: date, words: str) -> None:
    one = plan(drafts.draft(manager), manager)
    with pytest.raises(MoveRefused, match=words):
        plan(one, manager, on, because="x")
    assert clock(one).started_on == PLANNED


def test_only_what_goes_out_in_advance_is_planned(manager: User) -> None:
    report = drafts.draft(manager)
    assert report.practice_review is not None
    for kind in ("learning_briefing", "summary", "action_plan"):
        briefing = lifecycle.draft_from(report.practice_review, by=manager, at=DRAFTED, kind=kind)
        with pytest.raises(MoveRefused, match="at their first publication"):
            plan(briefing, manager)
        assert countdown.warning(briefing) == ""


def test_two_reports_of_a_case_are_planned_one_after_the_other_and_keep_their_own_dates(manager: User) -> None:
    first = plan(drafts.draft(manager), manager)
    assert first.practice_review is not None
    second = lifecycle.draft_from(first.practice_review, by=manager, at=DRAFTED, kind="full_report")
    with pytest.raises(MoveRefused, match="Another publication of this case"):
        plan(second, manager)
    send_copy(first, manager)
    second = plan(second, manager, date(2021, 7, 7), at=SENT)
    second = plan(second, manager, date(2021, 7, 14), at=SENT, because="A holiday.")
    first.refresh_from_db()
    assert (own_clock(first).started_on, own_clock(second).started_on) == (PLANNED, date(2021, 7, 14))
    assert own_clock(first).moves.count() == 0


def test_a_planned_day_may_be_taken_away_and_another_planned_later(manager: User) -> None:
    one = plan(drafts.draft(manager), manager)
    with pytest.raises(MoveRefused, match="Say why"):
        countdown.drop_plan(one, because=" ", by=manager, at=DRAFTED)
    one = countdown.drop_plan(one, because="A trial.", by=manager, at=DRAFTED)
    assert (one.planned_on, clock(one).outcome, clock(one).because) == (None, "not_required", "A trial.")
    with pytest.raises(MoveRefused, match="No day is planned"):
        countdown.drop_plan(one, because="A trial.", by=manager, at=DRAFTED)
    one = plan(one, manager)
    assert (own_clock(one).outcome, one.case.deadlines.filter(clock="advance_copy").count()) == ("", 2)


def test_a_report_that_is_not_to_be_published_needs_no_advance_copy(manager: User) -> None:
    one = plan(drafts.draft(manager), manager)
    assert one.practice_review is not None
    practice.decide_not_to_publish(one.practice_review, by=manager, at=DRAFTED, because="A court order.")
    one.refresh_from_db()
    assert (one.planned_on, clock(one).outcome) == (None, "not_required")


def test_an_edit_of_the_words_leaves_the_planned_day_and_the_copy_alone(manager: User) -> None:
    stale = drafts.draft(manager)
    send_copy(plan(stale, manager), manager)
    stale.title = "Child S"
    lifecycle.save_edit(stale, by=manager, at=DRAFTED)
    stale.refresh_from_db()
    assert (stale.title, stale.planned_on, stale.advance_sent_at) == ("Child S", PLANNED, SENT)


def test_published_on_the_planned_day_nothing_moves(manager: User) -> None:
    one = published(manager)
    assert (one.status, clock(one).outcome, clock(one).moves.count()) == ("published", "met", 0)


def test_published_sooner_than_planned_the_copy_is_counted_back_from_that_day(manager: User) -> None:
    one = do_the_list(send_copy(plan(drafts.approved_only(manager), manager), manager), manager, at=SENT)
    sooner = PUBLISHED - timedelta(days=1)
    with pytest.raises(MoveRefused, match="had to go by 26 May 2021"):
        lifecycle.publish(one, by=manager, at=sooner - timedelta(days=1), late=SAID)
    one.refresh_from_db()
    assert one.status == "approved"
    lifecycle.publish(one, by=manager, at=sooner)
    assert (clock(one).started_on, clock(one).latest_on) == (sooner.date(), date(2021, 5, 27))
    assert not clock(one).is_late(on=sooner.date())


def test_no_reason_publishes_a_report_without_its_copy_or_with_one_that_went_too_late(manager: User) -> None:
    one = do_the_list(plan(drafts.approved_only(manager), manager), manager, at=SENT)
    assert "No advance copy is recorded" in countdown.warning(one)
    with pytest.raises(MoveRefused, match="No advance copy is recorded"):
        lifecycle.publish(one, by=manager, at=PUBLISHED, late=SAID)
    after = SENT + timedelta(days=4)
    one = send_copy(one, manager, sent_at=after, at=after, late=SAID)
    with pytest.raises(MoveRefused, match="The advance copy went on 31 May 2021"):
        lifecycle.publish(one, by=manager, at=PUBLISHED, late=SAID)
    one.refresh_from_db()
    assert (one.status, PublishedReview.objects.count()) == ("approved", 0)
    # A reason recorded the late copy; seven working days after it the report may go out.
    lifecycle.publish(one, by=manager, at=PUBLISHED + timedelta(days=1))
    assert PublishedReview.objects.count() == 1


def test_a_day_that_no_calendar_knows_is_refused_in_words(manager: User) -> None:
    (obstacle,) = countdown.obstacles(drafts.approved(manager), at=datetime(1850, 6, 9, 9, 0, tzinfo=UTC))
    assert obstacle == "Nobody can count seven working days back from 9 June 1850: that year has no calendar here."


def test_no_day_is_planned_in_a_year_without_a_calendar_or_of_what_is_public(manager: User) -> None:
    with pytest.raises(MoveRefused, match="No date can be counted back"):
        plan(drafts.draft(manager), manager, date(1850, 6, 9), at=datetime(1850, 6, 1, 9, 0, tzinfo=UTC))
    with pytest.raises(MoveRefused, match="It is public already"):
        plan(published(manager), manager, date(2021, 7, 7), at=PUBLISHED)


def test_other_kinds_and_corrected_versions_wait_for_no_copy(manager: User) -> None:
    one = drafts.approved_only(manager)

    def waits(kind: Kind, replaces: Publication | None = None) -> bool:
        one.kind, one.replaces = kind, replaces
        return any("No advance copy is recorded" in words for words in countdown.obstacles(one, at=PUBLISHED))

    assert {kind for kind in Kind if waits(kind)} == {Kind.FULL_REPORT, Kind.IMPROVEMENTS}
    assert not waits(Kind.FULL_REPORT, replaces=one)


def test_the_pages_say_from_which_day_it_is_counted_back_and_draw_no_bar(manager: User) -> None:
    one = plan(drafts.draft(manager), manager)
    (line,) = [line for line in clocks_of(one.case, on=date(2021, 5, 20)) if line.title.startswith("Advance copy")]
    assert line.words == "Counted back from Wednesday 9 June 2021. Due Friday 28 May 2021."
    assert (line.state, line.bar) == ("Running", None)
    blocks = {block.title: block.rows for block in panels(one.case, manager, on=DRAFTED.date())}
    assert [row.words for row in blocks["Publications"]] == ["Draft; planned for 9 June 2021; advance copy to be sent"]
    soon = next(group for group in dashboards.work_for_today(manager, on=date(2021, 5, 24)).groups if group.slug == "soon")
    assert [line.title for line in soon.lines] == ["Advance copy to the Panel and the Secretary of State"]


def test_its_account_is_given_before_the_planned_day_and_not_before_it_was_planned(manager: User) -> None:
    running = clock(plan(drafts.draft(manager), manager))
    found = ledger.ledger_of(running, on=date(2021, 5, 20))
    assert found.trouble == ""
    assert [day.day for day in found.explanations[0].days if day.number == 7] == [COPY_DUE]


def test_after_a_year_somebody_is_asked_and_nothing_is_removed(manager: User) -> None:
    one = published(manager)
    title, last, day = "Public for a year: keep or withdraw", date(2022, 6, 8), date(2022, 6, 9)

    def asked(user: User, on: date) -> list[tuple[str, str]]:
        return [(row.label, row.words) for block in waiting(user, on=on) if block.title == title for row in block.rows]

    assert asked(manager, last) == []
    assert asked(manager, day) == [
        (one.case.reference, "Asked since 9 June 2022: keep or withdraw; nothing is removed by itself")
    ]
    assert asked(person("partner_lead"), day) == []
    assert Publication.objects.get(pk=one.pk).public_slug != ""


def test_the_decision_to_keep_it_is_recorded_and_asked_again_a_year_later(manager: User) -> None:
    one = published(manager)
    decided = datetime(2022, 6, 20, 9, 0, tzinfo=UTC)
    with pytest.raises(MoveRefused, match="year is not over"):
        countdown.keep(one, because="It helps.", by=manager, at=PUBLISHED + timedelta(days=300))
    with pytest.raises(MoveRefused, match="Say in a line"):
        countdown.keep(one, because=" ", by=manager, at=decided)
    one = countdown.keep(one, because="It helps schools.", by=manager, at=decided)
    assert (one.status, one.kept_at, one.kept_because) == ("published", decided, "It helps schools.")
    assert one.case.timeline.get(kind="publication_kept").words == "Decided to keep the publication public. It helps schools."
    assert not countdown.is_to_be_looked_at(one, on=date(2023, 6, 19))
    assert countdown.is_to_be_looked_at(one, on=date(2023, 6, 20))


def test_what_was_withdrawn_is_asked_about_no_more(manager: User) -> None:
    one = published(manager)
    one = lifecycle.withdraw(one, by=manager, at=PUBLISHED + timedelta(days=1), because="A mistake.")
    assert countdown.looked_at_again_on(one) is None


def test_the_steps_are_taken_on_pages_and_the_page_of_publishing_warns(site: Callable[[str], Client], manager: User) -> None:
    one = drafts.approved_only(manager)
    client = site("staff")
    sign_in(client, manager)
    today = datetime.now(UTC).date()

    def page(step: str) -> str:
        return reverse("admin:publications_publication_verb", args=[one.pk, step])

    assert "No advance copy is recorded" in client.get(page("publish")).content.decode()
    refused = client.post(page("plan"), {"on": (today - timedelta(days=2)).isoformat()}).content.decode()
    assert "from today on" in refused
    assert client.post(page("plan"), {"on": (today + timedelta(days=60)).isoformat()}).status_code == 302
    now = datetime.now(UTC) - timedelta(minutes=1)
    typed = {"sent_at": now.strftime("%Y-%m-%dT%H:%M")}
    assert "Tick everybody" in client.post(page("advance-copy"), typed).content.decode()
    assert client.post(page("advance-copy"), {**typed, "to": list(BOTH)}).status_code == 302
    assert "No advance copy is recorded" not in client.get(page("publish")).content.decode()
    assert (
        "the Panel, the Secretary of State"
        in client.get(reverse("admin:publications_publication_change", args=[one.pk])).content.decode()
    )
    assert client.post(page("no-day"), {"because": "A trial."}).status_code == 302
    one.refresh_from_db()
    assert (one.planned_on, clock(one).outcome) == (None, "met")


def test_a_date_that_is_counted_back_is_understood_from_the_day_on_which_it_was_planned(manager: User) -> None:
    with time_machine.travel(DRAFTED, tick=False):
        running = clock(plan(drafts.draft(manager), manager))
    assert deadlines.as_understood(running, DRAFTED.date()).latest_on == COPY_DUE
    with pytest.raises(deadlines.NotBegun):
        deadlines.as_understood(running, DRAFTED.date() - timedelta(days=1))
