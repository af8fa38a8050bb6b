"""An agency answers in a real Chromium by keyboard alone: both locks, each page, both versions, signing, nil in two presses."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser
from pytest_django import Settings

from cspr import codes
from cspr.models import AgencyContact, EmailCode, User
from rapid_reviews import answering
from rapid_reviews.models import AgencyRequest, RowQuestion
from tests import cast
from tests.browser import WIDTHS, launch, serve
from tests.journey.keyboard import Typist
from tests.rapid_reviews.asked import ask, contact, with_key

DAY = {"day": "27", "month": "3", "year": "2025"}
ROW = {**{f"on-{part}": value for part, value in DAY.items()}, "time": "2.30pm", "people": "Mother", "event": "Home visit"}


def apart(work: Callable[[], Any]) -> Any:
    """Ask the database outside the browser's own loop."""

    def done() -> Any:
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(done).result()


class Agency(Typist):
    """Somebody who answers for an agency."""

    base = ""

    def come_in(self, lead: AgencyContact, key: str) -> None:
        """From the first page through both locks."""
        self.page.goto(f"{self.base}/")
        self.press("Answer a request for information")
        self.answer("email", lead.email)
        self.press("Send the code")
        self.answer("code", apart(lambda: codes.digits_of(EmailCode.objects.filter(email=lead.email).latest("made_at"))))
        self.press("Sign in")
        self.look("information-key")
        self.answer("key", "ACEF")
        self.press("Open")
        self.look("information-key-error")
        self.follow_first_error()
        self.answer("key", key.lower())
        self.press("Open")
        self.look("information-list")

    def page_of_answer(self, title: str, **typed: str) -> None:
        """Fill one page, which is open, and go on."""
        self.look(title)
        for name, words in typed.items():
            self.answer(name, words)
        self.press("Save and continue")

    def write(self, asked: AgencyRequest) -> None:
        """The pages of words, with a colleague who writes in the same box meanwhile."""
        self.press("Your involvement")
        self.page_of_answer("information-involvement", summary="Seen by the school nurse twice.")
        apart(lambda: meanwhile(asked))
        self.page_of_answer("information-practice", issues="Thresholds.")
        self.page_of_answer("information-both", issues="Thresholds, and what the colleague wrote.")
        self.page_of_answer("information-child", lived_experience="Quiet, and watchful.")
        self.page_of_answer("information-learning", recommendations="Ask about sleep.")

    def tell(self) -> None:
        """Rows and files."""
        self.look("information-rows-empty")
        self.press("Add a row")
        self.press("Save")
        self.look("information-row-error")
        self.follow_first_error()
        for name, words in ROW.items():
            self.answer(name, words)
        self.press("Save and add another")
        self.look("information-row")
        self.press("Back to the chronology")
        self.look("information-rows")
        self.press("Change row 1, 27 Mar 2025")
        self.answer("event", "Home visit, nobody in")
        self.press("Save")
        self.press("Upload rows from a spreadsheet")
        self.look("information-upload")
        self.press("Upload the rows")
        self.look("information-upload-error")
        self.press("Back to the chronology")
        self.press("Continue")
        self.look("information-files")
        self.press("Continue")

    def finish(self) -> None:
        """The two pages about the answer, and the signature."""
        self.answer("files_secured", "yes")
        self.page_of_answer("information-records", **{f"files_secured_on-{part}": value for part, value in DAY.items()})
        self.page_of_answer("information-approval", approver_name="Basil Boyle", approver_role="Director")
        self.look("information-check")
        self.press("Sign the answer")
        self.look("information-check-error")
        self.follow_first_error()
        self.answer("signed_name", "Alma Archer")
        self.press("Sign the answer")
        self.look("information-signed")
        self.press("Read or print the signed answer")
        self.look("information-copy")
        self.press("Back to the request")


def meanwhile(asked: AgencyRequest) -> None:
    """A colleague writes in a box of the next page."""
    version = answering.begin(asked, contact=asked.contact, at=timezone.now()).version
    words = {"key_issues": "What the colleague wrote meanwhile."}
    answering.save(asked, words, version, contact=asked.contact, at=timezone.now())


def question_about(asked: AgencyRequest, by: User) -> str:
    """The unit asks back; the words of the link to it."""
    question = RowQuestion.objects.create(
        request=asked, kind=RowQuestion.Kind.OTHER, words="Who was there?", asked_at=timezone.now(), asked_by=by
    )
    question.rows.add(asked.rows.get())
    return f"Answer this question of {timezone.localtime(question.asked_at):%-d %B %Y, %H:%M}"


def walk(lead: AgencyContact, key: str, requests: list[AgencyRequest], agency: Agency, by: User) -> None:
    """The first request is answered, the second is not about a family that the agency knows."""
    first, second = requests
    agency.come_in(lead, key)
    agency.press(str(first))
    agency.look("information-request")
    agency.press("Hand it to a colleague")
    agency.look("information-colleague")
    agency.press("Back to the request")
    agency.write(first)
    agency.tell()
    agency.finish()
    link = apart(lambda: question_about(first, by))
    agency.page.reload()
    agency.press("Questions from us: 1 to be answered")
    agency.look("information-questions")
    agency.press(link)
    agency.look("information-question")
    agency.answer("reply", "The school nurse.")
    agency.press("Send the answer")
    agency.press("Back to the request")
    agency.press("All requests")
    agency.press(str(second))
    # Two presses once inside, and it is signed.
    agency.press("We do not know this family")
    agency.look("information-nil")
    agency.press("Sign: we do not know this family")
    agency.look("information-nil-signed")


def late_words(agency: Agency, asked: AgencyRequest) -> None:
    """A page that is sent after the session has ended gives the words back."""
    agency.page.goto(f"{agency.base}/information/{asked.pk}/answer/practice/")
    agency.answer("issues", "Words after the session.")
    agency.context.clear_cookies(name="referrals")
    agency.press("Save and continue")
    # The browser itself notes the refusal on its console.
    agency.complaints.lines.clear()
    assert "Words after the session." in agency.page.inner_text("main")
    agency.look("information-expired")


@pytest.mark.parametrize("width", WIDTHS)
def test_an_agency_answers_by_keyboard_alone_with_script_and_without(
    width: int, committed_db: str, site: Callable[..., Client], settings: Settings, tmp_path: Path
) -> None:
    site("referrals")
    settings.REFERRALS_MEDIA_ROOT = tmp_path / "media"
    by = cast.person("coordinator")
    prepared = [prepare(by) for _ in range(2)]
    with serve() as base, launch() as browser:
        for script, (lead, key, requests) in zip((True, False), prepared, strict=True):
            agency = open_window(browser, base, tmp_path, width, script=script)
            walk(lead, key, requests[:2], agency, by)
            late_words(agency, requests[2])
    answered = AgencyRequest.objects.filter(status=AgencyRequest.Status.SIGNED)
    assert sorted(answered.values_list("answer__is_nil", flat=True)) == [False, False, True, True]
    words = set(answered.filter(answer__is_nil=False).values_list("answer__key_issues", flat=True))
    assert words == {"Thresholds, and what the colleague wrote."}


def prepare(by: User) -> tuple[AgencyContact, str, list[AgencyRequest]]:
    """A contact with a colleague and three requests, each of its own case; and the key."""
    lead = contact(name="Alma Archer")
    contact(lead.agency, name="Cora Crane")
    key = with_key(lead, by)
    return lead, key, [ask([lead], by)[0] for _ in range(3)]


def open_window(browser: Browser, base: str, pictures: Path, width: int, *, script: bool) -> Any:
    """Somebody at a keyboard."""
    agency = Agency(browser, "agency", pictures).start(width, script=script)
    agency.base = base  # type: ignore[attr-defined]
    return agency
