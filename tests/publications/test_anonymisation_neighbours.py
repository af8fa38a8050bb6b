"""What neighbours and teachers call somebody, a street or a school: half of its name, its letters, a slip of the pen."""

import pytest

from publications import anonymisation
from publications.anonymisation import Identity

SUMMER = anonymisation.name("a name", "Summer Hope Rivers")
WILL = anonymisation.name("a name", "Will Abbott")
HOME = anonymisation.address("an address", "47 Tallowgate Road\nUpper Brindlesham\nBath\nBA14 7QX")
SCHOOL = anonymisation.place("a school", "St Cuthwulf's Church of England Primary School")
PHONE = anonymisation.number("a telephone number", "07700 900461")


def told(identities: list[Identity], text: str) -> list[str]:
    return [one.sort for one in anonymisation.search(identities, {"Report": f"The review heard that {text} at the time."})]


@pytest.mark.parametrize(
    "text",
    ["Summer’s mum had rung", "SUMMER had been seen", "**Summer** had been seen", "Summer R. was seen", "Summer R was seen"],
)
def test_a_name_that_is_a_season_is_told_by_what_is_said_of_it(text: str) -> None:
    assert told(SUMMER, text)


@pytest.mark.parametrize(
    "text", ["that summer had been hot", "all Summer it rained", "after Summer 2019 it rained", "summer r was the better"]
)
def test_a_season_is_left_alone(text: str) -> None:
    assert told(SUMMER, text) == []


def test_an_initial_that_is_also_a_word_needs_its_dot() -> None:
    assert told(WILL, "it ended. Will A plan be made") == []
    assert told(WILL, "they asked Will A. to come")
    assert told(WILL, "they asked Will B. to come") == told(WILL, "they asked Will to come")


@pytest.mark.parametrize("text", ["they lived at 47 Tallowgate", "the house in Tallowgate was cold", "47 TALLOWGATE"])
def test_a_street_is_told_without_its_last_word(text: str) -> None:
    assert told(HOME, text)


def test_a_street_that_every_town_has_is_not_told_by_half_of_its_name() -> None:
    assert told(anonymisation.address("an address", "47 Park Road\nBath"), "the 47 Park visits") == []
    assert told(anonymisation.address("an address", "47 London Road\nBath"), "they moved to London") == []


@pytest.mark.parametrize(
    "text", ["SCPS wrote", "SCCEPS wrote", "St Cuthwolf's Primary wrote", "Cuthwulfs wrote", "the school in Kuthwulf wrote"]
)
def test_a_school_is_told_by_its_letters_and_with_a_slip_of_the_pen(text: str) -> None:
    assert "identity" in told(SCHOOL, text) or "possible" in told(SCHOOL, text)


def test_a_heading_and_small_letters_are_no_slip_of_the_pen() -> None:
    assert anonymisation.search(SCHOOL, {"Report": "## What Cuthwolf Means Here Now"}) == []
    assert told(SCHOOL, "a cuthwolf was seen") == []


@pytest.mark.parametrize("text", ["7700900461", "7700 900 461", "+44 7700 900461"])
def test_a_telephone_number_is_told_without_its_first_nought(text: str) -> None:
    assert PHONE
    assert told([PHONE], text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Callum Hollings", "Cal"),
        ("Aisha Begum", "Ayesha"),
        ("Ayesha Begum", "Aisha"),
        ("Ibrahim Begum", "Ebrahim"),
        ("Oleksandr Kovalchuk", "Alexander"),
    ],
)
def test_a_first_name_is_told_in_its_other_forms(name: str, text: str) -> None:
    assert told(anonymisation.name("a name", name), f"{text} had been seen")
