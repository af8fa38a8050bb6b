"""Where nobody opens a case after a reminder, the next person up hears of it, once; and the morning's message."""

from datetime import UTC, date, datetime, timedelta

import pytest
from pytest_django import Settings

from cspr import deadlines, emails
from cspr.emails import telling
from cspr.models import AccessRecord, CaseConflict, Deadline, OutgoingEmail, Reminder, User
from tests.cast import CHRISTMAS_EVE, case, person

# A Rapid Review from Tuesday 29 December 2026: due Wednesday 13 January 2027, latest Wednesday 20 January 2027.
NOTIFIED = datetime(2026, 12, 29, 9, 30, tzinfo=UTC)


def at(day: int, hour: int = 9, month: int = 1) -> datetime:
    return datetime(2027, month, day, hour, tzinfo=UTC)


def unread() -> list[tuple[str, int]]:
    """Who was told that nobody had looked, on which day of January."""
    rows = OutgoingEmail.objects.filter(key__startswith="unread:").order_by("created_at", "to")
    return [(row.to, row.created_at.day) for row in rows]


def sweep_days(first: int, last: int) -> None:
    for day in range(first, last + 1):
        emails.sweep(at=at(day))


def look(deadline: Deadline, user: User | None, moment: datetime) -> None:
    AccessRecord.objects.create(at=moment, user=user, site="staff", action="opened", what="case", case=deadline.case)


def test_unread_after_a_working_day_it_goes_to_the_manager_and_then_to_the_partners_once(
    coordinator: User, manager: User
) -> None:
    deadline, lead = deadlines.start(case(), "rapid_review", at=NOTIFIED, by=None), person("partner_lead")
    sweep_days(4, 13)
    assert unread() == []
    sweep_days(14, 31)
    # The reminder of Wednesday 13 January, then that of the 14th, which the manager had too.
    assert unread() == [(manager.email, 15), (lead.email, 18)]
    assert Reminder.objects.filter(look_by__isnull=False).count() == 0
    said = OutgoingEmail.objects.filter(key__startswith="unread:").earliest("created_at")
    words = "nobody has opened the case since the reminder of 13 January 2027 (Rapid Review with the Panel)"
    assert said.subject == f"{deadline.case.reference}: {words}"
    assert said.body.startswith("Nobody has opened the case since")
    assert said.body.endswith(f"{deadline.case_id}/change/")


def test_a_reminder_before_the_due_day_asks_nobody_to_look(coordinator: User, manager: User) -> None:
    deadlines.start(case(), "rapid_review", at=NOTIFIED, by=None)
    sweep_days(4, 12)
    assert Reminder.objects.count() == 3
    assert not Reminder.objects.filter(look_by__isnull=False).exists()


def test_whoever_of_the_staff_opens_the_case_settles_it_and_a_sender_does_not(coordinator: User, manager: User) -> None:
    one, other = (deadlines.start(case(), "rapid_review", at=NOTIFIED, by=None) for _ in range(2))
    sweep_days(4, 13)
    look(one, coordinator, at(13, 15))
    look(other, None, at(13, 15))
    # Before the reminder does not count.
    look(other, coordinator, at(12, 15))
    emails.sweep(at=at(15))
    told = OutgoingEmail.objects.get(key__startswith="unread:")
    assert (told.to, told.case) == (manager.email, other.case)


def test_nobody_is_asked_to_look_at_what_has_ended(coordinator: User, manager: User) -> None:
    deadline = deadlines.start(case(), "rapid_review", at=NOTIFIED, by=None)
    sweep_days(4, 13)
    deadlines.meet(deadline.case, "rapid_review", at=at(13, 16), by=None)
    sweep_days(14, 31)
    assert unread() == []


def test_on_a_weekend_nobody_is_told_that_nobody_looked(coordinator: User, manager: User) -> None:
    # Due on Thursday 7 January: to be looked at by Friday, told on Monday.
    deadlines.start(case(), "review_progress", at=datetime(2026, 12, 7, 9, tzinfo=UTC), by=None)
    sweep_days(1, 12)
    assert [day for _, day in unread()] == [11]


def test_an_unread_clock_that_no_stage_declares_any_more_is_told_by_its_code(coordinator: User, manager: User) -> None:
    day = date(2027, 1, 13)
    row = Deadline.objects.create(case=case(), clock="an_old_clock", started_on=day, due_on=day, latest_on=day)
    emails.sweep(at=at(13))
    Reminder.objects.filter(rung="due+0").update(rung="an old rung")
    sweep_days(14, 15)
    assert OutgoingEmail.objects.get(key__startswith="unread:", to=manager.email).subject.endswith("(an_old_clock)")
    assert row.reminders.get(rung="an old rung").taken_to == "business_manager"


def test_one_with_a_conflict_is_passed_over_on_the_way_up(coordinator: User, manager: User) -> None:
    deadline, lead = deadlines.start(case(), "rapid_review", at=NOTIFIED, by=None), person("partner_lead")
    CaseConflict.objects.create(case=deadline.case, user=manager, because="Knows the family")
    sweep_days(4, 31)
    assert unread() == [(lead.email, 15)]


def test_after_an_outage_each_person_has_one_message_of_everything(coordinator: User, manager: User) -> None:
    late = [deadlines.start(case(), "notification", at=CHRISTMAS_EVE, by=None) for _ in range(3)]
    soon = deadlines.start(case(), "rapid_review", at=at(8), by=None)
    shut = CaseConflict.objects.create(case=late[0].case, user=manager, because="Knows the family")
    assert emails.sweep(at=at(20)) == 2
    to_coordinator = OutgoingEmail.objects.get(to=coordinator.email)
    assert to_coordinator.subject == "Deadlines: 4 to look at"
    assert to_coordinator.case is None
    lines = to_coordinator.body.split("\n\n")
    assert lines[0] == (
        f"{late[0].case.reference}: Notification to the Panel is late (latest was 5 January 2027)\n"
        f"https://staff.partnership.example/cspr/case/{late[0].case_id}/change/"
    )
    assert soon.case.reference in lines[3]
    assert lines[4] == "Everything that is due: https://staff.partnership.example/"
    to_manager = OutgoingEmail.objects.get(to=manager.email)
    assert (to_manager.subject, shut.case.reference in to_manager.body) == ("Deadlines: 2 to look at", False)
    assert Reminder.objects.filter(superseded=True).count() == 3 * 4 + 1
    assert emails.sweep(at=at(20)) == 0


def test_a_message_lists_a_hundred_and_says_that_there_is_more(coordinator: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cspr.emails.ladder.LISTED", 2)
    for _ in range(3):
        deadlines.start(case(), "notification", at=CHRISTMAS_EVE, by=None)
    emails.sweep(at=at(4))
    told = OutgoingEmail.objects.get()
    assert told.subject == "Deadlines: 2 and more to look at"
    assert told.body.endswith("There is more than this list. Everything that is due: https://staff.partnership.example/")
    assert telling.LISTED == 100


def test_a_date_that_moves_is_reminded_of_anew(coordinator: User, manager: User) -> None:
    deadline = deadlines.start(case(), "practice_review", at=datetime(2026, 7, 20, 9, tzinfo=UTC), by=None)
    assert deadline.due_on == date(2027, 1, 20)
    emails.sweep(at=at(19))
    before = deadline.reminders.count()
    deadlines.extend(
        deadline, until=date(2027, 3, 1), review_by=date(2027, 2, 1), because="A trial.", by=manager, at=at(19, 12)
    )
    assert emails.sweep(at=at(19, 13)) == 1
    new = deadline.reminders.filter(of=date(2027, 3, 1))
    assert [(one.rung, one.superseded) for one in new] == [("due-40", False)]
    assert deadline.reminders.count() == before + 1


def morning(user: User, day: date) -> OutgoingEmail:
    return OutgoingEmail.objects.get(key=f"morning:{day}:{user.pk}")


def test_in_the_morning_of_a_working_day_each_is_told_that_nothing_is_due(
    coordinator: User, manager: User, settings: Settings
) -> None:
    lead = person("partner_lead")
    person("administrator")
    person("coordinator", morning_email=False)
    # Tuesday 19 January 2027; London and UTC agree.
    assert emails.tell_the_day(at=at(19, 6)) == 0
    assert [emails.tell_the_day(at=at(19, hour)) for hour in (7, 7, 12, 23)] == [3, 0, 0, 0]
    assert set(OutgoingEmail.objects.values_list("to", flat=True)) == {coordinator.email, manager.email, lead.email}
    said = morning(manager, date(2027, 1, 19))
    assert said.subject == "Tuesday 19 January 2027: nothing is due"
    assert said.body == (
        "Nothing is due.\n\nWork for today: https://staff.partnership.example/\n"
        "You can switch this message off on your own page: https://staff.partnership.example/your-reminders/"
    )
    settings.DIGEST_HOUR = 6
    assert emails.tell_the_day(at=at(20, 6)) == 3


@pytest.mark.parametrize("day", [date(2026, 12, 25), date(2026, 12, 26), date(2026, 12, 28), date(2027, 1, 3)])
def test_on_bank_holidays_and_weekends_no_morning_message_comes(manager: User, day: date) -> None:
    assert emails.tell_the_day(at=datetime(day.year, day.month, day.day, 10, tzinfo=UTC)) == 0


def test_the_hour_of_the_morning_is_londons(manager: User) -> None:
    # In July London is an hour ahead.
    assert emails.tell_the_day(at=datetime(2026, 7, 1, 5, 59, tzinfo=UTC)) == 0
    assert emails.tell_the_day(at=datetime(2026, 7, 1, 6, 0, tzinfo=UTC)) == 1


def test_the_morning_message_lists_what_the_person_may_see_by_how_urgent_it_is(
    coordinator: User, manager: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    rapid = deadlines.start(case(summary="Secret summary"), "rapid_review", at=NOTIFIED, by=None)
    notification = deadlines.start(case(), "notification", at=at(7), by=None)
    shut = deadlines.start(case(), "notification", at=CHRISTMAS_EVE, by=None)
    Deadline.objects.create(
        case=case(), clock="an_old_clock", started_on=date(2027, 1, 1), due_on=date(2027, 1, 18), latest_on=date(2027, 1, 18)
    )
    CaseConflict.objects.create(case=shut.case, user=coordinator, because="Knows the family")
    emails.tell_the_day(at=at(14))
    link = "https://staff.partnership.example/cspr/case/{}/change/"
    said = morning(coordinator, date(2027, 1, 14))
    assert said.subject == "Thursday 14 January 2027: what is due"
    assert said.body.split("\n\n")[:6] == [
        "Past our own standard",
        f"{rapid.case.reference}: Rapid Review with the Panel, due 13 January 2027, latest 20 January 2027\n"
        + link.format(rapid.case_id),
        "Due today",
        f"{notification.case.reference}: Notification to the Panel, due 14 January 2027\n" + link.format(notification.case_id),
        "Due in the next seven days",
        said.body.split("\n\n")[5],
    ]
    assert "an_old_clock, due 18 January 2027" in said.body
    assert "Secret" not in said.body
    assert morning(manager, date(2027, 1, 14)).body.startswith(f"Late\n\n{shut.case.reference}: ")
    monkeypatch.setattr("cspr.emails.morning.LISTED", 1)
    deadlines.start(case(), "notification", at=CHRISTMAS_EVE, by=None)
    emails.tell_the_day(at=at(15))
    assert "There are more; the page “Work for today” has them all." in morning(manager, date(2027, 1, 15)).body


def test_the_whole_sweep_writes_the_mornings_messages_too(manager: User) -> None:
    assert emails.sweep_all(at=at(19, 10)) == 1
    assert emails.sweep_all(at=at(19, 10) + timedelta(minutes=5)) == 0
