"""A draft read as a whole: how far it is, what is missing, and what it says."""

from typing import Any

import pytest

from cspr.models import Agency
from referrals import facts as names
from referrals.forms.catalog import CHILD_STEPS, SECTIONS, STEPS, section_of, step_of
from referrals.forms.steps import About
from referrals.forms.written import Written
from referrals.models import Draft
from tests.cast import agency as make_agency
from tests.referrals import typed
from tests.referrals.answers import CHILD_NAME, MONDAY, draft
from tests.referrals.typed import Place, day, everything, rows, written

# The first row of the key dates, and of the household.
NO_MONTH: dict[str, Any] = {"rows-0-on-month": "13"}
NAMELESS: dict[str, Any] = {"rows-0-name": ""}


def states(whole: Written) -> dict[str, str]:
    """How far each section is."""
    return {standing.section.slug: standing.state for standing in whole.sections}


def without(*places: Place, **changes: Any) -> Written:
    """A complete draft but for these pages."""
    return written({place: page for place, page in everything(**changes).items() if place not in places})


def test_the_sections_stand_in_the_order_of_the_form() -> None:
    assert [(section.slug, [step.slug for step in section.steps]) for section in SECTIONS] == [
        ("you", ["you"]),
        ("manager", ["manager"]),
        ("children", ["child-about", "child-home", "child-status"]),
        ("incident", ["incident"]),
        ("criteria", ["abuse", "harm", "learning", "request"]),
        ("aware", ["aware"]),
        ("family", ["family"]),
        ("agencies", ["agencies"]),
        ("safety", ["safety"]),
        ("dates", ["dates"]),
        ("other", ["other"]),
        ("files", []),
    ]
    assert [section.slug for section in SECTIONS if section.optional] == ["dates", "files"]
    assert CHILD_STEPS == ("child-about", "child-home", "child-status")


def test_every_page_stands_in_its_section_and_no_other_page_exists() -> None:
    assert {slug: section_of(slug).slug for slug in ("request", "child-home")} == {
        "request": "criteria",
        "child-home": "children",
    }
    assert (step_of("request"), step_of("files"), step_of("nothing")) == (STEPS["request"], None, None)
    with pytest.raises(KeyError):
        section_of("files")


def test_a_new_draft_has_one_child_and_nothing_in_it() -> None:
    whole = written({})
    assert (whole.children, whole.next_child, whole.name_of(1)) == ([1], 2, "Child 1")
    assert (whole.complete_count, whole.total, whole.is_ready) == (0, 10, False)
    assert set(states(whole).values()) == {"not_started", "optional"}
    assert (whole.facts.referral, list(whole.facts.children)) == ({}, [{}])
    assert not whole.form("you").is_bound


def test_a_complete_draft_lacks_nothing() -> None:
    whole = written(everything())
    assert (whole.missing, whole.problems, whole.questions, whole.is_ready) == ([], [], [], True)
    assert (whole.complete_count, whole.total) == (11, 11)


def test_files_count_once_there_are_any() -> None:
    whole = written(everything(), files=2)
    assert (whole.complete_count, whole.total, states(whole)["files"]) == (12, 12, "complete")
    assert states(written(everything()))["files"] == "optional"


def test_key_dates_may_be_left_out_or_left_empty() -> None:
    left_empty = written(everything(dates=rows({"precision": "month", "event": ""})))
    for whole in (without(("dates", 0)), left_empty):
        assert (states(whole)["dates"], whole.is_ready, whole.total) == ("optional", True, 10)


def test_a_wrong_key_date_has_to_be_corrected_or_removed() -> None:
    whole = written(everything(**NO_MONTH))
    assert (states(whole)["dates"], [note.step for note in whole.missing]) == ("started", ["dates"])


def test_a_section_leads_to_its_first_page_that_is_not_complete() -> None:
    whole = without(("learning", 0), ("you", 0), ("child-home", 2), children=2)
    led = {one.section.slug: (one.state, one.step, one.row) for one in whole.sections}
    assert led["criteria"] == ("started", "learning", 0)
    assert led["you"] == ("not_started", "you", 0)
    assert led["children"] == ("started", "child-home", 2)
    assert led["incident"] == ("complete", "incident", 0)
    assert led["files"] == ("optional", "", 0)


def test_what_is_missing_is_named_with_its_page_and_its_child() -> None:
    whole = without(("harm", 0), ("child-home", 2), children=2, sender_name="", sender_role="", **day("discussed_on", ""))
    assert [(note.words, note.step, note.row) for note in whole.missing] == [
        ("About you: 2 answers are missing or need correcting", "you", 0),
        ("The senior manager you spoke to: one answer is missing or needs correcting", "manager", 0),
        ("Child 2: home, care and school: not answered yet", "child-home", 2),
        ("Second criterion: death or serious harm: not answered yet", "harm", 0),
    ]
    assert not whole.is_ready


def test_a_page_shows_what_is_wrong_only_once_the_sender_asked_to_go_on() -> None:
    pages = everything(sender_name="", **NAMELESS)
    asked, later = written(pages), written(pages, judged=False)
    for slug in ("you", "family"):
        assert typed.errors(asked.form(slug)) != {}
        assert typed.errors(later.form(slug)) == {}
        assert not later.is_complete(slug)


def test_each_page_is_read_once() -> None:
    whole = written(everything())
    assert whole.form("you") is whole.form("you")
    assert whole.form("child-about", 1) is not whole.form("child-about", 2)


def test_a_child_is_called_by_the_name_that_was_typed() -> None:
    whole = written(everything(children=2, name="  "))
    assert (whole.name_of(1), whole.name_of(2), whole.name_of(3)) == ("Child 1", CHILD_NAME, "Child 3")
    assert "Enter the full name of child 1" in typed.errors(whole.form("child-about", 1)).values()


def test_an_only_child_is_the_child() -> None:
    whole = written(everything(name=""))
    assert typed.errors(whole.form("child-about", 1)) == {"id_name": "Enter the full name of the child"}


def test_children_keep_their_row_when_another_is_taken_out() -> None:
    pages = {place: page for place, page in everything(children=3).items() if place[1] != 2}
    whole = written(pages)
    assert (whole.children, whole.next_child, whole.number_of(3), whole.is_ready) == ([1, 3], 4, 2, True)
    assert len(whole.facts.children) == 2


def test_there_is_room_for_twelve_children() -> None:
    assert written(everything(children=11)).has_room_for_a_child
    assert not written(everything(children=12)).has_room_for_a_child


def test_the_next_page_is_the_next_that_is_not_complete() -> None:
    whole = without(("learning", 0), ("you", 0), ("child-home", 2), children=2)
    assert whole.next_after("you") == ("child-home", 2)
    assert whole.next_after("child-about", 2) == ("child-home", 2)
    assert whole.next_after("child-home", 2) == ("learning", 0)
    assert whole.next_after("learning") is None
    assert whole.next_after("files") is whole.next_after("child-home", 9) is None


def test_the_first_way_through_passes_every_page() -> None:
    whole, passed = written({}), []
    place: Place | None = ("you", 0)
    while place is not None:
        passed.append(place[0])
        place = whole.next_after(*place)
    assert passed == list(STEPS)


def test_a_complete_draft_says_everything_that_a_sender_can_say() -> None:
    facts = written(everything(children=2)).facts
    signed = {"declared_by", "confirmed"}
    assert set(facts.referral) == set(names.REFERRAL) - signed
    assert [set(child) for child in facts.children] == [set(names.CHILD)] * 2
    assert [set(row) for row in facts.household] == [set(names.HOUSEHOLD)]
    assert [set(row) for row in facts.agencies] == [set(names.AGENCY)]
    assert [set(row) for row in facts.key_dates] == [set(names.KEY_DATE)]


def test_a_page_that_is_not_right_yet_says_nothing() -> None:
    whole = written(everything(narrative="", name="", **NAMELESS))
    assert ("narrative" in whole.facts.referral, "incident_on" in whole.facts.referral) == (False, False)
    assert ("name" in whole.facts.children[0], "address" in whole.facts.children[0]) == (False, True)
    assert (len(whole.facts.household), "sender_name" in whole.facts.referral) == (0, True)


def test_the_agency_is_the_only_one_or_the_one_that_was_chosen() -> None:
    schools = (Agency(pk=1, name="Canary School"), Agency(pk=2, name="Canary Surgery"))

    def of(agencies: tuple[Agency, ...], **changes: Any) -> Agency | None:
        whole = written(everything(**changes))
        whole.about = About(MONDAY, "head@school.example", agencies)
        return whole.agency

    assert of(schools[:1]) is schools[0]
    assert of(schools) is of(()) is None
    assert of(schools, you={**typed.ONCE["you"], "agency": "2"}) is schools[1]


@pytest.mark.django_db
def test_a_draft_that_was_saved_page_by_page_is_read_from_its_rows() -> None:
    school = make_agency()
    filled = typed.fill(draft(), without=("dates",))
    about = About(MONDAY, filled.sender_email, (school,))
    whole = Written(Draft.objects.get(pk=filled.pk).steps.all(), about=about)
    assert (whole.is_ready, whole.agency, whole.total) == (True, school, 10)
    assert whole.facts.children[0]["name"] == CHILD_NAME
