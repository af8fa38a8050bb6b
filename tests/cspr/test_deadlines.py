"""Deadlines: started, met, ended; and what is late is asked of the dates, never stored."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.db import IntegrityError, transaction

from cspr import deadlines
from cspr.clocks import Clock
from cspr.deadlines import Late, ReasonNeeded, UnknownClock
from cspr.models import BankHoliday, Case, CaseConflict, ClockRule, Deadline, User
from tests.cast import CHRISTMAS_EVE, case, person

NOTIFIED = datetime(2026, 12, 29, 9, 30, tzinfo=UTC)
LAST_MINUTE = datetime(2027, 1, 5, 23, 59, tzinfo=UTC)
LATE = datetime(2027, 1, 6, 0, 0, tzinfo=UTC)
SAID = Late(because=" The system was down. ", decided_by="The Director", panel_told=True, panel_told_on=date(2027, 1, 5))


def start(clock: str = "notification", at: datetime = CHRISTMAS_EVE, of: Case | None = None) -> Deadline:
    return deadlines.start(of or case(), clock, at=at, by=None)


def test_the_registry_has_exactly_the_clocks_that_the_stages_declare() -> None:
    assert set(deadlines.clocks()) == {
        *("referral_reading", "notification", "partners_told", "rapid_review", "panel_reply"),
        *("practice_review", "review_progress", "advance_copy", "stays_public"),
    }
    assert all(isinstance(clock, Clock) and clock.code == code for code, clock in deadlines.clocks().items())


def test_every_declared_bound_has_its_rule_with_its_authority(db: None) -> None:
    declared = {
        (clock.code, bound.which, bound.length, bound.unit, bound.authority, bound.source)
        for clock in deadlines.clocks().values()
        for bound in clock.bounds
    }
    assert set(ClockRule.objects.values_list("clock", "bound", "length", "unit", "authority", "source")) == declared


def test_a_started_clock_keeps_its_start_and_both_dates_and_who_started_it(manager: User) -> None:
    of = case()
    deadline = deadlines.start(of, "rapid_review", at=NOTIFIED, by=manager)
    assert (deadline.started_on, deadline.due_on, deadline.latest_on) == (
        date(2026, 12, 29),
        date(2027, 1, 13),
        date(2027, 1, 20),
    )
    assert (deadline.outcome, deadline.ended_on, str(deadline)) == ("", None, f"{of.reference} rapid_review")
    assert deadline.history.get().history_user == manager


def test_a_clock_without_a_rule_is_said_and_not_guessed(db: None) -> None:
    with pytest.raises(UnknownClock, match="'no_such_clock'"):
        start("no_such_clock")
    with pytest.raises(UnknownClock):
        deadlines.dates_for("notification", date(1999, 12, 31))


def test_a_rule_holds_from_its_day_on_and_leaves_earlier_starts_alone(db: None) -> None:
    ClockRule.objects.create(
        clock="notification",
        bound="latest",
        length=3,
        unit="working_days",
        authority="An invented change",
        source="here",
        effective_from=date(2027, 1, 4),
    )
    assert deadlines.dates_for("notification", date(2027, 1, 3)).latest_on == date(2027, 1, 8)
    assert deadlines.dates_for("notification", date(2027, 1, 4)).latest_on == date(2027, 1, 7)


def version(of: ClockRule, **changes: object) -> ClockRule:
    """Another version of a rule, not yet written."""
    names = ("clock", "bound", "length", "unit", "authority", "source", "effective_from")
    return ClockRule(**{name: getattr(of, name) for name in names} | changes)


def test_a_standard_that_would_end_after_the_national_limit_is_the_limit(db: None) -> None:
    version(ClockRule.objects.get(clock="rapid_review", bound="due"), length=60).save()
    dates = deadlines.dates_for("rapid_review", date(2026, 12, 29))
    assert dates.due_on == dates.latest_on == date(2027, 1, 20)


def test_a_clock_with_our_own_standard_alone_is_late_after_it(db: None) -> None:
    version(ClockRule.objects.get(clock="rapid_review", bound="due"), clock="our_own").save()
    dates = deadlines.dates_for("our_own", date(2026, 12, 29))
    assert dates.due_on == dates.latest_on == date(2027, 1, 13)


@pytest.mark.parametrize(
    ("publish", "send"),
    [
        (date(2026, 4, 14), date(2026, 4, 1)),
        (date(2027, 1, 6), date(2026, 12, 23)),
        (date(2026, 9, 8), date(2026, 8, 27)),
    ],
)
def test_the_advance_copy_is_counted_back_from_the_publication(db: None, publish: date, send: date) -> None:
    assert deadlines.dates_for("advance_copy", publish).latest_on == send
    days = deadlines.explain("advance_copy", publish)[0].days
    assert (days[-1].day, days[-1].number) == (send, 7)


def test_what_is_only_expected_has_one_date(db: None) -> None:
    dates = deadlines.dates_for("panel_reply", date(2026, 6, 15))
    assert dates.due_on == dates.latest_on == date(2026, 6, 25)
    assert deadlines.dates_for("stays_public", date(2028, 2, 29)).due_on == date(2029, 2, 28)


def test_a_date_on_which_the_office_is_shut_names_the_last_working_day_before_it(db: None) -> None:
    standard, limit = deadlines.explain("rapid_review", date(2026, 12, 11))
    assert standard.shut == (
        "The office is shut on Saturday 26 December 2026. The last working day before it is Thursday 24 December 2026."
    )
    assert limit.shut == ""
    (months,) = deadlines.explain("practice_review", date(2026, 6, 25))
    assert months.shut.startswith("The office is shut on Friday 25 December 2026 (Christmas Day).")


def test_a_proclaimed_bank_holiday_counts_from_the_moment_it_is_added(db: None) -> None:
    before = deadlines.dates_for("notification", date(2026, 12, 24))
    BankHoliday.objects.create(date=date(2026, 12, 30), name="Proclaimed", proclaimed=True)
    after = deadlines.dates_for("notification", date(2026, 12, 24))
    assert (before.latest_on, after.latest_on) == (date(2027, 1, 5), date(2027, 1, 6))


def test_beyond_the_last_known_year_a_date_is_provisional_even_if_one_holiday_was_proclaimed_there(db: None) -> None:
    assert not deadlines.dates_for("notification", date(2028, 12, 20)).provisional
    assert deadlines.dates_for("notification", date(2028, 12, 27)).provisional
    BankHoliday.objects.create(date=date(2030, 5, 6), name="Proclaimed", proclaimed=True)
    assert deadlines.dates_for("notification", date(2029, 3, 1)).provisional


def test_with_no_bank_holidays_at_all_every_date_is_provisional(db: None) -> None:
    BankHoliday.objects.update(proclaimed=True)
    assert deadlines.dates_for("notification", date(2026, 6, 15)).provisional


def test_a_date_can_be_explained_rule_by_rule_and_day_by_day(db: None) -> None:
    standard, limit = deadlines.explain("rapid_review", date(2026, 12, 29))
    assert (standard.bound, standard.rule) == ("Due (our standard)", "15 days")
    assert (limit.bound, limit.rule) == ("Latest (national limit)", "15 working days")
    assert "Panel" in limit.authority
    assert limit.source
    assert (standard.days[-1].day, limit.days[-1].day) == (date(2027, 1, 13), date(2027, 1, 20))
    assert [day.why_not for day in limit.days if day.day == date(2027, 1, 1)] == ["New Year’s Day"]
    with pytest.raises(UnknownClock):
        deadlines.explain("no_such_clock", date(2026, 12, 29))


def test_met_on_the_last_minute_of_the_last_day_it_is_not_late(manager: User) -> None:
    met = deadlines.meet(start().case, "notification", at=LAST_MINUTE, by=manager)
    assert (met.outcome, met.ended_on, met.because) == ("met", date(2027, 1, 5), "")
    assert not met.is_late(on=date(2099, 1, 1))
    assert met.history.first().history_user == manager
    assert not met.case.timeline.filter(kind="notification_reason").exists()


@pytest.mark.parametrize("words", ["", "   ", "\n\t"])
def test_met_after_it_needs_a_reason_and_without_one_nothing_changes(manager: User, words: str) -> None:
    deadline = start()
    with pytest.raises(ReasonNeeded, match="5 January 2027"):
        deadlines.meet(deadline.case, "notification", at=LATE, by=manager, late=replace(SAID, because=words))
    deadline.refresh_from_db()
    assert (deadline.outcome, deadline.ended_on) == ("", None)


@pytest.mark.parametrize(
    "missing", [{"decided_by": " "}, {"panel_told": None}, {"panel_told": True, "panel_told_on": None}, {"because": ""}]
)
def test_met_late_it_needs_who_decided_and_whether_and_when_the_panel_was_told(manager: User, missing: Any) -> None:
    of = start().case
    with pytest.raises(ReasonNeeded, match="who decided so, and whether and when the Panel was told"):
        deadlines.meet(of, "notification", at=LATE, by=manager, late=replace(SAID, **missing))
    assert of.deadlines.get().outcome == ""


def test_what_is_said_of_a_late_date_is_kept_with_it_and_on_the_timeline(manager: User) -> None:
    told = deadlines.meet(start().case, "notification", at=LATE, by=manager, late=SAID)
    assert (told.because, told.late_decided_by, told.panel_told, told.panel_told_on) == (
        "The system was down.",
        "The Director",
        "yes",
        date(2027, 1, 5),
    )
    entry = told.case.timeline.get(kind="notification_reason")
    assert (entry.words, entry.at, entry.by) == (
        "Reason given for the date: The system was down. Decided by The Director. The Panel was told on 5 January 2027.",
        LATE,
        manager,
    )
    silent = replace(SAID, panel_told=False)
    untold = deadlines.meet(start().case, "notification", at=LATE, by=manager, late=silent)
    assert (untold.panel_told, untold.panel_told_on) == ("no", None)
    assert untold.case.timeline.get(kind="notification_reason").words.endswith("The Panel was not told.")


def test_a_reason_in_time_is_kept_too_and_nothing_else_is_asked(manager: User) -> None:
    met = deadlines.meet(start().case, "notification", at=LAST_MINUTE, by=manager, because=" We waited for the police. ")
    assert (met.because, met.late_decided_by, met.panel_told) == ("We waited for the police.", "", "")
    entry = met.case.timeline.get(kind="notification_reason")
    assert entry.words == "Reason given for the date: We waited for the police."


def test_a_clock_is_met_once(manager: User) -> None:
    of = start().case
    deadlines.meet(of, "notification", at=CHRISTMAS_EVE, by=manager)
    with pytest.raises(Deadline.DoesNotExist):
        deadlines.meet(of, "notification", at=CHRISTMAS_EVE, by=manager)
    with pytest.raises(Deadline.DoesNotExist):
        deadlines.end_as_not_required(of, "notification", at=CHRISTMAS_EVE, by=manager, because="x")


def test_not_required_is_never_late_however_long_it_took(manager: User) -> None:
    ended = deadlines.end_as_not_required(
        start().case, "notification", at=LATE + timedelta(days=90), by=manager, because="Outside the criteria."
    )
    assert (ended.outcome, ended.because) == ("not_required", "Outside the criteria.")
    assert not ended.is_late(on=date(2099, 1, 1))
    assert not ended.is_past_our_standard(on=date(2099, 1, 1))


def test_one_clock_of_a_kind_runs_on_a_case_and_another_may_follow_when_it_has_ended(manager: User) -> None:
    of = start().case
    with pytest.raises(IntegrityError, match="one_running_deadline_per_clock"), transaction.atomic():
        start(of=of)
    deadlines.end_as_not_required(of, "notification", at=CHRISTMAS_EVE, by=manager, because="Reasons.")
    assert start(of=of).outcome == ""


def test_the_database_refuses_dates_that_cannot_be(db: None) -> None:
    of = case()
    for name, facts in (
        ("latest_is_not_before_due", {"due_on": date(2027, 1, 2), "latest_on": date(2027, 1, 1)}),
        (
            "an_ended_deadline_has_its_day",
            {"due_on": date(2027, 1, 1), "latest_on": date(2027, 1, 1), "ended_on": date(2027, 1, 1)},
        ),
        (
            "an_ended_deadline_has_its_day",
            {"due_on": date(2027, 1, 1), "latest_on": date(2027, 1, 1), "outcome": "met"},
        ),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            Deadline.objects.create(case=of, clock="notification", started_on=date(2026, 12, 24), **facts)


def test_late_and_past_our_standard_are_questions_to_the_dates(db: None) -> None:
    deadline = start("rapid_review", NOTIFIED)
    for day, late, past in (
        (date(2027, 1, 13), False, False),
        (date(2027, 1, 14), False, True),
        (date(2027, 1, 20), False, True),
        (date(2027, 1, 21), True, False),
    ):
        assert (deadline.is_late(on=day), deadline.is_past_our_standard(on=day)) == (late, past), day
        assert list(Deadline.objects.late(on=day)) == [deadline] * late, day
        assert list(Deadline.objects.past_our_standard(on=day)) == [deadline] * past, day
    for word in ("late", "is_late", "overdue"):
        with pytest.raises(FieldDoesNotExist):
            Deadline._meta.get_field(word)


def test_what_is_due_between_two_days_includes_both(db: None) -> None:
    deadline = start()
    due = date(2027, 1, 5)
    one = timedelta(days=1)
    assert list(Deadline.objects.due_between(due, due)) == [deadline]
    assert list(Deadline.objects.due_between(due - one, due - one)) == []
    assert list(Deadline.objects.due_between(due + one, due + one)) == []


def test_what_has_ended_is_in_no_list_of_running_clocks(manager: User) -> None:
    met = start()
    deadlines.meet(met.case, "notification", at=CHRISTMAS_EVE, by=manager)
    left = start()
    far = date(2099, 1, 1)
    assert list(Deadline.objects.running()) == [left]
    assert list(Deadline.objects.late(on=far)) == [left]


def test_deadlines_are_seen_by_those_who_see_or_check_the_case(manager: User, coordinator: User) -> None:
    deadline = start()
    auditor, reviewer = person("auditor"), person("reviewer")
    assert list(Deadline.objects.visible_to(auditor)) == [deadline]
    assert list(Deadline.objects.visible_to(reviewer)) == []
    CaseConflict.objects.create(case=deadline.case, user=coordinator, because="Knows the family")
    assert list(Deadline.objects.visible_to(manager)) == [deadline]
    assert list(Deadline.objects.visible_to(coordinator)) == []
    CaseConflict.objects.create(case=deadline.case, user=auditor, because="Worked there")
    assert list(Deadline.objects.visible_to(auditor)) == []
