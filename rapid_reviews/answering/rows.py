"""The rows of an agency's chronology: typed one by one, or many at once from a spreadsheet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from simple_history.utils import bulk_create_with_history

from cspr.lifecycle import MoveRefused, lock
from cspr.models import AgencyContact
from rapid_reviews.answering.holding import hold, keep, who
from rapid_reviews.models import AgencyRequest, ChronologyRow

FIELDS = ("on", "until", "time", "people", "event", "source")
# More than any agency has told; a whole answer of so many rows is still one page.
MOST_ROWS = 5000
Facts = Mapping[str, Any]
TOO_MANY = (
    f"An answer has room for {MOST_ROWS:,} rows, so nothing was added. Add the longer chronology as a file, and tell us what "
    "matters most here."
)


class OlderRow(Exception):
    """Somebody else has altered the row since the page was opened. Nothing was stored. `current` is None if it is gone."""

    def __init__(self, current: ChronologyRow | None) -> None:
        super().__init__("older row")
        self.current = current


@dataclass(frozen=True)
class Added:
    """How many rows came in, and how many were there already, word for word."""

    added: int
    known: int


def row_version(row: ChronologyRow) -> str:
    """What says, when the page comes back, which state of the row it showed."""
    newest = row.history.order_by("-history_id").values_list("history_id", flat=True).first()
    return str(newest or "")


@transaction.atomic
def add_row(asked: AgencyRequest, facts: Facts, *, contact: AgencyContact) -> ChronologyRow:
    """One more row. The same row twice, by a second press of the button, is one. Raises MoveRefused."""
    locked = hold(asked, contact)
    same = _known(locked).get(_plain(facts))
    if same is not None:
        return same
    if locked.rows.count() >= MOST_ROWS:
        raise MoveRefused(TOO_MANY)
    made = _row(locked, facts)
    keep(made, contact)
    return made


@transaction.atomic
def add_rows(asked: AgencyRequest, rows: Iterable[Facts], *, contact: AgencyContact) -> Added:
    """Rows from a spreadsheet, all or none; those that are there already are not added twice. Raises MoveRefused."""
    locked = hold(asked, contact)
    known, new, twice = set(_known(locked)), [], 0
    for facts in rows:
        if _plain(facts) in known:
            twice += 1
            continue
        known.add(_plain(facts))
        new.append(_row(locked, facts))
    if len(new) + locked.rows.count() > MOST_ROWS:
        raise MoveRefused(TOO_MANY)
    if new:
        bulk_create_with_history(new, ChronologyRow, batch_size=500, default_change_reason=who(contact))
    return Added(len(new), twice)


@transaction.atomic
def change_row(row: ChronologyRow, facts: Facts, seen: str, *, contact: AgencyContact) -> ChronologyRow:
    """Store the row as typed. `seen` is the `row_version` that the page showed. Raises OlderRow, MoveRefused."""
    locked = _current(row, contact)
    if _plain(facts) == _facts(locked):
        return locked
    if row_version(locked) != seen:
        raise OlderRow(locked)
    for name in FIELDS:
        setattr(locked, name, facts.get(name, getattr(locked, name)))
    keep(locked, contact)
    return locked


@transaction.atomic
def remove_row(row: ChronologyRow, seen: str, *, contact: AgencyContact) -> None:
    """Take a row out; the history keeps it. Raises OlderRow, MoveRefused."""
    locked = _current(row, contact)
    if row_version(locked) != seen:
        raise OlderRow(locked)
    locked._change_reason = who(contact)  # type: ignore[attr-defined]
    locked.delete()


def _current(row: ChronologyRow, contact: AgencyContact) -> ChronologyRow:
    hold(row.request, contact)
    try:
        return lock(row)
    except ChronologyRow.DoesNotExist as error:
        raise OlderRow(None) from error


def _row(asked: AgencyRequest, facts: Facts) -> ChronologyRow:
    return ChronologyRow(request=asked, **{name: facts[name] for name in FIELDS if name in facts})


def _known(asked: AgencyRequest) -> dict[tuple[Any, ...], ChronologyRow]:
    return {_facts(row): row for row in asked.rows.all()}


def _facts(row: ChronologyRow) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in FIELDS)


def _plain(facts: Facts) -> tuple[Any, ...]:
    empty = {"until": None, "time": None, "people": "", "source": ""}
    return tuple(facts.get(name, empty.get(name)) for name in FIELDS)
