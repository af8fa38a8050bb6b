"""Checking, signing and sending: once, whole, as the sender read it; whatever refuses it keeps every word."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from pytest_django import Settings

from cspr.models import AgencyDomain, OutgoingEmail
from referrals import lifecycle
from referrals.models import DraftStep, Referral
from tests import database
from tests.cast import agency
from tests.referrals.answers import CHILD_NAME, SECRET_WORDS, arrived, errors, now, sign_in
from tests.referrals.typed import fill, page
from tests.referrals.walking import address, begin, draft_at, hidden, post, send, signed

Enter = Callable[..., Client]


@pytest.fixture
def base(sender: Client) -> str:
    """The task list of a draft that is complete."""
    begun = begin(sender)
    fill(draft_at(begun), at=now())
    return begun


def text(client: Client, url: str) -> str:
    """The page as words."""
    return unescape(client.get(url).content.decode())


def test_a_complete_draft_becomes_a_referral_and_leads_to_its_receipt(sender: Client, base: str) -> None:
    sent = send(sender, base)
    referral = Referral.objects.get()
    assert sent["Location"] == f"{base}receipt/"
    assert referral.reference in text(sender, sent["Location"])
    assert (referral.sender_email, referral.agency.name) == ("head@school.example", "Canary School")
    assert (referral.declared_by, referral.narrative, referral.form_uuid) == ("Alma Archer", SECRET_WORDS, draft_at(base).pk)
    assert [child.name for child in referral.children.all()] == [CHILD_NAME]
    assert DraftStep.objects.count() == 0


def test_the_check_page_shows_every_answer_and_where_to_change_it(sender: Client, base: str) -> None:
    shown = text(sender, f"{base}check/")
    for words in (CHILD_NAME, SECRET_WORDS, "Basil Boyle", "Canary Brother", "Canary first injury seen", "27 March 2019"):
        assert words in shown
    for slug, row in (("manager", 0), ("incident", 0), ("child-about", 1)):
        assert f'href="{address(base, slug, row)}?from=check"' in shown
    assert "Before you can send it" not in shown
    assert f'action="{base}copy.pdf"' in shown


def test_a_draft_with_something_missing_lists_it_with_links_and_cannot_be_sent(sender: Client) -> None:
    base = begin(sender)
    shown = text(sender, f"{base}check/")
    assert "The senior manager you spoke to: not answered yet" in shown
    assert f'href="{base}manager/?from=check"' in shown
    assert 'name="do-send"' not in shown
    assert sender.post(f"{base}send/", {"declared_by": "Alma", "declared": "on"})["Location"] == f"{base}check/"
    assert Referral.objects.count() == 0


def test_a_contradiction_is_named_with_the_page_where_it_is_put_right(sender: Client, base: str) -> None:
    post(sender, f"{base}harm/", page("harm", outcome="death", harm_types=[]))
    shown = text(sender, f"{base}check/")
    assert "Before you can send it" in shown
    assert send(sender, base)["Location"] == f"{base}check/"
    assert Referral.objects.count() == 0


def test_the_declaration_is_asked_for_and_what_was_signed_stays(sender: Client, base: str) -> None:
    back = send(sender, base, declared="")
    assert back["Location"] == f"{base}check/"
    shown = sender.get(f"{base}check/")
    assert errors(shown) == ["Tick the declaration to send the referral"]
    assert 'value="Alma Archer"' in shown.content.decode()
    assert "<title>Error: " in shown.content.decode()


def test_an_unusual_answer_is_asked_about_and_confirmed_and_never_refused(sender: Client, base: str) -> None:
    earlier = {"discussed_on-day": "1", "discussed_on-month": "1", "discussed_on-year": "2026"}
    post(sender, f"{base}manager/", page("manager", **earlier))
    asked = sender.get(f"{base}check/")
    names = [name for name in signed(asked) if name.startswith("sure-")]
    assert len(names) == 1
    assert send(sender, base, **{names[0]: []})["Location"] == f"{base}check/"
    assert "Tick that it is, or change the answer" in errors(sender.get(f"{base}check/"))[0]
    assert send(sender, base)["Location"] == f"{base}receipt/"
    assert len(Referral.objects.get().confirmed) == 1


def test_after_a_change_the_declaration_is_asked_for_again(sender: Client, base: str) -> None:
    sender.post(f"{base}send/", signed(sender.get(f"{base}check/"), **{"do-later": "1"}))
    assert 'name="declared" type="checkbox" value="on" checked' in text(sender, f"{base}check/")
    post(sender, f"{base}incident/", page("incident", narrative="Canary changed"))
    shown = text(sender, f"{base}check/")
    assert 'value="Alma Archer"' in shown
    assert "checked" not in shown


def test_what_the_sender_has_not_read_is_not_sent(sender: Client, base: str) -> None:
    read = signed(sender.get(f"{base}check/"))
    post(sender, f"{base}incident/", page("incident", narrative="Canary changed in another window"))
    back = sender.post(f"{base}send/", read)
    assert back["Location"] == f"{base}check/?refused=changed"
    assert "A page was changed in the meantime" in text(sender, back["Location"])
    assert Referral.objects.count() == 0


def test_two_versions_of_a_page_have_to_be_settled_before_sending(sender: Client, base: str) -> None:
    DraftStep.objects.filter(step="you").update(set_aside={"sender_name": ["Somebody"]}, set_aside_at=now())
    assert "About you: choose between two versions" in text(sender, f"{base}check/")
    assert send(sender, base)["Location"] == f"{base}check/"
    assert Referral.objects.count() == 0


def test_sent_again_by_a_double_click_back_refresh_or_retry_it_is_one_referral(sender: Client, base: str) -> None:
    read = signed(sender.get(f"{base}check/"))
    answers = [sender.post(f"{base}send/", read)["Location"] for _ in range(3)]
    answers += [sender.get(base + part)["Location"] for part in ("", "check/", "send/", "you/", "files/", "number/")]
    assert set(answers) == {f"{base}receipt/"}
    assert Referral.objects.count() == 1
    assert OutgoingEmail.objects.filter(key__endswith=":confirmed").count() == 1


def test_20_parallel_sends_give_one_referral_and_one_receipt(committed_db: str, site: Enter) -> None:
    agency(domain="school.example")
    client = site("referrals")
    sign_in(client, "head@school.example")
    base = begin(client)
    fill(draft_at(base), at=now())
    read, cookie = signed(client.get(f"{base}check/")), client.cookies["referrals"].value

    def press(_: int) -> str:
        other = Client()
        other.cookies["referrals"] = cookie
        try:
            answer = other.post(f"{base}send/", read)["Location"]
            while answer.endswith("?refused=busy"):
                answer = other.post(f"{base}send/", read)["Location"]
            return answer
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        answers = set(pool.map(press, range(20)))
    assert answers == {f"{base}receipt/"}
    assert Referral.objects.count() == 1
    assert OutgoingEmail.objects.filter(key__endswith=":confirmed").count() == 1


def test_the_sixth_referral_within_an_hour_is_refused_with_its_words_kept(sender: Client, base: str) -> None:
    for _ in range(lifecycle.PER_HOUR):
        arrived(at=now(), sender="head@school.example")
    back = send(sender, base)
    assert "Five referrals were sent from your address" in text(sender, back["Location"])
    assert SECRET_WORDS in text(sender, f"{base}check/")
    assert Referral.objects.count() == lifecycle.PER_HOUR


def test_a_full_disk_refuses_before_anything_is_accepted_and_keeps_the_words(
    sender: Client, base: str, settings: Settings
) -> None:
    settings.UPLOAD_RESERVE_MB = 10**9
    refused = send(sender, base)
    assert refused["Location"] == f"{base}check/?refused=room"
    shown = text(sender, refused["Location"])
    assert "We have no room to store anything just now" in shown
    assert SECRET_WORDS in shown
    assert not Referral.objects.exists()
    settings.UPLOAD_RESERVE_MB = 0
    assert send(sender, base)["Location"] == f"{base}receipt/"


def test_an_address_that_lost_its_agency_meanwhile_is_told_so_and_keeps_its_words(sender: Client, base: str) -> None:
    AgencyDomain.objects.all().delete()
    back = send(sender, base)
    assert back["Location"] == f"{base}check/?refused=agency"
    assert "not registered for any agency any more" in text(sender, back["Location"])
    assert SECRET_WORDS in text(sender, f"{base}check/")
    assert Referral.objects.count() == 0


def test_a_reason_in_the_address_that_we_did_not_write_is_not_repeated(sender: Client, base: str) -> None:
    assert "invented" not in text(sender, f"{base}check/?refused=invented")


# --- A page that arrives after its session ended


def test_a_page_posted_after_the_session_ended_is_stored_and_not_shown(sender: Client, base: str) -> None:
    url = f"{base}incident/"
    token = hidden(sender.get(url), "page")
    sender.cookies.clear()
    answer = sender.post(url, {"page": token, **page("incident", narrative="Canary late")})
    shown = answer.content.decode()
    assert "What you typed is saved" in shown
    assert "Canary" not in shown
    assert CHILD_NAME not in shown
    assert DraftStep.objects.get(step="incident").answers["narrative"] == ["Canary late"]
    assert sender.get(url)["Location"] == "/sign-in/"


def test_a_wrong_answer_posted_late_is_stored_as_it_was_typed(sender: Client, base: str) -> None:
    url = f"{base}incident/"
    token = hidden(sender.get(url), "page")
    sender.post("/sign-out/")
    sender.post(url, {"page": token, **page("incident", **{"incident_on-month": "13"}), "junk": "1"})
    saved = DraftStep.objects.get(step="incident")
    assert saved.answers == page("incident", **{"incident_on-month": "13"})


def test_a_late_page_that_is_older_lies_beside_the_newer_words(sender: Client, base: str) -> None:
    url = f"{base}safety/"
    token = hidden(sender.get(url), "page")
    post(sender, url, page("safety", safety="Canary newer"))
    sender.cookies.clear()
    sender.post(url, {"page": token, **page("safety", safety="Canary older")})
    saved = DraftStep.objects.get(step="safety")
    assert (saved.answers["safety"], (saved.set_aside or {})["safety"]) == (["Canary newer"], ["Canary older"])


def test_a_late_page_of_another_session_of_the_same_sender_says_how_to_open_it(sender: Client, base: str, site: Enter) -> None:
    url = f"{base}incident/"
    token = hidden(sender.get(url), "page")
    other = site("referrals")
    sign_in(other, "head@school.example")
    answer = other.post(url, {"page": token, **page("incident", narrative="Canary late")}).content.decode()
    assert "open the draft with its receipt number" in answer
    assert other.get(url)["Location"] == "/referral/?number=needed"


@pytest.mark.parametrize("token", ["", "nonsense", "e30:1abc:def"])
def test_a_late_page_without_a_token_of_ours_stores_nothing(sender: Client, base: str, token: str) -> None:
    before = DraftStep.objects.get(step="incident").answers
    sender.cookies.clear()
    answer = sender.post(f"{base}incident/", {"page": token, **page("incident", narrative="Canary late")})
    assert answer["Location"] == "/sign-in/"
    assert DraftStep.objects.get(step="incident").answers == before


@pytest.mark.parametrize("signed_in", [True, False])
@pytest.mark.parametrize("gone", ["sent", "deleted"])
def test_a_late_page_of_a_draft_that_is_gone_is_not_stored_and_that_is_said(
    sender: Client, base: str, gone: str, signed_in: bool
) -> None:
    url = f"{base}incident/"
    token = hidden(sender.get(url), "page")
    if gone == "sent":
        send(sender, base)
    else:
        sender.post(f"{base}discard/")
    if not signed_in:
        sender.cookies.clear()
    answer = sender.post(url, {"page": token, **page("incident", narrative="Canary late")})
    assert answer.status_code == 409
    assert "can no longer be changed here" in answer.content.decode()
    assert "Canary" not in answer.content.decode()
    assert DraftStep.objects.count() == 0


def test_a_late_declaration_is_stored_and_nothing_is_sent(sender: Client, base: str) -> None:
    read = signed(sender.get(f"{base}check/"))
    sender.cookies.clear()
    assert "Nothing has been sent yet" in sender.post(f"{base}send/", read).content.decode()
    assert DraftStep.objects.get(step="declaration").answers["declared_by"] == ["Alma Archer"]
    assert Referral.objects.count() == 0


def test_a_page_whose_protection_ran_out_is_stored_all_the_same(db: None, site: Enter) -> None:
    agency(domain="school.example")
    client = site("referrals")
    sign_in(client, "head@school.example")
    base = begin(client)
    token = hidden(client.get(f"{base}incident/"), "page")
    strict = site("referrals", enforce_csrf_checks=True)
    strict.cookies["referrals"] = client.cookies["referrals"].value
    answer = strict.post(f"{base}incident/", {"page": token, **page("incident", narrative="Canary late")})
    assert "What you typed is saved" in answer.content.decode()
    assert f'href="{base}"' in answer.content.decode()
    assert DraftStep.objects.get().answers["narrative"] == ["Canary late"]


def test_a_token_writes_into_its_own_step_whatever_the_address_says(sender: Client, base: str, site: Enter) -> None:
    other = begin(sender)
    token = hidden(sender.get(f"{base}safety/"), "page")
    visitor = site("referrals")
    visitor.post(f"{other}incident/", {"page": token, **page("safety", safety="Canary late"), **page("incident")})
    assert draft_at(other).steps.count() == 0
    assert draft_at(base).steps.get(step="safety").answers == page("safety", safety="Canary late")


def test_a_page_that_cannot_be_stored_at_once_comes_back_with_what_was_typed(committed_db: str, site: Enter) -> None:
    agency(domain="school.example")
    client = site("referrals")
    sign_in(client, "head@school.example")
    base = begin(client)
    url = f"{base}safety/"
    token = hidden(client.get(url), "page")
    with database.superuser(committed_db) as other, other.cursor() as cursor:
        other.autocommit = False
        cursor.execute("SELECT 1 FROM referrals_draft FOR UPDATE")
        answer = client.post(url, {"page": token, **page("safety", safety="Canary waits"), "do-continue": "1"})
        late = Client().post(url, {"page": token, **page("safety", safety="Canary waits"), "do-continue": "1"})
        other.rollback()
    shown = unescape(answer.content.decode())
    assert (answer.status_code, late.status_code) == (503, 503)
    assert "Canary waits" in shown
    assert "press the button once more" in shown
    assert "Canary" not in late.content.decode()
    assert hidden(answer, "page") == token
    assert DraftStep.objects.count() == 0
