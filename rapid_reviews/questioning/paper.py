"""The merged chronology as it leaves the page: a workbook, and a tagged document with the protective marking."""

from datetime import datetime

from django.utils import timezone

from cspr import pdf
from cspr.models import User
from cspr.spreadsheets import Table, as_xlsx
from rapid_reviews.questioning.merged import Entry, Merged, Shown

HEADS = ("Date", "Last day", "Time", "Agency", "Who it concerned", "What happened", "Where this is recorded", "Findings")
FOUND_HEADS = ("Number", "Found", "In words", "Days", "Agencies", "Questions and answers")
ASKED_HEADS = ("Agency", "Asked on", "Question", "Answered on", "Answer")


def workbook(whole: Merged, entries: tuple[Entry, ...], *, by: User, at: datetime) -> bytes:
    """Three sheets: the rows that are shown, what was found, and what was asked. No cell can be a formula."""
    taken = f"Taken on {timezone.localtime(at):%-d %B %Y at %H:%M} by {by.name}."
    notes = (pdf.MARKING, f"Rapid Review {whole.review.case.reference}: chronology.", taken)
    rows = Table("Chronology", HEADS, [_line(entry) for entry in entries], notes, (13, 13, 8, 28, 30, 70, 26, 12))
    found = Table("Found", FOUND_HEADS, [_found(shown) for shown in whole.findings], notes, (9, 30, 60, 30, 40, 60))
    asked = Table("Questions", ASKED_HEADS, _asked(whole), notes, (30, 16, 60, 16, 60))
    return as_xlsx(rows, found, asked)


def document(whole: Merged, entries: tuple[Entry, ...], *, at: datetime) -> bytes:
    """PDF/UA: the rows that are shown, then what was found and asked."""
    return pdf.render(
        "rapid_reviews/chronology_pdf.html",
        {"case": whole.review.case, "whole": whole, "entries": entries, "at": timezone.localtime(at), "marking": pdf.MARKING},
    )


def _line(entry: Entry) -> tuple[str, ...]:
    row = entry.telling
    until, at = (f"{row.until:%d/%m/%Y}" if row.until else ""), (f"{row.time:%H:%M}" if row.time else "")
    numbers = ", ".join(str(number) for number in entry.findings)
    return (f"{row.on:%d/%m/%Y}", until, at, row.agency, row.people, row.event, row.source, numbers)


def _found(shown: Shown) -> tuple[str | int, ...]:
    days = ", ".join(dict.fromkeys(f"{entry.telling.on:%d/%m/%Y}" for entry in shown.entries))
    names = ", ".join(str(voice.request.agency) for voice in shown.voices)
    said = [
        f"{voice.request.agency}: {voice.question.answer or 'asked, not answered yet'}"
        for voice in shown.voices
        if voice.question
    ]
    return (shown.number, shown.title, shown.words, days, names, "\n".join(said))


def _asked(whole: Merged) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for one in whole.questions:
        answered = f"{timezone.localtime(one.answered_at):%d/%m/%Y}" if one.answered_at else ""
        rows.append((str(one.request.agency), f"{timezone.localtime(one.asked_at):%d/%m/%Y}", one.words, answered, one.answer))
    return rows
