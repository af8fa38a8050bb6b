"""Rows within a page of the admin: how many, whose they are, and what is said about those that are gone."""

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cspr.models import Case, Child, User
from tests import cast
from tests.admin.test_audited import form_of
from tests.doors import sign_in

Enter = Callable[[str], Client]
MANY = 999999


@pytest.fixture
def case(coordinator: User) -> Case:
    """A case with one child."""
    made = cast.case(coordinator, summary="A short account.")
    Child.objects.create(case=made, name="Rowan Zephyrine")
    return made


@pytest.fixture
def client(site: Enter, coordinator: User) -> Client:
    """The coordinator's browser."""
    made = site("staff")
    sign_in(made, coordinator)
    return made


def child_row(case: Case, index: int, row: int | str, **typed: Any) -> dict[str, Any]:
    """What a browser sends for one row of a child."""
    sent = {"id": row, "case": case.pk, "name": "Rowan Zephyrine", "sex": "not_known", **typed}
    return {f"children-{index}-{name}": value for name, value in sent.items()}


def count(total: int, initial: int) -> dict[str, Any]:
    """How many rows of children the browser says it sends."""
    return {"children-TOTAL_FORMS": total, "children-INITIAL_FORMS": initial}


def value_of(page: str, name: str) -> str:
    """What the field of that name holds."""
    tag = re.search(rf'<input[^>]*name="{name}"[^>]*>', page)
    held = tag and re.search(r'value="([^"]*)"', tag[0])
    return held[1] if held else ""


@pytest.mark.parametrize("initial", [1, MANY])
def test_a_page_with_a_million_rows_is_refused_at_once_and_keeps_what_was_typed(
    client: Client, case: Case, initial: int
) -> None:
    address = reverse("admin:cspr_case_change", args=[case.pk])
    rows = child_row(case, 0, case.children.get().pk) | child_row(case, 1, "", name="Ash Invented")
    sent = form_of(case, summary="What I typed.", **rows)
    began = time.monotonic()
    answer = client.post(address, sent | count(MANY, initial))
    took = time.monotonic() - began
    page = answer.content.decode()
    assert answer.status_code == 200
    assert took < 5
    assert "at most 30 new rows" in page
    assert "What I typed." in page
    assert value_of(page, "children-1-name") == "Ash Invented"
    assert value_of(page, "children-TOTAL_FORMS") == "2"
    assert Case.objects.get(pk=case.pk).summary == "A short account."
    assert client.post(address, sent | count(2, 1)).status_code == 302
    assert case.children.count() == 2


def test_more_new_rows_than_a_page_takes_are_refused_and_all_shown_again(client: Client, case: Case) -> None:
    rows = child_row(case, 0, case.children.get().pk)
    for index in range(1, 32):
        rows |= child_row(case, index, "", name=f"Ash {index}")
    answer = client.post(reverse("admin:cspr_case_change", args=[case.pk]), form_of(case, **rows) | count(32, 1))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "at most 30 new rows" in page
    assert value_of(page, "children-31-name") == "Ash 31"
    assert case.children.count() == 1


def test_a_case_with_more_rows_than_the_limit_can_still_be_saved(client: Client, case: Case) -> None:
    Child.objects.bulk_create([Child(case=case, name="Rowan Zephyrine") for _ in range(34)])
    rows: dict[str, Any] = {}
    for index, child in enumerate(case.children.all()):
        rows |= child_row(case, index, child.pk)
    rows |= child_row(case, 35, "", name="Ash Invented")
    answer = client.post(reverse("admin:cspr_case_change", args=[case.pk]), form_of(case, **rows) | count(36, 35))
    assert answer.status_code == 302
    assert case.children.count() == 36


@pytest.mark.parametrize("typed", [{}, {"DELETE": "on"}, {"name": "Ash Invented"}])
def test_a_row_of_another_case_is_refused_in_words(
    client: Client, case: Case, coordinator: User, typed: dict[str, str]
) -> None:
    other = Child.objects.create(case=cast.case(coordinator), name="Somebody Else")
    address = reverse("admin:cspr_case_change", args=[case.pk])
    own = child_row(case, 1, case.children.get().pk)
    for initial in (0, 1, 2):
        sent = form_of(case, summary="What I typed.", **child_row(case, 0, other.pk, **typed), **own) | count(2, initial)
        answer = client.post(address, sent)
        assert answer.status_code == 200
        page = answer.content.decode()
        assert "no longer belongs to this record" in page
        assert "What I typed." in page
        assert "Somebody Else" not in page
    assert Child.objects.get(pk=other.pk).name == "Somebody Else"
    assert Case.objects.get(pk=case.pk).summary == "A short account."


def test_a_row_that_a_colleague_took_away_is_shown_again_as_a_new_one(client: Client, case: Case) -> None:
    gone, stays = case.children.get(), Child.objects.create(case=case, name="Ash Invented")
    rows = child_row(case, 0, gone.pk, name="Rowan, corrected") | child_row(case, 1, stays.pk, name="Ash Invented")
    sent = form_of(case, **rows) | count(2, 2)
    gone.delete()
    address = reverse("admin:cspr_case_change", args=[case.pk])
    page = client.post(address, sent).content.decode()
    assert "no longer belongs to this record" in page
    shown = [value_of(page, f"children-{index}-{name}") for index in (0, 1) for name in ("id", "name")]
    assert shown == [str(stays.pk), "Ash Invented", "", "Rowan, corrected"]
    again = child_row(case, 0, stays.pk, name="Ash Invented") | child_row(case, 1, "", name="Rowan, corrected")
    assert client.post(address, form_of(case, **again) | count(2, 1)).status_code == 302
    assert [child.name for child in case.children.all()] == ["Ash Invented", "Rowan, corrected"]


def test_the_children_of_a_case_are_numbered(client: Client, case: Case) -> None:
    Child.objects.create(case=case, name="Ash Invented")
    page = client.get(reverse("admin:cspr_case_change", args=[case.pk])).content.decode()
    heads = [" ".join(re.sub("<[^>]*>", " ", head).split()) for head in re.findall(r"<h3.*?</h3>", page, re.S)]
    assert [head.removesuffix(" Delete") for head in heads if head.startswith("Child ")] == ["Child 1", "Child 2"]
