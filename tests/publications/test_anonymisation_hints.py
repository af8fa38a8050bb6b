"""What may lead to somebody: short names, initials, other spellings, dates near theirs, words run together."""

from datetime import date

import pytest

from publications import anonymisation
from publications.anonymisation import Identity

ZEPHYRINE = anonymisation.name("a name", "Zephyrine Anne Quillfeather")
ELIZABETH = anonymisation.name("a name", "Elizabeth Zebrowska")
BORN = anonymisation.day("a date", date(2019, 3, 5))


def sorts(identities: list[Identity], text: str) -> list[str]:
    return [one.sort for one in anonymisation.search(identities, {"Report": text})]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Elizabeth", "Then Lizzie came."),
        ("Elizabeth", "Then Beth came."),
        ("Lizzie", "Then Elizabeth came."),
        ("Mohammed", "Then Mo came."),
        ("Katarzyna", "Then Kasia came."),
        ("William", "and then Bill ran"),
        ("William", "Then Liam came."),
        ("Zephyrine", "Then Zeph came."),
        ("Zephyrine", "Then Zephy came."),
        ("Zephyrine", "Then Zephie came."),
        ("Zephyrine", "the two Zephyrines"),
    ],
)
def test_a_short_or_a_long_form_of_a_first_name_is_a_hint(name: str, text: str) -> None:
    assert sorts(anonymisation.name("a name", f"{name} Zebrowska"), text) == ["possible"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Elizabeth", "the lizard, the lily and a beth"),
        ("William", "The bill was paid. Bill payments. Will they pay?"),
        ("Christopher", "Christ Church stands there."),
        ("Penelope", "A penny. Pens were bought."),
        ("Anna", "Annexes are listed."),
        ("Bartholomew", "Barn owls. Bars were closed."),
    ],
)
def test_an_ordinary_word_that_begins_like_a_first_name_is_none(name: str, text: str) -> None:
    assert sorts(anonymisation.name("a name", f"{name} Zebrowska"), text) == []


def test_a_nickname_that_is_on_record_is_an_identity() -> None:
    zizi, bear = anonymisation.nickname("a nickname", "Zizi"), anonymisation.nickname("a nickname", "Bear")
    assert sorts(zizi, "so zizi slept") == ["identity"]
    assert sorts(bear, "Then Bear slept.") == ["possible"]
    assert sorts(bear, "a bear to hold, and to bear it") == []
    assert sorts(anonymisation.nickname("a nickname", "Zee-Zee"), "then ZeeZee slept") == ["identity"]


def test_a_nickname_before_the_family_name_is_a_full_name() -> None:
    bath = anonymisation.name("a name", "Elizabeth Bath")
    assert sorts(bath, "It was signed by Liz Bath that day.") == ["identity"]


@pytest.mark.parametrize("text", ["ZQ", "Z.Q.", "Z. Q.", "Z.Q", "ZAQ", "Z.A.Q.", "child Z Q", "ZQ’s"])
def test_initials_are_a_hint(text: str) -> None:
    assert sorts(ZEPHYRINE, f"They knew that {text} was seen then.") == ["possible"]


@pytest.mark.parametrize("text", ["zq", "ZQX", "QZ", "Z", "Q", "A. Z. Q. B.", "| Z | Q |", "Z Q in a table", "Zq"])
def test_other_letters_are_no_initials(text: str) -> None:
    assert sorts(ZEPHYRINE, f"There stood in the table {text} and more.") == []


@pytest.mark.parametrize(
    ("name", "text"), [("Gwen Parry", "The GP wrote."), ("Clem Price", "A CP plan."), ("Ina Trott", "IT failed.")]
)
def test_a_common_abbreviation_is_no_initials_without_dots(name: str, text: str) -> None:
    assert sorts(anonymisation.name("a name", name), text) == []


def test_a_common_abbreviation_with_dots_may_be_initials() -> None:
    assert sorts(anonymisation.name("a name", "Clem Prys"), "It was C.P. who came.") == ["possible"]
    assert sorts(anonymisation.name("a name", "Ulla Kvist"), "In the U.K. it is so.") == []


def test_of_practitioners_two_letters_need_dots() -> None:
    worker = anonymisation.practitioner("a worker", "Zephyrine Quillfeather")
    assert sorts(worker, "It was ZQ who came.") == []
    assert sorts(worker, "It was Z.Q. who came.") == ["possible"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Siobhan", "Shivaun"),
        ("Siobhán", "Shavaun"),
        ("Steven", "Stephan"),
        ("Zephyrine", "Zefirine"),
        ("Niamh", "Neve"),
        ("Catherine", "Kathryn"),
        ("Aidan", "Aiden"),
        ("Sarah", "Sara"),
        ("Zephyrine", "Zepyhrine"),
    ],
)
def test_what_sounds_like_a_name_is_a_hint(name: str, text: str) -> None:
    found = anonymisation.search(anonymisation.name("a name", f"{name} Oduya"), {"Report": f"Then {text} came."})
    assert [one.sort for one in found] == ["possible"]
    assert found[0].why.endswith("see whether the same person is meant.")


@pytest.mark.parametrize("text", ["Quilfeather", "Kwillfeather", "Quillfether"])
def test_what_sounds_like_a_family_name_is_a_hint(text: str) -> None:
    assert sorts(ZEPHYRINE, f"Then {text} came.") == ["possible"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Bath", "Beth Both Booth"),
        ("Will", "Well, the wall"),
        ("Bristow", "in Bristol"),
        ("Rose", "Race and rise"),
        ("Steven", "stephan"),
    ],
)
def test_an_ordinary_word_that_sounds_like_a_name_is_none(name: str, text: str) -> None:
    assert sorts(anonymisation.name("a name", f"{name} Oduya"), f"It was so. {text} was said.") == []


@pytest.mark.parametrize(
    "text", ["March 2019", "03/2019", "2019-03", "Mar ’19", "5 March", "the fifth of March", "March 5th", "190305"]
)
def test_a_date_near_is_a_hint(text: str) -> None:
    assert sorts([BORN], f"It was {text} then.") == ["possible"]


def test_a_date_with_the_month_first_is_a_hint() -> None:
    assert sorts([BORN], "It was on 03/05/2019.") == ["possible"]
    assert sorts([BORN], "It was on 04/05/2019.") == []


def test_dates_near_may_be_left_out() -> None:
    exact = anonymisation.day("a date", date(2019, 3, 5), near=False)
    assert sorts([exact], "In March 2019 and on 5 March it was cold.") == []
    assert sorts([exact], "On 5 March 2019 it was cold.") == ["identity"]


@pytest.mark.parametrize(
    "text",
    [
        "the fifth of March 2019",
        "the fifth day of March, two thousand and nineteen",
        "March the fifth, twenty nineteen",
        "5–7 March 2019",
        "4 and 5 March 2019",
        "5.iii.19",
        "D:20190305120000Z",
        "2019:03:05 10:00:00",
        "Tuesday 5th March ’19",
        "5. März 2019 or 5. March 2019",
    ],
)
def test_a_date_is_found_in_words_and_in_the_properties_of_files(text: str) -> None:
    assert "identity" in sorts([BORN], f"It was {text} then.")


def test_a_day_in_the_last_third_of_a_month_is_found_in_words() -> None:
    day = anonymisation.day("a date", date(1998, 9, 21))
    for text in ("the twenty-first of September 1998", "September twenty-first, nineteen ninety-eight", "21 Sept 98"):
        assert sorts([day], text) == ["identity"]
    assert sorts([anonymisation.day("a date", date(2000, 5, 30))], "on the thirtieth of May two thousand") == ["identity"]


@pytest.mark.parametrize("text", ["Quill-feather", "Quill Feather"])
def test_two_words_that_make_a_name_are_a_hint(text: str) -> None:
    assert sorts(ZEPHYRINE, f"It was {text} then.") == ["possible"]


@pytest.mark.parametrize(
    "text",
    ["just in case", "all is on fire", "be a carol in every room", "I am a dam", "an no the r", "will I am", "Rosemary grew"],
)
def test_words_that_happen_to_meet_are_no_name(text: str) -> None:
    names = (
        "Justin Zebra",
        "Allison Zebra",
        "Bea Zebra",
        "Caroline Zebra",
        "Adam Zebra",
        "Ann Other",
        "William Zebra",
        "Rose Mary",
    )
    assert sorts([one for name in names for one in anonymisation.name("a name", name)], text) == []


def test_a_name_inside_a_longer_word_may_be_another_name() -> None:
    assert sorts(ZEPHYRINE, "It was quillfeatherz then.") == ["possible"]
    assert sorts(ZEPHYRINE, "It was Zephyrinovic then.") == []


def test_a_name_in_capitals_may_be_an_abbreviation() -> None:
    ava = anonymisation.name("a name", "Ava Zebrowska")
    assert sorts(ava, "It was the AVA that they used.") == ["possible"]
    assert sorts(ava, "IT WAS AVA THEN") == ["identity"]


def test_a_saint_and_a_thing_are_nobody() -> None:
    george = anonymisation.name("a name", "George Zebrowska")
    assert sorts(george, "in St George’s Hospital and St George Ward") == []
    assert sorts(george, "a george") == []
    assert sorts(george, "the george family") == ["identity"]


def test_the_words_of_a_family_from_elsewhere_are_found_in_both_spellings() -> None:
    muller = anonymisation.name("a name", "Jörg Müller")
    for text in ("Müller", "Muller", "Mueller", "Joerg", "Jorg"):
        assert sorts(muller, f"Then {text} came.") == ["identity"]


@pytest.mark.parametrize(
    ("box", "text"),
    [
        ("Health visitor", "The health visitor came."),
        ("Social worker and GP", "The social worker came. A GP too."),
        ("foster carers", "The foster carers came."),
        ("the wise king", "the wise king"),
        ("Social worker Oona Zebrowska", "The social worker came."),
    ],
)
def test_what_somebody_is_at_work_is_no_name(box: str, text: str) -> None:
    assert sorts(anonymisation.practitioner("a worker", box), text) == []


def test_a_name_behind_what_somebody_is_at_work_is_found() -> None:
    worker = anonymisation.practitioner("a worker", "Social worker Oona Zebrowska (Duty team)")
    assert sorts(worker, "Then Oona Zebrowska came.") == ["identity"]
    assert sorts(worker, "The duty team came.") == []


def test_what_stands_in_one_place_is_told_once() -> None:
    mother = anonymisation.name("another name", "Marisol Quillfeather")
    found = anonymisation.search([*ZEPHYRINE, *mother, BORN], {"Report": "Zephyrine Anne Quillfeather, born 5 March 2019"})
    assert [one.what for one in found] == ["a name", "a date"]
    assert all(one.excerpt for one in found)
