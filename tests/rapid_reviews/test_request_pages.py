"""The page of one request: its steps, the answer once it is signed, and the files that came with it."""

import secrets
import uuid
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from cspr.dashboards import panels
from cspr.models import AccessRecord, User
from rapid_reviews import asking
from rapid_reviews.models import AgencyRequest, AgencyReturn, ChronologyRow, HeldFile, RowQuestion
from referrals.models import Attachment
from referrals.uploads import path_of
from tests.doors import sign_in
from tests.rapid_reviews.agencies import NOW, asked_review

Enter = Callable[[User], Client]


@pytest.fixture
def enter(site: Callable[[str], Client]) -> Enter:
    """The browser of somebody, on 30 December 2026."""

    def signed_in(user: User) -> Client:
        client = site("staff")
        sign_in(client, user)
        return client

    return signed_in


@pytest.fixture(autouse=True)
def december() -> Iterator[None]:
    with time_machine.travel(NOW):
        yield


def page(request: AgencyRequest, verb: str = "") -> str:
    name = "admin:rapid_reviews_agencyrequest_"
    return reverse(f"{name}verb", args=[request.pk, verb]) if verb else reverse(f"{name}change", args=[request.pk])


def test_the_steps_of_a_request_are_taken_on_their_pages_and_recorded(enter: Enter, coordinator: User) -> None:
    _, (request, _) = asked_review(coordinator)
    client = enter(coordinator)
    steps = [
        ("remind", {}),
        ("due-day", {"to": "2027-01-05", "because": "The school is shut"}),
        ("take-back", {"because": "Asked by mistake"}),
    ]
    for verb, words in steps:
        answer = client.post(page(request, verb), words)
        assert (answer.status_code, answer.headers.get("Location")) == (302, page(request)), verb
    request.refresh_from_db()
    assert (request.status, request.due_on) == (AgencyRequest.Status.CANCELLED, date(2027, 1, 5))
    assert [record.action for record in AccessRecord.objects.order_by("pk")] == [f"step: {verb}" for verb, _ in steps]
    shown = client.get(page(request)).content.decode()
    assert [verb for verb, _ in steps if page(request, verb) in shown] == []
    assert "Taken back.</strong> Asked by mistake." in shown


@pytest.mark.parametrize(
    ("verb", "words", "said"),
    [
        ("due-day", {"to": "2027-01-03", "because": "x"}, "is no working day"),
        ("due-day", {"to": "2027-01-05", "because": ""}, "This field is required"),
        ("take-back", {"because": " "}, "This field is required"),
    ],
)
def test_a_step_of_a_request_that_cannot_be_is_answered_in_words(
    enter: Enter, coordinator: User, verb: str, words: dict[str, str], said: str
) -> None:
    _, (request, _) = asked_review(coordinator)
    answer = enter(coordinator).post(page(request, verb), words)
    assert (answer.status_code, said in answer.content.decode()) == (200, True)


def answer_of(request: AgencyRequest, *, nil: bool = False) -> AgencyReturn:
    """An answer, saved and not signed."""
    return AgencyReturn.objects.create(
        request=request,
        saved_at=NOW,
        is_nil=nil,
        summary="" if nil else "Known to us since May.",
        files_secured="yes",
        files_secured_on=date(2026, 12, 29),
        approver_name="Ms Approver",
        approver_role="Head",
    )


def sign(request: AgencyRequest) -> None:
    AgencyReturn.objects.filter(request=request).update(signed_name="J. Lead", signed_by=request.contact, signed_at=NOW)
    asking.mark_signed(request, at=NOW)


def test_what_the_agency_saved_is_its_own_until_it_signs(enter: Enter, coordinator: User) -> None:
    _, (request, _) = asked_review(coordinator)
    answer_of(request)
    ChronologyRow.objects.create(request=request, on=date(2026, 5, 1), event="Seen at home.")
    client = enter(coordinator)
    shown = client.get(page(request)).content.decode()
    assert "its own until it signs" in shown
    assert [words for words in ("Known to us since May.", "Seen at home.") if words in shown] == []
    sign(request)
    RowQuestion.objects.create(request=request, kind="other", words="On which day?", asked_at=NOW, asked_by=coordinator)
    shown = client.get(page(request)).content.decode()
    said = (
        "Known to us since May.",
        "Seen at home.",
        "Ms Approver, Head",
        "J. Lead",
        "Yes, on 29 December 2026",
        "On which day?",
    )
    assert [words for words in said if words not in shown] == []


def test_a_nil_return_is_said_in_words_and_has_no_empty_parts(enter: Enter, coordinator: User) -> None:
    review, (request, _) = asked_review(coordinator)
    answer_of(request, nil=True)
    sign(request)
    shown = enter(coordinator).get(page(request)).content.decode()
    assert "The agency does not know the family." in shown
    assert "Nothing written." not in shown
    (block,) = [one for one in panels(review.case, coordinator, on=NOW.date()) if one.title == "Agencies that were asked"]
    (row,) = [one for one in block.rows if one.label == str(request.agency)]
    assert row.words == (
        "Answered and signed. Nil return: the agency does not know the family. Signed on Wednesday 30 December, "
        "due Monday 4 January."
    )


def file_of(request: AgencyRequest, state: str = "clean") -> HeldFile:
    made = Attachment.objects.create(
        form_uuid=uuid.uuid4(), sender_email="x@agency.example", title="notes.pdf", kind="pdf", key=secrets.token_hex(32),
        size=5, sha256="0" * 64, uploaded_at=NOW, state=state,
    )  # fmt: skip
    path_of(made.key).parent.mkdir(parents=True, exist_ok=True)
    path_of(made.key).write_bytes(b"bytes")
    return HeldFile.objects.create(attachment=made, request=request)


def test_files_are_saved_once_the_answer_is_signed_and_a_scanner_found_nothing(
    enter: Enter, coordinator: User, settings: Settings, tmp_path: Path
) -> None:
    settings.REFERRALS_MEDIA_ROOT = tmp_path
    _, (request, other) = asked_review(coordinator)
    clean, waiting_file = file_of(request), file_of(request, "waiting")
    client = enter(coordinator)

    def get(held: HeldFile, of: AgencyRequest = request) -> Any:
        return client.get(reverse("admin:rapid_reviews_agencyrequest_file", args=[of.pk, held.pk]))

    assert get(clean).status_code == 404
    answer_of(request)
    sign(request)
    saved = get(clean)
    assert (b"".join(saved.streaming_content), saved["Content-Type"]) == (b"bytes", "application/octet-stream")
    assert "notes" not in saved["Content-Disposition"]
    assert (get(waiting_file).status_code, get(clean, other).status_code) == (403, 404)
    assert AccessRecord.objects.filter(action="downloaded a file of", case=request.review.case).count() == 2
    path_of(clean.attachment.key).unlink()
    assert get(clean).status_code == 404
    shown = client.get(page(request)).content.decode()
    assert ("Save notes.pdf" in shown, "in quarantine: not scanned yet" in shown) == (True, True)
