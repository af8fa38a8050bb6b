"""Chronologies that no agency means to send: one date down a whole column, and rows as long as they may be."""

import random
from datetime import date, timedelta
from time import perf_counter

from rapid_reviews.chronology import Looked, Relative, Telling, look

DAY = date(2024, 3, 4)
FAMILY = [Relative("Ann Invented", "mother"), Relative("Bo Invented", "child")]
WORDS = "the a of and visit home school nurse police seen child mother said that was not at phoned letter letters".split()  # noqa: SIM905


def looked(rows: list[Telling]) -> Looked:
    return look(rows, FAMILY, first=DAY, last=DAY + timedelta(days=30))


def telling(pk: int, event: str) -> Telling:
    return Telling(pk, "Agency A", DAY, None, None, "Mother; child", event, "Notes")


def test_six_hundred_rows_of_one_day_are_compared_in_seconds_and_not_each_with_each() -> None:
    rows = [telling(n, f"Home visit number {n} by the health visitor, who phoned the school about it") for n in range(600)]
    begun = perf_counter()
    found = looked(rows).twice
    assert perf_counter() - begun < 10
    assert 0 < len(found) < 2 * len(rows)


def test_of_many_rows_of_one_day_the_same_one_twice_is_still_found() -> None:
    chance = random.Random(5)
    rows = [telling(n, " ".join(chance.choices(WORDS, k=15))) for n in range(60)]
    again = telling(60, f"{rows[7].event} again")
    assert [{row.pk for row in one.rows} for one in looked([*rows, again]).twice] == [{7, 60}]


def test_rows_of_twenty_thousand_signs_are_compared_in_seconds() -> None:
    chance = random.Random(7)
    rows = [telling(n, " ".join(chance.choices(WORDS, k=3600))) for n in range(8)]
    begun = perf_counter()
    looked(rows)
    assert perf_counter() - begun < 10


def test_a_long_row_sent_twice_with_a_word_changed_is_found() -> None:
    chance = random.Random(9)
    words = [f"{chance.choice(WORDS)}{chance.randrange(90)}" for _ in range(400)]
    rows = [telling(1, " ".join(words)), telling(2, " ".join([*words[:50], "another", *words[51:]]))]
    assert [{row.pk for row in one.rows} for one in looked(rows).twice] == [{1, 2}]
