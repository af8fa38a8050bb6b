"""The Panel's letter as a file: judged like every other, opened when it is scanned or released, and recorded."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from cspr.lifecycle import MoveRefused
from cspr.models import AccessRecord, User
from rapid_reviews import deciding
from rapid_reviews.models import HeldFile, RapidReview
from referrals.models import Attachment
from tests.doors import sign_in
from tests.referrals.corpus import GOOD, bytes_of
from tests.walk import answered_rapid_review, sent_rapid_review

AT = datetime(2021, 1, 15, 9, 0, tzinfo=UTC)
State = Attachment.State


@pytest.fixture(autouse=True)
def disks(settings: Settings, tmp_path: Path) -> None:
    """Files of this test only."""
    settings.REFERRALS_MEDIA_ROOT = tmp_path / "referrals"


def letter(content: bytes = b"", name: str = "Dear Mrs Invented.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or bytes_of(next(iter(GOOD["pdf"].values()))))


def entered(site: Callable[[str], Client], user: User) -> Client:
    client = site("staff")
    sign_in(client, user)
    return client


def page(review: RapidReview, name: str, *more: object) -> str:
    return reverse(f"admin:rapid_reviews_rapidreview_{name}", args=[review.pk, *more])


def test_a_letter_is_kept_on_its_page_and_saved_once_it_may_be_opened(site: Callable[[str], Client], manager: User) -> None:
    review, client = answered_rapid_review(manager), entered(site, manager)
    assert client.post(page(review, "verb", "letter"), {"letter": letter()}).status_code == 302
    held = HeldFile.objects.get()
    assert (held.reply, held.attachment.is_held, held.attachment.state) == (review.replies.get(), True, State.WAITING)
    assert held.history.get().history_user == manager
    assert review.case.timeline.latest("pk").words == "The Panel's letter of 14 January 2021 kept as a file."
    address = page(review, "letter", held.pk)
    assert client.get(address).status_code == 403
    assert address not in client.get(page(review, "change")).content.decode()
    released = client.post(page(review, "verb", "release-letter"), {"because": "Checked by IT."})
    assert released.status_code == 302
    assert address in client.get(page(review, "change")).content.decode()
    answer = client.get(address)
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")  # type: ignore[attr-defined]
    assert answer["Content-Disposition"] == f'attachment; filename="{review.case.reference}-letter-{held.pk}.pdf"'
    assert AccessRecord.objects.filter(action="downloaded a letter of the Panel about", case=review.case).count() == 2


def test_a_file_that_is_not_what_it_says_is_refused_in_words_and_nothing_is_kept(
    site: Callable[[str], Client], manager: User
) -> None:
    review, client = answered_rapid_review(manager), entered(site, manager)
    answer = client.post(page(review, "verb", "letter"), {"letter": letter(b"MZ not a letter", "letter.pdf")})
    assert answer.status_code == 200
    assert "There is a problem" in answer.content.decode()
    assert not HeldFile.objects.exists()
    assert not Attachment.objects.exists()


def test_the_same_letter_twice_is_one_and_before_any_reply_there_is_no_place_for_it(manager: User) -> None:
    review = answered_rapid_review(manager)
    first = deciding.keep_letter(review, letter(), by=manager, at=AT)
    assert deciding.keep_letter(review, letter(), by=manager, at=AT) == first
    assert deciding.letters_of(review).count() == 1
    with pytest.raises(MoveRefused, match="Record the Panel's reply first"):
        deciding.keep_letter(sent_rapid_review(manager), letter(), by=manager, at=AT)


def test_what_was_scanned_is_not_released_again(manager: User) -> None:
    review = answered_rapid_review(manager)
    file = deciding.keep_letter(review, letter(), by=manager, at=AT)
    Attachment.objects.filter(pk=file.pk).update(state=State.CLEAN)
    with pytest.raises(MoveRefused, match="No letter is in quarantine"):
        deciding.release_letters(review, because="x", by=manager, at=AT)


def test_a_letter_of_another_case_is_not_there(site: Callable[[str], Client], manager: User) -> None:
    review, other = answered_rapid_review(manager), answered_rapid_review(manager)
    deciding.keep_letter(other, letter(), by=manager, at=AT)
    client = entered(site, manager)
    for number in (HeldFile.objects.get().pk, 10**19):
        assert client.get(page(review, "letter", number)).status_code == 404
