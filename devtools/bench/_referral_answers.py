"""What the senders of the benchmark type: every page in order, everything invented."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

Answers = dict[str, list[str]]
LONG = "Invented words about what happened, and about who knew what of it, and when. " * 20


def pages(children: int, key_dates: int, at: datetime) -> Iterator[tuple[str, int, Answers]]:
    """Step, row and answers of a whole referral."""
    for row in range(1, children + 1):
        for step, answers in child(row).items():
            yield step, row, answers
    for step, answers in once(at).items():
        yield step, 0, answers
    yield "family", 0, {**said(household_known="yes"), **rows(10, person)}
    yield "agencies", 0, {**said(agencies_involved="yes"), **rows(10, agency)}
    yield "dates", 0, rows(key_dates, key_date)


def child(row: int) -> dict[str, Answers]:
    """The three pages of a child."""
    return {
        "child-about": {
            **said(name=f"Child Number {row}", also_known_as="None", birth="born", death="no", sex="female"),
            **said(ethnicity="Not known", first_language="English", religion="Not known", disability="None"),
            **boxes("birth_date", "27", "3", "2019"),
        },
        "child-home": said(
            address="1 Invented Lane", whereabouts="At home", carer="The mother", education="setting", setting="A school"
        ),
        "child-status": said(
            legal_status="none", care_leaver="no", protection_plan="never", child_in_need="no", social_care="no"
        ),
    }


def once(at: datetime) -> dict[str, Answers]:
    """The pages that stand once and have no rows."""
    day = at - timedelta(days=2)
    then = (str(day.day), str(day.month), str(day.year))
    return {
        "you": said(sender_name="A sender", sender_role="Head teacher", sender_phone="01632 960 101"),
        "manager": {
            **said(manager_name="A manager", manager_role="Trust lead", manager_contact="01632 960 102"),
            **boxes("discussed_on", *then),
        },
        "incident": {
            **said(incident_dated="exact", incident_place="At home", narrative=LONG * 5),
            **boxes("incident_on", *then),
        },
        "abuse": said(suspicion="suspected", abuse_evidence=LONG),
        "harm": said(outcome="serious_harm", harm_types="physical", harm_evidence=LONG),
        "learning": said(improvements="no", recurrent="no", agencies_concern="yes", agencies_working=LONG, panel_asked="no"),
        "request": said(request="statutory"),
        "aware": {
            **said(la_told="yes", la_told_how="By telephone", **{"la_told_at-time": "09:00"}),
            **boxes("agency_aware_on", *then),
            **boxes("la_told_at", *then),
        },
        "safety": said(safety_steps="social_care", safety=LONG),
        "other": said(proceedings="police", media_interest="no", family_told="yes", family_details="By the head teacher"),
    }


def person(number: int) -> Answers:
    """One of the household."""
    return {**said(name=f"Person Number {number}", relation="Relative"), **boxes("born_on", "2", "2", "1990")}


def agency(number: int) -> Answers:
    """One agency."""
    return said(name=f"Agency {number}", contact="Not known", still_involved="yes")


def key_date(number: int) -> Answers:
    """One row of the chronology."""
    event = said(precision="day", event="Invented: a visit that did not take place.", agency="Health", source="Records")
    return {**event, **boxes("on", str(number % 28 + 1), str(number % 12 + 1), "2024")}


def rows(count: int, row: Callable[[int], Answers]) -> Answers:
    """So many rows, as the page posts them."""
    typed = said(**{"rows-TOTAL_FORMS": str(count), "rows-INITIAL_FORMS": "0"})
    for number in range(count):
        typed |= {f"rows-{number}-{name}": values for name, values in row(number).items()}
    return typed


def said(**answers: str) -> Answers:
    """Boxes with one value each."""
    return {name: [value] for name, value in answers.items()}


def boxes(name: str, day: str, month: str, year: str) -> Answers:
    """The three boxes of a date."""
    return said(**{f"{name}-day": day, f"{name}-month": month, f"{name}-year": year})
