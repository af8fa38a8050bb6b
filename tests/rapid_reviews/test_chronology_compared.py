"""What a comparison of chronologies finds, one small case for each rule; the drill measures how often it does so at length."""

from datetime import date, time, timedelta
from typing import Any

import pytest

from rapid_reviews.chronology import Finding, Found, Looked, Relative, Telling, look, merge
from rapid_reviews.chronology.slips import days_beside, slip_between

CARE, POLICE, HEALTH, SCHOOL = "Children's Social Care", "Invented Police", "Health Visiting Service", "Invented Primary School"
HOSPITAL, SURGERY = "Invented Infirmary", "Invented Surgery"
DAY = date(2025, 3, 4)
FAMILY = (
    Relative("Kelly Inventa", "mother", "Kel"),
    Relative("Darren Ficta", "father"),
    Relative("Jayden Inventa", "brother"),
    Relative("Harper Inventa", "the child"),
)


def told(*rows: tuple[Any, ...]) -> list[Telling]:
    """Agency, day and event of each; then people, and time."""
    whole = [(*row, *("", None)[len(row) - 3 :]) for row in rows]
    return [Telling(number, row[0], row[1], None, row[4], row[3], row[2]) for number, row in enumerate(whole)]


def compared(rows: list[Telling], *agencies: str, weeks: int = 6) -> Looked:
    days = [row.on for row in rows]
    return look(rows, FAMILY, agencies=agencies, first=min(days), last=max(days), weeks=weeks)


def both(one: str, other: str, apart: int = 0, people: tuple[str, str] = ("", "")) -> Looked:
    """Two agencies and what they tell, so many days apart."""
    return compared(told((CARE, DAY, one, people[0]), (POLICE, DAY + timedelta(days=apart), other, people[1])))


CARE_SAYS, POLICE_SAY = (
    "Strategy meeting held with police. Bruise to cheek.",
    "Attended strategy discussion with CSC: bruised cheek.",
)


@pytest.mark.parametrize(
    ("on", "how"),
    [
        (date(2025, 4, 3), "day and month changed places"),
        (date(2025, 3, 5), "a day apart"),
        (date(2025, 3, 11), "a week apart"),
        (date(2026, 3, 4), "the same day of another year"),
        (date(2025, 4, 4), "the same day of another month"),
    ],
)
def test_the_same_meeting_with_a_slip_in_its_day_is_put_side_by_side(on: date, how: str) -> None:
    looked = compared(told((CARE, DAY, CARE_SAYS), (POLICE, on, POLICE_SAY)))
    assert [(one.kind, one.how, sorted(one.pks)) for one in looked.days] == [(Found.DAY, how, [0, 1])]
    assert looked.alone == ()


def test_who_agrees_is_left_in_peace() -> None:
    looked = both(CARE_SAYS, POLICE_SAY)
    assert (looked.days, looked.people, looked.alone, looked.twice) == ((), (), (), ())


def test_weekly_visits_in_the_same_words_are_no_contradiction() -> None:
    rows = [
        (agency, DAY + timedelta(days=7 * week), "Home visit, mother and baby seen.")
        for week in range(6)
        for agency in (CARE, HEALTH)
    ]
    looked = compared(told(*rows))
    assert (looked.days, looked.alone, looked.twice) == ((), (), ())


def test_two_meetings_a_week_apart_that_one_agency_tells_both_are_two() -> None:
    first, second = "Core group with police. Bruise to cheek.", "Core group with police. Bruise on cheek again."
    rows = told(
        (CARE, DAY, first),
        (CARE, DAY + timedelta(days=7), second),
        (POLICE, DAY + timedelta(days=7), "Attended core group, bruise."),
    )
    assert compared(rows).days == ()


def test_what_begins_before_midnight_and_ends_after_it_is_one_day() -> None:
    late, early = (
        "999 call: front door kicked in. Shared with social care.",
        "Out of hours call: police at property, door kicked in.",
    )
    rows = told((POLICE, DAY, late, "", time(23, 40)), ("Invented Housing", DAY + timedelta(days=1), early, "", time(0, 25)))
    assert compared(rows).days == ()


def test_a_letter_that_comes_days_later_is_no_contradiction() -> None:
    rows = told(
        (HOSPITAL, DAY, "Attended ED with mother: fractured wrist."),
        (SURGERY, DAY + timedelta(days=6), "ED letter received, attended 4/3/2025, broken wrist."),
        (HEALTH, DAY + timedelta(days=3), "A&E notification received: wrist fracture."),
    )
    looked = compared(rows)
    assert (looked.days, looked.alone) == ((), ())


def test_a_letter_that_gives_another_day_is_one() -> None:
    rows = told(
        (HOSPITAL, DAY, "Attended ED with mother: fractured wrist."),
        (SURGERY, DAY + timedelta(days=12), "ED letter received: attended on 11/3/2025 with broken wrist."),
    )
    assert [one.how for one in compared(rows).days] == ["a week apart"]


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("mother; child", "father; child", True),
        ("Kelly Inventa, Harper", "mum and baby", False),
        ("mother", "Kelly Inventa (mother); father", False),
        ("Kelly & Jayden", "mother and Harper Inventa", True),
        ("Kely Inventa", "INVENTA, Kelly", False),
        ("KI/HI", "mother, child", False),
        ("mother", "", False),
        ("Ms Inventa", "mother", False),
        ("mother", "child", False),
    ],
)
def test_other_people_are_told_only_where_nobody_can_be_meant_by_both(one: str, other: str, apart: bool) -> None:
    looked = both(
        "Joint visit with police. Rent arrears.", "Joint visit with social worker: rent arrears.", people=(one, other)
    )
    assert bool(looked.people) is apart


@pytest.mark.parametrize(
    "words",
    [
        "Referral made to MASH: hungry and unkempt.",
        "Refered to social care, bruise.",
        "Telephone call to SW about attendance.",
        "Attended core group with social worker.",
        "Joint visit with CSC. Mother seen.",
        "CP conference - attended.",
    ],
)
def test_a_contact_that_the_other_agency_did_not_record_is_told(words: str) -> None:
    looked = compared(told((SCHOOL, DAY, words), (CARE, DAY + timedelta(days=30), "Home visit, no concerns.")))
    assert [(one.named, one.agency) for one in looked.alone] == [((CARE,), SCHOOL)]


@pytest.mark.parametrize(
    "words",
    [
        "Mother advised to contact social care.",
        "Plan: refer to MASH if it happens again.",
        "Will call social worker on Monday.",
        "Mother says the social worker told her so.",
        "Invitation to core group received.",
        "Poster about MARAC put up.",
        "Referral to Home-Start sent.",
        "Telephone call to mother.",
        "Social worker's number on file.",
        "Attended internal training on domestic abuse.",
    ],
)
def test_what_was_only_meant_said_or_announced_is_no_contact(words: str) -> None:
    looked = compared(told((SCHOOL, DAY, words), (CARE, DAY + timedelta(days=30), "Home visit, no concerns.")))
    assert looked.alone == ()


def test_an_agency_that_was_not_asked_is_not_missed_and_one_that_knows_nothing_is() -> None:
    rows = told((SCHOOL, DAY, "Referral made to MASH: hungry."))
    assert compared(rows).alone == ()
    assert [one.named for one in compared(rows, CARE).alone] == [(CARE,)]


def test_what_an_agency_does_is_told_where_its_name_does_not_say_it() -> None:
    rows = told((SCHOOL, DAY, "Telephone call to housing officer."), ("Curo Invented", DAY, "Repair done."))
    assert compared(rows).alone == ()
    looked = look(rows, services={"Curo Invented": "housing"}, first=DAY, last=DAY)
    assert [one.named for one in looked.alone] == [("Curo Invented",)]


def gap_days(looked: Looked) -> list[tuple[str, int | None]]:
    return [(one.agency, (one.before - one.after).days if one.before and one.after else None) for one in looked.gaps]


def test_a_long_time_without_a_row_is_told_by_agency_and_for_all() -> None:
    rows = told((CARE, DAY, "Visit."), (CARE, DAY + timedelta(days=42), "Visit."), (CARE, DAY + timedelta(days=85), "Visit."))
    assert gap_days(compared(rows)) == [("", 43), (CARE, 43)]
    assert gap_days(compared(rows, weeks=7)) == []


def test_an_agency_that_stops_without_a_word_has_a_gap_and_one_that_closes_has_none() -> None:
    later = (POLICE, DAY + timedelta(days=100), "Stop and search.")
    between = (POLICE, DAY + timedelta(days=41), "Call."), (POLICE, DAY + timedelta(days=80), "Call.")
    stops, closes = ((CARE, DAY, words) for words in ("Visit.", "Visit. Case closed to social care."))
    assert gap_days(compared(told(stops, *between, later))) == [(CARE, None)]
    assert gap_days(compared(told(closes, *between, later))) == []


def test_a_stay_that_lasts_is_no_gap() -> None:
    rows = [
        Telling(1, HOSPITAL, DAY, DAY + timedelta(days=60), event="Admitted."),
        Telling(2, HOSPITAL, DAY + timedelta(days=90), event="Home."),
    ]
    assert compared(rows).gaps == ()


@pytest.mark.parametrize(
    ("other", "at", "people", "twice"),
    [
        ("Late, collected by mother.", None, "child", True),
        ("late, colected by mother", None, "", True),
        ("Late, collected by mother.", time(15, 40), "child", False),
        ("Late, collected by mother.", None, "father", True),
        ("Absent all day, no reason given.", None, "child", False),
    ],
)
def test_a_row_twice_is_told_unless_the_clock_makes_two_of_it(other: str, at: time | None, people: str, twice: bool) -> None:
    one = Telling(1, SCHOOL, DAY, None, time(9, 0), "child", "Late, collected by mother.")
    assert bool(compared([one, Telling(2, SCHOOL, DAY, None, at, people, other)]).twice) is twice


def test_a_finding_keeps_its_digest_when_rows_come_in_another_order_or_under_other_keys() -> None:
    rows = told((CARE, DAY, CARE_SAYS), (POLICE, DAY + timedelta(days=1), POLICE_SAY))
    again = [Telling(row.pk + 100, row.agency, row.on, event=row.event) for row in reversed(rows)]
    (one,), (other,) = compared(rows).days, compared(again).days
    assert one.found == other.found
    assert len(one.found) == 64


def test_rows_are_merged_in_the_order_of_days_and_times() -> None:
    rows = told(
        (CARE, DAY, "b", "", time(9)), (CARE, DAY, "a"), (POLICE, DAY - timedelta(days=1), "0"), (CARE, DAY, "c", "", time(14))
    )
    assert [row.event for row in merge(rows)] == ["0", "a", "b", "c"]


def test_nothing_is_found_in_nothing() -> None:
    found: tuple[Finding, ...] = look([], first=DAY, last=DAY).all()
    assert found == ()


def test_every_slip_of_a_day_is_among_the_days_that_are_looked_at() -> None:
    start, leap = date(2023, 12, 20), date(2024, 2, 29)
    for on in (*(start + timedelta(days=number) for number in range(120)), leap):
        beside = days_beside(on)
        for number in range(-400, 400):
            other = on + timedelta(days=number)
            assert slip_between(on, other) is None or other in beside, (on, other)
