"""Schools, hospitals, addresses, numbers and other words that point to somebody."""

import pytest

from publications import anonymisation
from publications.anonymisation import Identity

SCHOOL = anonymisation.place("a school", "St Zebedee’s Primary School, Twerton")


def sorts(identities: list[Identity], text: str) -> list[str]:
    return [one.sort for one in anonymisation.search(identities, {"Report": text})]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("at St Zebedee’s Primary School", ["identity"]),
        ("at St. Zebedee's", ["identity"]),
        ("at St Zebedees Primary", ["identity"]),
        ("at Zebedee School", ["possible"]),
        ("at a primary school", []),
        ("in Twerton", []),
        ("at St Zebra’s Primary School", []),
    ],
)
def test_a_school_is_found_by_what_is_its_own(text: str, expected: list[str]) -> None:
    assert sorts(SCHOOL, f"They were {text} then.") == expected


def test_a_hospital_is_found_by_its_name_and_its_letters() -> None:
    hospital = anonymisation.place("a hospital", "the Royal Zebedee Hospital, Bath")
    assert sorts(hospital, "in the Royal Zebedee") == ["identity"]
    assert sorts(hospital, "in the Royal Zebedee Hospital") == ["identity"]
    assert sorts(hospital, "in RZH then") == ["possible"]
    assert sorts(anonymisation.place("a hospital", "Royal United Hospital"), "in the Royal United") == ["identity"]
    assert sorts(anonymisation.place("a hospital", "Royal United Hospital"), "a royal, united hospital") == []


@pytest.mark.parametrize("text", ["", "Bath", "at home", "hospital", "School", "the park", "Primary School"])
def test_a_box_for_a_place_that_names_none_gives_nothing(text: str) -> None:
    assert anonymisation.place("a place", text) == []


def test_a_place_without_capitals_or_with_a_postcode_is_found() -> None:
    assert sorts(anonymisation.place("a place", "the zebedee estate"), "on the zebedee estate") == ["identity"]
    assert sorts(anonymisation.place("a place", "Zebedee House, BA2 1QX"), "at BA2 1QX") == ["identity"]


def test_other_words_are_found_as_they_stand() -> None:
    caravan = anonymisation.words("words", "the blue caravan")
    assert sorts(caravan, "They slept in the blue caravan.") == ["identity"]
    assert sorts(caravan, "They slept in a blue van.") == []
    assert sorts(anonymisation.words("words", "The Gap"), "They met in The Gap then.") == ["identity"]
    assert sorts(anonymisation.words("words", "The Gap"), "the gap in the wall") == []
    assert sorts(anonymisation.words("words", "Meadow"), "It was at Meadow then.") == ["possible"]
    assert sorts(anonymisation.words("words", "Meadow"), "a meadow") == []
    assert sorts(anonymisation.words("words", "meadow"), "a meadow") == ["identity"]
    assert anonymisation.words("words", "to") == anonymisation.words("words", "") == []
    post = anonymisation.words("e-mail", "z.quillfeather@example.org")
    for text in ("z.quillfeather@example.org", "Z Quillfeather", "z.quillfeather"):
        assert sorts(post, text) == ["identity"]


@pytest.mark.parametrize(
    "text", ["07700 900123", "+44 7700 900 123", "0044 7700900123", "(07700) 900-123", "+44 (0)7700 900123"]
)
def test_a_telephone_number_is_found_with_and_without_its_country(text: str) -> None:
    for known in ("07700 900123", "+44 7700 900123"):
        number = anonymisation.number("a telephone", known)
        assert number
        assert sorts([number], f"Call {text} at night.") == ["identity"]


def test_a_number_is_found_in_words_and_with_letters_for_digits() -> None:
    number = anonymisation.number("a number", "943 476 5919")
    assert number
    assert sorts([number], "nine four three, four seven six, five nine one nine") == ["identity"]
    assert sorts([number], "NHS9434765919") == ["identity"]
    assert sorts([number], "943 476 59l9") == ["identity"]
    assert anonymisation.number("a number", "no number here") is None


def test_a_street_of_every_town_is_told_only_with_its_house() -> None:
    high = anonymisation.address("home", "4 High Street, Keynsham")
    assert sorts(high, "The High Street was closed; high street shops too.") == []
    assert sorts(high, "It was at 4 High St then.") == ["identity"]
    oak = anonymisation.address("home", "4 Oak Lane, Keynsham")
    assert sorts(oak, "It was in Oak Lane then.") == ["possible"]
    assert sorts(oak, "an oak lane") == []
    assert sorts(anonymisation.address("home", "12 Marrowbone Road Twerton Bath"), "Marrowbone Rd") == ["identity"]


def test_an_address_run_together_or_split_is_found() -> None:
    home = anonymisation.address("home", "12 Marrowbone Road, Bath")
    for text in ("12marrowboneroad", "12 Marrow-\nbone Road", "1 2 M a r r o w b o n e R o a d", "12 Marrow bone Road"):
        assert sorts(home, f"It was at {text} then.") == ["identity"]
    assert sorts(home, "It was at X12marrowboneroady then.") == []


def test_a_number_has_an_end() -> None:
    number = anonymisation.number("a number", "123456")
    assert number
    assert sorts([number], "Call 123456 or 123-456.") == ["identity", "identity"]
    assert sorts([number], "Call 1234567 or 0123456.") == []
    assert anonymisation.number("a telephone", "0770090") == Identity("number", "a telephone", frozenset({("0770090",)}))


def test_a_place_of_one_word_and_words_run_together_are_found() -> None:
    ids = [*anonymisation.place("a school", "Fernvale"), *anonymisation.words("words", "Quill Feather")]
    assert sorts(ids, "It was fernvale then.") == ["identity"]
    assert sorts(ids, "It was quillfeather then.") == ["identity"]
    assert sorts(ids, "It was \U0001f175\U0001f174\U0001f181\U0001f17d\U0001f185\U0001f170\U0001f17b\U0001f174 then.") == [
        "identity"
    ]
