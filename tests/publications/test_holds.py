"""Court holds: while one stands, nothing of the case goes out; who placed and who lifted it stays on record."""

from datetime import date, timedelta
from typing import Any

import pytest

from cspr.lifecycle import MoveRefused
from cspr.models import User
from publications import holds, lifecycle
from publications.models import CourtHold, PublishedReview
from tests.cast import case
from tests.publications import drafts
from tests.publications.drafts import APPROVED, DRAFTED, PUBLISHED

LATER = date(2021, 8, 2)


def place(one: Any, by: User, because: str = "A trial at the Crown Court", review_by: date = LATER) -> CourtHold:
    return holds.place(one, because=because, review_by=review_by, by=by, at=DRAFTED)


def test_while_a_hold_stands_nothing_of_the_case_goes_out(manager: User, coordinator: User) -> None:
    one = drafts.approved(manager)
    hold = place(one.case, coordinator)
    with pytest.raises(MoveRefused) as refusal:
        lifecycle.publish(one, by=manager, at=PUBLISHED)
    assert str(refusal.value) == (
        "A court hold stands, and nothing of this case goes out while it does: A trial at the Crown Court (to be looked at "
        "again by 2 August 2021). Nothing was published."
    )
    assert PublishedReview.objects.count() == 0
    holds.lift(hold, because="The jury has returned.", by=manager, at=APPROVED)
    lifecycle.publish(one, by=manager, at=PUBLISHED)
    assert PublishedReview.objects.count() == 1


def test_a_hold_of_another_case_holds_nothing_here(manager: User) -> None:
    one = drafts.approved(manager)
    place(case(manager), manager)
    assert holds.standing(one.case) == []
    lifecycle.publish(one, by=manager, at=PUBLISHED)


def test_several_holds_stand_together_and_the_one_to_be_looked_at_first_comes_first(manager: User) -> None:
    one = case(manager)
    trial, inquest = place(one, manager), place(one, manager, "An inquest", date(2021, 6, 1))
    assert holds.standing(one) == [inquest, trial]
    holds.lift(inquest, because="It is concluded.", by=manager, at=APPROVED)
    assert holds.standing(one) == [trial]


def test_a_lifted_hold_stays_on_record_with_who_and_why(manager: User, coordinator: User) -> None:
    hold = place(case(manager), coordinator)
    lifted = holds.lift(hold, because=" The order has ended. ", by=manager, at=APPROVED)
    assert (lifted.placed_by, lifted.lifted_by, lifted.lifted_at, lifted.lifted_because) == (
        coordinator,
        manager,
        APPROVED,
        "The order has ended.",
    )
    assert lifted.history.count() == 2
    words = list(lifted.case.timeline.filter(kind__startswith="court_hold").order_by("pk").values_list("words", flat=True))
    assert words == [
        "Court hold placed: A trial at the Crown Court. To be looked at again by 2 August 2021.",
        "Court hold lifted: The order has ended.",
    ]
    for step in (holds.lift, lambda *args, **kwargs: holds.look_again(*args, review_by=LATER, **kwargs)):
        with pytest.raises(MoveRefused, match="lifted already"):
            step(lifted, because="Once more.", by=manager, at=APPROVED)


def test_a_hold_is_looked_at_again_and_stands_on_until_another_day(manager: User) -> None:
    hold = place(case(manager), manager)
    hold = holds.look_again(hold, review_by=date(2021, 12, 1), because="The trial is put off.", by=manager, at=APPROVED)
    assert (hold.review_by, hold.lifted_at, str(hold)) == (date(2021, 12, 1), None, hold.case.reference)
    assert hold.case.timeline.get(kind="court_hold_stands").words == (
        "Court hold stands on: The trial is put off. To be looked at again by 1 December 2021."
    )


@pytest.mark.parametrize("day", [DRAFTED.date(), DRAFTED.date() + timedelta(days=367)])
def test_nobody_forgets_a_hold_for_longer_than_a_year(manager: User, day: date) -> None:
    one = case(manager)
    with pytest.raises(MoveRefused, match="after today, within a year"):
        place(one, manager, review_by=day)
    hold = place(one, manager)
    with pytest.raises(MoveRefused, match="after today, within a year"):
        holds.look_again(hold, review_by=day, because="It goes on.", by=manager, at=DRAFTED)


def test_every_step_says_why(manager: User) -> None:
    one = case(manager)
    with pytest.raises(MoveRefused, match="which proceeding or order"):
        place(one, manager, because=" ")
    hold = place(one, manager)
    with pytest.raises(MoveRefused, match="how the proceeding stands"):
        holds.look_again(hold, review_by=LATER, because="", by=manager, at=DRAFTED)
    with pytest.raises(MoveRefused, match="why it no longer stands"):
        holds.lift(hold, because="", by=manager, at=DRAFTED)
    assert holds.standing(one) == [hold]
