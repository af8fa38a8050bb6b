"""What a page may set: its own boxes, whatever else is posted to it; and that no junk breaks it."""

import re
from html import unescape
from typing import Any

import pytest
from django import forms
from django.template import Context, Template
from hypothesis import given, settings
from hypothesis import strategies as st

from referrals import facts
from referrals.forms.catalog import STEPS
from referrals.forms.steps import About, StepForm
from referrals.forms.written import Written, query
from referrals.models import Attachment, Draft, DraftStep, HouseholdMember, InvolvedAgency, KeyDate, Referral, ReferredChild
from tests.referrals import typed
from tests.referrals.answers import MONDAY
from tests.referrals.typed import errors, everything, form, written

# Which fields of the models each page sets: a field that is added to a page has to be added here.
ALLOWED = {
    "you": {"sender_name", "sender_role", "sender_phone"},
    "manager": {"manager_name", "manager_role", "manager_contact", "discussed_on"},
    "child-about": {
        "name",
        "also_known_as",
        "born_on",
        "expected_on",
        "has_died",
        "died_on",
        "sex",
        "ethnicity",
        "first_language",
        "religion",
        "disability",
        "nhs_number",
    },
    "child-home": {"address", "whereabouts", "carer", "education", "setting"},
    "child-status": {
        "legal_status",
        "placing_authority",
        "placement",
        "care_leaver",
        "protection_plan",
        "plan_details",
        "child_in_need",
        "social_care",
        "social_worker",
    },
    "incident": {"incident_dated", "incident_on", "incident_until", "incident_time", "incident_place", "narrative"},
    "abuse": {"suspicion", "abuse_evidence"},
    "harm": {"outcome", "harm_types", "harm_evidence"},
    "learning": {
        "improvements",
        "improvements_evidence",
        "recurrent",
        "recurrent_evidence",
        "agencies_concern",
        "agencies_working",
        "panel_asked",
        "panel_evidence",
    },
    "request": {"request"},
    "aware": {"agency_aware_on", "agency_aware_time", "la_told", "la_told_at", "la_told_how"},
    "family": {"household_known"},
    "agencies": {"agencies_involved"},
    "safety": {"safety_steps", "safety"},
    "dates": set(),
    "other": {
        "proceedings",
        "proceedings_details",
        "media_interest",
        "media_details",
        "family_told",
        "family_details",
    },
}
ALLOWED_IN_ROWS = {"family": set(facts.HOUSEHOLD), "agencies": set(facts.AGENCY), "dates": set(facts.KEY_DATE)}
MODELS = (Referral, ReferredChild, HouseholdMember, InvolvedAgency, KeyDate, Attachment, Draft, DraftStep)
JUNK = [f"junk_{number}" for number in range(50)]


def stuffed(slug: str) -> StepForm:
    """A page to which every field of every model is posted, fifty junk names, and the same in its first row."""
    boxes = {field.name for model in MODELS for field in model._meta.get_fields()} | set(JUNK)
    boxes |= {f"{name}_id" for name in boxes}
    rows: Any = STEPS[slug].form.row_set
    shown = set(rows.form.base_fields) if rows else set()
    more = {name: ["1"] for name in boxes} | {f"rows-0-{name}": ["1"] for name in boxes - shown}
    return STEPS[slug].form(query(more | typed.page(slug)), about=form(slug).about)


@pytest.mark.parametrize("slug", STEPS)
def test_a_page_sets_what_it_shows_whatever_is_posted(slug: str) -> None:
    page, honest = stuffed(slug), form(slug)
    assert (page.is_valid(), honest.is_valid()) == (True, True), errors(page)
    assert set(page.facts) == ALLOWED[slug]
    assert page.facts == honest.facts
    assert [set(row) for row in page.row_facts] == ([ALLOWED_IN_ROWS[slug]] if slug in ALLOWED_IN_ROWS else [])
    assert page.row_facts == honest.row_facts


def test_the_pages_together_set_what_a_sender_may_set_and_nothing_twice() -> None:
    child = [name for slug, step in STEPS.items() if step.many for name in ALLOWED[slug]]
    once = [name for slug, step in STEPS.items() if not step.many for name in ALLOWED[slug]]
    assert sorted(child) == sorted(facts.CHILD)
    assert sorted([*once, "declared_by", "confirmed"]) == sorted(facts.REFERRAL)


def test_what_the_unit_decides_is_no_field_of_a_sender() -> None:
    own = {
        "status",
        "reference",
        "case",
        "sender_email",
        "form_uuid",
        "received_at",
        "read_by",
        "la_aware_at",
        "route",
        "agency",
    }
    assert own.isdisjoint({*facts.REFERRAL, *facts.CHILD})


PAGE = Template("{% load govuk crispy_forms_tags %}{% crispy form %}{% if form.rows %}{% crispy form.rows %}{% endif %}")
SUMMARY = Template("{% load govuk %}{% govuk_error_summary form form.rows %}")


def blank(slug: str) -> StepForm:
    """A page on which nothing fits: every box holds what it cannot take, and a row is half filled."""
    page = typed.page(slug)
    wrong: dict[str, Any] = {name: ["?"] for name in page if name != "rows-INITIAL_FORMS"}
    return STEPS[slug].form(query(wrong | {name: ["2"] for name in page if name == "rows-TOTAL_FORMS"}), about=form(slug).about)


@pytest.mark.parametrize("slug", STEPS)
@pytest.mark.parametrize("kind", ["wrong", "empty"])
def test_every_line_of_the_summary_leads_to_a_box_and_stands_beside_it(slug: str, kind: str) -> None:
    page = blank(slug) if kind == "wrong" else STEPS[slug].form(query({"rows-TOTAL_FORMS": ["0"]}), about=form(slug).about)
    html, summary = PAGE.render(Context({"form": page})), SUMMARY.render(Context({"form": page}))
    targets = re.findall(r'href="#([^"]+)"', summary)
    assert targets == [target for target in errors(page) if target]
    assert [target for target in targets if html.count(f'id="{target}"') != 1] == []
    beside = html.count('class="govuk-error-message"')
    assert beside == len([target for target in errors(page) if target])


@pytest.mark.parametrize("slug", STEPS)
def test_every_message_reads_as_a_sentence(slug: str) -> None:
    pages = [blank(slug), STEPS[slug].form(query({"rows-TOTAL_FORMS": ["0"]}), about=form(slug).about)]
    for page in pages:
        for words in errors(page).values():
            assert re.match(r"[A-Z“]", words), words
            assert not re.search(r"[{}%]|\b(\w+) \1\b|Enter (your |the )?[A-Z]|This field|valid choice", words), words


@pytest.mark.parametrize("slug", STEPS)
def test_a_fieldset_has_a_legend_of_plain_words(slug: str) -> None:
    html = PAGE.render(Context({"form": form(slug)}))
    legends = re.findall(r"<legend[^>]*>(.*?)</legend>", html, re.S)
    assert [legend for legend in legends if re.search(r"<h\d", legend) or not legend.strip()] == []


BOXES = sorted({name for page in everything().values() for name in page} | {"rows-1-name", "rows-remove", "rows-add"})
VALUES = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["yes", "no", "not_known", "period", "statutory", "on", "born", "expected", "1", "31", "2", "2026", "month", "0"]
    ),
    st.integers(-(10**20), 10**20).map(str),
)
ANSWERS = st.dictionaries(st.sampled_from(BOXES), st.lists(VALUES, max_size=3), max_size=25)
PLACES = st.tuples(st.sampled_from([*STEPS, "nothing", "declaration"]), st.integers(0, 3))


@settings(max_examples=300, deadline=None)
@given(pages=st.dictionaries(PLACES, ANSWERS, max_size=8), judged=st.booleans())
def test_no_answers_however_odd_break_the_reading_of_a_draft(pages: dict[Any, Any], judged: bool) -> None:
    whole = written(pages, judged=judged)
    whole_again = written({**everything(), **pages}, judged=judged)
    for one in (whole, whole_again):
        assert one.total >= one.complete_count
        assert one.is_ready == (not one.missing and not one.problems)
        assert len({question.key for question in one.questions}) == len(one.questions)
        assert one.facts.children is not None


def boxes_of(page: StepForm) -> dict[str, str]:
    """What was typed in the boxes of one line or of several, as the page has it."""
    return {
        bound.name: bound.value() or "" for bound in page if isinstance(bound.field.widget, forms.TextInput | forms.Textarea)
    }


@settings(max_examples=100, deadline=None)
@given(
    slug=st.sampled_from([slug for slug in STEPS if slug != "dates"]),
    typed_words=st.text(st.characters(codec="utf-8"), max_size=40),
)
def test_whatever_was_typed_in_a_box_is_shown_again(slug: str, typed_words: str) -> None:
    names = STEPS[slug].form.base_fields
    step = DraftStep(step=slug, row=int(STEPS[slug].many), answers={name: [typed_words] for name in names}, judged=True)
    page = Written([step], about=About(MONDAY, "head@school.example")).form(slug, step.row)
    html = unescape(PAGE.render(Context({"form": page})))
    boxes = boxes_of(page)
    assert set(boxes.values()) <= {typed_words}
    assert html.count(typed_words) >= len(boxes)
