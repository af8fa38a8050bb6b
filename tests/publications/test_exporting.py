"""What the zip of a case holds of its publications: what went out, and what stood before it."""

from datetime import timedelta

import pytest

from cspr.exporting import contents_of
from cspr.models import User
from publications import countdown, holds, identities
from publications.models import GateFinding
from tests.cast import person
from tests.publications import drafts
from tests.publications.drafts import APPROVED, DRAFTED

pytestmark = pytest.mark.django_db


def test_the_workbook_tells_what_must_not_be_published_and_which_court_went_first(manager: User) -> None:
    case = drafts.draft(manager).case
    identities.add(case, sort="nickname", text="May", note="On social media", by=manager, at=DRAFTED)
    holds.place(case, because="An inquest", review_by=APPROVED.date() + timedelta(days=9), by=manager, at=APPROVED)
    told = {sheet.table.title: repr(sheet.table.rows) for sheet in contents_of(case, at=APPROVED).sheets}
    assert "On social media" in told["Must not be published"]
    assert "An inquest" in told["Courts that went first"]


def test_the_workbook_tells_what_was_done_and_what_was_found_and_accepted(manager: User) -> None:
    publication = drafts.published(manager)[0]
    candidate = publication.candidates.get()
    found = {"sort": "possible", "place": "Report", "what": "May", "why": "An ordinary word.", "digest": "a" * 64}
    accepted = {"accepted_by": person("approver"), "accepted_at": APPROVED, "accepted_because": "It is the month."}
    GateFinding.objects.create(candidate=candidate, **found, **accepted)
    told = {sheet.table.title: sheet.table.rows for sheet in contents_of(publication.case, at=APPROVED).sheets}
    done = told["Before publication"]
    assert {row[0] for row in done} == {"Full report"}
    assert len(done) == len(countdown.lines_of(publication))
    (line,) = told["Found before publication"]
    assert str(line[0]).startswith("Full report, asked for on ")
    assert "It is the month." in line
