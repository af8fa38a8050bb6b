"""Beginning a referral and opening one by its receipt number: five tries, no list, and nothing for anybody else."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from cspr.models import AccessRecord, Agency, User
from referrals import drafts
from referrals.models import Draft, WrongNumber
from tests.referrals.answers import SECRET_WORDS, arrived, draft, errors, now, sign_in
from tests.referrals.walking import begin, draft_at, number_at, open_by_number, post

Enter = Callable[..., Client]


def plain(client: Client) -> str:
    """The home page without what differs at each look."""
    page = client.get("/referral/").content.decode()
    return re.sub(r'(name="(csrfmiddlewaretoken|proposed)"\s+value=)"[^"]*"', r"\1", page)


def test_the_page_is_the_same_for_a_sender_with_drafts_and_referrals_as_for_one_without(sender: Client) -> None:
    before = plain(sender)
    post(sender, f"{begin(sender)}you/", {"sender_name": [SECRET_WORDS]})
    draft(at=now())
    arrived(sender="head@school.example")
    assert plain(sender) == before


def test_a_new_referral_shows_its_number_once_begun_and_again_on_the_task_list(sender: Client) -> None:
    base = begin(sender)
    number = number_at(base)
    assert number in sender.get(f"{base}number/").content.decode()
    assert number in sender.get(base).content.decode()
    assert sender.get(f"{base}number/")["Cache-Control"] == "no-store"
    assert draft_at(base).agency == Agency.objects.get()


def test_a_start_pressed_twice_begins_one_draft(sender: Client) -> None:
    page = sender.get("/referral/")
    proposed = re.search(r'name="proposed"\s+value="([^"]*)"', page.content.decode())
    assert proposed
    answers = {sender.post("/referral/start/", {"proposed": proposed[1]})["Location"] for _ in range(3)}
    assert len(answers) == Draft.objects.count() == 1


def test_a_start_page_of_a_draft_in_which_something_is_typed_opens_nothing(sender: Client, site: Enter) -> None:
    page = sender.get("/referral/").content.decode()
    proposed = re.search(r'name="proposed"\s+value="([^"]*)"', page)
    assert proposed
    base = sender.post("/referral/start/", {"proposed": proposed[1]})["Location"].removesuffix("number/")
    post(sender, f"{base}you/", {"sender_name": [SECRET_WORDS]})
    thief = site("referrals")
    sign_in(thief, "head@school.example")
    assert thief.post("/referral/start/", {"proposed": proposed[1]})["Location"] == "/referral/"
    assert thief.get(base)["Location"] == "/referral/?number=needed"


def test_at_the_limit_of_drafts_it_is_said_what_to_do(sender: Client) -> None:
    for _ in range(drafts.MOST_DRAFTS):
        draft(at=now())
    page = sender.post("/referral/start/").content.decode()
    assert "No new referral was begun" in page
    assert "01225 000000" in page
    assert Draft.objects.count() == drafts.MOST_DRAFTS


def test_an_address_without_an_agency_is_told_so_and_begins_nothing(sender: Client) -> None:
    Agency.objects.update(is_active=False)
    assert "not registered for any agency any more" in sender.get("/referral/").content.decode()
    sender.post("/referral/start/")
    assert Draft.objects.count() == 0


def test_a_number_opens_a_draft_in_another_browser_and_the_opening_is_recorded(sender: Client, site: Enter) -> None:
    base = begin(sender)
    post(sender, f"{base}you/", {"sender_name": ["Alma Archer"]})
    other = site("referrals")
    sign_in(other, "head@school.example")
    assert other.get(base)["Location"] == "/referral/?number=needed"
    assert open_by_number(other, number_at(base).replace(" ", "-"))["Location"] == base
    assert "Alma Archer" in other.get(f"{base}you/").content.decode()
    record = AccessRecord.objects.latest("pk")
    assert (record.sender, record.action, record.what) == ("head@school.example", "opened", "draft of a referral")
    assert record.object_id == str(draft_at(base).pk)


def test_the_number_of_one_that_was_sent_leads_to_its_status(sender: Client) -> None:
    written = draft(at=now())
    arrived(written=written, at=now())
    base = f"/referral/{written.pk}/"
    assert open_by_number(sender, number_at(base))["Location"] == f"{base}status/"
    assert sender.get(f"{base}you/")["Location"] == f"{base}receipt/"


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("", "Enter the receipt number"),
        ("1234", "A receipt number has 16 digits; this has 4. Check it and type it again"),
        ("1" * 17, "A receipt number has 16 digits; this has 17. Check it and type it again"),
        ("\u0661" * 16, "A receipt number has 16 digits; this has 16. Check it and type it again"),
        ("a\x00b", "Null characters are not allowed."),
    ],
)
def test_what_is_no_number_costs_no_try(sender: Client, typed: str, line: str) -> None:
    assert errors(open_by_number(sender, typed)) == [line]
    assert WrongNumber.objects.count() == 0


def test_five_wrong_numbers_shut_the_door_for_a_day_and_a_new_number_opens_it(sender: Client, manager: User) -> None:
    base = begin(sender)
    right = number_at(base)
    said = [errors(open_by_number(sender, f"{number:016d}"))[0] for number in range(4)]
    assert [re.findall(r"you have (.*) left", line) for line in said] == [["4 tries"], ["3 tries"], ["2 tries"], ["one try"]]
    last = open_by_number(sender, f"{5:016d}").content.decode()
    assert "that was the last of five tries" in last
    for page in (last, open_by_number(sender, right).content.decode(), sender.get("/referral/").content.decode()):
        assert "nothing can be opened from your address for 24 hours" in page
        assert "01225 000000" in page
        assert 'name="number"' not in page
    renewed = drafts.renew_number(draft_at(base), by=manager, at=now())
    assert open_by_number(sender, number_at(base))["Location"] == base
    assert renewed.number_serial == 1


def test_a_new_number_shuts_the_draft_where_the_earlier_one_had_opened_it(sender: Client, manager: User) -> None:
    base = begin(sender)
    drafts.renew_number(draft_at(base), by=manager, at=now())
    for page in ("", "number/", "you/", "check/"):
        assert sender.get(base + page)["Location"] == "/referral/?number=needed"


def test_the_session_holds_the_address_and_ids_and_signing_out_clears_it(sender: Client) -> None:
    base = begin(sender)
    post(sender, f"{base}child/1/child-about/", {"name": [SECRET_WORDS]})
    assert set(sender.session.keys()) == {"sender", "sender_since", "opened"}
    assert sender.session["opened"] == {str(draft_at(base).pk): 0}
    sender.post("/sign-out/")
    assert dict(sender.session.items()) == {}


@pytest.mark.parametrize("address", ["/referral/start/", "/referral/open/"])
def test_an_address_that_takes_posts_leads_back_when_it_is_typed(sender: Client, address: str) -> None:
    assert sender.get(address)["Location"] == "/referral/"
