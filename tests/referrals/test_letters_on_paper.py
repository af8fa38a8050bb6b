"""The referral on paper: tagged, marked on each page, complete for the unit, and not sent until it is sent."""

import io
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pikepdf
import pytest
from django.test import Client

from cspr.models import AccessRecord, User
from referrals import letters, lifecycle
from referrals.models import Attachment, Referral
from tests import doors
from tests.cast import person
from tests.pdf_text import pages, text
from tests.referrals.answers import CHILD_NAME, MONDAY, SECRET_WORDS, arrived, draft

MARKING = "OFFICIAL-SENSITIVE PERSONAL"


def long() -> str:
    """Words for several pages."""
    return "\n\n".join(f"{SECRET_WORDS} {number}. " + "The nurse wrote to the school again. " * 30 for number in range(20))


def is_tagged(content: bytes) -> bool:
    """Whether the document says of itself what PDF/UA asks for."""
    with pikepdf.open(io.BytesIO(content)) as document:
        root = document.Root
        return "/StructTreeRoot" in root and bool(root.MarkInfo.Marked) and str(root.Lang) == "en-GB"


def paper_of(referral: Referral, *, at: datetime) -> bytes:
    """The whole referral as the unit prints it."""
    return letters.file_pdf(referral, agency_is_open=False, at=at)


def signed_in(site: Callable[..., Client], user: User) -> Client:
    """A member of staff on the staff site."""
    client = site("staff")
    doors.sign_in(client, user)
    return client


def title(content: bytes) -> str:
    """What the document calls itself."""
    with pikepdf.open(io.BytesIO(content)) as document:
        return str(document.docinfo["/Title"])


@pytest.fixture
def sent(db: None) -> Referral:
    """A referral with a long story, a household, an agency, a date and a file."""
    referral = arrived(
        narrative=long(),
        household=[{"name": "Uma Canary", "relation": "Aunt"}],
        agencies=[{"name": "Canary Surgery", "contact": "Dr Dove", "still_involved": "yes"}],
        key_dates=[{"on": date(2026, 5, 4), "event": "Seen at the surgery"}],
    )
    Attachment.objects.create(
        form_uuid=referral.form_uuid, sender_email=referral.sender_email, referral=referral, title="chronology.pdf", kind="pdf",
        key="k" * 32, size=12345, sha256="ab" * 32, uploaded_at=MONDAY,
    )  # fmt: skip
    return referral


def test_the_paper_of_the_unit_is_tagged_and_marked_on_each_page(sent: Referral) -> None:
    paper = paper_of(sent, at=MONDAY)
    found = pages(paper)
    assert is_tagged(paper)
    assert title(paper) == sent.reference
    assert len(found) > 3
    assert [page for page in found if MARKING not in page] == []
    assert [page for page in found if sent.reference not in page] == []
    assert [f"Page {number} of {len(found)}" in page for number, page in enumerate(found, 1)] == [True] * len(found)


def test_the_paper_of_the_unit_holds_everything_in_the_order_of_the_form(sent: Referral) -> None:
    manager = person("business_manager", name="Mara Manager")
    lifecycle.ask(sent, "Who saw her last?", by=manager, at=MONDAY + timedelta(hours=1))
    lifecycle.reply(sent, "Her grandmother did.", at=MONDAY + timedelta(hours=2))
    lifecycle.record_view(
        sent, partner="police", view="not_met", reasons="No offence is suspected", given_by="Inspector Ivy",
        given_on=MONDAY.date(), by=manager, at=MONDAY + timedelta(hours=3),
    )  # fmt: skip
    lifecycle.decline(sent, because="A single agency learns", route="single_agency", by=manager, at=MONDAY + timedelta(hours=4))
    sent.refresh_from_db()
    words = text(paper_of(sent, at=MONDAY + timedelta(days=1)))
    expected = (
        sent.reference, "Alma Archer", "Basil Boyle", CHILD_NAME, SECRET_WORDS, "Uma Canary", "Canary Surgery",
        "Seen at the surgery", "chronology.pdf", "12,345 bytes", "abab", "In quarantine", "Police", "Criteria not met",
        "No offence is suspected", "Inspector Ivy", "Who saw her last?", "Her grandmother did.",
        "A single agency learns", "Learning by a single agency",
    )  # fmt: skip
    places = [words.find(phrase) for phrase in expected]
    assert [phrase for phrase, place in zip(expected, places, strict=True) if place < 0] == []
    assert places == sorted(places)


def test_what_a_sender_typed_as_markup_is_printed_as_it_was_typed(db: None) -> None:
    referral = arrived(narrative="<h1>No heading</h1> & <img src='file:///etc/passwd'>")
    printed = text(paper_of(referral, at=MONDAY))
    # Which line it breaks at is the font's affair.
    assert "<h1>Noheading</h1>&<imgsrc='file:///etc/passwd'>" in "".join(printed.split())


def test_a_question_that_was_settled_without_a_reply_is_printed_as_such(sent: Referral) -> None:
    manager = person("business_manager")
    lifecycle.ask(sent, "Who saw her last?", by=manager, at=MONDAY)
    lifecycle.decline(sent, because="Heard by telephone", route="none", by=manager, at=MONDAY + timedelta(hours=4))
    assert "Settled without a reply" in text(paper_of(sent, at=MONDAY))


def test_an_earlier_decision_stays_on_the_paper_of_a_referral_that_was_opened_again(sent: Referral) -> None:
    manager = person("business_manager")
    lifecycle.decline(sent, because="Zyxomma first reason", route="none", by=manager, at=MONDAY)
    sent.refresh_from_db()
    lifecycle.reopen(sent, because="The police called", by=manager, at=MONDAY + timedelta(hours=1))
    sent.refresh_from_db()
    words = text(paper_of(sent, at=MONDAY))
    for expected in ("Zyxomma first reason", "The police called", "Not decided yet"):
        assert expected in words


def test_an_agency_that_the_unit_has_not_confirmed_is_printed_as_such(sent: Referral) -> None:
    assert "to be confirmed by the unit" in text(letters.file_pdf(sent, agency_is_open=True, at=MONDAY))
    assert "to be confirmed by the unit" not in text(paper_of(sent, at=MONDAY))


def test_names_with_signs_of_other_languages_are_printed(db: None) -> None:
    names = "Zoë Łukasiewicz Ōsei Ñíguez Ελένη Олена"
    referral = arrived(children=[{"name": names}])
    assert names in text(paper_of(referral, at=MONDAY))


def test_the_paper_is_for_those_who_may_see_the_referral_and_the_saving_is_recorded(
    sent: Referral, site: Callable[..., Client]
) -> None:
    address = f"/referrals/referral/{sent.pk}/paper.pdf"
    manager = person("business_manager")
    client = signed_in(site, manager)
    answer = client.get(address)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="{sent.reference}.pdf"'
    record = AccessRecord.objects.get(what="whole referral on paper")
    assert (record.user, record.action, record.object_id) == (manager, "downloaded", str(sent.pk))
    assert signed_in(site, person("reviewer")).get(address).status_code == 404


def test_the_receipt_on_paper_is_tagged_and_names_no_child(sent: Referral) -> None:
    receipt = letters.receipt_of(draft(), sent)
    paper = letters.receipt_pdf(receipt)
    words = text(paper)
    assert is_tagged(paper)
    assert sent.reference in title(paper)
    assert sent.reference in words
    assert receipt.number in words
    assert "16 June 2026" in words
    assert CHILD_NAME not in words
    assert SECRET_WORDS not in words
