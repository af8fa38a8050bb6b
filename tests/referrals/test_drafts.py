"""What a sender types is kept as it was typed, page by page; a receipt number opens it, and time removes it."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core import signing
from pytest_django import Settings

from cspr.models import User
from referrals import drafts, receipts
from referrals.drafts import Page
from referrals.models import Draft, DraftStep, WrongNumber
from referrals.models.drafts import KEPT_FOR
from referrals.views.typed import answers_of
from tests.referrals.answers import MONDAY, SECRET_WORDS, arrived, draft

HEAD = "head@school.example"
LATER = MONDAY + timedelta(hours=1)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
pytestmark = pytest.mark.django_db


def save(begun: Draft, words: str, *, version: int = 0, step: str = "you", row: int = 0, judged: bool = True) -> DraftStep:
    """Save one page with one answer."""
    return drafts.save(Page(begun.pk, step, row, version), {"words": [words]}, judged=judged, at=LATER)


def save_late(begun: Draft, words: str, *, version: int = 0) -> DraftStep:
    """The same after the session ended."""
    return drafts.save_late(Page(begun.pk, "you", 0, version), {"words": [words]}, at=LATER)


def wrong(sender: str, *numbers: str, at: Any = MONDAY) -> list[int]:
    """How many tries are left after each wrong number."""
    left = []
    for number in numbers:
        with pytest.raises(drafts.NumberRefused) as refused:
            drafts.find(sender, number, at=at)
        left.append(refused.value.tries_left)
    return left


FIVE = [f"{number:016d}" for number in range(5)]


def test_a_receipt_number_has_sixteen_digits_and_is_held_by_no_row() -> None:
    begun = draft()
    number = receipts.number_of(begun)
    assert [len(group) for group in number.split(" ")] == [4, 4, 4, 4]
    assert number.replace(" ", "").isdecimal()
    held = [str(value) for value in Draft.objects.values_list().get()]
    assert not [value for value in held if number.replace(" ", "") in value or number in value]


@pytest.mark.parametrize("sign", ["", " ", "-", "\u00a0", "\u2013"])
def test_a_number_is_known_however_its_groups_are_written(sign: str) -> None:
    begun = draft()
    typed = receipts.number_of(begun).replace(" ", sign)
    assert drafts.find(HEAD.upper(), f" {typed} ", at=LATER) == begun


def test_two_drafts_have_two_numbers_and_neither_opens_the_other() -> None:
    first, second = draft(), draft()
    assert not receipts.fits(first, receipts.number_of(second))
    assert drafts.find(HEAD, receipts.number_of(second), at=LATER) == second


def test_a_number_opens_nothing_for_another_sender() -> None:
    number = receipts.number_of(draft())
    assert wrong("nurse@other.example", number) == [4]


def test_a_number_made_with_the_key_before_the_present_one_still_opens(settings: Settings) -> None:
    begun = draft()
    number = receipts.number_of(begun)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another " * 8, [settings.SECRET_KEY]
    assert drafts.find(HEAD, number, at=LATER) == begun
    settings.SECRET_KEY_FALLBACKS = []
    assert not receipts.fits(begun, number)


def test_after_five_wrong_numbers_even_the_right_one_opens_nothing_for_a_day() -> None:
    begun = draft()
    assert wrong(HEAD, *FIVE) == [4, 3, 2, 1, 0]
    number = receipts.number_of(begun)
    assert wrong(HEAD, number) == [0]
    assert wrong(HEAD, number, at=MONDAY + drafts.SHUT_FOR - timedelta(seconds=1)) == [0]
    assert drafts.find(HEAD, number, at=MONDAY + drafts.SHUT_FOR) == begun


def test_the_same_wrong_number_typed_twice_costs_one_try() -> None:
    draft()
    assert wrong(HEAD, FIVE[0], FIVE[0], " ".join(["0000"] * 4), FIVE[1]) == [4, 4, 4, 3]
    assert not [digest for digest in WrongNumber.objects.values_list("digest", flat=True) if "000000" in digest]


def test_wrong_numbers_of_one_address_shut_nobody_else_out() -> None:
    begun = draft()
    wrong("nurse@other.example", *FIVE)
    assert drafts.find(HEAD, receipts.number_of(begun), at=MONDAY) == begun


def test_a_new_number_opens_at_once_and_the_earlier_one_no_longer(manager: User) -> None:
    begun = draft()
    earlier = receipts.number_of(begun)
    wrong(HEAD, *FIVE)
    renewed = drafts.renew_number(begun, by=manager, at=MONDAY + HOUR)
    assert drafts.tries_left(HEAD, at=MONDAY + HOUR) == drafts.TRIES
    assert drafts.find(HEAD, receipts.number_of(renewed), at=MONDAY + HOUR) == begun
    assert wrong(HEAD, earlier, at=MONDAY + HOUR) == [4]


def test_no_more_than_the_limit_of_drafts_is_kept_for_one_address() -> None:
    for _ in range(drafts.MOST_DRAFTS):
        begun = draft()
    with pytest.raises(drafts.TooManyDrafts):
        draft(sender=HEAD.title())
    drafts.discard(begun, at=LATER)
    assert draft().sender_email == HEAD


def test_a_start_asked_for_twice_begins_one_draft_until_something_is_typed() -> None:
    pk = uuid.uuid4()
    first = drafts.start(HEAD, agency=None, at=MONDAY, pk=pk)
    assert drafts.start(HEAD, agency=None, at=LATER, pk=pk) == first
    with pytest.raises(drafts.AlreadySent):
        drafts.start("nurse@other.example", agency=None, at=LATER, pk=pk)
    save(first, "typed")
    with pytest.raises(drafts.AlreadySent):
        drafts.start(HEAD, agency=None, at=LATER, pk=pk)


def test_what_was_typed_is_stored_as_it_was_typed_right_or_wrong() -> None:
    begun = draft()
    saved = drafts.save(Page(begun.pk, "you", 0, 0), {"born-day": ["31"], "kinds": ["a", "b"]}, judged=True, at=LATER)
    saved.refresh_from_db()
    begun.refresh_from_db()
    assert (saved.answers, saved.judged) == ({"born-day": ["31"], "kinds": ["a", "b"]}, True)
    assert begun.saved_at == LATER


def test_a_null_character_which_no_row_can_hold_is_replaced() -> None:
    begun = draft()
    answers = answers_of({"na\x00me": ["a\x00b"], "page": ["x"], "csrfmiddlewaretoken": ["x"], "do-continue": ["1"]})
    saved = drafts.save(Page(begun.pk, "you", 0, 0), answers, judged=True, at=LATER)
    saved.refresh_from_db()
    assert saved.answers == {"na\ufffdme": ["a\ufffdb"]}


def test_the_same_page_sent_twice_is_not_older_than_itself() -> None:
    begun = draft()
    save(begun, "once")
    again = save(begun, "once")
    assert again.version == 1
    assert save(begun, "then this", version=1).version == 2


def test_an_older_page_overwrites_nothing_and_is_laid_aside_until_the_sender_chooses() -> None:
    begun = draft()
    save(begun, "newer")
    with pytest.raises(drafts.Older):
        save(begun, "older")
    aside = save_late(begun, "older")
    assert (aside.answers, aside.set_aside) == ({"words": ["newer"]}, {"words": ["older"]})
    save(begun, "newest", version=1)
    aside.refresh_from_db()
    assert (aside.answers, aside.set_aside) == ({"words": ["newest"]}, {"words": ["older"]})


@pytest.mark.parametrize(("take", "left"), [(True, "older"), (False, "newer")])
def test_the_sender_takes_one_of_two_versions(take: bool, left: str) -> None:
    begun = draft()
    save(begun, "newer")
    aside = save_late(begun, "older")
    drafts.settle(Page(begun.pk, "you", 0, aside.version), take=take, seen=drafts.aside_of(aside), at=LATER + HOUR)
    aside.refresh_from_db()
    assert (aside.answers, aside.set_aside) == ({"words": [left]}, None)


def test_a_choice_between_versions_that_have_changed_since_does_nothing() -> None:
    begun = draft()
    save(begun, "newer")
    seen = drafts.aside_of(save_late(begun, "older"))
    unseen = drafts.save_late(Page(begun.pk, "you", 0, 0), {"words": ["other"]}, at=LATER + HOUR)
    drafts.settle(Page(begun.pk, "you", 0, 1), take=False, seen=seen, at=LATER + HOUR)
    save(begun, "newest", version=1)
    drafts.settle(Page(begun.pk, "you", 0, 1), take=True, seen=drafts.aside_of(unseen), at=LATER + HOUR)
    unseen.refresh_from_db()
    assert (unseen.answers, unseen.set_aside) == ({"words": ["newest"]}, {"words": ["other"]})


def test_a_page_of_a_child_who_was_removed_is_kept_and_its_number_given_to_nobody_else() -> None:
    begun = draft()
    save(begun, "first child", step="child-about", row=1)
    save(begun, "second child", step="child-about", row=2)
    drafts.remove_row(begun, ("child-about",), 2, at=LATER)
    left = begun.steps.values_list("step", "row", "answers")
    assert list(left) == [("child-about", 1, {"words": ["first child"]}), (drafts.REMOVED, 2, {})]
    assert save(begun, "typed in another window", step="child-about", row=2, version=1).version == 2


def test_a_token_names_its_page_and_is_worth_nothing_changed_or_after_the_draft_is_gone(settings: Settings) -> None:
    page = Page(uuid.uuid4(), "you", 0, 3)
    token = drafts.token_for(page)
    assert drafts.page_of(token) == page
    for spoilt in ("", token[:-1], token[1:], token.replace(":", "."), "a:b:c"):
        assert drafts.page_of(spoilt) is None
    assert drafts.page_of(signing.dumps(str(uuid.uuid4()), salt="referrals.start")) is None


def test_nothing_is_stored_in_a_draft_that_was_sent_or_deleted() -> None:
    sent, deleted = draft(), draft()
    arrived(written=sent)
    drafts.discard(deleted, at=LATER)
    for gone in (sent, deleted):
        page = Page(gone.pk, "you", 0, 0)
        for refused in (
            lambda page=page: drafts.save(page, {}, judged=True, at=LATER),
            lambda page=page: drafts.save_late(page, {}, at=LATER),
            lambda page=page: drafts.settle(page, take=True, seen="", at=LATER),
            lambda gone=gone: drafts.remove_row(gone, ("you",), 1, at=LATER),
            lambda gone=gone: drafts.discard(gone, at=LATER),
        ):
            with pytest.raises(drafts.AlreadySent):
                refused()
    assert DraftStep.objects.count() == 0


def test_sending_takes_the_words_out_of_the_draft() -> None:
    begun = draft()
    save(begun, SECRET_WORDS)
    arrived(written=begun)
    assert DraftStep.objects.count() == 0
    assert Draft.objects.get().sent_at == MONDAY


def test_a_draft_is_removed_when_nobody_has_saved_it_for_as_long_as_it_is_kept() -> None:
    old, sent = draft(), draft()
    arrived(written=sent)
    last_day = MONDAY + KEPT_FOR
    assert old.kept_until == last_day.date()
    fresh = draft(at=MONDAY + HOUR)
    assert drafts.purge(at=MONDAY + KEPT_FOR + DAY) == 0
    assert drafts.purge(at=MONDAY + KEPT_FOR + DAY + timedelta(minutes=1)) == 1
    assert set(Draft.objects.all()) == {sent, fresh}


def test_a_draft_that_is_saved_while_the_old_ones_are_removed_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, now = draft(), MONDAY + 2 * KEPT_FOR
    hold = drafts.hold

    def saved_first(one: Draft) -> Draft:
        drafts.save(Page(one.pk, "you", 0, 0), {"words": ["just now"]}, judged=True, at=now)
        return hold(one)

    monkeypatch.setattr(drafts, "hold", saved_first)
    assert drafts.purge(at=now) == 0
    assert begun.steps.count() == 1
