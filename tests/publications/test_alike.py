"""The same words found in several places are told once; what only resembles them is told by itself."""

import pytest

from publications.admin.alike import in_groups, told_once
from publications.gate import Finding

WRITTEN = "ted. We accept the five **recommendations**, and we thank Lysander and the family for their time. ## What we do | R"
READ = "ted. We accept the five recommendations, and we thank Lysander and the family for their time. What we do Re"
NAME = "the name of a child"


def found(place: str, excerpt: str, line: int = 1, what: str = NAME, sort: str = "identity") -> Finding:
    return Finding(sort, place, line, what, "A first name on its own.", excerpt, f"{place}-{line}-{excerpt}-{what}")


def places(*findings: Finding) -> list[list[str]]:
    return [line.places for line in told_once(findings, {})]


def test_one_text_that_was_written_is_read_and_stands_in_the_pdf_is_one_line_with_its_places() -> None:
    three = [found("Report", WRITTEN, 3), found("Report as it will be read", READ, 2), found("PDF, page 3", READ, 7)]
    (line,) = told_once(three, {})
    assert line.places == ["Report, line 3", "Report as it will be read, line 2", "PDF, page 3, line 7"]
    assert line.also == line.places[1:]
    assert line.findings == three


def test_a_text_that_ends_is_the_same_where_another_one_follows_it() -> None:
    ends = "Marigold Pennyfeather liked trains, and she liked them loud and near."
    assert places(found("Summary", ends), found("PDF, page 2", f"Summary {ends} Contents What happened")) == [
        ["Summary, line 1", "PDF, page 2, line 1"]
    ]


def test_two_findings_of_one_place_are_two_lines_in_every_way_of_reading() -> None:
    twice = "Marigold came late, and Marigold left early that day"
    lines = places(*(found(place, twice, line) for place in ("Report", "PDF, page 3") for line in (1, 2)))
    assert lines == [["Report, line 1", "PDF, page 3, line 1"], ["Report, line 2", "PDF, page 3, line 2"]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("In May the visit was missed by everybody who", "May was seldom asked what she wished for herself"),
        ("May", "In May the visit was missed by everybody"),
        ("the nurse told May that the visit was late today", "the nurse told May that the visit was missed today"),
        ("", ""),
    ],
)
def test_words_that_differ_are_never_accepted_together(one: str, other: str) -> None:
    assert places(found("Summary", one), found("Report", other)) == [["Summary, line 1"], ["Report, line 1"]]


def test_another_kind_or_another_certainty_is_another_line() -> None:
    assert len(places(found("Summary", READ), found("Report", READ, what="a place"))) == 2
    assert len(places(found("Summary", READ), found("Report", READ, sort="possible"))) == 2


def test_the_words_around_begin_and_end_with_whole_words() -> None:
    text = "It was agreed and accepted.\n\nWe thank Lysander and the family for their time."
    (line,) = told_once([found("Report", "ted. We thank Lysander and the fam")], {"Report": text})
    assert line.excerpt == "… accepted. We thank Lysander and the family …"
    (line,) = told_once([found("Report", " ".join(text.split()))], {"Report": text})
    assert line.excerpt == " ".join(text.split())
    (line,) = told_once([found("Report", "decoded otherwise")], {"Report": text})
    assert line.excerpt == "decoded otherwise"


def test_a_mark_stands_for_exactly_these_findings_and_a_group_has_another_than_its_only_line() -> None:
    (line,) = told_once([found("Summary", READ)], {})
    (wider,) = told_once([found("Summary", READ), found("Report", READ)], {})
    (group,) = in_groups([line])
    assert len({line.mark, wider.mark, group.mark}) == 3
