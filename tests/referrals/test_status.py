"""How a referral stands, as its sender reads it; and the reply to a question."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from cspr.models import AccessRecord, OutgoingEmail, User
from referrals import lifecycle, receipts
from referrals.models import Draft, Referral
from tests.cast import agency, person
from tests.referrals.answers import CHILD_NAME, MONDAY, SECRET_WORDS, arrived, draft, errors, sign_in

HOUR = timedelta(hours=1)
# Nothing of these may come back to the sender.
OF_THE_REFERRAL = (CHILD_NAME, SECRET_WORDS, "Canary Row", "Basil Boyle", "Seen by the school nurse", "chronology.pdf")
QUESTION = "Who saw the child last?"


def opened(client: Client, referral: Referral) -> str:
    """Open a sent referral with its receipt number; the address of its pages."""
    number = receipts.number_of(Draft.objects.get(pk=referral.form_uuid))
    answer = client.post("/referral/open/", {"number": number})
    assert answer["Location"] == f"/referral/{referral.form_uuid}/status/"
    return f"/referral/{referral.form_uuid}/"


def words_of(client: Client, address: str) -> str:
    """The words of a page, as they are read."""
    return unescape(client.get(address).content.decode())


def asked(client: Client, manager: User) -> tuple[Referral, str, dict[str, str]]:
    """A referral about which something is asked, its address, and the reply as it is typed."""
    referral = lifecycle.ask(arrived(), QUESTION, by=manager, at=MONDAY + HOUR)
    question = referral.questions.get()
    return referral, opened(client, referral), {"question": str(question.pk), "reply": "Her grandmother did."}


def received(referral: Referral, manager: User) -> None:
    """Nothing has happened yet."""


def considered(referral: Referral, manager: User) -> None:
    lifecycle.consider(referral, by=manager, at=MONDAY + HOUR)


def questioned(referral: Referral, manager: User) -> None:
    lifecycle.ask(referral, QUESTION, by=manager, at=MONDAY + HOUR)


def accepted(referral: Referral, manager: User) -> None:
    lifecycle.accept(referral, by=manager, at=MONDAY + HOUR, aware_at=MONDAY)


def declined(referral: Referral, manager: User) -> None:
    lifecycle.decline(referral, because="Zyxomma of reasons", route="audit", by=manager, at=MONDAY + HOUR)


@pytest.mark.parametrize(
    ("step", "state", "means"),
    [
        (received, "received", "By the end of Tuesday 16 June 2026 somebody reads it"),
        (considered, "being considered", "considers it with the local authority"),
        (questioned, "more information asked", QUESTION),
        (accepted, "decided", "takes your referral forward"),
        (declined, "decided", "No review follows by this route"),
    ],
)
def test_each_state_is_told_in_its_own_words_and_nothing_of_the_referral_comes_back(
    sender: Client, manager: User, step: Callable[[Referral, User], None], state: str, means: str
) -> None:
    referral = arrived()
    step(referral, manager)
    page = words_of(sender, f"{opened(sender, referral)}status/")
    assert f"How your referral stands: {state}" in page
    assert means in page
    assert "15 June 2026, 10:30" in page
    assert [words for words in (*OF_THE_REFERRAL, "Zyxomma of reasons") if words in page] == []


def test_a_reply_is_stored_and_then_neither_it_nor_the_question_is_shown_again(sender: Client, manager: User) -> None:
    referral, address, reply = asked(sender, manager)
    answer = sender.post(f"{address}reply/", reply)
    assert answer["Location"] == f"{address}status/"
    page = words_of(sender, f"{address}status/")
    question = referral.questions.get()
    assert question.reply == "Her grandmother did."
    assert "You answered on" in page
    assert "How your referral stands: being considered" in page
    assert "Her grandmother did." not in page
    assert QUESTION not in page


def test_a_reply_sent_twice_is_stored_once_and_answered_alike(sender: Client, manager: User) -> None:
    referral, address, reply = asked(sender, manager)
    first, second = (sender.post(f"{address}reply/", reply) for _ in range(2))
    assert first["Location"] == second["Location"] == f"{address}status/"
    assert referral.questions.count() == 1
    assert OutgoingEmail.objects.filter(key__contains=":reply:", to=manager.email).count() == 1


def test_20_parallel_presses_of_the_button_store_one_reply(committed_db: str, site: Callable[..., Client]) -> None:
    agency(domain="school.example")
    client = site("referrals")
    sign_in(client, "head@school.example")
    referral, address, reply = asked(client, person("business_manager"))
    cookie = client.cookies["referrals"].value

    def press(_: int) -> str:
        other = Client()
        other.cookies["referrals"] = cookie
        try:
            return other.post(f"{address}reply/", reply)["Location"]
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        answers = set(pool.map(press, range(20)))
    assert answers == {f"{address}status/"}
    assert [question.reply for question in referral.questions.all()] == ["Her grandmother did."]
    assert OutgoingEmail.objects.filter(key__contains=":reply:").count() == 1


def test_an_empty_or_too_long_reply_is_refused_beside_its_box_and_kept(sender: Client, manager: User) -> None:
    referral, address, reply = asked(sender, manager)
    assert errors(sender.post(f"{address}reply/", {**reply, "reply": " "})) == ["Enter your reply"]
    page = sender.post(f"{address}reply/", {**reply, "reply": "word " * 2001 + "the end"})
    assert len(errors(page)) == 1
    assert "the end" in page.content.decode()
    assert referral.questions.get().replied_at is None


def test_a_reply_to_a_question_that_was_settled_meanwhile_goes_back_to_who_typed_it(sender: Client, manager: User) -> None:
    referral, address, reply = asked(sender, manager)
    lifecycle.decline(referral, because="Heard by telephone", route="none", by=manager, at=MONDAY + 2 * HOUR)
    page = unescape(sender.post(f"{address}reply/", reply).content.decode())
    assert "your reply was not sent" in page
    assert "Her grandmother did." in page
    assert referral.questions.get().reply == ""


def test_a_page_left_open_does_not_answer_a_later_question(sender: Client, manager: User) -> None:
    referral, address, reply = asked(sender, manager)
    lifecycle.reply(referral, "From another window", at=MONDAY + 2 * HOUR)
    lifecycle.ask(referral, "Which school?", by=manager, at=MONDAY + 3 * HOUR)
    page = unescape(sender.post(f"{address}reply/", reply).content.decode())
    assert "your reply was not sent" in page
    assert [question.reply for question in referral.questions.all()] == ["From another window", ""]


def test_a_reply_after_the_session_ran_out_goes_back_to_who_typed_it_and_nothing_else_does(
    sender: Client, manager: User
) -> None:
    referral, address, reply = asked(sender, manager)
    sender.post("/sign-out/")
    page = unescape(sender.post(f"{address}reply/", reply).content.decode())
    assert "your reply was not sent" in page
    assert "Her grandmother did." in page
    assert QUESTION not in page
    assert referral.reference not in page
    assert referral.questions.get().replied_at is None


def test_a_reply_that_comes_without_the_key_of_its_page_goes_back_to_who_typed_it(sender: Client, manager: User) -> None:
    referral, address, reply = asked(sender, manager)
    sender.handler.enforce_csrf_checks = True
    answer = sender.post(f"{address}reply/", reply)
    assert answer.status_code == 403
    assert "Her grandmother did." in answer.content.decode()
    assert referral.questions.get().replied_at is None


@pytest.mark.parametrize("junk", ["", "x", "-1", "9" * 40, "\x00"])
def test_a_reply_to_no_question_of_this_referral_is_not_stored(sender: Client, manager: User, junk: str) -> None:
    referral, address, reply = asked(sender, manager)
    answer = sender.post(f"{address}reply/", {**reply, "question": junk})
    assert answer.status_code == 200
    assert "Her grandmother did." in answer.content.decode()
    assert referral.questions.get().replied_at is None


def test_nobody_replies_to_or_looks_at_a_referral_that_this_session_has_not_opened(sender: Client, manager: User) -> None:
    own = lifecycle.ask(arrived(), QUESTION, by=manager, at=MONDAY)
    other = lifecycle.ask(arrived(sender="head@other.example"), QUESTION, by=manager, at=MONDAY)
    for page in ("status/", "receipt/", "receipt.pdf"):
        answers = [sender.get(f"/referral/{pk}/{page}") for pk in pks(own, other)]
        assert len({(answer.status_code, answer["Location"], answer.content) for answer in answers}) == 1
    typed = {"question": str(own.questions.get().pk), "reply": "A guess"}
    replies = {sender.post(f"/referral/{pk}/reply/", typed).status_code for pk in pks(own, other)}
    assert replies == {403}
    assert own.questions.get().replied_at is None


def pks(*referrals: Referral) -> list[str]:
    """The ids of their drafts, and one that does not exist."""
    return [*(str(referral.form_uuid) for referral in referrals), str(uuid4())]


def test_the_status_of_a_draft_that_is_not_sent_leads_to_its_pages(sender: Client) -> None:
    begun = draft()
    sender.post("/referral/open/", {"number": receipts.number_of(begun)})
    assert sender.get(f"/referral/{begun.pk}/status/")["Location"] == f"/referral/{begun.pk}/"


def test_looking_and_replying_is_recorded_with_the_sender(sender: Client, manager: User) -> None:
    referral, address, reply = asked(sender, manager)
    sender.get(f"{address}status/")
    sender.post(f"{address}reply/", reply)
    records = AccessRecord.objects.filter(object_id=str(referral.pk)).order_by("pk")
    assert list(records.values_list("sender", "action", "what")) == [
        ("head@school.example", "opened", "status of a referral"),
        ("head@school.example", "replied", "question about a referral"),
    ]
