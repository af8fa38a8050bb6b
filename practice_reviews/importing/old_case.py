"""One old case as a row of the spreadsheet tells it, and what is wrong with the row, in words."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from notifications.models import Notification
from rapid_reviews.models import RapidReview

# Field > heading of the column, in the order of the template.
COLUMNS = {
    "reference": "Own reference",
    "incident_on": "Date of the incident",
    "nature": "Nature",
    "place": "Place",
    "aware_on": "Local authority aware",
    "notified_on": "Notified",
    "national_reference": "National reference",
    "told_on": "Partners told",
    "sent_on": "Rapid Review sent",
    "decision": "Decision",
    "reply": "Panel's reply",
    "reply_on": "Date of the Panel's letter",
    "initiated_on": "Practice review initiated",
    "published_on": "Practice review published",
    "notes": "Notes",
}
HEADS = tuple(COLUMNS.values())
DAYS = tuple(name for name in COLUMNS if name.endswith("_on"))
NEEDED = ("reference", "incident_on", "aware_on", "notified_on", "sent_on", "decision")
LONGEST = {"reference": 60, "place": 200, "national_reference": 60, "notes": 20_000}
CHOICES: dict[str, dict[str, str]] = {
    "nature": {str(label): value for value, label in Notification.Nature.choices},
    "decision": {str(label): value for value, label in RapidReview.Decision.choices},
    "reply": {str(label): value for value, label in RapidReview.Reply.choices},
}
# What comes after what: the second cannot lie before the first, nor stand without it.
ORDER = (
    ("incident_on", "aware_on"),
    ("aware_on", "notified_on"),
    ("aware_on", "told_on"),
    ("notified_on", "sent_on"),
    ("sent_on", "reply_on"),
    ("notified_on", "initiated_on"),
    ("initiated_on", "published_on"),
)


@dataclass(frozen=True)
class OldCase:
    """What is known of a case that was worked before the system. `number` is its row in the spreadsheet."""

    number: int
    reference: str = ""
    incident_on: date | None = None
    nature: str = ""
    place: str = ""
    aware_on: date | None = None
    notified_on: date | None = None
    national_reference: str = ""
    told_on: date | None = None
    sent_on: date | None = None
    decision: str = ""
    reply: str = ""
    reply_on: date | None = None
    initiated_on: date | None = None
    published_on: date | None = None
    notes: str = ""

    def as_plain(self) -> dict[str, Any]:
        """As it travels with the page on which it is confirmed."""
        return {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(self).items()}

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> "OldCase":
        """The same, come back. Raises TypeError, ValueError for anything else."""
        days = {name: date.fromisoformat(plain[name]) for name in DAYS if plain.get(name)}
        return cls(**{**plain, **days})

    def faults(self, *, on: date) -> Iterator[str]:
        """What keeps it from being taken, seen from that London day."""
        for name in NEEDED:
            if not getattr(self, name):
                yield f"{COLUMNS[name]} is missing. {WHY_NEEDED.get(name, 'Every old case needs it.')}"
        for name in DAYS:
            day = getattr(self, name)
            if day is not None and day > on:
                yield f"{COLUMNS[name]}, {day:%-d %B %Y}, is still to come."
        for first, second in ORDER:
            yield from self._out_of_order(first, second)
        if bool(self.reply) != bool(self.reply_on):
            yield "The Panel's reply and the date of its letter stand together or not at all."

    def _out_of_order(self, first: str, second: str) -> Iterator[str]:
        earlier, later = getattr(self, first), getattr(self, second)
        if later is None:
            return
        if earlier is None and first not in NEEDED:
            yield f"{COLUMNS[second]} is given, and {COLUMNS[first]} is not."
        if earlier is not None and later < earlier:
            yield f"{COLUMNS[second]}, {later:%-d %B %Y}, lies before {COLUMNS[first]}, {earlier:%-d %B %Y}."


WHY_NEEDED = {
    "notified_on": "A case that was not notified is recorded by hand, with the reasons.",
    "sent_on": "A case whose Rapid Review is still under way is opened by hand, so that its dates run.",
}
