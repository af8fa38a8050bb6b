"""A sender's code: six digits, ten minutes, five tries, once."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, connections
from pytest_django import Settings

from cspr import codes
from cspr.codes import TooManyCodes, WrongCode
from cspr.models import EmailCode, OutgoingEmail

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
ADDRESS = "head@school.example"
MINUTE = timedelta(minutes=1)


def wrong(code: EmailCode) -> str:
    return f"{(int(codes.digits_of(code)) + 1) % 1_000_000:06d}"


def tries_left(typed: str, at: datetime = AT, address: str = ADDRESS, asked_by: str = "") -> int | None:
    """None if the code was right."""
    try:
        codes.spend(address, typed, at=at, asked_by=asked_by)
    except WrongCode as error:
        return error.tries_left
    return None


def test_the_right_code_works_once(db: None) -> None:
    code = codes.send(ADDRESS, at=AT)
    assert tries_left(codes.digits_of(code)) is None
    code.refresh_from_db()
    assert code.used_at == AT
    assert tries_left(codes.digits_of(code)) == 0
    assert str(code) == f"Code {code.pk}"


def test_it_has_six_digits_and_may_be_typed_with_spaces_in_any_case_of_the_address(db: None) -> None:
    code = codes.send(ADDRESS, at=AT)
    digits = codes.digits_of(code)
    assert len(digits) == 6
    assert digits.isdecimal()
    assert tries_left(f" {digits[:3]} {digits[3:]} ", address="HEAD@School.example") is None


def test_it_works_for_ten_minutes_and_not_longer(db: None) -> None:
    code = codes.send(ADDRESS, at=AT)
    assert tries_left(codes.digits_of(code), at=AT + 10 * MINUTE) == 0
    assert tries_left(codes.digits_of(code), at=AT + 10 * MINUTE - timedelta(seconds=1)) is None


def test_five_wrong_tries_and_then_the_right_one_does_not_help(db: None) -> None:
    code = codes.send(ADDRESS, at=AT)
    assert [tries_left(wrong(code)) for _ in range(5)] == [4, 3, 2, 1, 0]
    assert tries_left(codes.digits_of(code)) == 0


@pytest.mark.parametrize("typed", ["", "abcdef", "12345", "1234567", "١٢٣٤٥٦", "12345²"])
def test_what_is_no_code_costs_a_try_and_breaks_nothing(db: None, typed: str) -> None:
    codes.send(ADDRESS, at=AT)
    assert tries_left(typed) == 4


def test_a_code_of_another_address_does_not_work(db: None) -> None:
    code = codes.send("other@school.example", at=AT)
    assert tries_left(codes.digits_of(code)) == 0
    assert tries_left(codes.digits_of(code), address="other@school.example") is None


def test_with_no_code_asked_for_none_works(db: None) -> None:
    assert tries_left("000000") == 0


def test_of_two_codes_the_newer_one_is_asked(db: None) -> None:
    codes.send(ADDRESS, at=AT)
    newer = codes.send(ADDRESS, at=AT + MINUTE)
    assert tries_left(codes.digits_of(newer), at=AT + MINUTE) is None


def test_an_address_may_ask_six_times_in_an_hour(db: None) -> None:
    for number in range(6):
        codes.send(ADDRESS, at=AT + number * MINUTE)
    with pytest.raises(TooManyCodes):
        codes.send(ADDRESS.upper(), at=AT + 30 * MINUTE)
    codes.send("other@school.example", at=AT + 30 * MINUTE)
    codes.send(ADDRESS, at=AT + 61 * MINUTE)
    assert OutgoingEmail.objects.count() == 8


def test_only_the_browser_that_asked_can_use_the_code_or_spend_its_tries(db: None) -> None:
    code = codes.send(ADDRESS, at=AT, asked_by="sender")
    for stranger in ("stranger", ""):
        assert tries_left(codes.digits_of(code), asked_by=stranger) == 0
        assert [tries_left(wrong(code), asked_by=stranger) for _ in range(6)] == [0] * 6
    assert tries_left(wrong(code), asked_by="sender") == 4
    assert tries_left(codes.digits_of(code), asked_by="sender") is None


def test_a_stranger_who_asks_for_codes_does_not_take_the_place_of_the_sender(db: None) -> None:
    mine = codes.send(ADDRESS, at=AT, asked_by="sender")
    for number in range(6):
        codes.send(ADDRESS, at=AT + number * MINUTE, asked_by="stranger")
    with pytest.raises(TooManyCodes):
        codes.send(ADDRESS, at=AT + 6 * MINUTE, asked_by="stranger")
    assert tries_left(codes.digits_of(mine), at=AT + 7 * MINUTE, asked_by="sender") is None
    codes.send(ADDRESS, at=AT + 7 * MINUTE, asked_by="sender")


def test_what_the_browser_holds_is_not_in_the_database(db: None) -> None:
    code = codes.send(ADDRESS.upper(), at=AT, asked_by="the-browser-holds-this")
    assert code.asked_by
    assert "the-browser-holds-this" not in code.asked_by
    assert code.email == ADDRESS


def test_an_address_gets_twenty_codes_in_an_hour_whoever_asks(db: None) -> None:
    for number in range(20):
        codes.send(ADDRESS, at=AT, asked_by=f"browser {number}")
    with pytest.raises(TooManyCodes):
        codes.send(ADDRESS, at=AT + MINUTE, asked_by="another")
    codes.send("nurse@school.example", at=AT + MINUTE, asked_by="another")
    codes.send(ADDRESS, at=AT + 61 * MINUTE, asked_by="another")


def test_a_mail_domain_gets_sixty_codes_in_an_hour(db: None) -> None:
    for number in range(60):
        codes.send(f"teacher{number}@school.example", at=AT, asked_by=f"browser {number}")
    with pytest.raises(TooManyCodes):
        codes.send(ADDRESS, at=AT + MINUTE, asked_by="another")
    codes.send("head@pre-school.example", at=AT + MINUTE, asked_by="another")
    codes.send(ADDRESS, at=AT + 61 * MINUTE, asked_by="another")


def test_strangers_who_flood_a_mail_domain_do_not_shut_out_who_was_let_in_before(db: None) -> None:
    earlier = codes.send(ADDRESS, at=AT, asked_by="sender")
    assert tries_left(codes.digits_of(earlier), at=AT, asked_by="sender") is None
    later = AT + 120 * MINUTE
    for number in range(60):
        codes.send(f"nobody{number}@school.example", at=later, asked_by=f"browser {number}")
    code = codes.send(ADDRESS, at=later, asked_by="sender")
    assert tries_left(codes.digits_of(code), at=later, asked_by="sender") is None


def test_an_address_of_foreign_letters_never_opens_the_code_of_another(db: None) -> None:
    code = codes.send("head@hillside.example", at=AT)
    assert tries_left(codes.digits_of(code), address="head@h\u0131lls\u0131de.example") == 0
    assert tries_left(codes.digits_of(code), address="head@hill\u017fide.example") == 0
    assert tries_left(codes.digits_of(code), address="Head@Hillside.example") is None


def test_no_copy_of_the_database_holds_the_digits(db: None) -> None:
    made = [codes.send(f"head{number}@school.example", at=AT) for number in range(5)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(c)::text FROM cspr_emailcode c UNION ALL SELECT body FROM cspr_outgoingemail")
        held = " ".join(row[0] for row in cursor.fetchall())
    # A row's own random id may hold six digits in a row by chance; taken out, nothing is left that could be a code.
    for code in made:
        held = held.replace(str(code.pk), "")
    assert [code for code in made if codes.digits_of(code) in held] == []


def test_another_secret_key_gives_other_digits(db: None, settings: Settings) -> None:
    made = [codes.send(f"head{number}@school.example", at=AT) for number in range(5)]
    before = [codes.digits_of(code) for code in made]
    settings.SECRET_KEY = "another-key-that-only-this-test-uses-and-that-is-long-enough"
    assert [codes.digits_of(code) for code in made] != before


def test_the_message_carries_no_link_and_no_case(db: None) -> None:
    codes.send(ADDRESS, at=AT)
    message = OutgoingEmail.objects.get()
    assert (message.to, message.case) == (ADDRESS, None)
    assert "http" not in message.body + message.subject


def test_twenty_guesses_at_the_same_moment_are_five_tries(committed_db: str) -> None:
    code = codes.send(ADDRESS, at=AT)
    start = threading.Barrier(20)

    def guess(_: int) -> int | None:
        try:
            start.wait(timeout=30)
            return tries_left(wrong(code))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(guess, range(20)))
    assert sorted(answer for answer in answers if answer is not None) == [*[0] * 16, 1, 2, 3, 4]


def test_the_right_code_typed_twice_at_the_same_moment_works_once(committed_db: str) -> None:
    code = codes.send(ADDRESS, at=AT)
    start = threading.Barrier(2)

    def type_it(_: int) -> int | None:
        try:
            start.wait(timeout=30)
            return tries_left(codes.digits_of(code))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(type_it, range(2)))
    assert answers.count(None) == 1
