"""Another date that people agree on: extended or held with a reason, and the date of the rule stays in the record."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cspr import dashboards, deadlines, rules
from cspr.deadlines import NotAgreed
from cspr.models import Deadline, User
from tests.cast import CHRISTMAS_EVE, case
from tests.doors import sign_in

# Decided on 24 December 2026: to be published by 24 June 2027.
AT = datetime(2027, 5, 4, 9, 0, tzinfo=UTC)
RULE, UNTIL, REVIEW = date(2027, 6, 24), date(2027, 9, 30), date(2027, 7, 15)


def running(clock: str = "practice_review", by: User | None = None) -> Deadline:
    return deadlines.start(case(by=by), clock, at=CHRISTMAS_EVE, by=by)


def line(deadline: Deadline, on: date) -> str:
    return dashboards.clocks_of(deadline.case, on=on)[0].words


def test_an_extension_keeps_the_date_of_the_rule_in_the_record(manager: User) -> None:
    deadline = running()
    moved = deadlines.extend(deadline, until=UNTIL, review_by=REVIEW, because=" The trial. ", by=manager, at=AT)
    deadline.refresh_from_db()
    assert (deadline.due_on, deadline.latest_on, deadline.agreed, deadline.review_by) == (UNTIL, UNTIL, "extended", REVIEW)
    assert (moved.why, moved.old_latest_on, moved.because, moved.by, moved.review_by) == (
        "extension",
        RULE,
        "The trial.",
        manager,
        REVIEW,
    )
    assert line(deadline, AT.date()) == (
        "Extended until Thursday 30 September 2027; to be looked at again by Thursday 15 July 2027."
    )


def test_a_hold_runs_until_it_is_looked_at_again_and_can_be_lifted(manager: User) -> None:
    deadline = running()
    deadlines.hold(deadline, review_by=UNTIL, because="A trial.", by=manager, at=AT)
    deadline.refresh_from_db()
    assert (deadline.latest_on, deadline.agreed, deadline.review_by) == (UNTIL, "held", UNTIL)
    assert line(deadline, AT.date()).startswith("Held until Thursday 30 September 2027")
    deadlines.lift(deadline, because="The trial ended.", by=manager, at=AT)
    deadline.refresh_from_db()
    assert (deadline.latest_on, deadline.agreed, deadline.review_by) == (RULE, "", None)
    assert [moved.why for moved in deadline.moves.all()] == ["reopened", "hold"]


def test_a_holiday_leaves_a_date_that_was_agreed_alone(manager: User) -> None:
    deadline = running()
    deadlines.extend(deadline, until=UNTIL, review_by=REVIEW, because="x", by=manager, at=AT)
    rules.add_version(
        {
            "clock": "practice_review",
            "bound": "latest",
            "length": 5,
            "unit": "months",
            "authority": "An invented change",
            "source": "here",
            "effective_from": date(2026, 12, 1),
        },
        by=manager,
        at=AT,
    )
    deadline.refresh_from_db()
    assert deadline.latest_on == UNTIL


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"because": " "}, "Say why"),
        ({"until": RULE}, "due by 24 June 2027 already"),
        ({"review_by": date(2027, 5, 3)}, "between today and the new date"),
        ({"review_by": date(2027, 10, 1)}, "between today and the new date"),
    ],
)
def test_an_extension_that_cannot_be_is_refused_in_words(manager: User, facts: dict[str, Any], words: str) -> None:
    deadline = running()
    with pytest.raises(NotAgreed, match=words):
        deadlines.extend(deadline, **{"until": UNTIL, "review_by": REVIEW, "because": "x", "by": manager, "at": AT, **facts})
    assert not deadline.moves.exists()


@pytest.mark.parametrize("review_by", [date(2027, 5, 4), date(2027, 6, 23)])
def test_a_hold_ends_on_a_day_that_is_later_than_the_date(manager: User, review_by: date) -> None:
    with pytest.raises(NotAgreed, match="24 June 2027"):
        deadlines.hold(running(), review_by=review_by, because="x", by=manager, at=AT)


def test_a_clock_of_the_law_alone_is_neither_extended_nor_held_nor_lifted(manager: User) -> None:
    deadline = running("notification")
    with pytest.raises(NotAgreed, match="no date that people may extend"):
        deadlines.extend(deadline, until=UNTIL, review_by=REVIEW, because="x", by=manager, at=AT)
    with pytest.raises(NotAgreed, match="cannot be held"):
        deadlines.hold(deadline, review_by=UNTIL, because="x", by=manager, at=AT)
    with pytest.raises(NotAgreed, match="nothing to lift"):
        deadlines.lift(deadline, because="x", by=manager, at=AT)


def test_a_clock_that_has_ended_is_left_alone(manager: User) -> None:
    deadline = running()
    deadlines.meet(deadline.case, "practice_review", at=AT, by=manager)
    with pytest.raises(NotAgreed, match="has ended meanwhile"):
        deadlines.hold(deadline, review_by=UNTIL, because="x", by=manager, at=AT)
    assert not deadlines.may_be_held(deadlines.meet(running().case, "practice_review", at=AT, by=manager))


def test_the_day_to_look_at_it_again_shows_under_work_for_today(manager: User) -> None:
    deadline = running(by=manager)
    deadlines.extend(deadline, until=UNTIL, review_by=REVIEW, because="x", by=manager, at=AT)

    def listed(on: date) -> list[str]:
        work = dashboards.work_for_today(manager, on=on)
        return [group.slug for group in work.groups if any(one.pk == deadline.pk for one in group.lines)]

    assert listed(date(2027, 7, 14)) == []
    assert listed(REVIEW) == ["review"]
    assert listed(date(2027, 10, 1)) == ["late"]


def test_it_is_extended_held_and_lifted_on_pages_of_its_own(site: object, client: Client, manager: User) -> None:
    deadline = deadlines.start(case(by=manager), "practice_review", at=datetime(2020, 12, 24, 9, tzinfo=UTC), by=manager)
    sign_in(client, manager)

    def step(slug: str, **typed: str) -> str:
        address = reverse("admin:cspr_deadline_verb", args=[deadline.pk, slug])
        return str(client.post(address, typed, follow=True).content.decode())

    assert "already" in step("extend", until="2021-06-24", review_by="2021-06-24", because="x")
    far = datetime.now(UTC).date() + timedelta(days=700)
    said = step("extend", until="2999-01-05", review_by="2998-01-05", because="The trial.")
    assert "5 January 2999 is more than three years ahead" in said
    assert "The trial." in said
    until, review = far.isoformat(), (far - timedelta(days=300)).isoformat()
    assert "Every move of this date" in step("extend", until=until, review_by=review, because="The trial.")
    page = step("lift", because="It ended.")
    assert f"due 24 June 2021 became {far:%-d %B %Y}" in page
    assert f"due {far:%-d %B %Y} became 24 June 2021" in page
    assert "The clock is held." in step("hold", review_by=until, because="A trial.")
    read = client.get(reverse("admin:cspr_deadline_change", args=[deadline.pk]), {"on": "2020-12-24"}).content.decode()
    assert "At the end of Thursday 24 December 2020 this was counted from 24 December 2020" in read
    assert "due Thursday 24 June 2021" in read
    early = client.get(reverse("admin:cspr_deadline_change", args=[deadline.pk]), {"on": "2019-01-01"}).content.decode()
    assert "On 1 January 2019 this clock had not begun: it is counted from 24 December 2020." in early
    odd = client.get(reverse("admin:cspr_deadline_change", args=[deadline.pk]), {"on": "yesterday"}).content.decode()
    assert "Enter a valid date" in odd


@pytest.mark.parametrize("day", [date(2030, 5, 5), date(2999, 1, 1)])
def test_no_date_is_extended_or_held_more_than_three_years_ahead(manager: User, day: date) -> None:
    deadline = running()
    with pytest.raises(NotAgreed, match=f"{day.year} is more than three years ahead. Check the year"):
        deadlines.extend(deadline, until=day, review_by=REVIEW, because="A trial.", by=manager, at=AT)
    with pytest.raises(NotAgreed, match="more than three years ahead"):
        deadlines.hold(deadline, review_by=day, because="A trial.", by=manager, at=AT)
    deadline.refresh_from_db()
    assert (deadline.latest_on, deadline.agreed, deadline.moves.count()) == (RULE, "", 0)


def test_three_years_ahead_is_still_agreed(manager: User) -> None:
    day = date(2030, 5, 4)
    assert deadlines.extend(running(), until=day, review_by=day, because="A trial.", by=manager, at=AT).new_latest_on == day
