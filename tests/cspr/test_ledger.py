"""Why was this late? The answer on one page, and the dates of a whole case on paper."""

import io
from datetime import UTC, date, datetime, timedelta

import pikepdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cspr import deadlines, ledger, rules
from cspr.deadlines import NOTHING_SAID, Late
from cspr.models import Case, User
from tests import cast, walk
from tests.cast import CHRISTMAS_EVE
from tests.pdf_text import pages, text

pytestmark = pytest.mark.django_db
LATE = Late("The meeting was moved.", "The Director", panel_told=True, panel_told_on=date(2027, 1, 6))
MET = datetime(2027, 1, 7, 12, tzinfo=UTC)
LATER = date(2027, 2, 1)


def notified(by: User, *, at: datetime = MET, late: Late = LATE) -> Case:
    """A case whose notification was aware on Christmas Eve 2026 and due on 5 January 2027."""
    case = walk.notification(by, aware_at=CHRISTMAS_EVE).case
    deadlines.meet(case, "notification", at=at, by=by, late=late)
    return case


def facts(case: Case, *, on: date = LATER, as_of: date | None = None) -> dict[str, str]:
    """What the page says, by its labels."""
    found = ledger.ledger_of(case.deadlines.get(clock="notification"), on=on, as_of=as_of)
    return {fact.label: fact.words for fact in found.facts}


def test_a_late_one_says_by_how_much_why_who_decided_and_whether_the_panel_was_told(manager: User) -> None:
    case = notified(manager)
    found = facts(case)
    assert found["Counted from"].startswith("Thursday 24 December 2026: ")
    assert found["Due"] == "Tuesday 5 January 2027"
    assert found["Met on"] == "Thursday 7 January 2027"
    assert found["By how much"] == "2 working days after the latest date."
    assert found["Reason given"] == "The meeting was moved."
    assert found["Who decided"] == "The Director"
    assert found["Was the Panel told"] == "Yes, on 6 January 2027"
    page = ledger.ledger_of(case.deadlines.get(clock="notification"), on=LATER)
    assert page.heading == "Why was this late? Notification to the Panel"
    assert "Friday 25 December 2026: Christmas Day" in [day.words for day in page.explanations[0].days]


def test_one_met_in_time_asks_nothing(manager: User) -> None:
    case = notified(manager, at=datetime(2027, 1, 4, 12, tzinfo=UTC), late=NOTHING_SAID)
    assert not {"By how much", "Reason given", "Who decided", "Was the Panel told"} & set(facts(case))
    assert (
        ledger.ledger_of(case.deadlines.get(clock="notification"), on=LATER).heading
        == "How this was counted: Notification to the Panel"
    )


def test_a_late_one_that_still_runs_says_when_it_will_be_asked(manager: User) -> None:
    case = walk.notification(manager, aware_at=CHRISTMAS_EVE).case
    found = facts(case, on=date(2027, 1, 8))
    assert (found["Met on"], found["Reason given"]) == ("Not yet", "Asked when it is met")


def test_past_our_own_standard_names_both_dates(manager: User) -> None:
    review = walk.sent_notification(manager).rapid_review
    deadlines.meet(review.case, "rapid_review", at=datetime(2021, 1, 15, 12, tzinfo=UTC), by=manager)
    found = {row.title: row for row in ledger.ledgers_of(review.case, on=LATER)}["Rapid Review with the Panel"]
    words = {fact.label: fact.words for fact in found.facts}
    assert words["Due (our standard)"] == "Wednesday 13 January 2021"
    assert words["Latest (national limit)"] == "Wednesday 20 January 2021"
    assert words["By how much"] == "2 working days after our own standard, within the national limit."


def test_on_an_earlier_day_it_was_not_met_and_nothing_was_said_yet(manager: User) -> None:
    case = notified(manager)
    found = facts(case, as_of=date(2027, 1, 6))
    assert (found["Met on"], found["Reason given"]) == ("Not yet", "Asked when it is met")
    assert facts(case, as_of=date(2027, 1, 7))["Met on"] == "Thursday 7 January 2027"
    before = ledger.ledger_of(case.deadlines.get(clock="notification"), on=LATER, as_of=date(2026, 12, 1))
    assert "had not begun" in before.trouble
    assert (before.facts, before.explanations) == ((), ())


def test_a_moved_date_says_what_moved_it_why_and_who(manager: User) -> None:
    case = walk.notification(manager, aware_at=CHRISTMAS_EVE).case
    rules.add_holiday(date(2027, 1, 4), "A day of mourning", by=manager, at=CHRISTMAS_EVE + timedelta(days=1))
    (moved,) = ledger.ledger_of(case.deadlines.get(clock="notification"), on=LATER).moves
    assert moved.words == "due 5 January 2027 became 6 January 2027"
    assert (moved.why, moved.who) == ("A change to the bank holidays", str(manager))


def test_what_ended_is_explained_by_the_holidays_of_its_time(manager: User) -> None:
    case = notified(manager, at=datetime(2027, 1, 5, 12, tzinfo=UTC), late=NOTHING_SAID)
    rules.add_holiday(date(2027, 1, 4), "A day of mourning", by=manager, at=datetime(2027, 3, 1, 9, tzinfo=UTC))
    found = ledger.ledger_of(case.deadlines.get(clock="notification"), on=date(2027, 4, 1))
    assert found.explanations[0].days[-1].words == "Tuesday 5 January 2027: day 5"


def test_an_extended_date_says_that_the_account_leads_to_another(manager: User) -> None:
    deadline = deadlines.start(cast.case(manager), "practice_review", at=CHRISTMAS_EVE, by=manager)
    until = deadline.latest_on + timedelta(days=30)
    deadlines.extend(deadline, until=until, review_by=until, because="A trial.", by=manager, at=CHRISTMAS_EVE)
    deadline.refresh_from_db()
    found = ledger.ledger_of(deadline, on=LATER)
    assert "People agreed on another date: it is extended to" in found.remark
    assert [move.because for move in found.moves] == ["A trial."]


def test_a_date_that_was_late_before_it_was_moved_still_asks_why(manager: User) -> None:
    deadline = deadlines.start(cast.case(manager), "practice_review", at=CHRISTMAS_EVE, by=manager)
    missed, until = deadline.latest_on, deadline.latest_on + timedelta(days=90)
    at = datetime(missed.year, missed.month, missed.day, 12, tzinfo=UTC) + timedelta(days=3)
    deadlines.extend(deadline, until=until, review_by=until, because="A trial.", by=manager, at=at)
    deadline.refresh_from_db()
    found = ledger.ledger_of(deadline, on=at.date())
    assert found.heading == "Why was this late? Practice review published"
    (said,) = [fact.words for fact in found.facts if fact.label == "Was late"]
    assert said == f"By its earlier date, {missed:%A %-d %B %Y}, until that was moved on {at:%A %-d %B %Y}."
    assert ledger.ledger_of(deadline, on=at.date(), as_of=missed).heading.startswith("How this was counted")


def test_the_paper_is_tagged_and_marked_and_its_title_is_the_reference(manager: User) -> None:
    case = notified(manager)
    with pikepdf.open(io.BytesIO(ledger.dates_of_case(case, at=MET))) as document:
        assert "/StructTreeRoot" in document.Root
        assert bool(document.Root.MarkInfo.Marked)
        assert str(document.Root.Lang) == "en-GB"
        assert str(document.docinfo["/Title"]) == case.reference
        assert document.open_metadata()["pdfuaid:part"] == "1"


def test_the_paper_has_every_clock_day_by_day_and_is_marked_on_each_page(manager: User) -> None:
    review = walk.reported_practice_review(manager)
    content = ledger.dates_of_case(review.case, at=MET)
    assert all("OFFICIAL-SENSITIVE PERSONAL" in page and review.case.reference in page for page in pages(content))
    said = text(content)
    for words in (
        "Notification to the Panel",
        "Rapid Review with the Panel",
        "Friday 25 December 2020 Christmas Day",
        "Tuesday 5 January 2021 day 5",
        "Wednesday 20 January 2021 day 15",
        "Working Together",
        "Nothing: it kept the date that it had when it began.",
    ):
        assert words in said, words


def test_the_paper_of_a_case_without_a_clock_says_so(manager: User) -> None:
    assert "No clock has been started for this case." in text(ledger.dates_of_case(cast.case(manager), at=MET))


def test_the_dates_of_a_case_ask_as_often_for_four_clocks_as_for_two(manager: User) -> None:
    counts = []
    for case in (walk.notification(manager).case, walk.practice_review(manager).case):
        with CaptureQueriesContext(connection) as asked:
            found = ledger.ledgers_of(case, on=LATER)
        counts.append((len(found), len(asked)))
    assert counts[0][0] == 2
    assert counts[1][0] >= 4
    assert counts[0][1] == counts[1][1]
