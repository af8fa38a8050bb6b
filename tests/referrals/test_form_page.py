"""The form in one sitting: each answer is judged in words, and nothing that was typed is lost."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from io import BytesIO

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from referrals.models import Attachment, Referral, ReferredChild
from tests.referrals.answers import (
    CHILD_NAME,
    SECRET_WORDS,
    child,
    date_boxes,
    errors,
    filled,
    new_form,
    now,
    pdf,
    without,
)

Enter = Callable[..., Client]


def test_a_complete_form_becomes_a_referral_and_leads_to_its_receipt(sender: Client) -> None:
    form = new_form()
    sent = sender.post(form, filled())
    referral = Referral.objects.get()
    receipt = sender.get(sent["Location"])
    assert sent["Location"] == f"{form}receipt/"
    assert referral.reference in receipt.content.decode()
    assert " ".join(re.findall("....", referral.receipt)) in receipt.content.decode()
    assert (referral.sender_email, referral.agency.name) == ("head@school.example", "Canary School")
    assert list(referral.children.values_list("name", "has_died")) == [(CHILD_NAME, False)]


def test_the_receipt_page_and_its_pdf_name_no_child_and_repeat_nothing_that_was_written(sender: Client) -> None:
    form = new_form()
    sender.post(form, filled())
    page = sender.get(f"{form}receipt/").content.decode()
    file = sender.get(f"{form}receipt.pdf")
    assert CHILD_NAME not in page
    assert SECRET_WORDS not in page
    assert file["Content-Disposition"] == f'attachment; filename="receipt-{Referral.objects.get().reference}.pdf"'
    with pikepdf.open(BytesIO(file.content)) as document, document.open_metadata() as metadata:
        assert bool(document.Root.MarkInfo.Marked)
        assert metadata["dc:title"] == f"Receipt for the referral {Referral.objects.get().reference}"


def test_an_empty_form_names_every_answer_that_is_missing(sender: Client) -> None:
    page = sender.post(new_form(), {"children-TOTAL_FORMS": "1", "children-INITIAL_FORMS": "0"})
    assert errors(page) == [
        "Enter your full name",
        "Enter your role",
        "Enter the telephone number on which we reach you",
        "Enter full name of the senior manager",
        "Enter role of the senior manager",
        "Enter telephone or e-mail of the senior manager",
        "Enter the date on which you discussed it",
        "Enter the full name of child 1",
        "Select what is known of the birth of child 1",
        "Select whether child 1 has died",
        "Select the sex of child 1",
        "Select the ethnic group of child 1, or “Not known”",
        "Enter the home address of child 1, or “Not known”",
        "Enter the school or other setting of child 1, or “Not known”",
        "Select the legal status of child 1, or “Not known”",
        "Enter date of the incident",
        "Enter where it happened",
        "Enter what happened",
        "Select an answer to “Is abuse or neglect known or suspected?”",
        "Select an answer to “What happened to the child?”",
        "Enter when your agency became aware",
        "Select an answer to “Has the local authority been told?”",
        "Enter an answer to “What has been done to keep other children safe?”",
        "Tick the declaration to send the referral",
    ]
    assert Referral.objects.count() == 0


TOMORROW = now() + timedelta(days=2)
AHEAD = (str(TOMORROW.day), str(TOMORROW.month), str(TOMORROW.year))


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (date_boxes("discussed_on", *AHEAD), "Date on which you discussed it must be on or before"),
        (date_boxes("incident_on", *AHEAD), "Date of the incident must be on or before"),
        (date_boxes("agency_aware_on", *AHEAD), "When your agency became aware must be on or before"),
        (date_boxes("la_told_at", *AHEAD), "Date and time the local authority was told must be on or before"),
        (date_boxes("la_told_at", "", "", "") | {"la_told_at-time": ""}, "Enter the date and the time at which the local"),
        ({"la_told_how": " "}, "Say how the local authority was told"),
        ({"la_told": "no"}, "Take the date and the time out"),
        ({"abuse_evidence": ""}, "Say how you know, or why you suspect it"),
        ({"harm_evidence": ""}, "Say what shows the death or the serious harm"),
        ({"outcome": "death"}, "You answered here that a child has died"),
        ({"narrative": "x" * 20001}, "What happened must be 20000 characters or fewer"),
        ({"sender_name": "a\x00b"}, "Null characters are not allowed"),
        ({"children-0-birth": "not_known"}, "Take the date out, or select above what it is"),
        (
            {"children-0-birth_date-day": ""},
            "Date of birth, or expected date must include a day",
        ),
        (
            {f"children-0-birth_date-{part}": "" for part in ("day", "month", "year")},
            "Enter the date, or select “Not known” above",
        ),
        ({"children-0-birth_date-year": str(TOMORROW.year + 1)}, "Date of birth is in the future"),
        ({"children-0-death": "on"}, "Enter the date of death, or select that it is not known"),
        (
            date_boxes("children-0-died_on", "1", "2", "2020"),
            "Take the date out, or select “Yes",
        ),
        (
            {"children-0-death": "on"} | date_boxes("children-0-died_on", "1", "2", "2018"),
            "Date of death is before the date of birth",
        ),
    ],
)
def test_a_wrong_answer_is_explained_and_all_that_was_typed_stays(sender: Client, change: dict[str, str], line: str) -> None:
    page = sender.post(new_form(), filled(**change))
    assert [error for error in errors(page) if error.startswith(line)] != [], errors(page)
    assert len(errors(page)) == 1
    shown = unescape(page.content.decode())
    for value in ("Basil Boyle", "1 Canary Row, Bath"):
        assert value in shown
    assert Referral.objects.count() == 0


def test_a_time_later_today_is_refused(sender: Client) -> None:
    today = now()
    changes = date_boxes("la_told_at", str(today.day), str(today.month), str(today.year)) | {"la_told_at-time": "23:59"}
    line = "This time is still to come. Enter when the local authority was told"
    assert errors(sender.post(new_form(), filled(**changes))) == [line]


def test_a_referral_that_claims_neither_criterion_can_be_sent(sender: Client) -> None:
    answers = without(filled(suspicion="neither", outcome="other"), "abuse_evidence", "harm_evidence")
    assert sender.post(new_form(), answers).status_code == 302
    assert Referral.objects.get().outcome == "other"


def test_a_child_who_has_died_an_unborn_child_and_an_unknown_birth_are_all_described(sender: Client) -> None:
    died = child(0, death="on", **date_boxes("died_on", "30", "5", "2026"))
    unborn = child(1, name="Unborn baby", birth="expected", **date_boxes("birth_date", *AHEAD))
    unknown = child(2, birth="not_known", death="day_not_known", **date_boxes("birth_date", "", "", ""))
    sent = sender.post(new_form(), filled(died, unborn, unknown, outcome="death"))
    assert sent.status_code == 302
    facts = list(ReferredChild.objects.values_list("born_on__year", "expected_on__year", "has_died", "died_on__year"))
    assert facts == [(2019, None, True, 2026), (None, TOMORROW.year, False, None), (None, None, True, None)]


def test_a_second_row_that_stays_empty_is_no_child(sender: Client) -> None:
    nothing = dict.fromkeys(child(1), "")
    assert sender.post(new_form(), filled(child(0), nothing)).status_code == 302
    assert ReferredChild.objects.count() == 1


def test_adding_and_removing_a_child_judges_nothing_and_keeps_everything(sender: Client) -> None:
    form = new_form()
    added = sender.post(form, filled(narrative="", **{"children-add": "1"}))
    removed = sender.post(form, filled(child(0), child(1, name="Second child"), **{"children-remove": "0"}))
    assert errors(added) == []
    assert 'name="children-1-name"' in added.content.decode()
    assert "Second child" in removed.content.decode()
    assert CHILD_NAME not in removed.content.decode()
    assert Referral.objects.count() == 0


def test_checking_sends_nothing(sender: Client) -> None:
    form = new_form()
    right = sender.post(form, filled(check="1"))
    wrong = sender.post(form, filled(check="1", narrative=""))
    assert "Nothing has been sent yet" in right.content.decode()
    assert errors(wrong) == ["Enter what happened"]
    assert Referral.objects.count() == 0


def test_a_file_is_kept_while_something_else_is_wrong_and_goes_with_the_referral(sender: Client) -> None:
    form = new_form()
    page = sender.post(form, filled(narrative="", attachment=pdf()))
    assert "chronology.pdf</strong>" in page.content.decode()
    sender.post(form, filled())
    assert Attachment.objects.get().referral == Referral.objects.get()


def test_a_kept_file_is_replaced_by_another_and_can_be_taken_back(sender: Client, settings: Settings) -> None:
    form = new_form()
    sender.post(form, filled(check="1", attachment=pdf("first.pdf")))
    page = sender.post(form, filled(check="1", attachment=pdf("second.pdf")))
    assert "second.pdf</strong>" in page.content.decode()
    assert "first.pdf" not in page.content.decode()
    page = sender.post(form, filled(**{"remove-file": "1"}))
    assert "is kept" not in page.content.decode()
    assert Attachment.objects.filter(removed_at=None).count() == 0


def test_a_refused_file_is_explained_beside_it_and_everything_else_is_kept(sender: Client) -> None:
    page = sender.post(new_form(), filled(attachment=SimpleUploadedFile("report.pdf", b"MZ\x90\x00")))
    assert [line[:42] for line in errors(page)] == ["The file is not what its name says: its co"]
    assert SECRET_WORDS in page.content.decode()
    assert (Referral.objects.count(), Attachment.objects.count()) == (0, 0)


def test_a_file_beyond_25_mb_is_refused_with_advice_and_nothing_typed_is_lost(sender: Client) -> None:
    large = SimpleUploadedFile("scan.pdf", b"%PDF-" + b"0" * (26 * 1024 * 1024))
    page = sender.post(new_form(), filled(attachment=large))
    assert [line[:34] for line in errors(page)] == ["The file is larger than 25 MB and "]
    assert SECRET_WORDS in page.content.decode()
    assert Attachment.objects.count() == 0


@pytest.mark.parametrize("rows", ["1000000", "-1", "many", ""])
def test_an_absurd_number_of_rows_gets_an_answer_in_words(sender: Client, rows: str) -> None:
    page = sender.post(new_form(), filled(**{"children-TOTAL_FORMS": rows}))
    assert page.status_code in (200, 302)
    assert len(re.findall('name="children-[0-9]+-name"', page.content.decode())) <= 13
