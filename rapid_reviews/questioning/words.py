"""What a finding is called, and the question that it becomes. No question quotes the row of another agency."""

from datetime import date

from rapid_reviews.chronology import Finding, Found, Telling
from rapid_reviews.models import RowQuestion

Kind = RowQuestion.Kind
KINDS = {
    Found.DAY: Kind.DIFFERS,
    Found.PEOPLE: Kind.DIFFERS,
    Found.ALONE: Kind.ALONE,
    Found.GAP: Kind.GAP,
    Found.TWICE: Kind.OTHER,
}
TITLES = {
    Found.DAY: "The same event, another day?",
    Found.PEOPLE: "The same event, other people?",
    Found.ALONE: "Nobody else recorded this contact",
    Found.GAP: "A long time without a row",
    Found.TWICE: "The same row twice?",
}


def day(on: date) -> str:
    """3 March 2024."""
    return f"{on:%-d %B %Y}"


def title(finding: Finding) -> str:
    """What sort of finding it is."""
    return TITLES[finding.kind]


def told(finding: Finding) -> str:
    """In one sentence, for the unit."""
    if finding.kind is Found.DAY:
        return f"{_agencies(finding)} seem to tell the same event with different days: {finding.how}."
    if finding.kind is Found.PEOPLE:
        return f"{_agencies(finding)} agree on the day, and name other people."
    if finding.kind is Found.ALONE:
        return f"{finding.agency} writes of a contact with {_listed(finding.named)}. No other agency has a row of it."
    if finding.kind is Found.GAP:
        return f"{finding.agency or 'No agency at all'} {'has' if not finding.agency else 'has no'} {_gap(finding)}"
    return f"Two rows of {finding.agency} on {day(finding.rows[0].on)} read nearly the same."


def _gap(finding: Finding) -> str:
    row = "a row" if not finding.agency else "row"
    after = day(finding.after) if finding.after else ""
    if finding.before is None:
        return f"{row} after {after}, and does not say that it ended."
    return f"{row} between {after} and {day(finding.before)}: {finding.weeks} weeks."


def question(finding: Finding, agency: str) -> str:
    """What is asked of one of the agencies in it."""
    own = [row for row in finding.rows if row.agency == agency]
    return {Found.DAY: _of_day, Found.PEOPLE: _of_people, Found.ALONE: _of_alone, Found.GAP: _of_gap, Found.TWICE: _of_twice}[
        finding.kind
    ](finding, own)


def _of_day(finding: Finding, own: list[Telling]) -> str:
    others = sorted({row.on for row in finding.rows} - {row.on for row in own})
    given = f" on {_listed([day(on) for on in others])}" if others else " on the same day"
    return (
        f"Your {_rows(own)} and what another agency recorded{given} seem to be the same event. "
        "Please look into your records: which day is right, and where is it recorded?"
    )


def _of_people(finding: Finding, own: list[Telling]) -> str:
    return (
        f"Your {_rows(own)} and what another agency recorded seem to be the same event, and the other names other people. "
        "Please look into your records: who was there, and where is it recorded?"
    )


def _of_alone(finding: Finding, own: list[Telling]) -> str:
    if own:
        return (
            f"By your {_rows(own)}, {_listed(finding.named)} took part or was told. No other agency has a row of it. "
            "Please say with whom the contact was, how it was made, and where that is recorded."
        )
    return (
        f"Another agency recorded a contact with you on {day(finding.rows[0].on)}, and you sent no row of it. "
        "Please look into your records: did it take place, and who was told?"
    )


def _of_gap(finding: Finding, own: list[Telling]) -> str:
    after = day(finding.after) if finding.after else ""
    if finding.before is None:
        return (
            f"Your last row is of {after}. Please say whether your involvement ended then, and why; if not, send what follows."
        )
    return (
        f"You sent no row between {after} and {day(finding.before)} ({finding.weeks} weeks). "
        "Please say whether there was any contact in that time, also one that was tried and failed, or why there was none."
    )


def _of_twice(finding: Finding, own: list[Telling]) -> str:
    return f"Two of your rows of {day(own[0].on)} read nearly the same. Please say whether this was one event or two."


def _rows(own: list[Telling]) -> str:
    days = _listed(list(dict.fromkeys(day(row.on) for row in own)))
    return f"{'row' if len(own) == 1 else 'rows'} of {days}"


def _agencies(finding: Finding) -> str:
    return _listed(list(dict.fromkeys(row.agency for row in finding.rows)))


def _listed(names: list[str] | tuple[str, ...]) -> str:
    """One, another and a third."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
