"""Prints what an addition of working days takes, beside a bisect and the `holidays` package: for `./bench deadlines`."""

import json
import random
import sys
import time
from bisect import bisect_right
from collections.abc import Callable
from datetime import date, timedelta
from statistics import median

import django

django.setup()

import holidays  # noqa: E402

from cspr.deadlines import calendar  # noqa: E402

FIRST, LAST, LONGEST = date(2018, 1, 1), date(2028, 6, 30), 60
ROUNDS, TIMES = 15, 2000
Add = Callable[[date, int], date]


def main() -> dict[str, float]:
    """Microseconds for one addition, medians of shuffled rounds; every candidate must give the same dates."""
    days = calendar()
    every = [FIRST + timedelta(days=n) for n in range((date(2028, 12, 31) - FIRST).days + 1)]
    table = [day for day in every if days.is_working(day)]
    england = holidays.country_holidays("GB", subdiv="ENG", years=range(2017, 2030))

    def by_bisect(day: date, number: int) -> date:
        return table[bisect_right(table, day) + number - 1]

    def by_package(day: date, number: int) -> date:
        # The package counts from a working day: from any other, the one before it.
        if not england.is_working_day(day):
            day = england.get_nth_working_day(day, -1)
        found: date = england.get_nth_working_day(day, number)
        return found

    candidates: dict[str, Add] = {"ours": days.add, "bisect": by_bisect, "holidays": by_package}
    sample = random.Random(1974)
    asked = [(FIRST + timedelta(days=sample.randrange((LAST - FIRST).days)), sample.randint(1, LONGEST)) for _ in range(TIMES)]
    taken: dict[str, list[float]] = {name: [] for name in candidates}
    for _ in range(ROUNDS):
        for name, add in sample.sample(sorted(candidates.items()), len(candidates)):
            start = time.perf_counter()
            found = [add(day, number) for day, number in asked]
            taken[name].append(time.perf_counter() - start)
            if found != [by_bisect(day, number) for day, number in asked]:
                raise SystemExit(f"{name} gives other dates.")
    return {name: median(seconds) / TIMES * 1e6 for name, seconds in taken.items()}


if __name__ == "__main__":
    sys.stdout.write(json.dumps({"addition": main()}))
