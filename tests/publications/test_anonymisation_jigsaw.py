"""Details that point to a child only together, and how a text is taken apart."""

from time import process_time

import pytest

from publications import anonymisation
from publications.anonymisation import Found


def pieces(text: str) -> list[Found]:
    return anonymisation.jigsaw({"Report": text})


@pytest.mark.parametrize(
    "text",
    [
        "A three-year-old pupil of St Zebedee’s Primary School drowned on 5 March 2019.",
        "The child was aged 4 and lived in Twerley, where a dog attack took place.",
        "On 05/03/2019 the 14-week-old baby had a skull fracture.",
        "He went to Fernvale Academy, lived in Marrowbone Road and was 7 years old.",
        "The baby, two years and three months old, was scalded at Oakhaven Park.",
        "March 5th, 2019: a house fire near Hilltown, and a child aged six.",
    ],
)
def test_three_details_of_different_sorts_in_one_passage_are_told(text: str) -> None:
    (one,) = pieces(f"It was so.\n{text}\nNobody asked.")
    assert (one.sort, one.place, one.line) == ("jigsaw", "Report", 2)
    assert "together they may" in one.why
    assert one.excerpt
    assert len(one.excerpt) <= 120


@pytest.mark.parametrize(
    "text",
    [
        "",
        "In 2019 a young child of primary school age died.",
        "A three-year-old was seen on 5 March 2019.",
        "A three-year-old, a two-year-old and a child aged 4 were seen by the Primary School.",
        "In Bath and North East Somerset every Primary School has a lead. Aged 4, children start.",
        "The Church of England School and the Early Years Nursery met on 5 March 2019 in Bristol.",
        "Working Together was published in London on 15 December 2023. Children aged 4 were asked.",
    ],
)
def test_fewer_details_or_none_of_their_own_are_left_alone(text: str) -> None:
    assert pieces(text) == []


def test_details_far_from_each_other_are_left_alone() -> None:
    assert (
        pieces(
            "A three-year-old cried.\n" + "Nothing was said. " * 30 + "It was 5 March 2019. " + "No word. " * 60 + "He drowned."
        )
        == []
    )


def test_each_passage_is_told_once() -> None:
    passage = "A three-year-old drowned on 5 March 2019."
    assert [one.line for one in pieces(f"{passage}\n{'Nothing was said. ' * 40}\n{passage}")] == [1, 3]


def test_the_details_are_named_by_their_sorts() -> None:
    (one,) = pieces("A three-year-old of Fernvale Academy drowned in Twerley on 5 March 2019.")
    for sort in ("an exact age", "an exact date", "a named place", "a named school", "a rare injury"):
        assert sort in one.why


def test_a_finding_may_hold_the_first_or_the_last_line() -> None:
    name = anonymisation.name("a name", "Zephyrine Quillfeather")
    text = "Zephyrine\n\nand\n" + "x " * 200 + "Quillfeather"
    first, last = anonymisation.search(name, {"Report": text})
    assert (first.line, last.line) == (1, 4)
    assert last.excerpt.endswith("Quillfeather")
    assert len(last.excerpt) <= 120


def test_findings_come_in_the_order_of_the_texts() -> None:
    name = anonymisation.name("a name", "Zephyrine Quillfeather")
    found = anonymisation.search(name, {"Title": "Zephyrine", "Report": "one\nZephyrine\nZephyrine", "Page 1": "Quillfeather"})
    assert [str(one) for one in found] == [
        "Title, line 1: a name",
        "Report, line 2: a name",
        "Report, line 3: a name",
        "Page 1, line 1: a name",
    ]


def test_nothing_to_look_for_finds_nothing() -> None:
    assert anonymisation.search([], {"Report": "Zephyrine 5 March 2019 AB2 1CD"}) == []
    assert anonymisation.search(anonymisation.name("a name", "Zephyrine Quillfeather"), {}) == []


def test_a_long_report_against_a_long_list_takes_less_than_two_seconds() -> None:
    first, last = ("Ze", "Qui", "Mar", "Tho", "Bri", "Ola"), ("phyri", "llfea", "rowbo", "ndiwe", "xando")
    names = [f"{one}{other}ne {two}{other}ther" for one in first for two in last for other in last]
    identities = [identity for name in names for identity in anonymisation.name("a name", name)]
    assert len(identities) == 150
    report = ("The panel met in May, and Grace under pressure was shown; Bath time was hard for 3 of 40 families. " * 3100)[
        :300_000
    ]
    started = process_time()
    assert anonymisation.search(identities, {"Report": report}) == []
    assert process_time() - started < 2
