"""Ten thousand invented counts of working days: `./test` tries a few hundred, `./test all working_days` all of them."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devtools import drills
from tests.cspr.test_working_day_oracles import PAIRS, by_numpy, by_the_package
from tests.cspr.test_working_days import CALENDAR

EXAMPLES = drills.count(sample=300, complete=10_000)
days = st.dates(date(2001, 1, 1), date(2077, 12, 31))
lengths = st.integers(min_value=1, max_value=400)


@pytest.mark.drill
def test_no_invented_count_breaks_a_law_of_counting() -> None:
    tried = 0

    @settings(database=None, derandomize=True, deadline=None, max_examples=EXAMPLES)
    @given(days, days, lengths)
    def laws(one: date, other: date, number: int) -> None:
        nonlocal tried
        tried += 1
        start, later = sorted((one, other))
        end = CALENDAR.add(start, number)
        assert end <= CALENDAR.add(later, number), "a later start ends earlier"
        assert (end - start).days >= number, "more working days than days"
        assert CALENDAR.is_working(end), "an end on a day that does not count"
        assert CALENDAR.between(start, end) == number, "what was added is not what is counted"

    laws()
    assert tried >= EXAMPLES
    drills.report(
        "counts of working days", f"{EXAMPLES} invented, 0 break a law of counting", measures=("cspr/working_days.py",)
    )


@pytest.mark.drill
def test_the_count_beside_two_oracles() -> None:
    wrong = [pair for oracle in (by_the_package, by_numpy) for pair in oracle() if CALENDAR.add(pair[0], pair[1]) != pair[2]]
    assert wrong == []
    drills.report(
        "working days beside `holidays` and `numpy`",
        f"{PAIRS:,} starts and lengths of 2012 to 2028 beside each, 0 differ",
        measures=("cspr/working_days.py",),
    )
