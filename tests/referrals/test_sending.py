"""What is sent is stored once, for its own sender, and holds what the form shows and nothing else."""

import hashlib
import re
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from html import unescape
from typing import Any

from django.db import connection
from django.test import Client

from cspr import codes
from cspr.models import AccessRecord, AgencyDomain, Case, Child, EmailCode, OutgoingEmail
from referrals.models import Attachment, Referral, ReferredChild
from tests import database
from tests.cast import agency
from tests.referrals.answers import (
    CHILD_NAME,
    SECRET_WORDS,
    arrived,
    child,
    errors,
    filled,
    new_form,
    now,
    pdf,
    sign_in,
)

Enter = Callable[..., Client]


def test_opening_and_saving_the_receipt_is_recorded_with_the_sender(sender: Client) -> None:
    form = new_form()
    sender.post(form, filled())
    sender.get(f"{form}receipt/")
    sender.get(f"{form}receipt.pdf")
    records = AccessRecord.objects.order_by("pk").values_list("sender", "site", "action", "what")
    what = "receipt of a referral"
    assert list(records) == [("head@school.example", "referrals", action, what) for action in ("opened", "downloaded")]


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
            answer = other.post(form, filled(attachment=pdf()))
            while answer.status_code == 200 and "The same form is being sent" in answer.content.decode():
                answer = other.post(form, filled(attachment=pdf()))
            return answer["Location"]
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        answers = set(pool.map(send, range(20)))
    assert answers == {f"{form}receipt/"}
    assert Referral.objects.count() == 1
    assert Referral.objects.get().attachments.count() == 1
    assert OutgoingEmail.objects.filter(key__endswith=":confirmed").count() == 1


def test_a_form_that_another_request_holds_is_answered_in_words_and_keeps_what_was_typed(
    committed_db: str, site: Enter
) -> None:
    agency(domain="school.example")
    client = site("referrals")
    sign_in(client, "head@school.example")
    form = new_form()
    with database.superuser(committed_db) as other, other.cursor() as cursor:
        digest = hashlib.sha256(f"head@school.example {form.split('/')[2]}".encode()).digest()
        cursor.execute("SELECT pg_advisory_lock(%s)", [int.from_bytes(digest[:8], signed=True)])
        page = client.post(form, filled())
    assert "The same form is being sent" in page.content.decode()
    assert SECRET_WORDS in page.content.decode()
    assert client.post(form, filled()).status_code == 302


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
