"""The watchdog: every check proved red and back, what strangers are told of it, and what staff read."""

import socket
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from cspr import deadlines, emails, health, outbox, tasks
from cspr.models import BankHoliday, Heartbeat, OutgoingEmail, User
from devtools.valkey import Valkey
from tests.cast import case, person
from tests.doors import sign_in

Enter = Callable[[str], Client]
AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def at(moment: datetime) -> health.Now:
    """A clock that stands still."""
    return lambda: moment


def finding(name: str, now: health.Now = timezone.now) -> health.Finding:
    """What one check says among all."""
    return next(one for one in health.examine(now=now).findings if one.name == name)


@pytest.fixture
def well(db: None) -> None:
    """Sweep and worker have just run."""
    health.beat(health.SWEEP, at=timezone.now())
    health.beat(health.WORKER, at=timezone.now())


def test_the_checks_are_these_and_each_has_a_test_that_makes_it_red() -> None:
    assert [check.name for check in health.CHECKS] == ["clock", "sweep", "worker", "outbox", "holidays", "broker"]


def test_all_is_well_when_everything_has_just_run(well: None) -> None:
    found = health.examine(now=timezone.now)
    assert [(one.name, one.tone) for one in found.findings if one.tone != "ok"] == []
    assert (found.failing, found.concerns) == ([], [])


@pytest.mark.parametrize(("name", "beat", "within"), [("sweep", health.SWEEP, 900), ("worker", health.WORKER, 300)])
def test_work_that_stands_still_is_red_until_it_is_done_again(db: None, name: str, beat: str, within: int) -> None:
    assert finding(name, at(AT)).tone == "red"
    assert " yet" in finding(name, at(AT)).words
    health.beat(beat, at=AT)
    last = AT + timedelta(seconds=within)
    assert finding(name, at(last)).tone == "ok"
    assert finding(name, at(last + MINUTE)).tone == "red"
    assert "23 November 2026 at 09:00" in finding(name, at(last + MINUTE)).words
    health.beat(beat, at=last)
    assert finding(name, at(last + MINUTE)).tone == "ok"


def test_the_moment_is_said_as_london_reads_it(db: None) -> None:
    health.beat(health.SWEEP, at=datetime(2026, 7, 2, 23, 30, tzinfo=UTC))
    assert "on 3 July 2026 at 00:30" in finding("sweep", at(datetime(2026, 7, 2, 23, 40, tzinfo=UTC))).words


def test_a_heartbeat_is_one_row_however_often_it_beats(db: None) -> None:
    for minutes in range(3):
        health.beat(health.SWEEP, at=AT + minutes * MINUTE)
    row = Heartbeat.objects.get()
    assert (str(row), row.at) == ("sweep", AT + 2 * MINUTE)


def test_a_message_that_waits_too_long_is_red_until_it_is_sent_or_given_up(db: None) -> None:
    assert finding("outbox", at(AT)).tone == "ok"
    outbox.queue(key="k", to="a@council.example", subject="s", body="b", at=AT)
    assert finding("outbox", at(AT + 30 * MINUTE)).tone == "ok"
    red = finding("outbox", at(AT + 31 * MINUTE))
    assert (red.tone, "23 November 2026 at 09:00" in red.words) == ("red", True)
    OutgoingEmail.objects.update(sent_at=AT)
    assert finding("outbox", at(AT + 31 * MINUTE)).tone == "ok"
    OutgoingEmail.objects.update(sent_at=None, failed_at=AT)
    assert finding("outbox", at(AT + 31 * MINUTE)).tone == "ok"


def test_the_horizon_is_amber_a_year_before_and_well_again_with_the_next_list(db: None) -> None:
    assert finding("holidays", at(datetime(2027, 12, 31, 12, tzinfo=UTC))).tone == "ok"
    amber = finding("holidays", at(datetime(2028, 1, 1, 12, tzinfo=UTC)))
    assert (amber.tone, "31 December 2028 only" in amber.words) == ("amber", True)
    BankHoliday.objects.create(date=date(2029, 12, 25), name="Christmas Day")
    assert finding("holidays", at(datetime(2028, 1, 1, 12, tzinfo=UTC))).tone == "ok"


def test_the_horizon_is_red_while_a_deadline_runs_beyond_it(manager: User) -> None:
    of = case()
    deadlines.start(of, "notification", at=datetime(2028, 12, 28, 9, tzinfo=UTC), by=manager)
    now = at(datetime(2028, 12, 28, 10, tzinfo=UTC))
    red = finding("holidays", now)
    assert (red.tone, "marked provisional" in red.words) == ("red", True)
    deadlines.meet(of, "notification", at=datetime(2028, 12, 29, 9, tzinfo=UTC), by=manager)
    assert finding("holidays", now).tone == "amber"


def test_a_proclaimed_day_of_a_later_year_is_no_list_of_that_year(db: None) -> None:
    BankHoliday.objects.create(date=date(2031, 5, 5), name="A day proclaimed", proclaimed=True)
    assert finding("holidays", at(datetime(2028, 6, 1, 12, tzinfo=UTC))).tone == "amber"


def test_the_broker_is_red_while_it_is_stopped_and_well_when_it_is_back(db: None, settings: Settings, tmp_path: Path) -> None:
    server = Valkey(tmp_path / "v", tmp_path / "log", throwaway=True)
    settings.REDIS_URL = server.url()
    try:
        assert finding("broker").tone == "red"
        server.start()
        assert finding("broker").tone == "ok"
        server.stop()
        assert finding("broker").tone == "red"
        server.start()
        assert finding("broker").tone == "ok"
    finally:
        server.stop()
        server.remove()


@pytest.fixture
def silent_address() -> Iterator[str]:
    """Something that takes a call and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield f"redis://127.0.0.1:{listening.getsockname()[1]}/0"


def test_a_broker_that_never_answers_costs_the_page_a_moment_only(db: None, settings: Settings, silent_address: str) -> None:
    settings.REDIS_URL, settings.HEALTH_BROKER_TIMEOUT = silent_address, 0.2
    began = time.monotonic()
    assert finding("broker").tone == "red"
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(("seconds", "tone"), [(0, "ok"), (-4, "ok"), (4, "ok"), (7, "red"), (-7, "red"), (86_400, "red")])
def test_clocks_that_differ_are_red_either_way(well: None, seconds: int, tone: str) -> None:
    found = finding("clock", lambda: timezone.now() + timedelta(seconds=seconds))
    assert found.tone == tone
    assert finding("clock").tone == "ok"


def test_a_check_that_cannot_be_asked_is_red_and_does_not_stop_the_others(well: None, settings: Settings) -> None:
    # As it would be with a table that is gone, or a database that answers no more.
    settings.HEALTH_UNSENT_WITHIN = None
    outbox.queue(key="k", to="a@council.example", subject="s", body="b", at=AT)
    found = health.examine(now=timezone.now)
    assert found.failing == ["outbox"]
    assert "could not be found out" in found.concerns[0].words


def test_every_period_is_a_setting(well: None, settings: Settings) -> None:
    settings.HEALTH_SWEEP_WITHIN = settings.HEALTH_WORKER_WITHIN = settings.HEALTH_CLOCKS_APART = -1
    settings.HEALTH_UNSENT_WITHIN, settings.HEALTH_HOLIDAY_MONTHS = -1, 240
    outbox.queue(key="k", to="a@council.example", subject="s", body="b", at=timezone.now())
    found = health.examine(now=timezone.now)
    assert found.failing == ["clock", "sweep", "worker", "outbox"]
    assert [one.name for one in found.concerns] == ["clock", "sweep", "worker", "outbox", "holidays"]


def test_the_sweep_beats_when_all_of_it_is_done_and_not_when_it_failed(coordinator: User) -> None:
    with pytest.raises(ValueError, match="time zone"):
        emails.sweep_all(at=AT.replace(tzinfo=None))
    assert not Heartbeat.objects.exists()
    emails.sweep_all(at=AT)
    assert Heartbeat.objects.get(name=health.SWEEP).at == AT


def test_the_tasks_of_celery_beat_both_hearts(db: None) -> None:
    tasks.sweep_deadlines()
    tasks.deliver_outbox()
    assert set(Heartbeat.objects.values_list("name", flat=True)) == {health.SWEEP, health.WORKER}


def test_the_timer_of_the_system_beats_for_the_sweep_and_never_for_the_worker(db: None) -> None:
    call_command("sweep_deadlines", stdout=StringIO())
    assert set(Heartbeat.objects.values_list("name", flat=True)) == {health.SWEEP}


def test_a_sweep_refuses_on_a_machine_whose_clock_is_wrong_and_writes_nothing(coordinator: User) -> None:
    deadlines.start(case(), "notification", at=AT, by=None)
    with time_machine.travel(datetime.now(UTC) + timedelta(days=2)):
        with pytest.raises(health.ClocksDiffer, match="Set the clock right"):
            tasks.sweep_deadlines()
        with pytest.raises(CommandError, match="Nothing was written"):
            call_command("sweep_deadlines", stdout=StringIO())
    assert not OutgoingEmail.objects.exists()
    assert not Heartbeat.objects.exists()
    with time_machine.travel(datetime.now(UTC) + timedelta(seconds=30)):
        tasks.sweep_deadlines()
    assert Heartbeat.objects.exists()


def test_a_watchdog_without_sign_in_gets_ok_or_the_names_of_what_fails_and_no_more(
    site: Enter, well: None, settings: Settings
) -> None:
    client = site("staff")
    answer = client.get("/healthz/deadlines")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert "no-store" in answer.headers["Cache-Control"]
    Heartbeat.objects.filter(name=health.SWEEP).update(at=AT - timedelta(days=1000))
    outbox.queue(key="k", to="a@council.example", subject="s", body="b", at=AT - timedelta(days=1000))
    answer = client.get("/healthz/deadlines")
    assert (answer.status_code, answer.content) == (503, b"sweep\noutbox\n")
    assert client.post("/healthz/deadlines").status_code == 405
    health.beat(health.SWEEP, at=timezone.now())
    OutgoingEmail.objects.update(sent_at=timezone.now())
    assert client.get("/healthz/deadlines").status_code == 200


def test_amber_is_for_staff_and_wakes_no_watchdog(site: Enter, well: None, settings: Settings) -> None:
    settings.HEALTH_HOLIDAY_MONTHS = 240
    assert site("staff").get("/healthz/deadlines").status_code == 200


@pytest.mark.parametrize("name", ["public", "referrals"])
def test_only_the_staff_site_says_how_the_deadlines_are_kept(site: Enter, db: None, name: str) -> None:
    assert site(name).get("/healthz/deadlines").status_code == 404


def first_page(site: Enter, role: str) -> str:
    """The admin's first page as somebody of that role reads it."""
    client = site("staff")
    sign_in(client, person(role))
    return client.get(reverse("admin:index")).content.decode()


@pytest.mark.parametrize("role", ["business_manager", "coordinator"])
def test_those_who_work_read_what_stands_still_in_words(site: Enter, well: None, role: str) -> None:
    page = first_page(site, role)
    assert "Everything that keeps the deadlines is working. Deadlines were last looked through on" in page
    assert "Not working." not in page
    Heartbeat.objects.update(at=AT - timedelta(days=1000))
    page = first_page(site, role)
    assert page.count("<strong>Not working.</strong>") == 2
    assert "nobody is being reminded. The dates on these pages are right." in page
    assert "Everything that keeps" not in page


def test_what_is_amber_says_so_in_words_too(site: Enter, well: None, settings: Settings) -> None:
    settings.HEALTH_HOLIDAY_MONTHS = 240
    page = first_page(site, "business_manager")
    assert "<strong>To see to in time.</strong> Bank holidays are known until" in page


@pytest.mark.parametrize("role", ["partner_lead", "reviewer", "auditor", "administrator"])
def test_those_who_can_do_nothing_about_it_are_not_troubled(site: Enter, db: None, role: str) -> None:
    page = first_page(site, role)
    assert "Not working." not in page
    assert "Everything that keeps" not in page


def test_it_asks_the_database_a_fixed_number_of_questions(well: None, manager: User) -> None:
    def asked() -> int:
        connection.force_debug_cursor = True
        before = len(connection.queries_log)
        health.examine(now=timezone.now)
        return len(connection.queries_log) - before

    one = asked()
    for number in range(5):
        outbox.queue(key=f"{number}", to="a@council.example", subject="s", body="b", at=AT)
        deadlines.start(case(), "notification", at=AT, by=manager)
    assert asked() == one <= 10
    connection.force_debug_cursor = False
