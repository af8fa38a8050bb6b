"""Records that may be about the same child: names alike, dates of birth that fit. Shown to people, who decide."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import QuerySet

from cspr.models import Case, Child, User
from referrals.models import Referral, ReferredChild

# How alike two names have to be (0 to 1, shares of three-letter pieces), given what the dates of birth say.
SAME_DATE, NEAR_DATE, NO_DATE = 0.3, 0.4, 0.6
# Dates of birth so many days apart may be one date, once written wrongly or only expected.
NEAR_DAYS, EXPECTED_DAYS = 7, 42
SHOWN_AT_MOST = 20


@dataclass(frozen=True)
class Likeness:
    """A child of another record. `why` says what is alike; `of` is the case or the referral in which it stands."""

    of: Case | Referral
    name: str
    why: str
    score: float


def of(referral: Referral, user: User) -> list[Likeness]:
    """Children of other referrals and cases that this person may see and that may be one of this referral's."""
    cases = Case.objects.visible_to(user).exclude(pk=referral.case_id or 0)
    referrals = Referral.objects.visible_to(user).exclude(pk=referral.pk)
    found: dict[Case | Referral, Likeness] = {}
    for child in referral.children.all():
        in_cases = Child.objects.filter(case__in=cases).select_related("case")
        # A referral that was accepted stands in its case.
        sent = ReferredChild.objects.filter(referral__in=referrals, referral__case=None).select_related("referral")
        for one in (*_like(child, in_cases), *_like(child, sent)):
            if one.of not in found or found[one.of].score < one.score:
                found[one.of] = one
    return sorted(found.values(), key=lambda one: -one.score)[:SHOWN_AT_MOST]


def _like(child: ReferredChild, rows: QuerySet[Any]) -> Iterable[Likeness]:
    # The operator of the lookup is what the index answers; the figure then judges each of the few that are left.
    alike = rows.filter(name__trigram_similar=child.name).annotate(score=TrigramSimilarity("name", child.name))
    for other in alike.order_by("-score")[: 5 * SHOWN_AT_MOST]:
        dates, bar = _dates(child, other)
        if other.score >= bar:
            name = "the same name" if other.score == 1 else "a name much like it"
            of = other.case if isinstance(other, Child) else other.referral
            yield Likeness(of, other.name, f"{name}, {dates}", other.score)


def _dates(child: ReferredChild, other: Child | ReferredChild) -> tuple[str, float]:
    """What the dates of birth say, and how alike the names must then be; more than 1 where they speak against it."""
    one, two = child.born_on or child.expected_on, other.born_on or other.expected_on
    if one is None or two is None:
        return "and a date of birth is not known", NO_DATE
    if one == two:
        return "and the same date of birth", SAME_DATE
    if (one.day, one.month, one.year) == (two.month, two.day, two.year):
        return "and the same date of birth with day and month exchanged", NEAR_DATE
    only_expected = child.born_on is None or other.born_on is None
    if abs((one - two).days) <= (EXPECTED_DAYS if only_expected else NEAR_DAYS) or _one_part_differs(one, two):
        return f"and a date of birth close to it ({two:%-d %B %Y})", NEAR_DATE
    return "and another date of birth", 2


def _one_part_differs(one: date, two: date) -> bool:
    """Day, month or year, as when somebody mistypes one of them; a year only next to it or with one figure wrong."""
    same = (one.day == two.day, one.month == two.month, one.year == two.year)
    return sum(same) == 2 and (same[2] or sum(a != b for a, b in zip(str(one.year), str(two.year), strict=True)) == 1)
