"""The receipt after sending, and the copy before it: never both, and neither for anybody else."""

import io
from typing import Any

import pikepdf
from django.test import Client

from cspr.models import AccessRecord, OutgoingEmail
from referrals import drafts, receipts
from referrals.models import Attachment, Draft
from tests.pdf_text import pages, text
from tests.referrals.answers import CHILD_NAME, SECRET_WORDS, arrived, draft, now
from tests.referrals.typed import fill

PDF = "application/pdf"


def opened(client: Client, one: Draft) -> str:
    """Open a draft or what it became with its receipt number; the address of its pages."""
    answer = client.post("/referral/open/", {"number": receipts.number_of(one)})
    assert str(one.pk) in answer["Location"]
    return f"/referral/{one.pk}/"


def sent(client: Client) -> tuple[Draft, str, Any]:
    """A referral that was sent, opened again; its draft, its address, and itself."""
    referral = arrived(at=now())
    written = Draft.objects.get(pk=referral.form_uuid)
    return written, opened(client, written), referral


def test_the_receipt_says_what_happens_next_and_by_when_and_names_no_child(sender: Client) -> None:
    written, address, referral = sent(sender)
    page = sender.get(f"{address}receipt/").content.decode()
    for words in (referral.reference, receipts.number_of(written), f"{referral.read_by:%-d %B %Y}", f"{address}status/"):
        assert words in page
    assert [words for words in (CHILD_NAME, SECRET_WORDS, "provisional") if words in page] == []


def test_the_receipt_is_the_same_however_often_it_is_asked_for(sender: Client) -> None:
    _, address, _ = sent(sender)
    # The hidden key against forged posts is masked anew on every page.
    found = {text_of(sender, f"{address}receipt/") for _ in range(3)}
    assert len(found) == 1
    assert sender.get(address)["Location"] == f"{address}receipt/"


def text_of(client: Client, address: str) -> str:
    """The page without the key."""
    lines = client.get(address).content.decode().splitlines()
    return "\n".join(line for line in lines if "csrfmiddlewaretoken" not in line)


def test_the_receipt_is_saved_as_a_tagged_document_without_a_name_in_it_or_on_it(sender: Client) -> None:
    written, address, referral = sent(sender)
    answer = sender.get(f"{address}receipt.pdf")
    assert (answer["Content-Type"], answer["Cache-Control"]) == (PDF, "no-store")
    assert answer["Content-Disposition"] == f'attachment; filename="receipt-{referral.reference}.pdf"'
    with pikepdf.open(io.BytesIO(answer.content)) as document:
        assert "/StructTreeRoot" in document.Root
        assert str(document.Root.Lang) == "en-GB"
    words = text(answer.content)
    assert receipts.number_of(written) in words
    assert CHILD_NAME not in words


def test_the_confirmation_carries_the_reference_and_neither_the_number_nor_a_name(sender: Client) -> None:
    written, _, referral = sent(sender)
    message = OutgoingEmail.objects.get(key=f"referral:{referral.pk}:confirmed")
    words = f"{message.subject} {message.body}"
    assert referral.reference in words
    assert "receipt number" in words
    digits = receipts.number_of(written)
    assert [one for one in (digits, digits.replace(" ", ""), CHILD_NAME, SECRET_WORDS, "Canary") if one in words] == []


def test_a_draft_is_copied_as_it_stands_and_says_on_each_page_that_it_was_not_sent(sender: Client) -> None:
    written = fill(draft(at=now()), at=now())
    address = opened(sender, written)
    Attachment.objects.create(
        form_uuid=written.pk, sender_email=written.sender_email, title="canary-report.pdf", kind="pdf", key="k" * 32,
        size=2048, sha256="ab" * 32, uploaded_at=now(),
    )  # fmt: skip
    answer = sender.post(f"{address}copy.pdf")
    assert (answer["Content-Type"], answer["Cache-Control"]) == (PDF, "no-store")
    assert answer["Content-Disposition"] == 'attachment; filename="referral-draft-not-sent.pdf"'
    found = pages(answer.content)
    assert [page for page in found if "OFFICIAL-SENSITIVE PERSONAL" not in page or "DRAFT - NOT SENT" not in page] == []
    assert CHILD_NAME in " ".join(found)
    assert SECRET_WORDS in " ".join(found)
    assert "canary-report.pdf 2,048 bytes" in " ".join(found)
    assert "Pages not complete" not in " ".join(found)
    with pikepdf.open(io.BytesIO(answer.content)) as document:
        assert "/StructTreeRoot" in document.Root
        assert str(document.docinfo["/Title"]) == "Draft of a referral, not sent"


def test_a_half_written_draft_is_copied_with_what_is_still_missing(sender: Client) -> None:
    begun = draft(at=now())
    page = drafts.Page(begun.pk, "you", 0, 0)
    typed = {"sender_name": ["Alma Archer"], "sender_role": ["Head teacher"], "sender_phone": ["01225 000111"]}
    drafts.save(page, typed, judged=True, at=now())
    words = text(sender.post(f"{opened(sender, begun)}copy.pdf").content)
    for expected in ("Alma Archer", "Not answered yet", "What happened: not answered yet"):
        assert expected in words


def test_copying_is_recorded_and_nothing_is_kept(sender: Client) -> None:
    begun = draft(at=now())
    sender.post(f"{opened(sender, begun)}copy.pdf")
    record = AccessRecord.objects.get(what="copy of an unsent referral")
    assert (record.sender, record.action, record.object_id) == ("head@school.example", "downloaded", str(begun.pk))


def test_a_copy_is_not_made_by_following_a_link(sender: Client) -> None:
    assert sender.get(f"{opened(sender, draft(at=now()))}copy.pdf").status_code == 405


def test_after_sending_no_copy_is_made_and_the_page_says_why(sender: Client) -> None:
    _, address, _ = sent(sender)
    answer = sender.post(f"{address}copy.pdf")
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "This referral has been sent" in page
    assert [words for words in (CHILD_NAME, SECRET_WORDS) if words in page] == []
    assert not AccessRecord.objects.filter(what="copy of an unsent referral").exists()


def test_nobody_copies_a_draft_that_this_session_has_not_opened(sender: Client) -> None:
    mine, others = draft(at=now()), draft(sender="head@other.example", at=now())
    answers = [sender.post(f"/referral/{pk}/copy.pdf") for pk in (mine.pk, others.pk, "00000000-0000-4000-8000-000000000000")]
    assert len({(answer.status_code, answer["Location"]) for answer in answers}) == 1
    assert not AccessRecord.objects.filter(what="copy of an unsent referral").exists()
