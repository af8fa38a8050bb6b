"""The sweep: who is told what, when, once; and a sweep a month late does the same as one on time."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connections

from cspr import deadlines, emails
from cspr.models import Case, CaseConflict, Deadline, OutgoingEmail, Reminder, User
from tests.cast import CHRISTMAS_EVE, case, person

# A Rapid Review from Tuesday 29 December 2026: our standard is 13 January 2027, the national limit 20 January 2027.
NOTIFIED = datetime(2026, 12, 29, 9, 30, tzinfo=UTC)


def at(month: int, day: int, hour: int = 9, year: int = 2027) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)


def running(clock: str, start: datetime, of: Case | None = None) -> Deadline:
    return deadlines.start(of or case(), clock, at=start, by=None)


def steps(deadline: Deadline) -> list[tuple[str, str]]:
    """Which rung was told to whom, in the order of writing."""
    rungs = {f"reminder:{one.pk}": one.rung for one in deadline.reminders.filter(superseded=False)}
    rows = OutgoingEmail.objects.filter(key__startswith="reminder:").order_by("created_at", "to")
    return [(rungs[about], row.to) for row in rows if (about := row.key.rpartition(":")[0]) in rungs]


def rungs(deadline: Deadline) -> list[str]:
    """Every rung that was written, in the order of writing."""
    return list(deadline.reminders.values_list("rung", flat=True))


def test_the_coordinator_is_reminded_three_two_and_one_working_days_before_and_on_the_day(coordinator: User) -> None:
    # Due on 5 January 2027; the working days before it are 4 January, 31 and 30 December.
    deadline = running("notification", CHRISTMAS_EVE)
    days = [CHRISTMAS_EVE + timedelta(days=n) for n in range(13)]
    assert [day.date() for day in days if emails.sweep(at=day)] == [
        date(2026, 12, 30),
        date(2026, 12, 31),
        date(2027, 1, 4),
        date(2027, 1, 5),
    ]
    assert steps(deadline) == [(step, coordinator.email) for step in ("due-3", "due-2", "due-1", "due+0")]


def test_past_our_standard_near_the_national_limit_and_late_the_manager_hears_too(manager: User, coordinator: User) -> None:
    deadline = running("rapid_review", NOTIFIED)
    written = {day: emails.sweep(at=at(1, day)) for day in range(1, 31)}
    assert {day: number for day, number in written.items() if number} == {6: 1, 8: 1, 12: 1, 13: 1, 14: 2, 15: 1, 19: 2, 21: 2}
    both = sorted((manager.email, coordinator.email))
    assert steps(deadline) == [
        *((step, coordinator.email) for step in ("due-5", "due-3", "due-1", "due+0")),
        *((step, to) for step in ("due+1", "latest-1", "latest+1") for to in both),
    ]


def test_a_sweep_a_month_late_says_the_newest_thing_once(manager: User, coordinator: User) -> None:
    deadline = running("rapid_review", NOTIFIED)
    assert emails.sweep(at=at(2, 20)) == 2
    assert {step for step, _ in steps(deadline)} == {"latest+1"}
    assert [emails.sweep(at=at(2, day)) for day in (20, 21, 28)] == [0, 0, 0]


def test_a_sweep_twice_in_the_same_minute_writes_nothing_twice(coordinator: User) -> None:
    running("notification", CHRISTMAS_EVE)
    assert [emails.sweep(at=at(1, 5)) for _ in range(3)] == [1, 0, 0]


def test_it_counts_what_it_wrote_itself_and_no_other_message(coordinator: User) -> None:
    running("notification", CHRISTMAS_EVE)
    assert emails.sweep(at=at(12, 24, year=2026)) == 0
    assert emails.sweep(at=at(12, 30, year=2026)) == 1


def test_the_day_is_londons(coordinator: User) -> None:
    # Aware in June: due Monday 22 June 2026; at 23:30 UTC on the evening before, London is already there.
    deadline = running("notification", datetime(2026, 6, 15, 9, tzinfo=UTC))
    emails.sweep(at=datetime(2026, 6, 21, 22, 59, tzinfo=UTC))
    assert steps(deadline)[-1][0] == "due-1"
    emails.sweep(at=datetime(2026, 6, 21, 23, 1, tzinfo=UTC))
    assert steps(deadline)[-1][0] == "due+0"


def test_a_reminder_says_a_reference_a_date_and_a_link_and_nothing_of_the_case(coordinator: User) -> None:
    subject_of = case(summary="Secret summary", incident_place="Secret place")
    subject_of.children.create(name="Rowan Invented")
    running("notification", CHRISTMAS_EVE, subject_of)
    emails.sweep(at=at(1, 4))
    message = OutgoingEmail.objects.get()
    assert message.case == subject_of
    assert message.subject == f"{subject_of.reference}: Notification to the Panel is due 5 January 2027"
    assert message.body == (
        "Notification to the Panel is due 5 January 2027.\n\n"
        f"Reference: {subject_of.reference}\n"
        f"Open it: https://staff.partnership.example/cspr/case/{subject_of.pk}/change/"
    )


@pytest.mark.parametrize(
    ("day", "says"),
    [
        (13, "is due today"),
        (14, "is past our own standard (latest 20 January 2027)"),
        (19, "is past our own standard (latest 20 January 2027)"),
        (21, "is late (latest was 20 January 2027)"),
    ],
)
def test_late_is_said_only_after_the_national_limit(coordinator: User, day: int, says: str) -> None:
    running("rapid_review", NOTIFIED)
    emails.sweep(at=at(1, day))
    message = OutgoingEmail.objects.get()
    assert message.subject.endswith(f"Rapid Review with the Panel {says}")
    assert ("the system will ask for the reason" in message.body) == ("is late" in says)


def test_what_is_met_or_not_required_is_not_reminded_of(manager: User, coordinator: User) -> None:
    met, ended = running("notification", CHRISTMAS_EVE), running("notification", CHRISTMAS_EVE)
    deadlines.meet(met.case, "notification", at=at(1, 4), by=manager)
    deadlines.end_as_not_required(ended.case, "notification", at=at(1, 4), by=manager, because="Reasons.")
    assert emails.sweep(at=at(1, 20)) == 0


def test_whoever_has_a_conflict_is_not_told_and_the_manager_is_told_in_their_place(manager: User, coordinator: User) -> None:
    shut = running("notification", CHRISTMAS_EVE)
    CaseConflict.objects.create(case=shut.case, user=coordinator, because="Knows the family")
    emails.sweep(at=at(1, 4))
    assert steps(shut) == [("due-1", manager.email)]


def test_where_there_is_no_coordinator_the_managers_are_reminded(manager: User) -> None:
    deadline = running("notification", CHRISTMAS_EVE)
    person("coordinator", is_active=False)
    person("partner_lead")
    emails.sweep(at=at(1, 4))
    assert steps(deadline) == [("due-1", manager.email)]


def test_where_nobody_may_be_told_nothing_is_written_and_nothing_breaks(coordinator: User) -> None:
    shut = running("notification", CHRISTMAS_EVE)
    CaseConflict.objects.create(case=shut.case, user=coordinator, because="Knows the family")
    assert emails.sweep(at=at(1, 4)) == 0


def test_a_clock_that_no_stage_declares_any_more_is_reminded_of_by_its_code(coordinator: User) -> None:
    old = Deadline.objects.create(
        case=case(), clock="an_old_clock", started_on=date(2027, 1, 1), due_on=date(2027, 1, 8), latest_on=date(2027, 1, 8)
    )
    assert [day for day in range(4, 12) if emails.sweep(at=at(1, day))] == [6, 7, 8, 11]
    assert {step for step, _ in steps(old)} == {"due-2", "due-1", "due+0", "latest+1"}
    assert OutgoingEmail.objects.latest("created_at").subject.startswith(f"{old.case.reference}: an_old_clock ")


def test_partners_are_told_by_reference_and_link_once_for_each_step(manager: User) -> None:
    police, icb = person("partner_lead", partner="police"), person("partner_lead", partner="icb")
    of = case()
    CaseConflict.objects.create(case=of, user=icb, because="Knows the family")
    for _ in range(2):
        emails.tell_partners(of, "a step was taken", key="stage:7:step", path="/stage/7/", at=NOTIFIED)
    message = OutgoingEmail.objects.get()
    assert (message.key, message.to, message.case) == (f"stage:7:step:{police.pk}", police.email, of)
    assert message.subject == f"{of.reference}: a step was taken"
    assert message.body == f"{of.reference}: a step was taken.\n\nOpen it: https://staff.partnership.example/stage/7/"


def test_the_number_of_queries_does_not_grow_with_the_number_of_deadlines(coordinator: User, manager: User) -> None:
    def queries() -> int:
        from_here = len(connections["default"].queries_log)
        emails.sweep(at=at(2, 20))
        return len(connections["default"].queries_log) - from_here

    connections["default"].force_debug_cursor = True
    try:
        running("notification", CHRISTMAS_EVE)
        one = queries()
        for _ in range(3):
            running("notification", CHRISTMAS_EVE)
        assert queries() == one
    finally:
        connections["default"].force_debug_cursor = False


def test_sixteen_sweeps_at_the_same_moment_write_each_row_once(committed_db: str) -> None:
    people = [person("coordinator"), person("business_manager")]
    clocks = [running("rapid_review", NOTIFIED) for _ in range(12)]
    start = threading.Barrier(16)

    def sweep(_: int) -> int:
        try:
            start.wait(timeout=30)
            return emails.sweep(at=at(2, 20))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(16) as pool:
        counts = list(pool.map(sweep, range(16)))
    assert sum(counts) == OutgoingEmail.objects.count() == len(people)
    assert Reminder.objects.count() == 7 * len(clocks)
