"""What the pages take is what is stored: to the last character, and nothing is cut or refused on the way."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest
from django import forms

from referrals import facts, lifecycle
from referrals.facts import Facts
from referrals.forms.catalog import CHILD_STEPS, STEPS
from referrals.forms.written import Written
from referrals.models import Referral
from tests.cast import agency
from tests.referrals import typed
from tests.referrals.answers import MONDAY, draft
from tests.referrals.typed import everything, written

SHORT = ("nhs_number", "agency_aware_time")
SIGNED = {"declared_by": "Alma Archer", "confirmed": ["Was it so?"]}


def send(whole: Written) -> Referral:
    """Send a draft as it is written."""
    said = replace(whole.facts, referral={**whole.facts.referral, **SIGNED})
    return lifecycle.receive(draft(), facts=said, agency=agency(), at=MONDAY)


def fullest(slug: str) -> dict[str, list[str]]:
    """A page whose every box holds as much as it takes, and whose first row does."""
    page, step = typed.page(slug), STEPS[slug].form
    rows: Any = step.row_set
    boxes = {**step.base_fields, **{f"rows-0-{name}": field for name, field in (rows.form.base_fields if rows else {}).items()}}
    for name, field in boxes.items():
        if isinstance(field, forms.CharField) and field.max_length and name not in SHORT:
            page[name] = ["7" * field.max_length]
    return page


def same(stored: Mapping[str, Any], said: Mapping[str, Any]) -> bool:
    """Whether what is stored is what was said, each field of it."""
    return {name: stored[name] for name in said} == dict(said)


def all_same(stored: Sequence[Mapping[str, Any]], said: Sequence[Mapping[str, Any]]) -> bool:
    """Whether each row is what was said."""
    return [same(*pair) for pair in zip(stored, said, strict=True)] == [True] * len(said)


def is_stored(referral: Referral, said: Facts) -> list[bool]:
    """Whether the referral, the children and each kind of rows are stored as they were said."""
    found = facts.of(Referral.objects.get(pk=referral.pk))
    return [
        same(found.referral, {**said.referral, **SIGNED}),
        all_same(found.children, said.children),
        all_same(found.household, said.household),
        all_same(found.agencies, said.agencies),
        all_same(found.key_dates, said.key_dates),
    ]


@pytest.mark.django_db
def test_a_referral_is_stored_as_it_was_written() -> None:
    whole = written(everything(children=3))
    assert is_stored(send(whole), whole.facts) == [True] * 5


@pytest.mark.django_db
def test_the_fullest_referral_that_the_pages_take_is_stored_whole() -> None:
    pages = {(slug, int(slug in CHILD_STEPS)): fullest(slug) for slug in STEPS}
    pages["child-status", 1] |= {"legal_status": ["care_order"], "placement": ["foster"]}
    whole = written(pages)
    assert (whole.missing, len(whole.facts.referral["narrative"])) == ([], 20000)
    assert is_stored(send(whole), whole.facts) == [True] * 5


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["harm_types", "safety_steps", "proceedings"])
def test_every_box_that_can_be_ticked_can_be_stored(field: str) -> None:
    slug = {"harm_types": "harm", "safety_steps": "safety", "proceedings": "other"}[field]
    choice: Any = STEPS[slug].form.base_fields[field]
    every = [value for value, _ in choice.choices if value not in ("nothing", "not_known")]
    changes: dict[str, Any] = {field: every}
    whole = written(everything(**changes))
    assert whole.is_ready
    assert facts.of(send(whole)).referral[field] == every
