"""Each of the gate's guards by itself: whoever takes one away sees it here."""

import re
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from cspr.lifecycle import MoveRefused
from cspr.models import User
from publications import gate, lifecycle
from publications.checking import Made
from publications.models import Publication, Theme
from publications.reading import Trouble
from tests.canaries.papers import outlines
from tests.cast import person
from tests.publications import drafts
from tests.publications.candidates import finished
from tests.publications.drafts import APPROVED
from tests.publications.test_bringing import a_pdf, checked, laid

TOGETHER = (
    "On 14 February 2021 the boy, who was three years and four months old, did not come to St Aldhelm's Primary School in "
    "Radstock; that evening he was in hospital with a ruptured pancreas."
)


def found(publication: Publication) -> set[tuple[str, str]]:
    return {(one.sort, one.where) for one in gate.findings_in(publication)}


def refused(publication: Publication) -> str:
    with pytest.raises(MoveRefused) as refusal:
        lifecycle.approve(publication, by=person("partner_lead"), at=APPROVED)
    return str(refusal.value)


def test_details_that_point_to_a_child_only_together_stop_an_approval(manager: User) -> None:
    publication = drafts.waiting(manager, body=TOGETHER)
    assert ("jigsaw", "Report, line 1") in found(publication)
    assert "details that point to a child together" in refused(publication)


def test_what_may_be_a_name_and_may_be_a_word_stops_an_approval_until_somebody_has_looked(manager: User) -> None:
    publication = drafts.waiting(manager, body="The school heard that Z.Q. had been seen.")
    assert {sort for sort, _ in found(publication)} == {"possible"}
    assert "The gate found something" in refused(publication)


def test_a_theme_that_names_somebody_is_found(manager: User) -> None:
    publication = drafts.draft(manager)
    theme = Theme.objects.create(name="Zephyrine and her sisters", slug="sisters", group=Theme.Group.CHILD)
    publication.themes.add(theme)
    assert any(sort == "identity" and where.startswith("Themes") for sort, where in found(publication))


def test_the_file_that_is_offered_is_named_after_no_child(manager: User) -> None:
    publication = drafts.draft(manager, title="Child R5Mar2026")
    assert any(where.startswith("Address of the page and name of the file") for _, where in found(publication))


def test_an_acceptance_of_what_nobody_could_read_counts_for_nothing_though_the_row_says_it(manager: User) -> None:
    trouble = Trouble("unread", "PDF, page 1", "It is damaged.")
    candidate = finished(manager, Made(b"%PDF-1.7 invented", 1, (), (trouble,)))
    lead = person("partner_lead")
    # As if somebody had altered the row behind our back.
    candidate.findings.update(accepted_by=lead, accepted_at=APPROVED, accepted_because="It is fine.")
    assert gate.accepted(candidate) == []
    assert [one.sort for one in gate.open_findings(candidate)] == ["unread"]


def drawn_without_curves(words: str) -> bytes:
    """A page on which words are a handful of straight lines: nothing that a program would take for letters."""
    straight = re.sub(rb"(?:[-\d.]+ ){4}([-\d.]+ [-\d.]+) c", rb"\1 l", outlines(words, 60, 500, 48))
    pdf = pikepdf.new()
    pdf.pages.append(
        pikepdf.Page(
            pdf.make_indirect(Dictionary(Type=Name.Page, MediaBox=Array([0, 0, 595, 842]), Contents=pdf.make_stream(straight)))
        )
    )
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()


def test_the_words_of_the_page_are_looked_through_whatever_file_lies_beside_them(manager: User) -> None:
    candidate = checked(laid(manager, a_pdf(), learning="Zephyrine was not asked."), manager)
    assert any(row.place.startswith("What was learned") for row in candidate.findings.all())


def test_every_page_of_a_file_that_was_made_elsewhere_is_looked_at_as_a_picture(manager: User) -> None:
    candidate = checked(laid(manager, drawn_without_curves("Zephyrine")), manager)
    assert candidate.state == "ready"
    assert "the name of a child" in {row.what for row in candidate.findings.all()}
