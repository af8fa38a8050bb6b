"""What staff may do with a file: save what was found clean, release what was not scanned, and nothing else."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cspr.lifecycle import MoveRefused
from cspr.models import AccessRecord, TimelineEntry, User
from referrals import uploads
from referrals.models import Attachment, Referral
from tests import doors
from tests.cast import case, person
from tests.referrals import answers
from tests.referrals.answers import MONDAY, arrived
from tests.referrals.files import keep

pytestmark = pytest.mark.django_db
State = Attachment.State
NOTES = b"canary notes"


@pytest.fixture
def staff(site: Callable[..., Client], coordinator: User) -> Client:
    client = site("staff")
    doors.sign_in(client, coordinator)
    return client


@pytest.fixture
def waiting() -> Attachment:
    """A file of a sent referral that no scanner has judged."""
    draft = answers.draft()
    kept = keep("Wrenna notes.txt", NOTES, draft)
    arrived(written=draft)
    kept.refresh_from_db()
    return kept


def address(file: Attachment) -> str:
    return reverse("admin:referrals_attachment_file", args=[file.key], urlconf="config.urls_staff")


def page(file: Attachment, step: str = "") -> str:
    return f"/referrals/attachment/{file.pk}/{step or 'change/'}"


def state_of(file: Attachment) -> str:
    return Attachment.objects.get(pk=file.pk).state


@pytest.mark.parametrize("state", [State.WAITING, State.INFECTED])
def test_a_file_that_is_not_known_to_be_clean_is_given_to_nobody(staff: Client, waiting: Attachment, state: str) -> None:
    Attachment.objects.update(state=state)
    refused = staff.get(address(waiting))
    assert refused.status_code == 403
    assert NOTES not in refused.content


@pytest.mark.parametrize("state", [State.CLEAN, State.RELEASED])
def test_a_clean_or_released_file_is_saved_and_never_shown_and_that_is_recorded(
    staff: Client, waiting: Attachment, state: str
) -> None:
    Attachment.objects.update(state=state)
    given: Any = staff.get(address(waiting))
    assert b"".join(given.streaming_content) == NOTES
    assert given["Content-Disposition"].startswith('attachment; filename="')
    assert "Wrenna" not in given["Content-Disposition"]
    assert given["X-Content-Type-Options"] == "nosniff"
    assert given["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert AccessRecord.objects.filter(action="downloaded", what="file of a referral").count() == 1


def test_a_clean_file_that_is_not_on_the_disk_is_said_not_to_be_there(staff: Client, waiting: Attachment) -> None:
    Attachment.objects.update(state=State.CLEAN)
    uploads.path_of(waiting.key).unlink()
    assert staff.get(address(waiting)).status_code == 404


def test_a_file_of_a_draft_is_nobodys_to_see(staff: Client) -> None:
    kept = keep("notes.txt", NOTES)
    Attachment.objects.update(state=State.CLEAN)
    assert staff.get(address(kept)).status_code == 404
    assert staff.get(page(kept)).status_code in (302, 404)


def test_the_list_of_files_says_which_are_in_quarantine_and_opens_each(staff: Client, waiting: Attachment) -> None:
    listed = staff.get("/referrals/attachment/?state__exact=waiting").content.decode()
    assert "In quarantine" in listed
    assert "Wrenna" not in listed
    opened = staff.get(page(waiting)).content.decode()
    assert "Release" in opened
    assert address(waiting) not in opened


def test_releasing_needs_a_reason_and_is_kept_with_who_and_why(staff: Client, waiting: Attachment, coordinator: User) -> None:
    assert staff.post(page(waiting, "do/release/"), {"because": " "}).status_code == 200
    assert state_of(waiting) == State.WAITING
    released = staff.post(page(waiting, "do/release/"), {"because": "The sender confirmed it by telephone."}, follow=True)
    assert address(waiting) in released.content.decode()
    waiting.refresh_from_db()
    assert (waiting.state, waiting.released_by) == (State.RELEASED, coordinator)
    assert waiting.released_because == "The sender confirmed it by telephone."
    newest = waiting.history.latest()
    assert (newest.history_user, newest.state) == (coordinator, State.RELEASED)
    assert AccessRecord.objects.filter(action="step: release", object_id=str(waiting.pk)).exists()


@pytest.mark.parametrize("role", ["administrator", "partner_lead"])
def test_who_may_only_read_does_not_release(site: Callable[..., Client], waiting: Attachment, role: str) -> None:
    client = site("staff")
    Referral.objects.update(case=case(by=person("coordinator")))
    doors.sign_in(client, person(role))
    assert client.get(page(waiting)).status_code == 200
    assert client.post(page(waiting, "do/release/"), {"because": "x"}).status_code == 403
    assert state_of(waiting) == State.WAITING


@pytest.mark.parametrize("state", [State.CLEAN, State.RELEASED, State.INFECTED])
def test_only_what_waits_can_be_released(waiting: Attachment, coordinator: User, state: str) -> None:
    Attachment.objects.update(state=state)
    with pytest.raises(MoveRefused, match="not in quarantine any more"):
        uploads.release(waiting, by=coordinator, because="x", at=MONDAY)
    assert state_of(waiting) == state


def test_the_timeline_of_the_case_says_that_a_file_was_released(waiting: Attachment, coordinator: User) -> None:
    Referral.objects.update(case=case(by=coordinator))
    uploads.release(waiting, by=coordinator, because="x", at=MONDAY)
    entry = TimelineEntry.objects.get(kind="file_released")
    assert "not scanned" in entry.words
    assert "Wrenna" not in entry.words


def test_the_page_of_the_referral_links_to_what_may_be_saved_only(staff: Client, waiting: Attachment) -> None:
    whole = f"/referrals/referral/{waiting.referral_id}/change/"
    assert address(waiting) not in staff.get(whole).content.decode()
    Attachment.objects.update(state=State.CLEAN)
    assert address(waiting) in staff.get(whole).content.decode()


def test_nobody_adds_or_alters_a_file(staff: Client, waiting: Attachment) -> None:
    assert staff.get("/referrals/attachment/add/").status_code == 403
    assert staff.post(page(waiting), {"title": "x"}).status_code == 403
