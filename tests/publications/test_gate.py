"""Which identities a case holds, and where a draft is looked at."""

from datetime import date

import pytest

from cspr.lifecycle import MoveRefused
from cspr.models import Child, User
from publications import gate, identities, lifecycle
from tests.cast import case
from tests.publications import drafts
from tests.walk import referral


@pytest.mark.parametrize(
    ("part", "text", "words"),
    [
        ("title", "Zephyrine Quillfeather", "Title, line 1: the name of a child"),
        ("subject", "Zephy Quill, a baby", "Subject, line 1: another name of a child"),
        ("summary", "The mother, Marisol Featherstonehaugh", "Summary, line 1: the name of a person around the child"),
        ("summary", "Born on 5 March 2026", "Summary, line 1: a child's date of birth"),
        ("summary", "Born on 2 September 1998", "Summary, line 1: the date of birth of a person around the child"),
        ("summary", "Died on 23 December 2026", "Summary, line 1: a child's date of death"),
        ("summary", "NHS number 9434765919", "Summary, line 1: an NHS number"),
        ("body", "One\n\nMarrowbone Road", "Report, line 3: an address"),
        ("body", "In BA2 1QX", "Report, line 1: an address (postcode)"),
        ("body", "Zephyrine Quill**feather**", "Report as it will be read, line 1: the name of a child"),
        ("body", "Zephyrine Quillfe&#97;ther", "Report as it will be read, line 1: the name of a child"),
        ("body", "[a page](https://example.org/Zephyrine%20Quillfeather)", "Links, line 1: the name of a child"),
        ("body", "[a page](https://example.org/%5AephyrineQuillfe%61ther2026.pdf)", "Links, line 1: the name of a child"),
        ("body", "[a page](https://example.org/?to=%2Fzephyrine%2520quillfe&#97;ther)", "Links, line 1: the name of a child"),
        ("body", "[a page](https://example.org/zephyrine_quillfe%61ther)", "Links, line 1: the name of a child"),
        ("body", "[a page](https://example.org/zephyrine+quillfe%61ther)", "Links, line 1: the name of a child"),
        ("body", "[a page](https://example.org/?on=5%20March%202026)", "Links, line 1: a child's date of birth"),
        ("body", "[a page](https://example.org/zephyrine-quillfeather)", "Report, line 1: the name of a child"),
    ],
)
def test_each_identity_of_the_case_is_found_wherever_it_stands(manager: User, part: str, text: str, words: str) -> None:
    publication = drafts.draft(manager, **{part: text})
    assert words in [str(finding) for finding in gate.findings_in(publication)]


def test_the_reference_of_the_case_is_not_published(manager: User) -> None:
    publication = drafts.draft(manager)
    publication.body = f"See {publication.case.reference}."
    assert {finding.what for finding in gate.findings_in(publication)} == {"the reference of the case"}


def test_a_clean_draft_has_no_findings(manager: User) -> None:
    assert gate.findings_in(drafts.draft(manager)) == []


def test_a_case_whose_children_have_no_names_holds_nothing_to_check_against(manager: User) -> None:
    publication = drafts.draft(manager)
    Child.objects.filter(case=publication.case).update(name="Not known")
    assert identities.is_empty(publication.case)
    with pytest.raises(MoveRefused, match="No child of this case has a name on record"):
        lifecycle.ask_for_approval(publication, by=manager, at=drafts.DRAFTED)


def test_a_child_or_a_person_who_was_renamed_or_taken_out_stays_protected(manager: User) -> None:
    publication = drafts.draft(manager)
    child, mother = publication.case.children.get(), publication.case.people.get()
    child.name, child.also_known_as = "Ariadne Silverlock", ""
    child.save()
    mother.delete()
    publication.summary = "Zephyrine Quillfeather\nZephy Quill\nMarisol Featherstonehaugh\nAriadne Silverlock"
    assert [finding.line for finding in gate.findings_in(publication) if finding.place == "Summary"] == [1, 2, 3, 4]


def test_a_child_as_the_sender_named_them_stays_protected(manager: User) -> None:
    publication = drafts.draft(manager)
    referral(publication.case).children.create(
        name="Unborn baby (mother Sarah Brook)",
        born_on=date(2019, 1, 2),
        died_on=date(2019, 2, 3),
        address="7 Applecross Lane\nBath",
    )
    publication.summary = "Sarah Brook\n2 January 2019\n3 February 2019\nApplecross Lane"
    assert [finding.line for finding in gate.findings_in(publication)] == [1, 2, 3, 4]


def test_what_the_record_does_not_know_is_left_out(manager: User) -> None:
    bare = case(manager)
    Child.objects.create(case=bare, name="Ariadne Silverlock")
    bare.people.create(case=bare, name="unknown", relation="father")
    assert {identity.what for identity in identities.of_case(bare)} == {"the name of a child", "the reference of the case"}
