"""Which other records may be about the same child, why, and who is shown them."""

from datetime import date

import pytest
from django.db import connection

from cspr.models import Child, User
from referrals import duplicates, lifecycle
from referrals.models import Referral, ReferredChild
from tests.cast import case, person
from tests.referrals.answers import MONDAY, arrived

pytestmark = pytest.mark.django_db
BORN = date(2019, 3, 4)


def sent(name: str = "Wrenna Quillfeather", born_on: date | None = BORN, **facts: object) -> Referral:
    return arrived(children=[{"name": name, "born_on": born_on, **facts}])


@pytest.mark.parametrize(
    ("name", "born_on", "why"),
    [
        ("Wrenna Quillfeather", BORN, "the same name, and the same date of birth"),
        ("wrenna quillfeather", BORN, "the same name, and the same date of birth"),
        ("Quillfeather, Wrenna", BORN, "the same name, and the same date of birth"),
        ("Renna Quilfether", BORN, "a name much like it, and the same date of birth"),
        ("Wrenna Quillfeather", date(2019, 4, 3), "the same name, and the same date of birth with day and month exchanged"),
        ("Wrenna Quilfeather", date(2019, 3, 5), "a name much like it, and a date of birth close to it (5 March 2019)"),
        ("Wrenna Quillfeather", date(2018, 3, 4), "the same name, and a date of birth close to it (4 March 2018)"),
        ("Wrenna Quillfeather", date(2019, 9, 4), "the same name, and a date of birth close to it (4 September 2019)"),
        ("Wrenna Quillfeather", None, "the same name, and a date of birth is not known"),
    ],
)
def test_a_child_of_a_like_name_and_a_date_that_fits_is_shown_with_why(
    coordinator: User, name: str, born_on: date | None, why: str
) -> None:
    mine, other = sent(), sent(name, born_on)
    assert [(one.of, one.name, one.why) for one in duplicates.of(mine, coordinator)] == [(other, name, why)]


@pytest.mark.parametrize(
    ("name", "born_on"),
    [
        ("Wrenna Quillfeather", date(2007, 11, 20)),
        ("Bertram Ashdown", BORN),
        ("Renna Quilfether", date(2019, 5, 25)),
        ("Wrenda Quill", None),
    ],
)
def test_another_name_or_another_date_is_not_shown(coordinator: User, name: str, born_on: date | None) -> None:
    mine = sent()
    sent(name, born_on)
    assert duplicates.of(mine, coordinator) == []


def test_an_unborn_child_is_found_again_once_it_is_born(coordinator: User) -> None:
    mine = sent("Baby Quillfeather", None, expected_on=date(2026, 9, 1))
    other = sent("Baby Quillfeather", date(2026, 8, 10))
    assert [one.of for one in duplicates.of(mine, coordinator)] == [other]


def test_a_child_of_a_case_is_shown_as_that_case_and_an_accepted_referral_not_besides(coordinator: User) -> None:
    earlier = lifecycle.accept(sent(), by=coordinator, at=MONDAY, aware_at=MONDAY)
    assert [one.of for one in duplicates.of(sent(), coordinator)] == [earlier.case]


def test_a_referral_is_no_duplicate_of_its_own_case_and_two_like_children_are_shown_once(coordinator: User) -> None:
    mine = lifecycle.accept(sent(), by=coordinator, at=MONDAY, aware_at=MONDAY)
    assert duplicates.of(mine, coordinator) == []
    twins = case()
    for name in ("Wrenna Quilfeather", "Wrenna Quillfeather"):
        Child.objects.create(case=twins, name=name, born_on=BORN)
    assert [(one.of, one.name) for one in duplicates.of(mine, coordinator)] == [(twins, "Wrenna Quillfeather")]


def test_nobody_is_shown_a_record_that_they_may_not_see(coordinator: User, manager: User) -> None:
    earlier = lifecycle.accept(sent(), by=manager, at=MONDAY, aware_at=MONDAY)
    mine = sent()
    assert earlier.case is not None
    earlier.case.conflicts.create(user=coordinator, because="knows the family")
    assert duplicates.of(mine, coordinator) == []
    assert [one.of for one in duplicates.of(mine, manager)] == [earlier.case]
    assert duplicates.of(mine, person("reviewer")) == []


@pytest.mark.parametrize("model", [Child, ReferredChild])
def test_a_likeness_is_looked_for_in_an_index(model: type[Child] | type[ReferredChild]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_indexscan = off")
    assert "children_by_name" in model._default_manager.filter(name__trigram_similar="Wrenna Quillfeather").explain()
