"""Everything that stands in the pack, gathered from the record alone: the same record on the same day is the same pack."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import QuerySet

from cspr import pdf
from cspr.ledger import ledgers_of
from cspr.models import Deadline
from notifications import sheets
from notifications.clocks import FROM_AWARENESS
from rapid_reviews import deciding, letters
from rapid_reviews.clocks import RAPID_REVIEW
from rapid_reviews.models import AgencyRequest, ChronologyRow, RapidReview
from rapid_reviews.packing.enclosing import Listed, enclosed, listed_files

Asked = AgencyRequest.Status
# Clocks that begin when the Panel has answered are none of its business here.
CLOCKS = (*FROM_AWARENESS, RAPID_REVIEW.code)
CONTENTS = (
    ("completeness", "What is here, and what is missing"),
    ("notification", "1. Notification"),
    ("report", "2. Report"),
    ("criteria", "3. Criteria: SI 2018/789, regulation 11(2)"),
    ("decision", "4. Decision and keys"),
    ("answers", "5. Answers of agencies"),
    ("chronology", "6. Chronology"),
    ("dates", "7. Dates"),
    ("files", "8. Files of agencies"),
)
PAGES_AT_LEAST, ROWS_ON_A_PAGE = 12, 9


@dataclass(frozen=True)
class Item:
    """One line of the list of completeness: what it is, how it stands in words, and the part of the document with it."""

    title: str
    state: str
    is_missing: bool
    anchor: str


@dataclass(frozen=True)
class Gathered:
    """The pack before it is set. `missing` says in words what is not complete."""

    reference: str
    digest: str
    identifier: str
    context: dict[str, Any]
    files: list[letters.Enclosed]
    missing: list[str]
    expected_pages: int


def gather(review: RapidReview, *, on: date) -> Gathered:
    """The whole pack of the review as its record stands on that London day."""
    snapshot = deciding.snapshot_of(review)
    words, keys = deciding.words_of(snapshot), deciding.standing_of(review)
    requests = list(_requests(review))
    rows = list(_rows(review))
    sheet, files = sheets.sheet(review.notification), listed_files(review)
    items = _items(review, words, keys, requests, rows, sheet, files)
    context = {
        "case": review.case,
        "review": review,
        "marking": pdf.MARKING,
        "as_of": on,
        "digest": words.digest,
        "items": items,
        "contents": CONTENTS,
        "sheet": sheet,
        "files": files,
        "ledgers": _ledgers(review, on),
        **_decided(review, words, keys),
        **_told(requests, rows),
    }
    missing = [f"{item.title}: {item.state}" for item in items if item.is_missing]
    expected = PAGES_AT_LEAST + len(rows) // ROWS_ON_A_PAGE + 2 * len(requests)
    reference = review.case.reference
    return Gathered(reference, words.digest, f"{reference}:{on}:{words.digest}", context, enclosed(files), missing, expected)


def _decided(review: RapidReview, words: deciding.Words, keys: list[deciding.Key]) -> dict[str, Any]:
    """Report, criteria, decision and keys."""
    earlier = review.decisions_taken.filter(round=review.round).exclude(because="")
    return {
        "report": [(title, letters.in_html(text, about=f"part-{n}", top=4)) for n, (title, text) in enumerate(words.report, 1)],
        "criteria": [
            (
                title,
                answer,
                letters.in_html(text, about=f"criterion-{n}", top=4),
                [deciding.evidence_in_words(e) for e in found],
            )
            for n, (title, answer, text, found) in enumerate(words.criteria, 1)
        ],
        "decision": words.decision,
        "earlier": list(earlier.select_related("by").order_by("pk")),
        "keys": keys,
        "keys_missing": deciding.by_name(deciding.lacking(keys)),
    }


def _told(requests: list[AgencyRequest], rows: list[ChronologyRow]) -> dict[str, Any]:
    """What the agencies say: their answers, those who do not know the family, those who have not answered, and the rows."""
    signed = [one for one in requests if _is_signed(one)]
    return {
        "full": [(one, _parts(one)) for one in signed if not one.answer.is_nil],
        "nil": [one for one in signed if one.answer.is_nil],
        "unanswered": [one for one in requests if not _is_signed(one)],
        "months": [(month, list(found)) for month, found in groupby(rows, key=lambda row: row.on.replace(day=1))],
        "row_count": len(rows),
    }


def _requests(review: RapidReview) -> QuerySet[AgencyRequest]:
    rows = review.requests.exclude(status=Asked.CANCELLED).select_related("agency", "answer")
    return rows.order_by("agency__name", "pk")


def _rows(review: RapidReview) -> QuerySet[ChronologyRow]:
    """All signed rows of all agencies, in the order of time; where that is the same, of the agencies' names."""
    rows = ChronologyRow.objects.filter(request__review=review, request__status=Asked.SIGNED)
    return rows.select_related("request__agency").order_by("on", "time", "request__agency__name", "pk")


def _is_signed(request: AgencyRequest) -> bool:
    return request.status == Asked.SIGNED and hasattr(request, "answer")


def _parts(request: AgencyRequest) -> list[tuple[str, str]]:
    return [(title[:1].upper() + title[1:], words) for title, words in request.answer.parts()]


def _ledgers(review: RapidReview, on: date) -> list[Any]:
    shown = set(Deadline.objects.filter(case=review.case, clock__in=CLOCKS).values_list("pk", flat=True))
    return [ledger for ledger in ledgers_of(review.case, on=on) if ledger.pk in shown]


def _items(
    review: RapidReview,
    words: deciding.Words,
    keys: list[deciding.Key],
    requests: list[AgencyRequest],
    rows: list[ChronologyRow],
    sheet: list[sheets.Part],
    files: list[Listed],
) -> list[Item]:
    # Once it was sent, the sheet is what was sent: nothing in it can be missing any more.
    was_sent = review.notification.as_sent is not None
    empty = [] if was_sent else [line.label for _, line in sheets.missing(sheet)]
    items = [Item("Notification sheet", _lacks(empty), bool(empty), "notification")]
    items += [
        Item(f"Report: {title}", "Written" if text else "Not written yet", not text, f"report-{n}")
        for n, (title, text) in enumerate(words.report, 1)
    ]
    open_ones = deciding.unanswered(review)
    answered = _lacks(open_ones, "Not answered: ", "All four answered")
    items.append(Item("Criteria", answered, bool(open_ones), "criteria"))
    decided = words.decision[0][1] if words.decision else "Not decided yet"
    items.append(Item("Decision", decided, not words.decision, "decision"))
    items += [Item(f"Key: {key.name}", key.words, not key.is_given, "keys") for key in keys]
    waiting = [one.agency.name for one in requests if not _is_signed(one)]
    signed = f"{len(requests) - len(waiting)} of {len(requests)} signed" if requests else "No agency was asked"
    awaited = _lacks(waiting, ". Awaited: ", "")
    items.append(Item("Answers of agencies", signed + awaited, bool(waiting) or not requests, "answers"))
    items.append(Item("Chronology", f"{len(rows)} row{'' if len(rows) == 1 else 's'}", not rows, "chronology"))
    items.append(Item("Dates", "Every clock with its account", False, "dates"))
    held_back = [file for file in files if not file.is_enclosed]
    state = f"{len(files) - len(held_back)} in the zip" + (f", {len(held_back)} not" if held_back else "")
    items.append(Item("Files of agencies", state if files else "None", bool(held_back), "files"))
    return items


def _lacks(missing: list[str], before: str = "Not filled in: ", complete: str = "Complete") -> str:
    return before + ", ".join(missing) if missing else complete
