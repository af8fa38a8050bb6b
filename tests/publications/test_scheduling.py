"""Publishing at an ordered moment: at the minute everything is checked again, and what is refused stays back."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from cspr import emails
from cspr.deadlines import Late
from cspr.lifecycle import MoveRefused
from cspr.models import CaseConflict, OutgoingEmail, User
from publications import countdown, holds, library, lifecycle, scheduling
from publications.models import Publication, PublishedReview
from tests.cast import person
from tests.publications import drafts
from tests.publications.drafts import APPROVED, DRAFTED, PUBLISHED

# 20 May 2021 at 09:30 in London.
MOMENT = datetime(2021, 5, 20, 8, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)
SAID = Late(
    because="The trial ended in June.", decided_by="The three partners", panel_told=True, panel_told_on=date(2021, 7, 1)
)


def ordered(by: User, moment: datetime = MOMENT, **changes: Any) -> Publication:
    return scheduling.order(drafts.approved(by), moment, by=by, at=APPROVED, **changes)


def stopped(one: Publication) -> str:
    one.refresh_from_db()
    return one.publish_stopped_because


def test_what_is_ordered_goes_out_at_its_minute_and_not_before(manager: User) -> None:
    one = ordered(manager)
    assert one.case.timeline.get(kind="publication_ordered").words == (
        "Ordered to be published on Thursday 20 May 2021 at 09:30, if everything still holds then."
    )
    assert scheduling.publish_due(at=MOMENT - SECOND) == 0
    assert scheduling.publish_due(at=MOMENT) == 1
    one.refresh_from_db()
    assert (one.status, one.published_by, one.published_at) == ("published", manager, MOMENT)
    assert PublishedReview.objects.count() == 1
    assert scheduling.publish_due(at=MOMENT) == 0


def test_the_sweep_does_the_same_work_where_no_worker_runs(manager: User) -> None:
    one = ordered(manager)
    emails.sweep_all(at=MOMENT + SECOND)
    one.refresh_from_db()
    assert one.status == "published"


def test_only_what_is_approved_is_ordered_for_a_time_to_come(manager: User) -> None:
    with pytest.raises(MoveRefused, match="Only what a second person has approved"):
        scheduling.order(drafts.waiting(manager), MOMENT, by=manager, at=APPROVED)
    one = drafts.approved(manager)
    for moment in (APPROVED, APPROVED + timedelta(days=367)):
        with pytest.raises(MoveRefused, match="still to come, within a year"):
            scheduling.order(one, moment, by=manager, at=APPROVED)


def test_the_day_ordered_and_the_day_planned_are_one(manager: User) -> None:
    one = drafts.approved_only(manager)
    with pytest.raises(MoveRefused, match="No day is planned for it"):
        scheduling.order(one, MOMENT, by=manager, at=APPROVED)
    one = countdown.plan(one, on=date(2021, 5, 21), by=manager, at=DRAFTED)
    with pytest.raises(MoveRefused, match="It is planned for 21 May 2021"):
        scheduling.order(one, MOMENT, by=manager, at=APPROVED)
    one = scheduling.order(one, MOMENT + timedelta(days=1), by=manager, at=APPROVED)
    # Half past midnight in London is still the day before in UTC.
    scheduling.order(one, datetime(2021, 5, 20, 23, 30, tzinfo=UTC), by=manager, at=APPROVED)


def test_another_planned_day_ends_the_order_and_so_does_none(manager: User) -> None:
    one = ordered(manager)
    one = countdown.plan(one, on=date(2021, 5, 21), because="The family asked.", by=manager, at=APPROVED)
    assert (one.publish_at, one.publish_ordered_by) == (None, None)
    assert one.case.timeline.get(kind="publication_order_ended").words == (
        "The order to publish on 20 May 2021 at 09:30 stands no more: another day was planned, or none."
    )
    one = scheduling.order(one, MOMENT + timedelta(days=1), by=manager, at=APPROVED)
    one = countdown.drop_plan(one, because="A trial.", by=manager, at=APPROVED)
    assert one.publish_at is None
    assert scheduling.publish_due(at=MOMENT + timedelta(days=2)) == 0


def test_what_nobody_gets_in_advance_is_ordered_without_a_planned_day(manager: User) -> None:
    one = drafts.approved(manager, kind="learning_briefing")
    assert one.planned_on is None
    scheduling.order(one, MOMENT, by=manager, at=APPROVED)
    assert scheduling.publish_due(at=MOMENT) == 1


def test_an_order_is_changed_and_cancelled(manager: User) -> None:
    one = scheduling.order(ordered(manager), MOMENT + timedelta(hours=2), by=manager, at=APPROVED)
    assert scheduling.publish_due(at=MOMENT) == 0
    with pytest.raises(MoveRefused, match="Say in a line why"):
        scheduling.cancel(one, because=" ", by=manager, at=APPROVED)
    one = scheduling.cancel(one, because="The chair is away.", by=manager, at=APPROVED)
    assert one.case.timeline.get(kind="publication_order_cancelled").words == (
        "No longer to be published on Thursday 20 May 2021 at 11:30: The chair is away."
    )
    with pytest.raises(MoveRefused, match="Nothing is ordered"):
        scheduling.cancel(one, because="The chair is away.", by=manager, at=APPROVED)
    assert scheduling.publish_due(at=MOMENT + timedelta(days=1)) == 0


def test_a_hold_that_was_placed_since_stops_it_and_whoever_may_look_is_told_once(manager: User, coordinator: User) -> None:
    one = ordered(manager)
    stranger = person("coordinator")
    CaseConflict.objects.create(case=one.case, user=stranger, because="Knows the family")
    hold = holds.place(one.case, because="An inquest", review_by=date(2021, 6, 1), by=manager, at=APPROVED)
    for minute in range(3):
        assert scheduling.publish_due(at=MOMENT + timedelta(minutes=minute)) == 0
    assert "An inquest" in stopped(one)
    assert (one.status, one.publish_at, PublishedReview.objects.count()) == ("approved", MOMENT, 0)
    told = OutgoingEmail.objects.filter(key__startswith="publication-stopped:")
    assert set(told.values_list("to", flat=True)) == {manager.email, coordinator.email}
    reference = one.case.reference
    assert {message.subject for message in told} == {f"{reference}: a publication was stopped"}
    assert not any("inquest" in message.body.casefold() for message in told)
    assert one.case.timeline.get(kind="publication_stopped").actor == "The system"
    # Lifting the hold alone sends nothing out: a person orders it anew.
    holds.lift(hold, because="It is concluded.", by=manager, at=MOMENT)
    assert scheduling.publish_due(at=MOMENT + timedelta(minutes=9)) == 0
    later = MOMENT + timedelta(hours=5)
    one = scheduling.order(one, later, by=manager, at=MOMENT + timedelta(hours=1))
    assert one.publish_stopped_because == ""
    assert scheduling.publish_due(at=later) == 1


def test_an_edit_after_the_order_stops_it(manager: User) -> None:
    one = ordered(manager)
    one.summary = "Another summary."
    lifecycle.save_edit(one, by=manager, at=APPROVED)
    assert scheduling.publish_due(at=MOMENT) == 0
    assert "not possible while the status is “Draft”" in stopped(one)


def test_an_order_does_not_outlive_the_right_of_whoever_gave_it(manager: User, coordinator: User) -> None:
    left, conflicted, unknown = ordered(coordinator), ordered(manager), ordered(manager)
    coordinator.is_active = False
    coordinator.save()
    CaseConflict.objects.create(case=conflicted.case, user=manager, because="Knows the family")
    Publication.objects.filter(pk=unknown.pk).update(publish_ordered_by=None)
    assert scheduling.publish_due(at=MOMENT) == 0
    assert "may no longer publish" in stopped(left)
    assert "may no longer see this case" in stopped(conflicted)
    assert "may no longer publish" in stopped(unknown)


def test_who_changed_to_a_role_that_does_not_publish_orders_nothing_any_more(manager: User, coordinator: User) -> None:
    one = ordered(coordinator)
    coordinator.role = "administrator"
    coordinator.save()
    assert scheduling.publish_due(at=MOMENT) == 0
    assert "may no longer publish" in stopped(one)


def test_after_the_six_months_the_reason_is_given_with_the_order(manager: User) -> None:
    late, on = datetime(2021, 7, 15, 8, 30, tzinfo=UTC), date(2021, 7, 15)
    silent, told = drafts.approved(manager), drafts.approved(manager)
    for one, said in ((silent, Late()), (told, SAID)):
        planned = countdown.plan(one, on=on, because="The trial.", by=manager, at=APPROVED)
        scheduling.order(planned, late, by=manager, at=APPROVED, late=said)
    assert scheduling.publish_due(at=late) == 1
    assert "why it was late" in stopped(silent)
    met = told.case.deadlines.get(clock="practice_review")
    assert (met.because, met.late_decided_by, met.panel_told_on) == (SAID.because, SAID.decided_by, SAID.panel_told_on)


def test_a_reason_without_a_day_on_which_the_panel_was_told_is_kept_as_it_was_said(manager: User) -> None:
    one = ordered(manager, late=Late(because="The trial.", panel_told=False))
    assert one.publish_late == {
        "because": "The trial.",
        "decided_by": "",
        "panel_told": False,
        "panel_told_on": None,
        "from_old_records": False,
    }
    assert scheduling.publish_due(at=MOMENT) == 1


def test_a_disk_that_fails_is_no_refusal_and_the_next_look_tries_again(
    manager: User, public_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = ordered(manager), ordered(manager)
    write, failing = library.write_file, [True]

    def fails_once(*args: Any, **kwargs: Any) -> Any:
        if failing and failing.pop():
            raise OSError("no room")
        return write(*args, **kwargs)

    monkeypatch.setattr(library, "write_file", fails_once)
    assert scheduling.publish_due(at=MOMENT) == 1
    assert (stopped(first), first.status) == ("", "approved")
    assert scheduling.publish_due(at=MOMENT + SECOND) == 1
    second.refresh_from_db()
    assert (stopped(first), first.status, second.status) == ("", "published", "published")
    assert len(list(public_disk.glob("*.pdf"))) == 2


def test_what_somebody_publishes_by_hand_before_its_moment_is_published_once(manager: User) -> None:
    one = ordered(manager)
    lifecycle.publish(one, by=manager, at=PUBLISHED - timedelta(hours=2))
    assert scheduling.publish_due(at=MOMENT) == 0
    assert (stopped(one), PublishedReview.objects.count()) == ("", 1)
