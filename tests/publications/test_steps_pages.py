"""What the pages of a publication say first: where it stands, who may go on, what is not carried over, and what goes."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from cspr.models import User
from publications import bringing, checking, correction, holds, lifecycle
from publications.models import Candidate, CourtHold, GateFinding, Publication, PublishedReview
from tests.cast import person
from tests.publications import drafts
from tests.publications.drafts import DRAFTED, WITHDRAWN
from tests.publications.staff_pages import page, text_of
from tests.publications.test_correction import beside
from tests.referrals.corpus import good
from tests.walk import reported_practice_review

NAMED = "## What happened\n\nA baby was harmed at home. Quillfeather is an **old word** for a pen.\n"


# --- At the gate


def test_the_same_words_in_three_places_are_one_line_and_each_finding_is_kept_accepted(
    enter: Callable[[User], Client], manager: User
) -> None:
    publication = drafts.waiting(manager, body=NAMED)
    second = enter(person("partner_lead"))
    opened = second.get(page(publication, "do/accept/"))
    (line,) = opened.context["state"].alike
    assert [place.partition(",")[0] for place in line.places[:2]] == ["Report", "Report as it will be read"]
    assert any(place.startswith("PDF, ") for place in line.places)
    assert opened.content.decode().count('type="checkbox"') == 1
    shown = text_of(second, page(publication, "gate/"))
    assert f"1 open finding, in {len(line.findings)} places." in shown
    assert "The same words stand in" in shown
    second.post(page(publication, "do/accept/"), {"findings": [line.mark], "because": "A pen."})
    rows = GateFinding.objects.filter(candidate__publication=publication, accepted_because="A pen.")
    assert {row.digest for row in rows} == {one.digest for one in line.findings}
    shown = text_of(second, page(publication, "gate/"))
    assert "Nothing is open." in shown
    assert shown.count(": A pen.") == 1


def test_many_texts_of_one_kind_are_ticked_together_by_somebody_who_read_each(
    enter: Callable[[User], Client], manager: User
) -> None:
    said = ("was a good pen", "is a word of old books", "stood on the desk all day", "has four syllables, they say")
    publication = drafts.waiting(manager, body="\n\n".join(f"It is said that Quillfeather {words}." for words in said))
    second = enter(person("partner_lead"))
    (group,) = second.get(page(publication, "do/accept/")).context["state"].groups
    assert len(group.lines) >= 4
    second.post(page(publication, "do/accept/"), {"findings": [group.mark, group.lines[0].mark], "because": "A pen."})
    accepted = GateFinding.objects.filter(candidate__publication=publication, accepted_because="A pen.").count()
    assert accepted == sum(len(line.findings) for line in group.lines)


def test_who_wrote_it_is_told_so_and_gets_no_button_that_would_only_refuse(
    enter: Callable[[User], Client], manager: User
) -> None:
    publication = drafts.waiting(manager, body=NAMED)
    own = enter(manager)
    for rest in ("change/", "gate/"):
        shown = text_of(own, page(publication, rest))
        assert "you wrote this, or a part of it" in shown.lower()
        assert page(publication, "do/accept/") not in shown
        assert page(publication, "do/approve/") not in shown
    assert "You wrote this, or a part of it" in text_of(own, page(publication, "do/accept/"))
    shown = text_of(enter(person("partner_lead")), page(publication, "gate/"))
    assert page(publication, "do/accept/") in shown
    assert page(publication, "do/approve/") not in shown


def test_the_page_of_an_approval_leads_to_what_is_to_be_read(enter: Callable[[User], Client], manager: User) -> None:
    publication = drafts.waiting(manager)
    shown = text_of(enter(person("partner_lead")), page(publication, "do/approve/"))
    assert page(publication, "preview/") in shown
    assert page(publication, "candidate.pdf") in shown


# --- Files made elsewhere


def test_no_file_and_an_empty_file_are_refused_in_words(enter: Callable[[User], Client], manager: User) -> None:
    publication = drafts.draft(manager)
    client = enter(manager)
    for step, words in (("lay-pdf", "Choose the PDF."), ("word", "Choose the Word file.")):
        assert words in client.post(page(publication, f"do/{step}/")).content.decode()
        empty = SimpleUploadedFile("report.pdf", b"")
        assert "This file is empty. Nothing of it was kept" in (
            client.post(page(publication, f"do/{step}/"), {"file": empty}).content.decode()
        )


def test_a_corrected_version_says_that_the_pdf_of_the_one_before_was_not_carried_over(
    enter: Callable[[User], Client], manager: User
) -> None:
    one, _ = drafts.published(manager)
    client = enter(manager)
    assert "not carried over" not in text_of(client, page(one, "do/correct/"))
    # As if it had gone out as a PDF made elsewhere.
    Publication.objects.filter(pk=one.pk).update(status="draft")
    bringing.lay_report(Publication.objects.get(pk=one.pk), SimpleUploadedFile("a.pdf", good.pdf()), by=manager, at=DRAFTED)
    Publication.objects.filter(pk=one.pk).update(status="published")
    one = Publication.objects.get(pk=one.pk)
    assert "not carried over" in text_of(client, page(one, "do/correct/"))
    draft = correction.begin(one, by=manager, at=WITHDRAWN)
    assert "That PDF was not carried over" in text_of(client, page(draft))
    assert "the PDF will be made from the text" in text_of(client, page(draft, "do/ask/"))
    bringing.lay_report(draft, SimpleUploadedFile("b.pdf", good.pdf()), by=manager, at=WITHDRAWN)
    assert "carried over" not in text_of(client, page(draft))
    assert "No scanner has judged the PDF beside it yet" in text_of(client, page(draft))
    assert "No scanner has judged the PDF beside it yet" in text_of(client, page(draft, "do/ask/"))


# --- Writing, holding, withdrawing


def test_saving_leads_back_to_the_page_which_says_what_the_gate_finds(enter: Callable[[User], Client], manager: User) -> None:
    publication = drafts.draft(manager)
    newest = publication.history.order_by("-history_id").first()
    themes = [str(pk) for pk in publication.themes.values_list("pk", flat=True)]
    typed = {**drafts.WORDS, "themes": themes, "opened_version": str(newest.history_id), "body": NAMED, "_save": "Save"}
    answer = enter(manager).post(page(publication), typed)
    assert answer["Location"] == page(publication)
    assert "1 open finding, in 2 places." in text_of(enter(manager), page(publication))


def test_a_hold_is_read_and_offers_nothing_to_save(enter: Callable[[User], Client], manager: User) -> None:
    of = drafts.draft(manager).case
    day = (WITHDRAWN.date()).replace(month=7)
    hold = holds.place(of, because="An inquest", review_by=day, by=manager, at=WITHDRAWN)
    assert 'name="_save"' not in text_of(enter(manager), f"/publications/courthold/{hold.pk}/change/")


@pytest.mark.parametrize(("what", "left"), [("this", 1), ("all", 0)])
def test_of_a_page_with_several_documents_one_is_withdrawn_or_all_of_them(
    enter: Callable[[User], Client], manager: User, what: str, left: int
) -> None:
    one, _ = drafts.published(manager)
    other = beside(one, manager, "learning_briefing")
    client = enter(manager)
    assert "Only this document: Full report. The page stays" in text_of(client, page(one, "do/withdraw/"))
    asked = client.post(page(one, "do/withdraw/"), {"because": "The family asked."})
    assert "Say whether only this document goes" in asked.content.decode()
    client.post(page(one, "do/withdraw/"), {"because": "The family asked.", "what": what})
    one.refresh_from_db()
    other.refresh_from_db()
    assert one.status == "withdrawn"
    assert (other.status, PublishedReview.objects.count()) == (("published", 1) if left else ("withdrawn", 0))
    if left:
        shown = text_of(client, page(other, "do/withdraw/"))
        assert "Only this document" not in shown
        lifecycle.withdraw(other, by=manager, at=WITHDRAWN, because="It too.")
        assert PublishedReview.objects.count() == 0


def test_withdrawing_says_what_becomes_of_a_corrected_version_that_is_being_written(
    enter: Callable[[User], Client], manager: User
) -> None:
    one, _ = drafts.published(manager)
    client = enter(manager)
    assert "is being written" not in text_of(client, page(one, "do/withdraw/"))
    correction.begin(one, by=manager, at=WITHDRAWN)
    assert "A corrected version of it is being written" in text_of(client, page(one, "do/withdraw/"))


# --- Days, double presses, and workers that stop


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("2027-02-30T09:00", "a day of the calendar and a time"),
        ("2027-03-28T01:30", "The clocks in London change in that hour"),
        ("2021-05-01T09:00", "Choose a time that is still to come"),
    ],
)
def test_a_time_that_is_not_there_or_is_past_is_refused_in_words(
    enter: Callable[[User], Client], manager: User, typed: str, words: str
) -> None:
    publication = drafts.approved(manager)
    answer = enter(manager).post(page(publication, "do/order/"), {"moment": typed})
    assert words in answer.content.decode()
    publication.refresh_from_db()
    assert publication.publish_at is None


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2021-05-22", "is no working day (weekend)"),
        ("2021-05-31", "is no working day (Spring bank holiday)"),
        ("2021-06-01", ""),
    ],
)
def test_a_day_on_which_nobody_works_is_taken_and_said(
    enter: Callable[[User], Client], manager: User, day: str, words: str
) -> None:
    publication = drafts.draft(manager)
    with time_machine.travel(datetime(2021, 5, 10, 9, 0, tzinfo=UTC), tick=False):
        shown = enter(manager).post(page(publication, "do/plan/"), {"on": day}, follow=True).content.decode()
    publication.refresh_from_db()
    assert str(publication.planned_on) == day
    assert ("is no working day" in shown, words in shown) == (bool(words), True)


def test_a_step_that_is_pressed_twice_is_taken_once_and_the_second_press_says_so(
    enter: Callable[[User], Client], manager: User
) -> None:
    publication = drafts.waiting(manager)
    second = enter(person("partner_lead"))
    shown = second.get(page(publication, "do/approve/"))
    typed = {"read": "on", **shown.context["form"].initial, "opened_version": str(shown.context["opened"])}
    second.post(page(publication, "do/approve/"), typed)
    again = second.post(page(publication, "do/approve/"), typed, follow=True)
    assert again.redirect_chain == [(page(publication), 302)]
    assert "the step was taken once" in again.content.decode()
    other = enter(person("partner_lead")).post(page(publication, "do/approve/"), typed).content.decode()
    assert "while you had this step open" in other


def test_a_candidate_that_takes_long_says_that_nothing_is_lost_and_who_takes_it_up(
    enter: Callable[[User], Client], manager: User
) -> None:
    publication = lifecycle.ask_for_approval(drafts.draft(manager), by=manager, at=timezone.now())
    client = enter(manager)
    assert "Nothing is lost" not in text_of(client, page(publication, "gate/"))
    Candidate.objects.update(asked_at=timezone.now() - timedelta(minutes=6))
    assert "a worker takes it up as soon as one runs" in text_of(client, page(publication, "gate/"))
    # A worker takes it and is killed: the lease runs out, and the next one makes it.
    assert checking.take(at=timezone.now()) is not None
    assert "another takes it up by itself after" in text_of(client, page(publication))
    later = timezone.now() + timedelta(seconds=settings.CHECK_LEASE + 1)
    assert checking.make_waiting(now=lambda: later) == 1
    assert "Nothing is lost" not in text_of(client, page(publication, "gate/"))


def test_a_page_with_an_error_begins_with_the_error(enter: Callable[[User], Client], manager: User) -> None:
    publication = drafts.draft(manager)
    newest = publication.history.order_by("-history_id").first()
    typed = {**drafts.WORDS, "opened_version": str(newest.history_id), "title": ""}
    shown = enter(manager).post(page(publication), typed).content.decode()
    assert "Nothing was saved yet" in shown
    assert "Countdown" not in shown


def test_a_draft_that_is_begun_twice_by_a_double_press_is_one_draft(enter: Callable[[User], Client], manager: User) -> None:
    review = reported_practice_review(manager)
    client = enter(manager)
    typed = {"source": f"practice-{review.pk}", "kind": "learning_briefing"}
    first, again = (client.post("/publications/publication/add/", typed)["Location"] for _ in range(2))
    assert (again, Publication.objects.count()) == (first, 1)
    # Once somebody has written in it, another one is meant.
    drafts.write(Publication.objects.get(), manager)
    client.post("/publications/publication/add/", typed)
    client.post("/publications/publication/add/", {**typed, "kind": "seven_minute_briefing"})
    assert Publication.objects.count() == 3


def test_a_hold_that_is_placed_twice_by_a_double_press_is_one_hold(enter: Callable[[User], Client], manager: User) -> None:
    of = drafts.draft(manager).case
    client = enter(manager)
    soon = f"{timezone.now() + timedelta(days=30):%Y-%m-%d}"
    typed = {"case": of.reference, "because": "Inquest opened", "review_by": soon}
    first, again = (client.post("/publications/courthold/add/", typed)["Location"] for _ in range(2))
    assert (again, CourtHold.objects.count()) == (first, 1)
    client.post("/publications/courthold/add/", {**typed, "because": "Trial at the Crown Court"})
    assert CourtHold.objects.count() == 2
