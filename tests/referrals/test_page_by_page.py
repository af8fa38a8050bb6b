"""The form page by page: what was typed is stored first and shown again, and no button loses a word."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client

from cspr.models import AgencyDomain
from referrals.forms.catalog import CHILD_STEPS, STEPS
from referrals.models import Draft, DraftStep, Referral
from tests.cast import agency
from tests.referrals.answers import CHILD_NAME, SECRET_WORDS, errors, sign_in
from tests.referrals.typed import everything, fill, page
from tests.referrals.walking import address, begin, draft_at, hidden, number_at, post, send

Enter = Callable[..., Client]


@pytest.fixture
def base(sender: Client) -> str:
    """The task list of a draft that was just begun."""
    return begin(sender)


def text(client: Client, url: str) -> str:
    """The page as words."""
    answer = client.get(url)
    assert answer.status_code == 200, answer.get("Location")
    return unescape(answer.content.decode())


@pytest.mark.parametrize(("slug", "row"), list(everything()))
def test_a_page_is_stored_then_shown_as_it_was_typed(sender: Client, base: str, slug: str, row: int) -> None:
    typed = page(slug)
    sent = post(sender, address(base, slug, row), typed)
    assert sent.status_code == 302
    assert DraftStep.objects.get(step=slug, row=row).answers == typed
    shown = text(sender, address(base, slug, row))
    assert [value for values in typed.values() for value in values if value not in shown] == []
    assert "There is a problem" not in shown


@pytest.mark.parametrize("slug", [slug for slug in STEPS if slug != "dates"])
def test_an_empty_page_is_stored_and_comes_back_with_what_is_missing(sender: Client, base: str, slug: str) -> None:
    url = address(base, slug, 1 if slug in CHILD_STEPS else 0)
    sent = post(sender, url, {})
    assert sent["Location"] == url
    shown = sender.get(url)
    assert errors(shown) != []
    assert "<title>Error: " in shown.content.decode()


def test_a_wrong_answer_is_shown_as_it_was_typed_with_its_message(sender: Client, base: str) -> None:
    post(sender, f"{base}manager/", page("manager", **{"discussed_on-month": "13"}))
    shown = sender.get(f"{base}manager/")
    assert errors(shown) == ["Date of the discussion must be a real date"]
    assert 'value="13"' in shown.content.decode()
    assert "Basil Boyle" in shown.content.decode()


def test_come_back_later_saves_and_judges_nothing(sender: Client, base: str) -> None:
    left = post(sender, f"{base}manager/", {"manager_name": ["Basil Boyle"]}, button="do-later")
    assert left["Location"] == f"{base}?saved=1"
    assert "What you typed is saved" in text(sender, left["Location"])
    shown = sender.get(f"{base}manager/")
    assert errors(shown) == []
    assert "Basil Boyle" in shown.content.decode()


def test_save_and_continue_leads_through_every_page_to_the_check(sender: Client, base: str) -> None:
    way, url = [], f"{base}you/"
    pages = {address(base, *place): typed for place, typed in everything().items()}
    while url in pages:
        way.append(url)
        url = post(sender, url, pages[url])["Location"]
        if url == f"{base}children/":
            onward = re.search(r'href="([^"]+)"[^>]*>\s*Continue', text(sender, url))
            assert onward
            url = onward[1]
    order = [address(base, slug, 1 if slug in CHILD_STEPS else 0) for slug in STEPS]
    assert way == order
    assert url == f"{base}files/"
    assert sender.post(url, {"do-continue": "1"})["Location"] == f"{base}check/"
    assert f'href="{base}check/"' in text(sender, base)


def test_a_page_reached_from_the_check_leads_back_to_it_once_it_is_right(sender: Client, base: str) -> None:
    url = f"{base}manager/?from=check"
    assert f'href="{base}check/"' in text(sender, url)
    assert post(sender, url, {})["Location"] == url
    assert post(sender, url, page("manager"))["Location"] == f"{base}check/"


def test_a_page_refreshed_gone_back_to_or_sent_twice_stays_one_page(sender: Client, base: str) -> None:
    url = f"{base}you/"
    token = hidden(sender.get(url), "page")
    answers = [sender.post(url, {"page": token, **page("you"), "do-continue": "1"}) for _ in range(3)]
    assert {answer["Location"] for answer in answers} == {f"{base}manager/"}
    assert "Two versions" not in text(sender, url)
    assert DraftStep.objects.get().version == 1


def test_a_row_is_added_and_removed_without_judging_and_without_losing_a_word(sender: Client, base: str) -> None:
    url = f"{base}family/"
    added = post(sender, url, page("family", household_known=None), button="rows-add")
    assert added["Location"] == f"{url}?added=1#rows"
    shown = sender.get(url)
    assert errors(shown) == []
    assert "Canary Brother" in shown.content.decode()
    assert 'name="rows-1-name"' in shown.content.decode()
    both = {**page("family"), "rows-TOTAL_FORMS": ["2"], "rows-1-name": ["Canary Aunt"]}
    sender.post(url, {"page": hidden(shown, "page"), **both, "rows-remove": "0"})
    after = text(sender, url)
    assert "Canary Aunt" in after
    assert "Canary Brother" not in after


def test_the_focus_goes_to_a_row_that_was_just_added(sender: Client, base: str) -> None:
    added = post(sender, f"{base}agencies/", page("agencies"), button="rows-add")
    assert "autofocus" in text(sender, added["Location"].partition("#")[0])


def test_the_task_list_counts_what_is_complete_and_says_how_far_each_section_is(sender: Client, base: str) -> None:
    assert "0 of 10 sections complete" in text(sender, base)
    post(sender, f"{base}you/", page("you"))
    post(sender, f"{base}abuse/", page("abuse"))
    shown = text(sender, base)
    assert "1 of 10 sections complete" in shown
    states = re.findall(r'id="(\w+)-status">\s*(?:<strong[^>]*>)?\s*([\w ]+?)\s*<', shown)
    assert dict(states) == {
        **dict.fromkeys(("manager", "children", "incident", "aware", "family", "agencies", "safety", "other"), "Not started"),
        "you": "Complete",
        "criteria": "In progress",
        "dates": "Optional",
        "files": "Optional",
    }
    assert f'href="{base}harm/"' in shown


def test_a_link_beside_a_child_says_what_it_does_to_whom(sender: Client, base: str) -> None:
    for slug in CHILD_STEPS:
        post(sender, f"{base}child/1/{slug}/", page(slug, name="Canary 1") if slug == "child-about" else page(slug))
    link = sender.get(f"{base}children/").content.decode().split("child/1/child-about/", 1)[1]
    assert re.sub(r"<[^>]*>", "", link.split(">", 1)[1].split("</a>")[0]) == "Change Canary 1"


def test_children_are_added_named_and_removed_but_the_last_one_stays(sender: Client, base: str) -> None:
    for row in (1, 2):
        post(sender, f"{base}child/{row}/child-about/", {"name": [f"Canary {row}"]}, button="do-later")
    post(sender, f"{base}child/3/child-about/", {"name": [""]}, button="do-later")
    shown = text(sender, f"{base}children/")
    assert [name in shown for name in ("Canary 1", "Canary 2", "Child 3")] == [True] * 3
    assert "Canary 2" in text(sender, f"{base}child/2/remove/")
    assert Draft.objects.get().steps.count() == 3
    sender.post(f"{base}child/2/remove/")
    shown = text(sender, f"{base}children/")
    assert "Canary 2" not in shown
    assert f'href="{base}child/4/child-about/"' in shown
    for row in (1, 3):
        sender.post(f"{base}child/{row}/remove/")
    assert list(DraftStep.objects.filter(step="child-about").values_list("row", flat=True)) == [3]
    assert sender.get(f"{base}child/3/remove/")["Location"] == f"{base}children/"


@pytest.mark.parametrize(
    "wrong",
    ["child/7/child-about/", "child/0/child-about/", "child/1/you/", "child-about/", "nothing/", "child/1000/child-home/"],
)
def test_a_page_that_does_not_exist_is_not_made(sender: Client, base: str, wrong: str) -> None:
    answer = sender.get(base + wrong)
    assert (answer.status_code, answer.get("Location")) in [(404, None), (302, f"{base}children/")]
    assert DraftStep.objects.count() == 0


def test_no_more_children_are_described_than_there_is_room_for(sender: Client, base: str) -> None:
    for row in range(1, 13):
        post(sender, f"{base}child/{row}/child-about/", {"name": [f"Canary {row}"]}, button="do-later")
    assert "There is room for 12 children" in text(sender, f"{base}children/")
    assert sender.get(f"{base}child/13/child-about/")["Location"] == f"{base}children/"


def test_deleting_a_draft_asks_first_then_removes_every_word(sender: Client, base: str) -> None:
    fill(draft_at(base))
    assert "Delete this draft?" in text(sender, f"{base}discard/")
    assert Draft.objects.count() == 1
    gone = sender.post(f"{base}discard/")
    assert gone["Location"] == "/referral/?deleted=1"
    assert "The draft is deleted" in text(sender, gone["Location"])
    assert (Draft.objects.count(), DraftStep.objects.count()) == (0, 0)
    assert sender.post(f"{base}discard/")["Location"] == "/referral/?number=needed"
    assert sender.session["opened"] == {}


def test_an_older_window_overwrites_nothing_and_the_sender_chooses(sender: Client, base: str) -> None:
    url = f"{base}safety/"
    old = hidden(sender.get(url), "page")
    post(sender, url, page("safety", safety="Canary newer"))
    sent = sender.post(url, {"page": old, **page("safety", safety="Canary older"), "do-continue": "1"})
    assert sent["Location"] == url
    shown = sender.get(url)
    assert "Two versions of" in shown.content.decode()
    assert all(words in shown.content.decode() for words in ("Canary newer", "Canary older"))
    assert "choose between two versions" in text(sender, f"{base}check/")
    choice = {"page": hidden(shown, "page"), "seen": hidden(shown, "seen")}
    sender.post(url, {**choice, "do-take": "1"})
    assert DraftStep.objects.get().answers["safety"] == ["Canary older"]
    assert 'name="safety"' in text(sender, url)
    assert "Canary newer" not in text(sender, url)


def test_a_page_without_its_token_counts_as_the_oldest(sender: Client, base: str) -> None:
    url = f"{base}you/"
    sender.post(url, {**page("you"), "do-continue": "1"})
    sender.post(url, {**page("you", sender_name="Somebody Else"), "do-continue": "1"})
    sender.post(url, {"page": hidden(sender.get(f"{base}manager/"), "page"), **page("you", sender_name="A Third")})
    assert DraftStep.objects.get().answers["sender_name"] == ["Alma Archer"]


def test_a_post_of_every_field_of_every_model_and_junk_stores_only_what_the_page_shows(sender: Client, base: str) -> None:
    junk: dict[str, Any] = {f"junk{number}": "1" for number in range(50)}
    junk |= dict.fromkeys(
        ("status", "reference", "received_at", "agency", "case", "la_aware_at", "draft", "version", "id"), "1"
    )
    for (slug, row), typed in everything().items():
        post(sender, address(base, slug, row), {**junk, **typed})
        assert DraftStep.objects.get(step=slug, row=row).answers == typed
    assert Referral.objects.count() == 0
    assert draft_at(base).sender_email == "head@school.example"


def test_a_domain_that_serves_several_agencies_asks_which_and_takes_no_other(sender: Client, base: str) -> None:
    second, stranger = agency(name="Second School"), agency(name="Stranger School")
    AgencyDomain.objects.create(agency=second, domain="school.example")
    post(sender, f"{base}you/", page("you"))
    assert errors(sender.get(f"{base}you/")) == ["Select the agency for which you send this referral"]
    post(sender, f"{base}you/", {**page("you"), "agency": [str(stranger.pk)]})
    assert errors(sender.get(f"{base}you/")) == ["Select an answer from the list"]
    assert post(sender, f"{base}you/", {**page("you"), "agency": [str(second.pk)]})["Location"] == f"{base}manager/"


def test_no_page_of_a_draft_is_kept_by_a_browser_and_each_carries_the_marking(sender: Client, base: str) -> None:
    post(sender, f"{base}child/1/child-about/", page("child-about"))
    for part in ("", "you/", "children/", "child/1/child-about/", "files/", "check/", "discard/"):
        answer = sender.get(base + part)
        assert answer["Cache-Control"] == "no-store"
        assert "OFFICIAL-SENSITIVE PERSONAL" in answer.content.decode()
        assert 'class="govuk-exit-this-page"' in answer.content.decode()


def other_sender(site: Enter) -> Client:
    """Somebody of another agency."""
    agency(domain="other.example")
    client = site("referrals")
    sign_in(client, "nurse@other.example")
    return client


def test_another_sender_gets_the_same_bytes_for_this_draft_as_for_none(sender: Client, base: str, site: Enter) -> None:
    fill(draft_at(base))
    nurse = other_sender(site)
    mine = begin(nurse)
    unknown = "/referral/00000000-0000-4000-8000-000000000000/"
    parts = ("", "number/", "you/", "children/", "child/1/child-about/", "child/1/remove/", "files/", "check/", "discard/")
    for part in (*parts, "receipt/", "receipt.pdf", "status/"):
        theirs, nobodys = nurse.get(base + part), nurse.get(unknown + part)
        assert (theirs.status_code, theirs.content, theirs["Location"]) == (302, nobodys.content, nobodys["Location"])
    for part in ("you/", "send/", "discard/", "reply/", "copy.pdf", "child/1/remove/", "files/", "files/1/remove/"):
        theirs, nobodys = nurse.post(base + part, {"do-continue": "1"}), nurse.post(unknown + part, {"do-continue": "1"})
        assert (theirs.status_code, theirs.content, theirs.get("Location")) == (302, nobodys.content, nobodys["Location"])
    assert draft_at(base).steps.get(step="child-about").answers["name"] == [CHILD_NAME]
    assert draft_at(mine).steps.count() == 0


def test_a_thief_with_the_mailbox_alone_gets_no_byte_of_any_draft_or_referral(sender: Client, base: str, site: Enter) -> None:
    fill(draft_at(base))
    sent = begin(sender)
    fill(draft_at(sent))
    assert send(sender, sent)["Location"] == f"{sent}receipt/"
    assert Referral.objects.count() == 1
    kept = draft_at(base)
    thief = site("referrals")
    sign_in(thief, "head@school.example")
    canaries = ("Canary", CHILD_NAME, SECRET_WORDS, "Basil Boyle", "Alma Archer", kept.pk.hex, number_at(base))
    parts = [
        "",
        "number/",
        "children/",
        "files/",
        "check/",
        "receipt/",
        "receipt.pdf",
        "status/",
        "discard/",
        "copy.pdf",
        "send/",
    ]
    parts += [f"{slug}/" for slug in STEPS] + [f"child/1/{slug}/" for slug in CHILD_STEPS] + ["child/1/remove/", "reply/"]
    urls = ["/", "/referral/", "/sign-in/", "/referral/start/", "/referral/open/"] + [
        home + part for home in (base, sent) for part in parts
    ]
    for url in urls:
        for answer in (thief.get(url), thief.post(url, {"do-continue": "1", "number": "1"})):
            body = answer.content.decode()
            assert [word for word in canaries if word in body] == [], url
            assert answer.status_code in (200, 302, 404, 405)
    assert set(thief.session["opened"]) & {draft.split("/")[2] for draft in (base, sent)} == set()
