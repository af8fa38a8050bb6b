"""The copy sheet: the record in the order of the national system, to type from or to attach, and what is still missing.

As it stands while it is being prepared; as it was sent, word for word, from then on.
"""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from cspr.clocks import london_date
from cspr.models import Child
from notifications import facts
from notifications.models import Notification, NotifiedChild, PartnerStance
from notifications.models.children import IN_DETAIL

# Where a line is filled in: which record, its number, and the field.
Place = tuple[str, int, str]
NOTIFIER = ("notifier_name", "notifier_phone", "notifier_email", "local_authority")
INCIDENT = ("incident_on", "incident_time", "incident_place")
KINDS = ("nature", "looked_after", "care_leaver", "suspicion")
OF_A_CHILD = ("health", "area", "placement", "child_in_need", "protection_plan", "known_to")
OF_THE_CASE = ("sex", "ethnicity", "disability")
OPTIONAL = frozenset({"incident_time", "further_information", "partners_views", "documents"})


@dataclass(frozen=True)
class Line:
    """One field: its label, what was recorded ("" for nothing), where it is filled in, and whether it has to be."""

    label: str
    words: str
    place: Place | None = None
    needed: bool = True


@dataclass(frozen=True)
class Part:
    """Fields that stand together."""

    title: str
    lines: list[Line]


def sheet(notification: Notification) -> list[Part]:
    """The whole record, in the order of the national system."""
    kept = Part("Kept here only", _kept(notification))
    if notification.as_sent is not None:
        return [*(Part(title, [_as_sent(line) for line in lines]) for title, lines in notification.as_sent), kept]
    return [*_to_send(notification), kept]


def frozen(notification: Notification) -> list[list[Any]]:
    """What is sent, as it stands now, to be kept."""
    return [[part.title, [[line.label, line.words, line.needed] for line in part.lines]] for part in _to_send(notification)]


def _as_sent(line: list[Any]) -> Line:
    label, words, needed = line
    return Line(label, words, needed=needed)


def _to_send(notification: Notification) -> list[Part]:
    rows = list(notification.children.select_related("child"))
    return [
        Part("Notifier", [_line(notification, name) for name in NOTIFIER]),
        Part("Incident", [_line(notification, name) for name in (*INCIDENT, *KINDS, "incident_details")]),
        *_children(notification, rows),
        Part("Further information", _further(notification, rows)),
        Part("Views of the three partners", _stances(notification)),
        Part("Copies and documents", [_line(notification, "copied_to"), _line(notification, "documents")]),
    ]


def missing(parts: list[Part]) -> list[tuple[str, Line]]:
    """Each field that has to be filled in and is not, with the part that it stands in."""
    return [(part.title, line) for part in parts for line in part.lines if line.needed and not line.words]


def label_of(model: Any, name: str) -> str:
    """As the page of the record calls it."""
    label = str(model._meta.get_field(name).verbose_name)
    return label[:1].upper() + label[1:]


def words_of(record: Any, name: str) -> str:
    """What a field says, for people; "" for nothing."""
    shown = getattr(record, f"get_{name}_display", None)
    value = shown() if shown is not None else getattr(record, name)
    if value is None:
        return ""
    if hasattr(value, "tzinfo"):
        return f"{timezone.localtime(value):%-d %B %Y, %H:%M}"
    return f"{value:%-d %B %Y}" if hasattr(value, "year") else str(value).strip()


def _line(notification: Notification, name: str) -> Line:
    place = ("notification", notification.pk, name)
    return Line(label_of(Notification, name), words_of(notification, name), place, needed=name not in OPTIONAL)


def _children(notification: Notification, rows: list[NotifiedChild]) -> list[Part]:
    parts = [
        Part(f"Child {number}", _child(notification, row)) for number, row in enumerate(rows[:IN_DETAIL], 1)
    ] or [Part("Children", [])]  # fmt: skip
    to_add = facts.children_to_add(notification)
    if to_add:
        count = "1 child of the case is" if len(to_add) == 1 else f"{len(to_add)} children of the case are"
        parts[-1].lines.append(Line(f"{count} not in the notification yet", "", ("take over", notification.pk, "")))
    elif not rows:
        parts[-1].lines.append(Line("At least one child, on the page of the case", "", ("case", notification.case_id, "")))
    return parts


def _child(notification: Notification, row: NotifiedChild) -> list[Line]:
    child: Child = row.child
    of_case: Place = ("case", notification.case_id, "")
    lines = [Line("Name", child.name, of_case), Line("Age at the time", _age(notification, row), of_case)]
    lines += [Line(label_of(Child, name), words_of(child, name), of_case) for name in OF_THE_CASE]
    for name in OF_A_CHILD:
        needed = name != "placement" or child.looked_after
        lines.append(Line(label_of(NotifiedChild, name), words_of(row, name), ("notifiedchild", row.pk, name), needed))
    return lines


def _further(notification: Notification, rows: list[NotifiedChild]) -> list[Line]:
    lines = []
    others = rows[IN_DETAIL:]
    if others:
        told = "; ".join(", ".join(filter(None, _briefly(notification, row))) for row in others)
        more = "1 more child" if len(others) == 1 else f"{len(others)} more children"
        words = f"The incident concerns {len(rows)} children. {IN_DETAIL} are described above; {more}: {told}."
        lines.append(Line("Further children", words))
    return [*lines, _line(notification, "further_information")]


def _briefly(notification: Notification, row: NotifiedChild) -> tuple[str, ...]:
    return row.child.name, _age(notification, row), words_of(row.child, "sex").lower(), row.area


def _age(notification: Notification, row: NotifiedChild) -> str:
    return row.age_on(notification.incident_on or london_date(notification.aware_at))


def _stances(notification: Notification) -> list[Line]:
    stances: list[PartnerStance] = list(notification.stances.all())
    lines = [
        Line(str(one.get_partner_display()), one.in_words(), ("partnerstance", one.pk, "stance")) for one in stances
    ]  # fmt: skip
    return [*lines, _line(notification, "partners_views")]


def _kept(notification: Notification) -> list[Line]:
    names = ("aware_at", "partners_told_at", "partners_told_how", "sent_at", "national_reference")
    return [Line(label_of(Notification, name), words_of(notification, name), needed=False) for name in names]
