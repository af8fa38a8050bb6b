"""The queue, the page that is read, its files, and the two decisions, as staff meet them."""

from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cspr.clocks import london_date
from cspr.models import AccessRecord, Case, User
from referrals import lifecycle, panels, uploads
from referrals.models import Attachment, Referral
from tests import doors
from tests.cast import case, person
from tests.referrals.answers import CHILD_NAME, MONDAY, SECRET_WORDS, arrived, now

pytestmark = pytest.mark.django_db
Enter = Callable[..., Client]
LIST = "/referrals/referral/"


@pytest.fixture
def staff(site: Enter, coordinator: User) -> Client:
    """The coordinator, signed in."""
    client = site("staff")
    doors.sign_in(client, coordinator)
    return client


def page_of(referral: Referral, step: str = "") -> str:
    return f"{LIST}{referral.pk}/{step or 'change/'}"


def with_a_file(**facts: Any) -> Referral:
    form = uuid4()
    upload = SimpleUploadedFile("Wrenna chronology.pdf", b"%PDF-1.7 canary")
    uploads.keep(upload, sender="head@school.example", form_uuid=form, at=MONDAY)
    return arrived(form_uuid=form, **facts)


def test_the_queue_shows_first_whose_clock_may_be_running_and_last_what_is_decided(staff: Client, coordinator: User) -> None:
    decided = lifecycle.decline(arrived(), by=coordinator, at=MONDAY, because="Not met", route="none")
    untold = arrived(la_told="no", la_told_at=None)
    told = arrived(la_told_at=MONDAY - timedelta(hours=1))
    told_earlier = arrived(la_told_at=MONDAY - timedelta(days=1))
    page = staff.get(LIST).content.decode()
    order = sorted((decided, untold, told, told_earlier), key=lambda referral: page.index(referral.reference))
    assert order == [told_earlier, told, untold, decided]


def test_the_whole_referral_stands_on_one_page_and_reading_it_is_recorded(staff: Client, coordinator: User) -> None:
    referral = with_a_file()
    page = unescape(staff.get(page_of(referral)).content.decode())
    for words in (CHILD_NAME, SECRET_WORDS, "Basil Boyle", "Seen by the school nurse", "Wrenna chronology.pdf"):
        assert words in page
    assert 'name="narrative"' not in page
    record = AccessRecord.objects.latest("pk")
    assert (record.user, record.action, record.object_id) == (coordinator, "opened", str(referral.pk))


def test_a_file_is_saved_under_a_plain_name_as_nothing_that_a_browser_opens(staff: Client, coordinator: User) -> None:
    referral = with_a_file()
    file = Attachment.objects.get()
    assert "not yet scanned for malware" in staff.get(page_of(referral)).content.decode()
    answer = staff.get(f"{LIST}files/{file.key}/")
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert content == b"%PDF-1.7 canary"
    assert answer["Content-Disposition"] == f'attachment; filename="{referral.reference}-file-{file.pk}.pdf"'
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    record = AccessRecord.objects.latest("pk")
    assert (record.action, record.what, record.user) == ("downloaded", "file of a referral", coordinator)


def test_a_file_that_does_not_exist_or_is_gone_or_may_not_be_seen_is_the_same_404(staff: Client, site: Enter) -> None:
    with_a_file()
    file = Attachment.objects.get()
    assert staff.get(f"{LIST}files/{'0' * 64}/").status_code == 404
    assert staff.get(f"{LIST}files/nothing/").status_code == 404
    auditor = site("staff")
    doors.sign_in(auditor, person("auditor"))
    assert auditor.get(f"{LIST}files/{file.key}/").status_code == 404
    uploads.path_of(file.key).unlink()
    assert staff.get(f"{LIST}files/{file.key}/").status_code == 404


def test_accepting_on_the_page_opens_the_case_and_says_when_the_notification_is_due(staff: Client) -> None:
    referral = arrived(at=now())
    form = staff.get(page_of(referral, "do/accept/")).content.decode()
    assert 'value="2026-06-15T08:30"' in form
    answer = staff.post(page_of(referral, "do/accept/"), {"aware_at": "2026-06-15T10:30"}, follow=True)
    assert "from 15 June 2026, due 22 June 2026." in answer.content.decode()
    assert Case.objects.get().referrals.get() == referral


@pytest.mark.parametrize("typed", ["", "soon", "1999-12-31T10:00", "2999-01-01T10:00", "2026-03-29T01:30"])
def test_a_moment_of_awareness_that_cannot_be_is_refused_in_words(staff: Client, typed: str) -> None:
    referral = arrived()
    answer = staff.post(page_of(referral, "do/accept/"), {"aware_at": typed})
    assert answer.status_code == 200
    assert "<title>Error: " in answer.content.decode()
    assert Case.objects.count() == 0


def test_declining_on_the_page_asks_for_reason_and_route(staff: Client) -> None:
    referral = arrived()
    empty = staff.post(page_of(referral, "do/decline/"), {})
    assert "Enter the reason" in empty.content.decode()
    staff.post(page_of(referral, "do/decline/"), {"because": "Not met", "route": "audit"})
    referral.refresh_from_db()
    assert (referral.status, referral.route) == ("declined", "audit")


def test_a_decided_referral_offers_no_further_decision(staff: Client, coordinator: User) -> None:
    referral = lifecycle.decline(arrived(), by=coordinator, at=MONDAY, because="Not met", route="none")
    page = staff.get(page_of(referral)).content.decode()
    assert "do/accept" not in page
    staff.post(page_of(referral, "do/accept/"), {"aware_at": "2026-06-15T10:30"})
    assert Case.objects.count() == 0


def test_what_the_sender_wrote_cannot_be_changed_by_a_post(staff: Client) -> None:
    referral = arrived()
    answer = staff.post(page_of(referral), {"narrative": "rewritten", "status": "accepted"})
    referral.refresh_from_db()
    assert answer.status_code == 403
    assert (referral.narrative, referral.status) == (SECRET_WORDS, "received")
    assert staff.get(f"{LIST}add/").status_code == 403


def test_a_role_that_only_reads_sees_no_referral_before_it_is_accepted_and_takes_no_step(site: Enter, manager: User) -> None:
    waiting = arrived()
    accepted = lifecycle.accept(arrived(), by=manager, at=MONDAY, aware_at=MONDAY)
    lead = site("staff")
    doors.sign_in(lead, person("partner_lead"))
    assert lead.get(page_of(waiting)).status_code == 404
    assert lead.get(page_of(accepted)).status_code == 200
    assert lead.get(page_of(accepted, "do/decline/")).status_code == 403


def test_a_conflict_of_interest_shuts_page_list_and_file(staff: Client, coordinator: User, manager: User) -> None:
    referral = lifecycle.accept(with_a_file(), by=manager, at=MONDAY, aware_at=MONDAY)
    Case.objects.get().conflicts.create(user=coordinator, because="knows the family")
    assert staff.get(page_of(referral)).status_code == 404
    assert referral.reference not in staff.get(LIST).content.decode()
    assert staff.get(f"{LIST}files/{Attachment.objects.get().key}/").status_code == 404


def test_the_queue_asks_the_database_as_often_for_three_rows_as_for_one(staff: Client) -> None:
    arrived()
    with CaptureQueriesContext(
        connection,
    ) as one:
        staff.get(LIST)
    arrived()
    arrived()
    with CaptureQueriesContext(connection) as three:
        staff.get(LIST)
    assert len(three) == len(one)


def test_work_for_today_names_each_referral_to_be_read_and_says_what_is_past_our_rule(coordinator: User) -> None:
    untold = arrived(la_told="no", la_told_at=None)
    told = arrived()
    rows = panels.WAITING[0].rows(coordinator, london_date(MONDAY) + timedelta(days=2))
    start = "Received 15 June 2026, to be read by 16 June 2026"
    running = "the local authority has been told, so its clock may be running"
    assert [(row.label, row.words, row.tone) for row in rows] == [
        (
            told.reference,
            f"{start}; {running}. This is past our own rule",
            "past",
        ),
        (untold.reference, f"{start}. This is past our own rule", "past"),
    ]
    assert [row.tone for row in panels.WAITING[0].rows(coordinator, london_date(MONDAY))] == ["", ""]
    assert panels.WAITING[0].rows(person("auditor"), london_date(MONDAY)) == []


def test_the_case_page_says_which_referral_it_came_from(coordinator: User) -> None:
    referral = lifecycle.accept(arrived(), by=coordinator, at=MONDAY, aware_at=MONDAY)
    opened = Case.objects.get()
    rows = panels.PANELS[0].rows(opened, coordinator, london_date(MONDAY))
    assert [(row.label, row.words, row.url) for row in rows] == [
        (referral.reference, f"Received 15 June 2026 from {referral.agency}; accepted", page_of(referral))
    ]
    assert panels.PANELS[0].rows(case(), coordinator, london_date(MONDAY)) == []


def test_birth_and_death_of_each_child_are_said_in_words(staff: Client) -> None:
    unborn = {"name": "Unborn baby", "expected_on": MONDAY.date() + timedelta(days=90)}
    died = {"name": "First child", "born_on": MONDAY.date() - timedelta(days=900), "has_died": True, "died_on": MONDAY.date()}
    unknown = {"name": "Second child", "has_died": True}
    page = staff.get(page_of(arrived(children=[unborn, died, unknown]))).content.decode()
    for words in (
        "Expected 13 September 2026",
        "Born 28 December 2023",
        "Yes, 15 June 2026",
        "Yes; the date is not known",
    ):
        assert words in page
    assert "Not known" in page
