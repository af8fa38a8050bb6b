"""Files with an answer: judged as a referral's are, kept with it, found infected later, and released by a person."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from cspr.lifecycle import MoveRefused
from cspr.models import OutgoingEmail, TimelineEntry, User
from rapid_reviews import answering
from rapid_reviews.models import AgencyRequest, HeldFile
from referrals import uploads
from referrals.models import Attachment
from referrals.uploads import keeping, quarantine
from referrals.uploads.scanning import Finding
from tests.doors import sign_in
from tests.rapid_reviews.asked import ask, contact
from tests.referrals.corpus import good

State = Attachment.State
PDF = good.pdf()


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> Path:
    settings.REFERRALS_MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


@pytest.fixture
def asked(coordinator: User) -> AgencyRequest:
    asked = ask([contact()], coordinator)[0]
    answering.begin(asked, contact=asked.contact, at=timezone.now())
    return asked


def keep(asked: AgencyRequest, name: str = "assessment.pdf", content: bytes = PDF, **more: Any) -> Attachment | None:
    file = SimpleUploadedFile(name, content)
    return answering.keep_file(file, asked, **{"contact": asked.contact, "at": timezone.now(), **more})


def signed(asked: AgencyRequest) -> AgencyRequest:
    words = {"summary": "x", "files_secured": "no", "approver_name": "x", "approver_role": "x"}
    answering.save(asked, words, asked.answer.version, contact=asked.contact, at=timezone.now())
    answering.sign(asked, "A lead", contact=asked.contact, at=timezone.now())
    asked.refresh_from_db()
    return asked


def test_two_people_share_the_room_for_files(asked: AgencyRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "PER_REFERRAL", 2)
    colleague = contact(asked.agency)
    answering.delegate(asked, colleague, contact=asked.contact, at=timezone.now())
    keep(asked, "one.pdf")
    keep(asked, "two.pdf", contact=colleague)
    with pytest.raises(uploads.FileRefused, match="There are 20 files here already"):
        keep(asked, "three.pdf", contact=colleague)
    assert [file.title for file in answering.files_of(asked)] == ["one.pdf", "two.pdf"]


def test_a_file_that_arrives_as_the_answer_is_signed_leaves_nothing_behind(asked: AgencyRequest, media: Path) -> None:
    signed(asked)
    assert keep(asked) is None
    assert not HeldFile.objects.exists()
    assert not [path for path in media.rglob("*") if path.is_file()]


def test_nobody_but_those_who_answer_can_add_or_take_back(asked: AgencyRequest) -> None:
    kept = keep(asked)
    assert kept is not None
    stranger = contact(asked.agency)
    assert keep(asked, "foreign.pdf", contact=stranger) is None
    with pytest.raises(MoveRefused):
        answering.remove_file(asked, kept.pk, contact=stranger, at=timezone.now())
    assert answering.files_of(asked).count() == 1


def test_a_file_of_an_answer_is_never_taken_for_one_of_a_draft(asked: AgencyRequest) -> None:
    keep(asked)
    assert not Attachment.objects.kept_for(asked.contact.email, asked.pk).exists()
    uploads.remove_all(asked.contact.email, asked.pk, at=timezone.now())
    Attachment.objects.update(uploaded_at=timezone.now() - timedelta(days=30))
    keeping._discard_abandoned(timezone.now())
    assert answering.files_of(asked).count() == 1


def test_malware_found_later_destroys_the_file_and_tells_the_unit_by_a_reference(
    asked: AgencyRequest, coordinator: User, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    kept = keep(asked, "Wrenna.pdf")
    assert kept is not None
    assert kept.state == State.WAITING
    with django_capture_on_commit_callbacks(execute=True):
        assert quarantine._settle(kept, Finding.MALWARE, timezone.now()) == 1
    assert not uploads.path_of(kept.key).exists()
    told = OutgoingEmail.objects.get(key__contains=":malware:")
    assert (told.to, asked.review.case.reference in told.subject) == (coordinator.email, True)
    assert "Wrenna" not in told.body + told.subject


def test_staff_save_a_waiting_file_of_a_signed_answer_once_a_person_has_released_it(
    asked: AgencyRequest, site: Callable[..., Client], coordinator: User
) -> None:
    keep(asked)
    assert not answering.waiting_files(asked).exists()
    signed(asked)
    client = site("staff")
    sign_in(client, coordinator)
    file = f"/rapid_reviews/agencyrequest/{asked.pk}"
    held = HeldFile.objects.get()
    assert client.get(f"{file}/file/{held.pk}/").status_code == 403
    step = f"{file}/do/release-files/"
    assert client.post(step, {"because": "Our IT team has looked at it."}).status_code == 302
    assert Attachment.objects.get().state == State.RELEASED
    saved: Any = client.get(f"{file}/file/{held.pk}/")
    assert b"".join(saved.streaming_content) == PDF
    assert "released from quarantine" in TimelineEntry.objects.get(kind="file_released").words
    assert "No file of this answer is in quarantine" in client.post(step, {"because": "Again"}).content.decode()
