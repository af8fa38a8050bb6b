"""The files page: several at once, what was refused beside the field, and nothing ever read back."""

import hashlib
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from referrals.models import Attachment, Draft
from referrals.uploads import capped
from tests.referrals import answers, walking
from tests.referrals.corpus import good
from tests.referrals.files import SENDER, keep

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(sender: Client) -> str:
    """The files page of a draft that the sender has just begun."""
    return f"{walking.begin(sender)}files/"


def send(sender: Client, page: str, *files: SimpleUploadedFile, button: str = "do-add", **more: Any) -> Any:
    return sender.post(page, {"attachments": list(files), button: "1"}, **more)


def text(name: str = "notes.txt", content: bytes = b"canary notes") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def titles() -> list[str]:
    return list(Attachment.objects.filter(removed_at=None).values_list("title", flat=True))


def test_several_files_are_added_at_once_and_listed_with_their_size(sender: Client, opened: str) -> None:
    page = send(sender, opened, text(), text("chronology.pdf", good.pdf()), follow=True).content.decode()
    assert titles() == ["notes.txt", "chronology.pdf"]
    assert "2 files were added." in page
    assert "12\xa0bytes" in page
    assert page.count("Remove<span") == 2


def test_a_refused_file_is_named_beside_the_field_and_in_the_summary_and_the_others_are_kept(
    sender: Client, opened: str
) -> None:
    answer = send(sender, opened, text(), text("setup.exe", b"MZ"), text("empty.txt", b""))
    assert titles() == ["notes.txt"]
    lines = answers.errors(answer)
    assert [line[: line.index(":")] for line in lines] == ["“setup.exe”", "“empty.txt”"]
    page = answer.content.decode()
    assert page.count("“setup.exe”") == 2
    assert 'href="#id_attachments"' in page
    assert "1 file was added." in page
    assert "<title>Error:" in re.sub(r"\s+", " ", page).replace("<title> ", "<title>")


def test_continue_keeps_what_is_chosen_and_goes_on(sender: Client, opened: str) -> None:
    answer = send(sender, opened, text(), button="do-continue")
    assert (answer.status_code, answer["Location"]) == (302, opened.removesuffix("files/"))
    assert titles() == ["notes.txt"]
    assert send(sender, opened, button="do-continue").status_code == 302


def test_continue_leads_to_the_check_page_when_all_else_is_written(sender: Client, opened: str) -> None:
    base = opened.removesuffix("files/")
    walking.write_everything(sender, base)
    answer = send(sender, opened, text(), button="do-continue")
    assert (answer.status_code, answer["Location"]) == (302, f"{base}check/")
    assert titles() == ["notes.txt"]


def test_the_title_says_once_that_something_is_wrong(sender: Client, opened: str) -> None:
    page = send(sender, opened).content.decode()
    title = page[page.index("<title>") : page.index("</title>")]
    assert title.count("Error:") == 1


def test_pressing_upload_without_a_file_says_what_to_do(sender: Client, opened: str) -> None:
    assert answers.errors(send(sender, opened)) == ["Choose one file or more first, then press “Upload”."]


def test_a_file_is_removed_and_a_second_press_does_no_harm(sender: Client, opened: str) -> None:
    send(sender, opened, text())
    remove = f"{opened}{Attachment.objects.get().pk}/remove/"
    for _ in range(2):
        page = sender.post(remove, follow=True)
        assert page.status_code == 200
    assert titles() == []
    assert "The file was removed." in page.content.decode()
    assert sender.get(remove).status_code == 405


def test_nothing_of_a_kept_file_can_be_read_back(sender: Client, opened: str) -> None:
    send(sender, opened, text())
    kept = Attachment.objects.get()
    assert b"canary notes" not in sender.get(opened).content
    for address in (kept.key, f"files/{kept.key}/", f"referrals/files/{kept.key}/", f"media/{kept.key[:2]}/{kept.key}"):
        assert sender.get(f"/{address}").status_code == 404
    for end in ("", f"{kept.pk}/", f"{kept.pk}/remove/", f"{kept.key}/"):
        assert b"canary notes" not in sender.get(opened + end).content


def test_a_file_of_somebody_else_is_not_removed(sender: Client, opened: str) -> None:
    other = keep("other.txt", b"other", answers.draft(sender="other@nhs.example"))
    sender.post(f"{opened}{other.pk}/remove/")
    assert titles() == ["other.txt"]


def test_a_draft_that_is_not_opened_takes_no_file(sender: Client) -> None:
    mine = answers.draft(sender=SENDER)
    for page in (f"/referral/{mine.pk}/files/", f"/referral/{mine.pk}/files/1/remove/"):
        assert send(sender, page, text()).status_code == 302
    assert titles() == []


def test_a_file_over_25_mb_is_named_and_the_others_are_kept(sender: Client, opened: str) -> None:
    answer = send(
        sender, opened, text(), text("scan.pdf", b"%PDF-" + bytes(capped.LARGEST)), text("chronology.pdf", good.pdf())
    )
    assert titles() == ["notes.txt", "chronology.pdf"]
    [line] = answers.errors(answer)
    assert line.startswith("“scan.pdf”: The file is larger than 25 MB")


def test_more_than_100_mb_at_once_are_answered_in_words(sender: Client, opened: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(capped, "LARGEST_POST", 1000)
    answer = send(sender, opened, text(), text("scan.txt", b"notes" * 500))
    assert titles() == []
    assert [line.partition(":")[0] for line in answers.errors(answer)] == ["“notes.txt”", "“scan.txt”"]


def test_the_page_says_how_much_of_the_limit_is_used_and_what_the_scanner_destroyed(sender: Client, opened: str) -> None:
    send(sender, opened, text())
    Attachment.objects.update(state=Attachment.State.INFECTED)
    page = sender.get(opened).content.decode()
    assert "1 of 20 files" in page
    assert "The scanner found malware in this file" in page


@pytest.mark.parametrize("typed", ["x", "", "-1", "٣", "99999"])
def test_a_made_up_count_in_the_address_says_nothing(sender: Client, opened: str, typed: str) -> None:
    assert "added" not in sender.get(f"{opened}?added={typed}").content.decode().partition("<h1")[0].partition("<main")[2]


def test_another_window_that_works_on_the_draft_costs_no_file(sender: Client, opened: str, committed_lock: Any) -> None:
    committed_lock(SENDER)
    answer = send(sender, opened, text())
    assert answers.errors(answer)[0].startswith("“notes.txt”: The same referral is being worked on")
    assert sender.post(f"{opened}1/remove/").status_code == 302


@pytest.fixture
def committed_lock() -> Any:
    """Holds a sender's lock from a connection of its own."""
    other = connection.copy()

    def take(sender: str) -> None:
        digest = hashlib.sha256(f"{sender} {Draft.objects.get().pk}".encode()).digest()
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [int.from_bytes(digest[:8], signed=True)])

    yield take
    other.close()


def test_a_word_document_and_pictures_go_through_the_page_too(sender: Client, opened: str) -> None:
    files = [text("a.docx", good.docx()), text("a.jpg", good.photograph()), text("a.png", good.png())]
    send(sender, opened, *files)
    assert titles() == ["a.docx", "a.jpg", "a.png"]
