"""The clock that does not wait for a reader: its dates, who is reminded and when, and where it is shown."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cspr import dashboards
from cspr.models import ClockRule, OutgoingEmail, User
from referrals import awareness, lifecycle, reminders
from referrals.models import Referral
from tests.cast import person
from tests.referrals.answers import CHILD_NAME, MONDAY, SECRET_WORDS, arrived

pytestmark = pytest.mark.django_db
CHRISTMAS_EVE = datetime(2026, 12, 24, 9, 0, tzinfo=UTC)


def at(day: int, month: int = 6, year: int = 2026) -> datetime:
    return datetime(year, month, day, 9, 0, tzinfo=UTC)


def subjects(*, to: User) -> list[str]:
    rows = OutgoingEmail.objects.filter(to=to.email).order_by("created_at", "key")
    return [row.subject.partition(": ")[2] for row in rows if "has arrived" not in row.subject]


def test_the_clock_runs_from_the_day_that_the_sender_gives_from_the_moment_of_submission() -> None:
    clock = awareness.provisional(arrived(at=CHRISTMAS_EVE, la_told_at=CHRISTMAS_EVE))
    assert clock is not None
    assert (clock.started_on, clock.due_on, clock.latest_on) == (date(2026, 12, 24), date(2027, 1, 5), date(2027, 1, 5))
    assert clock.words == "due Tuesday 5 January 2027, counted from 24 December 2026 (to be confirmed)"


def test_a_moment_just_before_midnight_in_london_counts_for_that_day() -> None:
    clock = awareness.provisional(arrived(la_told_at=datetime(2026, 6, 14, 23, 30, tzinfo=UTC)))
    assert clock is not None
    assert clock.started_on == date(2026, 6, 15)


@pytest.mark.parametrize("told", ["no", "not_known"])
def test_no_clock_is_known_to_run_where_nobody_told_the_local_authority(told: str) -> None:
    assert awareness.provisional(arrived(la_told=told, la_told_at=None)) is None


def test_a_year_that_no_calendar_knows_stops_no_queue() -> None:
    good, wrong, older = arrived(), arrived(la_told_at=at(1, year=1926)), arrived(la_told_at=at(1, year=1999))
    assert [clock.referral for clock in awareness.running([wrong, older, good])] == [good]


def test_what_staff_recorded_counts_before_what_the_sender_wrote(coordinator: User) -> None:
    referral = arrived(la_told_at=at(12))
    referral = lifecycle.record_awareness(
        referral, aware_at=at(11), because="Duty record", checked=True, by=coordinator, at=at(15)
    )
    clock = awareness.provisional(referral)
    assert clock is not None
    assert (clock.started_on, clock.due_on, clock.standing) == (date(2026, 6, 11), date(2026, 6, 18), "confirmed by staff")


def test_staff_may_record_a_moment_where_the_sender_gave_none(coordinator: User) -> None:
    referral = arrived(la_told="no", la_told_at=None)
    clock = awareness.provisional(lifecycle.record_awareness(referral, aware_at=MONDAY, by=coordinator, at=at(16)))
    assert clock is not None
    assert clock.due_on == date(2026, 6, 22)


def test_a_decided_referral_has_no_provisional_clock(coordinator: User) -> None:
    declined = lifecycle.decline(arrived(), by=coordinator, at=at(16), because="Not met", route="none")
    accepted = lifecycle.accept(arrived(), by=coordinator, at=at(16), aware_at=MONDAY)
    assert awareness.running([declined, accepted]) == []


def test_the_queue_of_clocks_costs_as_many_queries_for_three_as_for_one() -> None:
    rows = [arrived(la_told_at=at(day)) for day in (15, 16, 17)]
    counted = []
    for some in (rows[:1], rows):
        with CaptureQueriesContext(connection) as queries:
            assert len(awareness.running(some)) == len(some)
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_reminders_go_out_two_working_days_before_on_the_day_and_once_past(coordinator: User, manager: User) -> None:
    arrived(la_told_at=MONDAY, at=MONDAY)
    lifecycle.consider(Referral.objects.get(), by=coordinator, at=MONDAY)
    person("auditor")
    days = [day for day in range(15, 31) if reminders.sweep(at=at(day))]
    # Due on Monday 22 June: two working days before is Thursday 18 June.
    assert days == [18, 22, 23]
    for person_ in (coordinator, manager):
        assert subjects(to=person_) == [
            "the local authority’s clock ends on 22 June 2026",
            "the local authority’s clock ends today",
            "the local authority’s clock ran out on 22 June 2026",
        ]
    assert sum(reminders.sweep(at=at(day)) for day in range(15, 31)) == 0


def test_a_sweep_that_comes_late_writes_the_newest_reminder_only(coordinator: User) -> None:
    lifecycle.consider(arrived(la_told_at=MONDAY), by=coordinator, at=MONDAY)
    assert reminders.sweep(at=at(29)) == 1
    assert subjects(to=coordinator) == ["the local authority’s clock ran out on 22 June 2026"]


def test_a_corrected_date_has_reminders_of_its_own(coordinator: User) -> None:
    referral = lifecycle.consider(arrived(la_told_at=MONDAY), by=coordinator, at=MONDAY)
    assert reminders.sweep(at=at(18)) == 1
    lifecycle.record_awareness(referral, aware_at=at(16), because="Duty record", by=coordinator, at=at(18))
    assert [day for day in range(18, 26) if reminders.sweep(at=at(day))] == [19, 23, 24]


def test_what_nobody_reads_in_time_is_said_on_each_working_day_and_goes_up_to_the_managers(
    coordinator: User, manager: User
) -> None:
    referral = arrived(at=at(18), la_told="no", la_told_at=None)
    assert referral.read_by == date(2026, 6, 19)
    # Friday 19 June is the last day to read it; the weekend brings nothing.
    assert [day for day in range(18, 25) if reminders.sweep(at=at(day))] == [22, 23, 24]
    assert reminders.sweep(at=at(24) + timedelta(hours=5)) == 0
    assert subjects(to=coordinator) == ["this referral is still to be read"] * 3
    assert subjects(to=manager)[0].endswith("(escalation: no coordinator has read it in time)")
    lifecycle.consider(referral, by=coordinator, at=at(25))
    assert reminders.sweep(at=at(25)) == 0


def test_the_rule_for_reading_is_a_row_of_which_staff_may_add_a_version() -> None:
    facts = ClockRule.objects.filter(clock="referral_reading").values("clock", "bound", "unit", "authority", "source").get()
    ClockRule.objects.create(length=3, **facts)
    assert arrived(at=MONDAY).read_by == date(2026, 6, 18)


def test_reminders_carry_a_reference_a_date_and_a_link_and_nothing_of_the_case(coordinator: User) -> None:
    referral = arrived(la_told_at=MONDAY)
    reminders.sweep(at=at(23))
    rows = OutgoingEmail.objects.filter(to=coordinator.email)
    assert rows.count() == 3
    for row in rows:
        assert f"/referrals/referral/{referral.pk}/change/" in row.body
        for secret in (CHILD_NAME, SECRET_WORDS, "Alma", "Canary"):
            assert secret not in row.subject + row.body


def test_the_systems_own_sweep_brings_them_too(coordinator: User) -> None:
    arrived(la_told_at=timezone.now() - timedelta(days=30))
    call_command("sweep_deadlines")
    assert any("clock ran out" in subject for subject in subjects(to=coordinator))


@pytest.mark.parametrize(
    ("day", "slug", "state"),
    [
        (17, "soon", "Running, provisional"),
        (22, "today", "Due today, provisional"),
        (23, "late", "Late, provisional"),
    ],
)
def test_work_for_today_shows_the_provisional_clock_among_the_others(
    coordinator: User, day: int, slug: str, state: str
) -> None:
    referral = arrived(la_told_at=MONDAY)
    work = dashboards.work_for_today(coordinator, on=date(2026, 6, day))
    shown = [(group.slug, line) for group in work.groups for line in group.lines]
    assert [(where, line.case, line.state, line.pk) for where, line in shown] == [(slug, referral.reference, state, None)]
    assert "To be confirmed" in shown[0][1].words
    assert shown[0][1].url == f"/referrals/referral/{referral.pk}/change/"
    assert shown[0][1].bar is not None


def test_a_clock_that_ends_beyond_the_week_stands_with_the_referral_only(coordinator: User) -> None:
    arrived(la_told_at=CHRISTMAS_EVE, at=CHRISTMAS_EVE)
    work = dashboards.work_for_today(coordinator, on=CHRISTMAS_EVE.date())
    assert work.nothing_is_due
    assert "due Tuesday 5 January 2027" in work.waiting[0].rows[0].words


def test_who_may_not_see_a_referral_sees_nothing_of_its_clock() -> None:
    arrived()
    for role in ("partner_lead", "reviewer", "auditor", "administrator"):
        assert dashboards.work_for_today(person(role), on=date(2026, 6, 23)).nothing_is_due
