"""Names in a code that anybody can undo, in other letters, and days that a text gives away without writing them."""

import base64
from datetime import date

import pytest

from publications import anonymisation
from publications.anonymisation import Identity, reckoned

NAME = anonymisation.name("a name", "Oona Brindlewitt")
LINH = anonymisation.name("a name", "Linh Nguyễnová")
BORN = anonymisation.day("a date", date(2016, 3, 14))
EASTER = anonymisation.day("a date", date(2018, 3, 30))
PLAIN = "Oona Brindlewitt"


def told(identities: list[Identity], text: str) -> list[str]:
    return [one.sort for one in anonymisation.search(identities, {"Report": f"They wrote {text} at the head of it."})]


@pytest.mark.parametrize(
    "text",
    [
        base64.b64encode(PLAIN.encode()).decode(),
        f"https://example.org/?id={base64.urlsafe_b64encode(PLAIN.encode()).decode()}",
        f"data:text/plain;base64,{base64.b64encode(PLAIN.encode('utf-16-le')).decode()}",
        PLAIN.encode().hex(),
        PLAIN.encode().hex(" "),
        "0x" + PLAIN.encode().hex(),
        "".join(f"\\u{ord(sign):04x}" for sign in PLAIN),
        "".join(f"\\x{ord(sign):02x}" for sign in PLAIN),
        "".join(f"={ord(sign):02X}" for sign in PLAIN),
        "".join(f"U+{ord(sign):04X} " for sign in PLAIN),
        "&#79ona &#66rindlewitt",
        "&#x4Fona &#x42rindlewitt",
        "a child" + "".join(chr(0xE0100 + byte - 16) for byte in PLAIN.encode()),
    ],
)
def test_a_name_in_a_code_is_read(text: str) -> None:
    assert "identity" in told(NAME, text)


def test_a_name_in_the_code_of_web_addresses_is_read() -> None:
    assert told(LINH, f"https://xn--{'nguyễnová'.encode('punycode').decode()}.example.org/")


@pytest.mark.parametrize(
    "text",
    [
        "Appendix B",
        "xn--",
        "xn--a-9999999999",
        "\\u00zz",
        "\\u0041 alone",
        "&#9",
        "deadbeef cafe",
        "4a 61 6e",
        "SafeguardingPartnership",
        "\\ud800\\udc00\\ud800",
        "&#xD800 &#99999999",
        "\ufe0f\ufe0f\ufe0f",
        "AAAAaaaa====",
        "ABCDEFGHIa",
    ],
)
def test_what_is_no_code_is_left_alone(text: str) -> None:
    assert told(NAME, text) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Daniel Carrowick", "Ɗaŋıɛl Ƈaɾɾowɪcƙ"),
        ("Daniel Carrowick", "Dⱥnɨɇł Cⱥɍɍøwɨȼꝁ"),
        ("Daniel Carrowick", "ᗪᗩᑎIEᒪ ᑕᗩᖇᖇOᗯIᑕK"),
        ("Daniel Carrowick", "ꓓꓮꓠꓲꓰꓡ"),
        ("Oleksandr Kovalchuk", "Олександр Ковальчук"),
        ("Galina Petrova", "Галина Петрова"),
        ("Eleni Papadaki", "Ελένη Παπαδάκη"),
    ],
)
def test_a_name_in_other_letters_is_read(name: str, text: str) -> None:
    assert told(anonymisation.name("a name", name), text)


@pytest.mark.parametrize(
    "text",
    [
        "14 mars 2016",
        "14 Mawrth 2016",
        "14 marca 2016 roku",
        "14 de marzo de 2016",
        "14. März 2016",
        "14 Marhc 2016",
        "14 Macrh 2016",
        "14~03~2016",
        "14 M a r c h 2016",
        "1 4 M a r c h 2 0 1 6",
        "Day: 14\nMonth: 3\nYear: 2016",
        "day 14, month March, year 2016",
        "d14m03y2016",
        "14/3",
        "the day before 15 March 2016",
        "exactly three weeks before 4 April 2016",
        "a fortnight after 29 February 2016",
        "a month before 14 April 2016",
        "a year from 14 March 2015",
        "two days after his fourth birthday, on 16 March 2020",
        "On 14 March 2020, the child's 4th birthday",
        "aged 1,317 days on 22 October 2019",
        "3 years, 7 months and 8 days old on 22 October 2019",
        "two weeks and three days old on 31 March 2016",
    ],
)
def test_a_day_is_reckoned_from_what_the_text_says(text: str) -> None:
    assert told([BORN], text)


@pytest.mark.parametrize(
    "text",
    [
        "14 marks 2016",
        "14 mars",
        "two days after his fourth birthday",
        "two days after his fourth birthday, on 17 March 2020",
        "aged 40 days on 22 October 2019",
        "a plan for 1,317 days from 22 October 2019",
        "the day after 15 March 2016",
        "a week before 29 February 2020",
        "9999 years before 15 May 2016",
        "on 31 February 2016",
        "aged four on 22 October 2019",
        "1/2 an hour",
        "14/31",
    ],
)
def test_other_days_are_left_alone(text: str) -> None:
    assert told([BORN], text) == []


def test_round_the_clock_and_parts_of_a_whole_are_no_birthdays() -> None:
    july, april = anonymisation.day("a date", date(2016, 7, 24)), anonymisation.day("a date", date(2016, 4, 3))
    assert told([july], "a service that answers 24/7") == []
    assert told([april], "3/4 of all plans") == []
    assert told([july], "seen on 24/7/16") == ["identity"]


@pytest.mark.parametrize(
    ("on", "text"),
    [
        (date(2018, 12, 26), "Boxing Day 2018"),
        (date(2018, 12, 26), "Boxing Day"),
        (date(2018, 2, 14), "Valentine’s Day, 2018"),
        (date(2018, 2, 14), "valentines day 2018"),
        (date(2018, 3, 30), "Good Friday 2018"),
        (date(2024, 3, 31), "Easter Sunday of 2024"),
        (date(2025, 4, 21), "Easter Monday 2025"),
        (date(2016, 2, 9), "Shrove Tuesday 2016"),
    ],
)
def test_a_feast_is_a_day(on: date, text: str) -> None:
    assert told([anonymisation.day("a date", on)], text) == ["possible"]


def test_a_feast_that_moves_says_nothing_without_its_year() -> None:
    assert told([EASTER], "on a Good Friday") == []
    assert told([EASTER], "Good Friday 2019") == []


def test_what_is_reckoned_says_where_it_stands_and_why() -> None:
    text = "It was so.\nOn 16 March 2020, two days after his fourth birthday, he was seen."
    (one,) = anonymisation.search([BORN], {"Report": text})
    assert (one.line, one.sort) == (2, "possible")
    assert "follows from what the text says" in one.why


def test_a_day_far_away_is_not_set_beside_an_age() -> None:
    written = reckoned.Written(0, 13, date(2019, 10, 22))
    assert list(reckoned.days(f"22 October 2019{' ' * 300}aged 1,317 days.", [written])) == []
