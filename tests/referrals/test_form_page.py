"""The form in one sitting: nothing typed is lost, and what is sent is stored once."""

import re
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from pytest_django import Settings

from cspr import codes
from cspr.models import AccessRecord, AgencyDomain, Case, Child, EmailCode, OutgoingEmail
from referrals.models import Attachment, Referral, ReferredChild
from tests.cast import agency
from tests.referrals.answers import (
    CHILD_NAME,
    SECRET_WORDS,
    arrived,
    child,
    date_boxes,
    filled,
    new_form,
    now,
    sign_in,
    without,
)

Enter = Callable[..., Client]


@pytest.fixture(autouse=True)
def _files(settings: Settings, tmp_path: Path) -> None:
    settings.REFERRALS_MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def sender(db: None, site: Enter) -> Client:
    """A head teacher who is signed in."""
    agency(domain="school.example", name="Canary School")
    client = site("referrals")
    sign_in(client, "head@school.example")
    return client


def errors(page: Any) -> list[str]:
    """The lines of the error summary."""
    summary = re.search(r'govuk-error-summary__list">(.*?)</ul>', page.content.decode(), re.S)
    return [unescape(line).strip() for line in re.findall(r"<a[^>]*>(.*?)</a>", summary[1], re.S)] if summary else []


def pdf(name: str = "chronology.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.7 canary")


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


def test_opening_and_saving_the_receipt_is_recorded_with_the_sender(sender: Client) -> None:
    form = new_form()
    sender.post(form, filled())
    sender.get(f"{form}receipt/")
    sender.get(f"{form}receipt.pdf")
    records = AccessRecord.objects.order_by("pk").values_list("sender", "site", "action", "what")
    what = "receipt of a referral"
    assert list(records) == [("head@school.example", "referrals", action, what) for action in ("opened", "downloaded")]


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


def test_a_form_sent_again_by_refresh_back_or_retry_gives_the_same_receipt(sender: Client) -> None:
    form = new_form()
    first = sender.post(form, filled())
    again = sender.post(form, filled(narrative="something else"))
    back = sender.get(form)
    assert [answer["Location"] for answer in (first, again, back)] == [f"{form}receipt/"] * 3
    assert Referral.objects.get().narrative == SECRET_WORDS


def test_20_parallel_posts_give_one_referral_with_one_file_and_one_receipt(committed_db: str, site: Enter) -> None:
    agency(domain="school.example")
    client = site("referrals")
    sign_in(client, "head@school.example")
    form, cookie = new_form(), client.cookies["referrals"].value

    def send(_: int) -> str:
        other = Client()
        other.cookies["referrals"] = cookie
        try:
            return other.post(form, filled(attachment=pdf()))["Location"]
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        answers = set(pool.map(send, range(20)))
    assert answers == {f"{form}receipt/"}
    assert Referral.objects.count() == 1
    assert Referral.objects.get().attachments.count() == 1
    assert OutgoingEmail.objects.filter(key__endswith=":confirmed").count() == 1


def test_the_sixth_referral_within_an_hour_is_refused_and_its_words_are_kept(sender: Client) -> None:
    for _ in range(5):
        arrived(at=now(), sender="head@school.example")
    page = sender.post(new_form(), filled())
    assert "You have sent five referrals within an hour" in page.content.decode()
    assert SECRET_WORDS in page.content.decode()
    assert Referral.objects.count() == 5


def test_a_domain_that_serves_several_agencies_asks_which_and_takes_no_other(sender: Client) -> None:
    second = agency(name="Second School")
    stranger = agency(name="Stranger School")
    AgencyDomain.objects.create(agency=second, domain="school.example")
    form = new_form()
    assert errors(sender.post(form, filled())) == ["Select your agency"]
    assert errors(sender.post(form, filled(agency=str(stranger.pk)))) == ["Select an answer from the list"]
    assert sender.post(form, filled(agency=str(second.pk))).status_code == 302
    assert Referral.objects.get().agency == second


def test_an_address_that_lost_its_agency_meanwhile_is_told_so_and_keeps_its_words(sender: Client) -> None:
    AgencyDomain.objects.all().delete()
    page = sender.post(new_form(), filled())
    assert "no longer registered for any agency" in page.content.decode()
    assert SECRET_WORDS in page.content.decode()
    assert Referral.objects.count() == 0


def test_another_sender_finds_neither_the_receipt_nor_the_file_nor_an_earlier_form(sender: Client, site: Enter) -> None:
    form = new_form()
    sender.post(form, filled(check="1", attachment=pdf()))
    sender.post(form, filled())
    agency(domain="other.example")
    other = site("referrals")
    sign_in(other, "nurse@other.example")
    assert other.get(f"{form}receipt/").status_code == 404
    assert other.get(f"{form}receipt.pdf").status_code == 404
    assert "chronology.pdf" not in other.get(form).content.decode()
    other.post(form, filled(sender_name="Nurse Nightly"))
    assert Referral.objects.filter(sender_email="head@school.example").get().sender_name == "Alma Archer"
    assert Referral.objects.count() == 2


def test_a_visitor_is_led_to_the_sign_in_from_every_page_of_a_referral(db: None, site: Enter) -> None:
    form = new_form()
    visitor = site("referrals")
    answers = [visitor.get(address) for address in (form, f"{form}receipt/", f"{form}receipt.pdf")]
    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(302, "/sign-in/")] * 3


def test_a_post_after_the_session_ended_is_carried_through_a_new_sign_in(sender: Client) -> None:
    form, answers = new_form(), filled(child(0), child(1, name="Second child"))
    del sender.cookies["referrals"]
    page = sender.post(form, answers)
    assert "nothing you typed is lost" in page.content.decode()
    page = sender.post(form, {**carried(page), "email": "head@school.example"})
    page = sender.post(form, {**carried(page), "code": "nonsense"})
    assert errors(page)[0].startswith("That code is not right")
    page = sender.post(form, {**carried(page), "again": "1"})
    newest = EmailCode.objects.latest("made_at")
    page = sender.post(form, {**carried(page), "code": digits(newest)})
    shown = unescape(page.content.decode())
    assert "everything you typed is here" in shown
    for words in (CHILD_NAME, "Second child", SECRET_WORDS, "Basil Boyle"):
        assert words in shown
    assert Referral.objects.count() == 0
    assert list(sender.session.keys()) == ["sender", "sender_since"]
    assert sender.post(form, answers).status_code == 302
    assert [kid.name for kid in ReferredChild.objects.all()] == [CHILD_NAME, "Second child"]


def carried(page: Any) -> dict[str, str]:
    """The hidden fields of a page."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.content.decode())
    return {name: unescape(value) for name, value in found}


def digits(code: EmailCode) -> str:

    return codes.digits_of(code)


def test_a_late_double_click_on_the_code_page_shows_the_form_and_sends_nothing(sender: Client) -> None:
    page = sender.post(new_form(), {**filled(), "email": "head@school.example", "code": "123456"})
    assert SECRET_WORDS in page.content.decode()
    assert errors(page) == []
    assert Referral.objects.count() == 0


def test_a_post_of_every_field_of_every_model_and_junk_changes_only_what_the_form_shows(sender: Client) -> None:
    foreign = arrived()
    models = (Referral, ReferredChild, Attachment, Case, Child)
    names = {field.name for model in models for field in model._meta.get_fields()}
    names |= {f"{name}_id" for name in names} | {f"junk{number}" for number in range(50)}
    junk = {name: "1" for name in names if not name.startswith("children")}
    junk |= {f"children-0-{name}": "1" for name in names}
    answers = filled()
    form_uuid = uuid.uuid4()
    sent = sender.post(f"/referral/{form_uuid}/", {**junk, "status": "accepted", **answers, "incident_is_approximate": ""})
    assert sent.status_code == 302
    referral = Referral.objects.exclude(pk=foreign.pk).get()
    untouched = {
        "status": "received", "sender_email": "head@school.example", "form_uuid": form_uuid, "case": None, "la_aware_at": None,
        "decided_at": None, "decided_by": None, "decision_reason": "", "route": "",
    }  # fmt: skip
    assert {name: getattr(referral, name) for name in untouched} == untouched
    assert referral.reference.startswith("CSPR-REF-")
    assert len(referral.receipt) == 16
    assert abs(now() - referral.received_at) < timedelta(minutes=1)
    assert [kid.referral_id for kid in ReferredChild.objects.order_by("pk")] == [foreign.pk, referral.pk]
    assert Case.objects.count() == 0


@pytest.mark.parametrize("rows", ["1000000", "-1", "many", ""])
def test_an_absurd_number_of_rows_gets_an_answer_in_words(sender: Client, rows: str) -> None:
    page = sender.post(new_form(), filled(**{"children-TOTAL_FORMS": rows}))
    assert page.status_code in (200, 302)
    assert len(re.findall('name="children-[0-9]+-name"', page.content.decode())) <= 13
