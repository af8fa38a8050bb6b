"""Writes old cases: the only writer of a status besides the lifecycles, for steps that were taken before the system began.

Nobody is told of them by e-mail, and nothing follows from them by itself. What the earlier records do not say stays unsaid.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import connection, transaction

from cspr import deadlines, timeline
from cspr.clocks import LONDON, london_date
from cspr.deadlines import Dates, Late, UnknownClock
from cspr.lifecycle import open_case, save
from cspr.models import Case, User
from cspr.working_days import OutsideTheTable
from notifications.clocks import NOTIFICATION, PARTNERS_TOLD
from notifications.models import Notification
from practice_reviews.clocks import PRACTICE_REVIEW
from practice_reviews.importing.old_case import COLUMNS, OldCase
from practice_reviews.models import PracticeReview
from rapid_reviews.clocks import RAPID_REVIEW
from rapid_reviews.models import RapidReview

NOT_SAID = "Not said in the earlier records"
NO_REASON = "Imported: the earlier records do not say why."
CREATED, THERE, REFUSED = "created", "there", "refused"
# One for all: of two imports at the same moment the second finds what the first wrote.
IMPORT_LOCK = 20_180_790


@dataclass(frozen=True)
class Fate:
    """What becomes of one row: created, there already, or refused; and why, in words."""

    number: int
    reference: str
    kind: str
    words: str


@dataclass(frozen=True)
class _Run:
    """One clock of an old case: from when to when, if it has ended. `title` names what was done."""

    code: str
    title: str
    from_on: date
    met_on: date | None


def fates(cases: Sequence[OldCase]) -> list[Fate]:
    """What would become of each row now. Writes nothing."""
    there, notified = _there(cases), _notified(cases)
    known, seen, found = deadlines.known(), set[str](), []
    for case in cases:
        if case.reference not in there and case.national_reference in notified:
            words = f"A notification with this national reference is already here, of {notified[case.national_reference]}."
            fate = Fate(case.number, case.reference, THERE, words)
        elif case.reference in there:
            fate = Fate(case.number, case.reference, THERE, f"It is already here, as {there[case.reference]}.")
        elif case.reference in seen:
            fate = Fate(case.number, case.reference, REFUSED, "The same own reference stands in a row above.")
        else:
            fate = _fate(case, known)
        seen.add(case.reference)
        found.append(fate)
    return found


@transaction.atomic
def write(cases: Sequence[OldCase], *, by: User, at: datetime) -> list[Fate]:
    """Write those that can be written, all or none, and say of each what became of it. What is there already stays as it is."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [IMPORT_LOCK])
    judged = fates(cases)
    for case, fate in zip(cases, judged, strict=True):
        if fate.kind == CREATED:
            _write(case, by=by, at=at)
    return judged


def _there(cases: Sequence[OldCase]) -> dict[str, str]:
    rows = Case.objects.filter(old_reference__in=[case.reference for case in cases])
    return dict(rows.values_list("old_reference", "reference"))


def _notified(cases: Sequence[OldCase]) -> dict[str, str]:
    """References of the cases that were worked here, by what the national system calls their notification."""
    given = [case.national_reference for case in cases if case.national_reference]
    rows = Notification.objects.filter(national_reference__in=given)
    return dict(rows.values_list("national_reference", "case__reference"))


def _fate(case: OldCase, known: deadlines.Known) -> Fate:
    words = []
    for run in _runs(case):
        try:
            words.append(f"{run.title}: {_how(run, known.dates(run.code, run.from_on))}.")
        except (OutsideTheTable, UnknownClock):
            return Fate(case.number, case.reference, REFUSED, f"No date can be counted from {run.from_on:%-d %B %Y}.")
    if case.told_on is None:
        words.append("When the partners were told is not known, and stays so.")
    return Fate(case.number, case.reference, CREATED, " ".join(words))


def _how(run: _Run, dates: Dates) -> str:
    if run.met_on is None:
        return f"still running, to be met by {dates.latest_on:%-d %B %Y}"
    if run.met_on > dates.latest_on:
        return f"late, {run.met_on:%-d %B %Y}, and the latest date was {dates.latest_on:%-d %B %Y}"
    over = "past our own standard" if run.met_on > dates.due_on else "in time"
    return f"{over}, {run.met_on:%-d %B %Y}"


def _runs(case: OldCase) -> list[_Run]:
    """The clocks of which the earlier records know when they began."""
    aware_on, notified_on = _known(case.aware_on), _known(case.notified_on)
    runs = [
        _Run(NOTIFICATION.code, COLUMNS["notified_on"], aware_on, notified_on),
        _Run(RAPID_REVIEW.code, COLUMNS["sent_on"], notified_on, case.sent_on),
    ]
    if case.told_on is not None:
        runs.append(_Run(PARTNERS_TOLD.code, COLUMNS["told_on"], aware_on, case.told_on))
    if case.initiated_on is not None:
        runs.append(_Run(PRACTICE_REVIEW.code, COLUMNS["published_on"], case.initiated_on, case.published_on))
    return runs


def _write(old: OldCase, *, by: User, at: datetime) -> None:
    runs = _runs(old)
    case = open_case(
        by=by,
        at=_noon(runs[0].from_on),
        because="imported from the earlier records.",
        incident_on=old.incident_on,
        incident_place=old.place,
        summary=old.notes,
        old_reference=old.reference,
    )
    words = f"Imported from a spreadsheet, where it is {old.reference}. The days are those of the earlier records."
    timeline.record(case, "case_imported", words, at=at, by=by)
    for run in runs:
        _run(case, run, by=by)
    notification = _notification(case, old, by=by)
    review = _rapid_review(notification, old, by=by)
    if old.initiated_on is not None:
        _practice_review(review, old, initiated_on=old.initiated_on, by=by)


def _run(case: Case, run: _Run, *, by: User) -> None:
    """Start the clock, and meet it on its true day: a late one stays late, and says that nobody recorded why."""
    started = deadlines.start(case, run.code, at=_noon(run.from_on), by=by)
    if run.met_on is None:
        return
    said = Late(because=NO_REASON, from_old_records=True) if run.met_on > started.latest_on else Late()
    deadlines.meet(case, run.code, at=_noon(run.met_on), by=by, late=said)
    timeline.record(case, f"{run.code}_imported", f"{run.title}. From the earlier records.", at=_noon(run.met_on), by=by)


def _notification(case: Case, old: OldCase, *, by: User) -> Notification:
    notification = Notification(
        case=case,
        status=Notification.Status.SENT,
        aware_at=_noon(_known(old.aware_on)),
        nature=old.nature,
        sent_at=_moment(old.notified_on),
        national_reference=old.national_reference,
        partners_told_at=_moment(old.told_on),
        partners_told_how=NOT_SAID if old.told_on else "",
    )
    save(notification, by=by)
    return notification


def _rapid_review(notification: Notification, old: OldCase, *, by: User) -> RapidReview:
    status = RapidReview.Status.REPLIED if old.reply else RapidReview.Status.SENT
    review = RapidReview(
        case=notification.case,
        notification=notification,
        status=status,
        opened_at=_noon(_known(old.notified_on)),
        decision=old.decision,
        decision_reasons=f"{NOT_SAID}.",
        sent_at=_moment(old.sent_on),
        reply=old.reply,
        reply_on=old.reply_on,
        reply_words=f"{NOT_SAID}." if old.reply else "",
    )
    save(review, by=by)
    return review


def _practice_review(review: RapidReview, old: OldCase, *, initiated_on: date, by: User) -> None:
    status = PracticeReview.Status.PUBLISHED if old.published_on else PracticeReview.Status.INITIATED
    followed = PracticeReview(
        case=review.case,
        rapid_review=review,
        status=status,
        initiated_at=_noon(initiated_on),
        initiated_by=NOT_SAID,
        published_at=_moment(old.published_on),
    )
    save(followed, by=by)


def _known(day: date | None) -> date:
    if day is None:
        raise ValueError("An old case without its first dates was not refused.")
    return day


def _moment(day: date | None) -> datetime | None:
    return None if day is None else _noon(day)


def _noon(day: date) -> datetime:
    """The middle of that London day: the earlier records know no time, and noon lies on the right day everywhere."""
    moment = datetime.combine(day, time(12), LONDON)
    if london_date(moment) != day:
        raise ValueError("Noon fell on another day.")
    return moment
