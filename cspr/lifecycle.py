"""What every lifecycle shares: opening a case, and moving a locked row along a table of moves."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.conf import settings
from django.db import OperationalError, connection, models, transaction

from cspr import timeline
from cspr.clocks import london_date
from cspr.models import Case, User

Record = TypeVar("Record", bound=models.Model)
# status > the statuses that may follow it
Moves = Mapping[str, frozenset[str]]


class MoveRefused(Exception):
    """The step may not happen now. The text says why, and what to do, to the person who tried."""


class Busy(MoveRefused):
    """Somebody else holds the row at this moment: the same step may succeed a minute later."""


@transaction.atomic
def open_case(*, by: User | None, at: datetime, because: str, **facts: Any) -> Case:
    """Open a case under the next reference and say so on its timeline. `facts` are fields of Case."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('cspr_case_number')")
        number = cursor.fetchone()[0]
    reference = f"{settings.CASE_PREFIX}-{london_date(at).year}-{number:04d}"
    case = Case(reference=reference, opened_at=at, opened_by=by, **facts)
    save(case, by=by)
    timeline.record(case, "case_opened", f"Case opened: {because}", at=at, by=by)
    return case


def lock(record: Record) -> Record:
    """The row as it is now, held until the transaction ends.

    Raises Busy where somebody else holds it for longer than the database lets anybody wait, and TransactionManagementError
    outside a transaction.
    """
    try:
        return type(record)._default_manager.select_for_update(of=("self",)).get(pk=record.pk)
    except OperationalError as error:
        raise Busy(
            "Somebody else is taking a step with this record at this moment. Nothing was altered and what you typed is still "
            "here: wait a few seconds, look at the record, and try again if it is still needed."
        ) from error


def refuse_move(record: Any, to: str, moves: Moves) -> None:
    """Raises MoveRefused where the table of moves does not lead from the record's status to that one."""
    if to not in moves.get(record.status, frozenset()):
        now = record.get_status_display()
        raise MoveRefused(
            f"This is not possible while the status is “{now}”. Somebody may have changed it since you opened the page; "
            "nothing was altered. Reload to see where it stands."
        )


def move(record: Any, to: str, moves: Moves, *, by: User | None) -> None:
    """Set the status of a locked row and save it, if the table of moves allows. Raises MoveRefused."""
    refuse_move(record, to, moves)
    record.status = to
    save(record, by=by)


def save(record: Any, *, by: User | None) -> None:
    """Save, and name who did it in the field history: outside a request the library cannot know."""
    record._history_user = by
    record.save()
