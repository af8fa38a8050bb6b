"""The published examples of both clocks, over every kind of bank holiday."""

import csv
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from cspr import deadlines
from cspr.clocks import london_date
from cspr.models import User
from tests.cast import CHRISTMAS_EVE, case

VECTORS = list(csv.DictReader((Path(__file__).parent.parent / "data" / "clock_vectors.csv").open()))


@pytest.mark.parametrize("row", VECTORS, ids=lambda row: f"{row['day_zero']} {row['note']}")
def test_the_shipped_rules_give_the_published_dates(db: None, row: dict[str, str]) -> None:
    day_zero = date.fromisoformat(row["day_zero"])
    notification = deadlines.dates_for("notification", day_zero)
    rapid_review = deadlines.dates_for("rapid_review", day_zero)
    assert notification.latest_on == notification.due_on == date.fromisoformat(row["plus_5_working_days"])
    assert rapid_review.due_on == date.fromisoformat(row["plus_15_days"])
    assert rapid_review.latest_on == date.fromisoformat(row["plus_15_working_days"])


def test_aware_on_24_december_2026_falls_due_on_5_january_2027(db: None, manager: User) -> None:
    deadline = deadlines.start(case(), "notification", at=CHRISTMAS_EVE, by=manager)
    assert deadline.due_on == date(2027, 1, 5)


def test_half_past_eleven_at_night_in_summer_is_already_the_next_day_in_london() -> None:
    assert london_date(datetime(2026, 7, 2, 23, 30, tzinfo=UTC)) == date(2026, 7, 3)
