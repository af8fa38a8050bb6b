"""The whole referral in words, in the order of the form: for the check page, for staff, and for what is printed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from referrals.facts import Facts
from referrals.letters import words
from referrals.letters.words import Row
from referrals.models import HouseholdMember, InvolvedAgency, Referral, ReferredChild

MISSING = "Not answered yet"
# Characters from which an answer is a text of its own.
LONG = 400

# Better words than the model's own name of the field, where that says too little on its own.
BETTER = {
    "sender_name": "Name",
    "sender_role": "Role",
    "sender_phone": "Telephone",
    "manager_name": "Name of the senior manager",
    "la_told": "Has the local authority been told?",
    "la_told_at": "When it was told",
    "la_told_how": "How it was told",
    "incident_time": "Time of the incident",
    "suspicion": "Abuse or neglect known or suspected?",
    "household_known": "Others in the household or family?",
    "agencies_involved": "Other agencies involved?",
    "media_interest": "Interest of the media or the community?",
    "family_told": "Has the family been told of this referral?",
    "family_details": "What the family was told, or why not",
    "care_leaver": "Care leaver?",
    "child_in_need": "Child in need?",
    "social_care": "Open to children’s social care?",
    "setting": "School or setting",
    "education": "Education",
}

# The pages of the form and the fields on each. A name in "<>" is put into words from several fields.
YOU = (("you", ("sender_name", "sender_role", "sender_phone")),)
MANAGER = (("manager", ("manager_name", "manager_role", "manager_contact", "discussed_on")),)
CHILD = (
    (
        "child-about",
        (
            "name", "also_known_as", "<born>", "<died>", "sex", "ethnicity", "first_language", "religion", "disability",
            "nhs_number",
        ),
    ),
    ("child-home", ("address", "whereabouts", "carer", "education", "setting")),
    (
        "child-status",
        (
            "legal_status", "placing_authority", "placement", "care_leaver", "protection_plan", "plan_details",
            "child_in_need", "social_care", "social_worker",
        ),
    ),
)  # fmt: skip
INCIDENT = (("incident", ("<incident>", "incident_time", "incident_place", "narrative")),)
CRITERIA = (
    ("abuse", ("suspicion", "abuse_evidence")),
    ("harm", ("outcome", "harm_types", "harm_evidence")),
    (
        "learning",
        (
            "improvements", "improvements_evidence", "recurrent", "recurrent_evidence", "agencies_concern", "agencies_working",
            "panel_asked", "panel_evidence",
        ),
    ),
    ("request", ("request",)),
)  # fmt: skip
AWARE = (("aware", ("<aware>", "la_told", "la_told_at", "la_told_how")),)
FAMILY = (("family", ("household_known",)),)
AGENCIES = (("agencies", ("agencies_involved",)),)
SAFETY = (("safety", ("safety_steps", "safety")),)
OTHER = (
    (
        "other",
        ("proceedings", "proceedings_details", "media_interest", "media_details", "family_told", "family_details"),
    ),
)
MEMBER = (("family", ("relation", "<member-born>", "address", "ethnicity", "legal_status", "protection_plan")),)

Pages = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Line:
    """One answer. `step` and `row` say on which page of the form it stands, and for which child."""

    label: str
    value: str
    step: str = ""
    row: int = 0

    @property
    def is_missing(self) -> bool:
        """Whether the form still wants an answer here."""
        return self.value == MISSING

    @property
    def is_long(self) -> bool:
        """Whether it is a text to be read across the page, and not the cell of a table."""
        return len(self.value) > LONG


@dataclass(frozen=True)
class Part:
    """A heading with its answers. `level` 3 stands under the heading before it: a person of the household."""

    title: str
    rows: list[Line]
    level: int = 2


def sections_of(facts: Facts, rows: Sequence[int] = ()) -> list[Part]:
    """The whole referral in words. `rows` are the numbers of the children in the draft, if they are not 1, 2, 3 ..."""
    return [
        Part("Who is referring", _answers(Referral, YOU, facts.referral)),
        Part("Senior manager consulted", _answers(Referral, MANAGER, facts.referral)),
        *_children(facts.children, rows),
        Part("What happened", _answers(Referral, INCIDENT, facts.referral)),
        Part("The criteria and your request", _answers(Referral, CRITERIA, facts.referral)),
        Part("When agencies became aware", _answers(Referral, AWARE, facts.referral)),
        Part("Household and family", _answers(Referral, FAMILY, facts.referral)),
        *_members(facts.household),
        Part("Other agencies", _answers(Referral, AGENCIES, facts.referral) + _agencies(facts.agencies)),
        Part("Other children now", _answers(Referral, SAFETY, facts.referral)),
        Part("Key dates", _key_dates(facts.key_dates)),
        Part("Other processes, the media and the family", _answers(Referral, OTHER, facts.referral)),
        *_declaration(facts.referral),
    ]


def _children(children: Sequence[Row], rows: Sequence[int]) -> Iterator[Part]:
    for place, child in enumerate(children or ({},)):
        number = rows[place] if place < len(rows) else place + 1
        yield Part(_named(f"Child {place + 1}", child), _answers(ReferredChild, CHILD, child, number))


def _members(household: Sequence[Row]) -> Iterator[Part]:
    for place, member in enumerate(household):
        yield Part(_named(f"Person {place + 1}", member), _answers(HouseholdMember, MEMBER, member), 3)


def _agencies(agencies: Sequence[Row]) -> list[Line]:
    involved: Any = InvolvedAgency._meta.get_field("still_involved")
    return [
        Line(
            str(row.get("name") or "Agency"),
            words.lines(str(row.get("contact", "")), f"Still involved: {words.said(involved, row.get('still_involved'))}"),
            "agencies",
        )
        for row in agencies
    ]


def _key_dates(key_dates: Sequence[Row]) -> list[Line]:
    if not key_dates:
        return [Line("Dates", "None given", "dates")]
    return [Line(words.key_date(row) or "Date", _event(row), "dates") for row in key_dates]


def _event(row: Row) -> str:
    by = f"Agency: {row['agency']}" if row.get("agency") else ""
    recorded = f"Where this is recorded: {row['source']}" if row.get("source") else ""
    return words.lines(str(row.get("event", "")), by, recorded)


def _declaration(referral: Row) -> Iterator[Part]:
    if "declared_by" in referral:
        sure = words.sentences(referral.get("confirmed") or ())
        signed = Line("Signed by", str(referral["declared_by"]) or "Not answered")
        yield Part("Declaration", [signed, *([Line("Unusual answers the sender confirmed", sure)] if sure else [])])


def _named(which: str, row: Row) -> str:
    return f"{which}: {row['name']}" if row.get("name") else which


def _answers(model: type[models.Model], pages: Pages, said: Row, row: int = 0) -> list[Line]:
    found = []
    for step, names in pages:
        for name in names:
            label, value = COMBINED[name](said) if name in COMBINED else _single(model, name, said)
            if value:
                found.append(Line(label, value, step, row))
    return found


def _single(model: type[models.Model], name: str, said: Row) -> tuple[str, str]:
    field: Any = model._meta.get_field(name)
    value = words.said(field, said.get(name))
    if not value and not field.blank:
        # An earlier referral may hold an empty answer; a draft holds none at all.
        value = "Not answered" if name in said else MISSING
    return BETTER.get(name, words.label(field)), value


def _born(child: Row) -> tuple[str, str]:
    if child.get("expected_on"):
        return "Date of birth", words.born(child)
    return "Date of birth", words.born(child) if "born_on" in child else MISSING


def _died(child: Row) -> tuple[str, str]:
    return "Has died?", words.died(child) if "has_died" in child else MISSING


def _incident(referral: Row) -> tuple[str, str]:
    how = referral.get("incident_dated", "")
    return "Date of the incident", words.dated(how, referral.get("incident_on"), referral.get("incident_until")) or MISSING


def _aware(referral: Row) -> tuple[str, str]:
    on, time = referral.get("agency_aware_on"), referral.get("agency_aware_time")
    at = f" at {time:%H:%M}" if time else ""
    return "When the referring agency became aware", f"{words.day(on)}{at}" if on else MISSING


def _member_born(member: Row) -> tuple[str, str]:
    if member.get("born_on"):
        return "Date of birth", words.day(member["born_on"])
    return "Date of birth", "Not known" if "born_on" in member else ""


COMBINED = {"<born>": _born, "<member-born>": _member_born, "<died>": _died, "<incident>": _incident, "<aware>": _aware}
