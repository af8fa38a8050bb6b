"""The list of the countdown: what is done, what is set aside with a reason, and what still keeps a publication back."""

from datetime import date, timedelta

import pytest

from cspr.lifecycle import MoveRefused
from cspr.models import User
from publications import countdown, lifecycle
from publications.countdown import Said
from publications.models import CountdownStep, Kind, Publication
from tests.publications import drafts
from tests.publications.drafts import APPROVED, DRAFTED, PUBLISHED, WITHDRAWN
from tests.publications.ready import tell_in_advance

What = CountdownStep.What
DAY = date(2021, 5, 10)


def in_words(publication: Publication) -> dict[str, str]:
    return {line.what: line.in_words for line in countdown.lines_of(publication)}


def test_a_full_report_needs_every_line_and_a_briefing_fewer(manager: User) -> None:
    one = drafts.draft(manager)
    assert [line.what for line in countdown.still_open(one)] == list(What)
    one.kind = Kind.LEARNING_BRIEFING
    assert [line.what for line in countdown.still_open(one)] == [What.FAMILY_TOLD, What.PSEUDONYM, What.COURTS]
    assert in_words(one)[What.STATEMENT] == "Open; not asked for with this kind of document"
    one.kind = Kind.ACTION_PLAN
    assert [line.what for line in countdown.still_open(one)] == [What.COURTS, What.PARTNERS]
    one.kind = Kind.IMPROVEMENTS
    assert What.STATEMENT not in [line.what for line in countdown.still_open(one)]


def test_a_corrected_version_asks_again_only_whether_the_family_knows_and_the_courts_are_clear(manager: User) -> None:
    one = drafts.draft(manager)
    corrected = Publication(case=one.case, kind=Kind.FULL_REPORT, replaces=one)
    assert countdown.required_for(corrected) == {What.FAMILY_TOLD, What.COURTS}


def test_lines_are_done_on_a_day_or_set_aside_with_a_reason(manager: User, coordinator: User) -> None:
    one = drafts.draft(manager)
    said = {
        What.FAMILY_TOLD: Said("done", DAY, "By the reviewer, at home."),
        What.PARTNERS: Said("done", DAY),
        What.STATEMENT: Said("not_needed", None, "The chair says nothing beside the report."),
    }
    countdown.write(one, said, by=coordinator, at=DRAFTED)
    words = in_words(one)
    assert words[What.FAMILY_TOLD] == "Done on 10 May 2021: By the reviewer, at home."
    assert words[What.PARTNERS] == "Done on 10 May 2021"
    assert words[What.STATEMENT] == "Not needed: The chair says nothing beside the report."
    assert words[What.COURTS] == "Open"
    assert [line.what for line in countdown.still_open(one)] == [What.PSEUDONYM, What.SIBLINGS, What.COURTS, What.SUPPORT]
    step = one.countdown_steps.get(what=What.FAMILY_TOLD)
    assert (step.by, step.at, str(step)) == (coordinator, DRAFTED, one.case.reference)
    assert one.case.timeline.filter(kind="countdown_line").count() == 3


def test_a_line_is_opened_again_and_what_was_said_of_it_stays_in_its_history(manager: User) -> None:
    one = drafts.draft(manager)
    countdown.write(one, {What.COURTS: Said("done", DAY, "Asked the coroner.")}, by=manager, at=DRAFTED)
    countdown.write(one, {What.COURTS: Said("open", None, "An inquest was announced.")}, by=manager, at=APPROVED)
    step = one.countdown_steps.get()
    assert (step.done_on, in_words(one)[What.COURTS]) == (None, "Open: An inquest was announced.")
    assert [(row.done_on, row.words) for row in step.history.order_by("history_id")] == [
        (DAY, "Asked the coroner."),
        (None, "An inquest was announced."),
    ]


def test_what_was_not_changed_is_not_written_again(manager: User) -> None:
    one = drafts.draft(manager)
    for _ in range(2):
        countdown.write(one, {What.COURTS: Said("done", DAY), What.SUPPORT: Said()}, by=manager, at=DRAFTED)
    assert one.countdown_steps.get().history.count() == 1
    assert one.case.timeline.filter(kind="countdown_line").count() == 1


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (Said("done"), "on which day it was done"),
        (Said("done", DRAFTED.date() + timedelta(days=1)), "today at the latest"),
        (Said("not_needed", None, "  "), "why it is not needed"),
    ],
)
def test_a_line_that_says_too_little_is_refused_and_none_is_written(manager: User, said: Said, words: str) -> None:
    one = drafts.draft(manager)
    with pytest.raises(MoveRefused, match=words):
        countdown.write(one, {What.SUPPORT: Said("done", DAY), What.COURTS: said}, by=manager, at=DRAFTED)
    assert one.countdown_steps.count() == 0


def test_nothing_goes_out_while_a_required_line_is_open_and_the_refusal_says_which(manager: User) -> None:
    one = tell_in_advance(drafts.approved_only(manager), manager, on=PUBLISHED.date(), at=DRAFTED)
    lines: dict[What, Said] = {line.what: Said("done", DAY) for line in countdown.still_open(one)}
    del lines[What.SIBLINGS]
    countdown.write(one, lines, by=manager, at=APPROVED)
    with pytest.raises(MoveRefused) as refusal:
        lifecycle.publish(one, by=manager, at=PUBLISHED)
    assert str(refusal.value) == (
        "Still open in the countdown: Brothers and sisters, and their schools, were thought of. Nothing was published."
    )
    countdown.write(one, {What.SIBLINGS: Said("not_needed", None, "There are none.")}, by=manager, at=APPROVED)
    lifecycle.publish(one, by=manager, at=PUBLISHED)
    one.refresh_from_db()
    assert one.status == "published"


def test_the_list_of_what_is_public_stays_as_it_was(manager: User) -> None:
    one, _ = drafts.published(manager)
    with pytest.raises(MoveRefused, match="stays as it was then"):
        countdown.write(one, {What.COURTS: Said()}, by=manager, at=WITHDRAWN)
