"""What the first look for identities finds, however it is written, and what it leaves alone."""

from datetime import date

import pytest

from publications import anonymisation
from publications.anonymisation import Identity

CHILD = anonymisation.name("a name", "Zephyrine Anne O’Quill-Féather")
BORN = anonymisation.day("a date", date(2019, 3, 5))
HOME = anonymisation.address("an address", "Flat 2, 12 Marrowbone Road\nTwerton\nBath\nBA2 1QX")


def found(identities: list[Identity], text: str) -> bool:
    return bool(anonymisation.search(identities, {"Report": text}))


@pytest.mark.parametrize(
    "text",
    [
        "Zephyrine Anne O'Quill-Feather",
        "ZEPHYRINE O’QUILL FEATHER was seen",
        "O'Quill-Feather, Zephyrine Anne",
        "zephyrine feather’s mother",
        "Zephyrine O'Quill",
        "Zephyrine\nAnne\nOQuillFeather",
        "Ze\u00adphyrine Anne O’Quill-Fe\u0301ather",
        "Zephy\u200brine Feather",
        "**Zephyrine** *Feather*",
        "zephyrine_feather.pdf",
        "Zephyrine's sister Zephyrine Feather",
        "Zephy\u3164rine Feat\uffa0her",
        "Zephy\u115frine Feat\u1160her",
        "Zephy\ufe0frine Feather",
    ],
)
def test_a_name_is_found_however_it_is_written(text: str) -> None:
    assert found(CHILD, text)


def sorts(identities: list[Identity], text: str) -> list[str]:
    return [one.sort for one in anonymisation.search(identities, {"Report": text})]


@pytest.mark.parametrize("text", ["Zephyrine", "so zephyrine slept", "the O’Quills came", "Zephyrine and a Feather"])
def test_a_first_or_a_family_name_alone_is_found(text: str) -> None:
    assert sorts(CHILD, text) == ["identity"]


def test_a_further_name_alone_may_be_somebody_elses() -> None:
    assert sorts(CHILD, "Then Anne came.") == ["possible"]


@pytest.mark.parametrize("text", ["a feather", "anne", "Featherstone", "Quillon", "feathered"])
def test_a_word_that_only_begins_like_a_name_is_left_alone(text: str) -> None:
    assert sorts(CHILD, text) == []


@pytest.mark.parametrize(
    ("box", "text"),
    [
        ("Clementine Brambleby (known as Clem)", "Clementine Brambleby"),
        ("Clementine Brambleby (known as Clem)", "Clem Brambleby"),
        ("Liam Brook, also known as Lee", "Liam Brook"),
        ("Liam Brook, also known as Lee", "Lee Brook"),
        ("Liam Brook / Lee Brook", "Liam Brook"),
        ("Liam Brook / Lee Brook", "Lee Brook"),
        ("Liam Brook (deceased)", "Liam Brook"),
        ("Liam Brook - deceased", "Liam Brook"),
        ("Liam Brook or Lee Carter", "Lee Carter"),
        ("Liam Brook a.k.a. Lee Carter", "Lee Carter"),
        ("Liam (Lee) Brook", "Liam Brook"),
        ("Liam Brook (Lee Carter", "Lee Carter"),
        ("Liam James Brook Carter", "Liam Brook"),
        ("Liam James Brook Carter", "James Brook"),
        ("Liam James Brook Carter", "Liam Carter"),
        ("BROOK, Liam James", "Liam Brook"),
        ("BROOK, Liam James", "Brook, Liam James"),
        ("Brook, Mrs Sarah", "Sarah Brook"),
        ("Sarah Brook née Carter", "Sarah Carter"),
        ("Unborn baby (mother Sarah Brook)", "Sarah Brook"),
        ("Unborn baby of Sarah Brook", "Sarah Brook"),
        ("Baby Brook", "Baby Brook"),
        ("Mary-Jane Brook", "Jane Brook"),
        ("J Brook", "J. Brook"),
        ("Ariadne (deceased)", "Ariadne"),
        ("Liam and Lee Brook", "Liam Brook"),
    ],
)
def test_every_name_that_one_box_holds_is_found(box: str, text: str) -> None:
    assert found(anonymisation.name("a name", box), f"They said that {text} was well.")


@pytest.mark.parametrize(
    ("box", "text"),
    [
        ("Clementine Brambleby (known as Clem)", "known as a clem"),
        ("Liam Brook (deceased)", "the deceased child and a brook"),
        ("Unborn baby Brook", "An unborn baby beside a brook"),
        ("Unborn baby (mother Sarah Brook)", "the unborn baby and the mother"),
        ("Liam Brook (died 2019)", "A child died 2019."),
        ("Liam Brook (born in Bath)", "was born in Bath"),
        ("Liam Brook (in Bath)", "was born in Bath"),
        ("Liam Brook (lives with grandmother)", "She lives with grandmother."),
        ("Brook S Carter", "the brook’s bank"),
        ("J B Carter", "Child J B"),
        ("Leo de la Cruz", "de la"),
        ("Liam Brook / Lee", "in the lee of a hill"),
    ],
)
def test_ordinary_words_beside_a_name_block_nothing(box: str, text: str) -> None:
    assert not found(anonymisation.name("a name", box), text)


@pytest.mark.parametrize(
    "text", ["", " ", "-", "Unknown", "not known", "Unborn baby", "Dr", "N/A", "Mrs unknown", "Twin 2", "Child A"]
)
def test_a_box_for_a_name_that_holds_none_gives_no_identity(text: str) -> None:
    assert anonymisation.name("a name", text) == []


def test_a_title_and_a_single_name_are_read_as_people_mean_them() -> None:
    aunt, cher = anonymisation.name("a name", "Mrs Ida Løw"), anonymisation.name("a name", "Ariadne")
    assert found(aunt, "Ida Low came")
    assert found(cher, "ARIADNE'S school")
    assert sorts(cher, "the Ariadnes came") == ["identity"]
    assert not found(cher, "Ariadnesque")


@pytest.mark.parametrize(
    "text",
    [
        "born on 5 March 2019.",
        "05/03/2019",
        "5.3.19",
        "2019-03-05",
        "the 5th of March 2019",
        "5th March, 2019",
        "March 5, 2019",
        "Mar 5th 2019",
        "5 Mar 19",
        "2019 March 5",
        "05032019",
        "20190305",
        "5 th March 2019",
        "the 5th day of March 2019",
        "5March2019",
        "05Mar2019",
        "5th March2019",
    ],
)
def test_a_date_is_found_in_the_forms_that_people_write(text: str) -> None:
    assert found([BORN], text)


@pytest.mark.parametrize("text", ["15 March 2019", "5 March 2020", "5 May 2019", "2019", "in 5 of 2019 cases"])
def test_another_date_is_left_alone(text: str) -> None:
    assert not found([BORN], text)


@pytest.mark.parametrize(("day", "text"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (11, "11th"), (12, "12th"), (22, "22nd")])
def test_a_day_is_found_with_its_ending(day: int, text: str) -> None:
    assert found([anonymisation.day("a date", date(2020, 9, day))], f"the {text} of Sept 2020")


def test_a_number_is_found_however_it_is_grouped() -> None:
    number = anonymisation.number("a number", "943 476 5919")
    assert number
    for text in ("9434765919", "943-476-5919", "NHS 94 34 76 59 19"):
        assert found([number], text)
    assert not found([number], "9434765918")
    assert not found([number], "19434765919")
    assert anonymisation.number("a number", "12 345") is None


@pytest.mark.parametrize(
    "text", ["12 Marrowbone Road", "in Marrowbone road", "BA2 1QX", "ba21qx", "Flat 2", "flat 2,\n12 Marrowbone"]
)
def test_where_somebody_lives_is_found(text: str) -> None:
    assert found(HOME, text)


@pytest.mark.parametrize("text", ["Bath", "Twerton", "a road", "BA2", "12 children", "marrowbone"])
def test_a_town_and_ordinary_words_are_left_alone(text: str) -> None:
    assert not found(HOME, text)


def test_an_address_may_begin_with_a_house_that_has_a_name() -> None:
    assert found(anonymisation.address("an address", "Rose Villa, Bath"), "They moved to Rose Villa.")
    assert not found(anonymisation.address("an address", "Bath, North Somerset"), "In North Somerset")
    assert anonymisation.address("an address", "42") == []
    assert anonymisation.address("an address", "") == []


def test_a_finding_says_where_and_which_kind_and_never_which_name() -> None:
    findings = anonymisation.search([*CHILD, BORN], {"Summary": "none", "Report": "first\nZephyrine Feather\n05/03/2019"})
    assert [str(one) for one in findings] == ["Report, line 2: a name", "Report, line 3: a date"]
    assert [one.sort for one in findings] == ["identity", "identity"]
    assert all("eather" not in one.why and one.why.endswith(".") for one in findings)
    assert findings[0].excerpt == "first Zephyrine Feather 05/03/2019"
