"""The report for the Panel: tagged, complete, marked on each page, and made of nothing but the record."""

import io
from datetime import UTC, date, datetime

import pikepdf
import pytest

from cspr import pdf
from cspr.models import User
from rapid_reviews import letters, lifecycle
from rapid_reviews.models import RapidReview
from tests import cast
from tests.pdf_text import pages, text
from tests.walk import UNSIGNED, decided_rapid_review, rapid_review, sent_notification, sent_rapid_review

LATE = datetime(2021, 2, 1, 9, 0, tzinfo=UTC)


def test_it_is_tagged_in_british_english_and_its_title_is_the_reference(manager: User) -> None:
    review = sent_rapid_review(manager)
    with pikepdf.open(io.BytesIO(letters.report(review))) as document:
        assert "/StructTreeRoot" in document.Root
        assert bool(document.Root.MarkInfo.Marked)
        assert str(document.Root.Lang) == "en-GB"
        assert str(document.docinfo["/Title"]) == review.case.reference
        assert document.open_metadata()["pdfuaid:part"] == "1"
        assert [float(side) for side in document.pages[0].MediaBox][2:] == pytest.approx([595.28, 841.89], abs=0.1)
        assert set(document.docinfo.keys()) <= {"/Title", "/Producer"}


def test_it_has_every_part_the_decision_and_the_dates(manager: User) -> None:
    review = sent_rapid_review(manager)
    said = text(letters.report(review))
    for words in (
        "Facts and key practice episodes",
        "Immediate action and learning already shared",
        "Potential improvements",
        "Context",
        "Next steps",
        *(f"Invented words on {part}." for part in RapidReview.PARTS),
        "Local child safeguarding practice review",
        "Invented reasons.",
        "The partners do not think this case is of national importance.",
        "SIN-1",
    ):
        assert words in said
    assert "Not yet" not in said
    assert "Notification to the Panel 24 December 2020 5 January 2021 5 January 2021 29 December 2020" in said
    assert "Rapid Review with the Panel 29 December 2020 13 January 2021 20 January 2021 13 January 2021" in said


def test_a_report_that_is_not_sent_says_so_and_names_what_is_missing(manager: User) -> None:
    said = text(letters.report(sent_notification(manager).rapid_review))
    assert "Not yet sent to the Panel. What follows may still change." in said
    assert said.count("Not yet written.") == len(RapidReview.PARTS)
    assert said.count("Not yet decided.") == 2
    assert "Page 1 of " in said


def test_national_importance_is_said_with_its_reasons(manager: User) -> None:
    review = lifecycle.decide(
        rapid_review(manager),
        by=manager,
        at=LATE,
        decision="no_further_review",
        reasons="Invented reasons.",
        nationally_important=True,
        national_reasons="A gap in the law.",
    )
    said = text(letters.report(review))
    assert "The partners think this case is of national importance. A gap in the law." in said


def test_the_ledger_says_what_was_late_what_was_past_our_standard_and_why(manager: User) -> None:
    late = lifecycle.record_sent(
        decided_rapid_review(manager),
        by=manager,
        at=LATE,
        sent_at=LATE,
        late=cast.late("Awaited a return."),
        unsigned_because=UNSIGNED,
    )
    assert [(row.title, row.ended, row.because) for row in letters.ledger(late)] == [
        ("Notification to the Panel", "29 December 2020", ""),
        ("Rapid Review with the Panel", "1 February 2021 (late)", "Awaited a return."),
    ]
    past = datetime(2021, 1, 20, 9, 0, tzinfo=UTC)
    slow = lifecycle.record_sent(decided_rapid_review(manager), by=manager, at=past, sent_at=past, unsigned_because=UNSIGNED)
    assert letters.ledger(slow)[1].ended == "20 January 2021 (past our own standard)"
    running = letters.ledger(decided_rapid_review(manager))[1]
    assert (running.ended, running.due_on, running.latest_on) == ("Not yet", date(2021, 1, 13), date(2021, 1, 20))


def test_the_marking_and_the_reference_stand_on_every_page(manager: User) -> None:
    review = sent_rapid_review(manager)
    RapidReview.objects.filter(pk=review.pk).update(facts="An invented sentence of some length. " * 400)
    review.refresh_from_db()
    found = pages(letters.report(review))
    assert len(found) > 2
    assert all(pdf.MARKING in page and review.case.reference in page for page in found)


def test_no_name_of_a_child_is_in_the_report_unless_somebody_wrote_it_there(manager: User) -> None:
    review = sent_rapid_review(manager)
    review.case.children.create(name="Rowan Invented")
    assert "Rowan" not in text(letters.report(review))


def test_what_people_typed_is_text_and_never_markup(manager: User) -> None:
    review = sent_rapid_review(manager)
    RapidReview.objects.filter(pk=review.pk).update(facts='<img src="file:///etc/passwd"> <b>bold</b>')
    review.refresh_from_db()
    content = letters.report(review)
    assert '<img src="file:///etc/passwd"> <b>bold</b>' in text(content)
