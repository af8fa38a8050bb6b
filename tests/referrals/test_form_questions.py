"""What one page says against another: a contradiction to correct, or a question to confirm."""

from datetime import date
from typing import Any

import pytest

from referrals.forms.declaration import DeclarationForm
from referrals.forms.questions import Question, birthday
from referrals.forms.steps import About
from referrals.forms.written import query
from referrals.models import Referral
from tests.referrals import typed
from tests.referrals.answers import MONDAY
from tests.referrals.typed import day, errors, everything, written

UNBORN = {"birth": "expected", **day("birth_date", "1 9 2026")}
DIED = {"death": "on", **day("died_on", "30 5 2026"), "outcome": "death"}
OVER_18 = day("birth_date", "30 5 2008")


def asked(**changes: Any) -> list[tuple[str, str, str, int]]:
    """The questions about a complete draft with these changes."""
    whole = written(everything(**changes))
    assert (whole.missing, whole.problems) == ([], [])
    return [(question.key, question.words, question.step, question.row) for question in whole.questions]


ONE_QUESTION: list[tuple[dict[str, Any], tuple[str, str, str, int]]] = [
    (
        day("discussed_on", "29 5 2026"),
        (
            "discussed",
            "You discussed it with the senior manager on 29 May 2026, before the incident of 30 May 2026. Is this right?",
            "manager",
            0,
        ),
    ),
    (
        day("agency_aware_on", "29 5 2026"),
        ("aware", "Your agency became aware on 29 May 2026, before the incident of 30 May 2026. Is this right?", "aware", 0),
    ),
    (
        {**day("la_told_at", "30 5 2026"), "la_told_at-time": "9:14"},
        ("told", "The local authority was told before your agency became aware. Is this right?", "aware", 0),
    ),
    (
        day("agency_aware_on", "1 6 2026"),
        ("told", "The local authority was told before your agency became aware. Is this right?", "aware", 0),
    ),
    (
        {"manager_name": "alma  archer"},
        ("manager", "You are the sender and the senior manager yourself. Is this right?", "manager", 0),
    ),
    (
        {"request": "other_learning"},
        (
            "request",
            "Both criteria of the law are claimed, and you ask for other learning, not for a review. Is this right?",
            "request",
            0,
        ),
    ),
    (
        OVER_18,
        ("grown-up-1", "The child was 18 or over at the time of the incident. Is this right?", "child-about", 1),
    ),
    (
        day("birth_date", "31 5 2026"),
        ("born-after-1", "The child was born after the incident. Is this right?", "child-about", 1),
    ),
    (
        {**DIED, **day("died_on", "29 5 2026")},
        ("died-before-1", "The child died before the incident. Is this right?", "child-about", 1),
    ),
    (
        {**UNBORN, **day("birth_date", "14 6 2026")},
        ("overdue-1", "The child was expected on 14 June 2026 and is not born yet. Is this right?", "child-about", 1),
    ),
    (
        {**UNBORN, **DIED},
        ("unborn-died-1", "The child is described as not yet born, and has died. Is this right?", "child-about", 1),
    ),
    (
        {**DIED, "outcome": "serious_harm"},
        (
            "died-otherwise-1",
            "The child has died, and you do not describe the outcome as a death. Is this right?",
            "child-about",
            1,
        ),
    ),
]


@pytest.mark.parametrize(("changes", "question"), ONE_QUESTION)
def test_what_is_unusual_is_asked_about_and_not_refused(changes: dict[str, Any], question: tuple[str, str, str, int]) -> None:
    assert asked(**changes) == [question]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        day("discussed_on", "30 5 2026"),
        day("birth_date", "31 5 2008"),
        day("birth_date", "30 5 2026"),
        UNBORN,
        {**UNBORN, **day("birth_date", "15 6 2026")},
        DIED,
        {"agency_aware_time": "", **day("la_told_at", "30 5 2026"), "la_told_at-time": "9:14"},
        {**day("la_told_at", "30 5 2026"), "la_told_at-time": "9:15"},
        {"incident_dated": "period", **day("incident_until", "2 6 2026"), **day("birth_date", "1 6 2026")},
    ],
)
def test_what_is_usual_is_not_asked_about(changes: dict[str, Any]) -> None:
    assert asked(**changes) == []


def test_an_incident_of_long_ago_is_asked_about() -> None:
    assert asked(**day("incident_on", "14 6 2025")) == [
        ("long-ago", "The incident was on 14 June 2025, over a year ago. Is this right?", "incident", 0)
    ]
    assert asked(**day("incident_on", "15 6 2025")) == []


def test_a_local_authority_that_knew_before_the_incident_is_asked_about() -> None:
    keys = [key for key, *_ in asked(**day("la_told_at", "29 5 2026"))]
    assert keys == ["told-first", "told"]


def test_of_several_children_the_question_says_which() -> None:
    questions = asked(children=2, name="Canary Twin", **OVER_18)
    assert questions == [("grown-up-1", "Child 1 was 18 or over at the time of the incident. Is this right?", "child-about", 1)]


def test_two_children_of_one_name_are_asked_about() -> None:
    assert asked(children=2) == [("names", "Two children have the same name. Is this right?", "child-about", 2)]


def test_somebody_born_on_the_last_of_february_turns_18_on_the_first_of_march() -> None:
    assert (birthday(date(2008, 2, 29)), birthday(date(2008, 2, 28))) == (date(2026, 3, 1), date(2026, 2, 28))


def test_a_question_fits_where_the_confirmed_words_are_stored() -> None:
    most: Any = Referral._meta.get_field("confirmed")
    assert max(len(words) for _, (_, words, _, _) in ONE_QUESTION) <= most.base_field.max_length


def problems(**changes: Any) -> list[tuple[str, str]]:
    """What contradicts itself in a draft with these changes."""
    whole = written(everything(**changes))
    assert (whole.missing, whole.is_ready) == ([], not whole.problems)
    return [(note.step, note.words) for note in whole.problems]


def test_a_death_without_a_child_who_died_has_to_be_corrected() -> None:
    words = "You answered that a child has died. Say which child under “About the child”, or correct this answer"
    assert problems(outcome="death") == [("harm", words)]
    assert problems(children=2, **DIED) == []
    assert problems(outcome="death", death="day_not_known") == []


@pytest.mark.parametrize("changes", [{"suspicion": "neither"}, {"outcome": "other"}])
def test_without_both_criteria_it_can_be_sent_as_other_learning_only(changes: dict[str, Any]) -> None:
    words = (
        "You ask for a child safeguarding practice review, and your answers do not claim both criteria of the law. "
        "Select “Other learning”, or correct the answers about abuse or neglect and about harm"
    )
    assert problems(**changes) == [("request", words)]
    assert problems(request="other_learning", **changes) == []


def test_concerns_about_how_agencies_worked_together_are_no_condition() -> None:
    no = {"improvements": "no", "recurrent": "no", "agencies_concern": "no", "agencies_working": "", "panel_asked": "no"}
    assert problems(**no) == []


def test_nothing_is_sent_for_an_address_that_stands_for_no_agency() -> None:
    whole = written(everything())
    whole.about = About(MONDAY, "head@school.example")
    assert ([note.step for note in whole.problems], whole.is_ready) == (["you"], False)


QUESTIONS = [Question("discussed", "Was it so?", "manager"), Question("grown-up-2", "Was the child?", "child-about", 2)]
SIGNED = {"declared_by": "Alma Archer", "declared": "on"}


def test_a_declaration_holds_the_name_and_the_words_that_were_confirmed() -> None:
    ticks = {"sure-discussed": "on", "sure-grown-up-2": "on"}
    form = DeclarationForm(query(typed.as_answers({**SIGNED, **ticks})), questions=QUESTIONS)
    assert form.is_valid()
    assert form.facts == {"declared_by": "Alma Archer", "confirmed": ["Was it so?", "Was the child?"]}


def test_every_question_name_and_declaration_is_needed() -> None:
    form = DeclarationForm(query({}), questions=QUESTIONS)
    assert errors(form) == {
        "id_sure-discussed": "Was it so? Tick that it is, or change the answer",
        "id_sure-grown-up-2": "Was the child? Tick that it is, or change the answer",
        "id_declared_by": "Enter your full name to sign the referral",
        "id_declared": "Tick the declaration to send the referral",
    }


def test_a_tick_for_another_question_confirms_nothing() -> None:
    form = DeclarationForm(query(typed.as_answers({**SIGNED, "sure-else": "on"})), questions=QUESTIONS)
    assert (form.is_valid(), set(form.errors)) == (False, {"sure-discussed", "sure-grown-up-2"})


def test_without_questions_a_signature_is_enough() -> None:
    form = DeclarationForm(query(typed.as_answers(SIGNED)), questions=[])
    assert form.is_valid()
    assert form.facts == {"declared_by": "Alma Archer", "confirmed": []}
