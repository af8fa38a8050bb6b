"""The Rapid Review's pages in the staff admin: the report, the steps, the document, and who may do what."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from cspr.dashboards import panels, waiting
from cspr.models import AccessRecord, CaseAssignment, User
from rapid_reviews import lifecycle
from rapid_reviews.models import RapidReview
from tests.cast import person
from tests.doors import confirm, sign_in
from tests.walk import SENT, UNSIGNED, decided_rapid_review, rapid_review, sent_rapid_review

Enter = Callable[[str], Client]
ON = date(2021, 1, 15)
DECISION = {"decision": "local_review", "reasons": "Recurrent themes.", "nationally_important": "no"}
AWAITED = "Decided, to be sent. Keys awaited: Local authority, Police, Integrated care board"
NEXT_STEP = (
    "Next step of the plan",
    "Letters to the agencies, Wednesday 30 December: its day passed 11 working days ago",
)


def client_of(site: Enter, user: User) -> Client:
    client = site("staff")
    sign_in(client, user)
    return client


def page(name: str, *args: object) -> str:
    return reverse(f"admin:rapid_reviews_rapidreview_{name}", args=args)


def test_it_is_decided_sent_and_answered_on_its_pages(site: Enter, coordinator: User) -> None:
    review = rapid_review(coordinator)
    client = client_of(site, coordinator)
    for step, typed in (
        ("decide", {**DECISION, "nationally_important": "yes", "national_reasons": "A gap in the law."}),
        ("sent", {"sent_at": "2021-01-13T09:00", "unsigned_because": UNSIGNED}),
        ("reply", {"reply": "agrees", "reply_on": "2021-01-20", "words": "We agree."}),
    ):
        assert client.get(page("verb", review.pk, step)).status_code == 200
        answer = (confirm if step == "sent" else Client.post)(client, page("verb", review.pk, step), typed)
        assert (answer.status_code, answer["Location"]) == (302, page("change", review.pk)), step
    review.refresh_from_db()
    assert (review.status, review.decision, review.nationally_important, review.national_reasons, review.reply) == (
        "replied",
        "local_review",
        True,
        "A gap in the law.",
        "agrees",
    )
    # The Panel's letter stops no step and starts none.
    assert "Record" not in client.get(page("change", review.pk)).content.decode().partition("<form")[0].partition("verbs")[2]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"nationally_important": ""}, "This field is required"),
        ({"nationally_important": "yes"}, "Say why the partners think so"),
        ({"nationally_important": "yes", "national_reasons": "   "}, "Say why the partners think so"),
        ({"decision": "something_else"}, "Select a valid choice"),
        ({"reasons": "  "}, "This field is required"),
    ],
)
def test_a_decision_that_is_not_complete_is_asked_again(
    site: Enter, coordinator: User, typed: dict[str, str], said: str
) -> None:
    review = rapid_review(coordinator)
    answer = client_of(site, coordinator).post(page("verb", review.pk, "decide"), {**DECISION, **typed})
    assert answer.status_code == 200
    assert said in answer.content.decode()
    review.refresh_from_db()
    assert review.status == "open"


def test_an_unwritten_part_is_named_in_the_page(site: Enter, coordinator: User) -> None:
    review = decided_rapid_review(coordinator)
    RapidReview.objects.filter(pk=review.pk).update(context="")
    answer = client_of(site, coordinator).post(page("verb", review.pk, "sent"), {"sent_at": "2021-01-13T09:00"})
    assert "Still empty: context" in answer.content.decode()


def test_the_report_is_edited_until_it_is_with_the_panel(site: Enter, coordinator: User) -> None:
    review = decided_rapid_review(coordinator)
    client = client_of(site, coordinator)
    version = review.history.order_by("-history_id").first().history_id
    typed = {part: f"New words on {part}." for part in RapidReview.PARTS} | {"opened_version": version}
    assert client.post(page("change", review.pk), typed).status_code == 302
    review.refresh_from_db()
    assert (review.facts, review.status, review.decision) == ("New words on facts.", "decided", "local_review")
    lifecycle.record_sent(review, by=coordinator, at=SENT, sent_at=SENT, unsigned_because=UNSIGNED)
    assert 'name="facts"' not in client.get(page("change", review.pk)).content.decode()
    newest = review.history.order_by("-history_id").first().history_id
    answer = client.post(page("change", review.pk), {**typed, "facts": "Too late.", "opened_version": newest})
    assert "could not be saved" in answer.content.decode()
    assert "Too late." in answer.content.decode()
    review.refresh_from_db()
    assert review.facts == "New words on facts."


def test_nobody_adds_a_rapid_review_by_hand(site: Enter, manager: User) -> None:
    assert client_of(site, manager).get(page("add")).status_code == 403


def test_taking_the_report_away_is_recorded_and_its_name_says_the_reference_only(site: Enter, coordinator: User) -> None:
    review = sent_rapid_review(coordinator)
    client = client_of(site, coordinator)
    assert page("report", review.pk) in client.get(page("change", review.pk)).content.decode()
    answer = client.get(page("report", review.pk))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Content-Disposition"] == f'attachment; filename="{review.case.reference}-rapid-review.pdf"'
    assert answer.content.startswith(b"%PDF-")
    seen = AccessRecord.objects.get(action="downloaded the report of")
    assert (seen.user, seen.case, seen.object_id) == (coordinator, review.case, str(review.pk))


@pytest.mark.parametrize("role", ["administrator", "partner_lead", "reviewer", "auditor"])
def test_only_the_unit_takes_a_step(site: Enter, coordinator: User, role: str) -> None:
    review, other = rapid_review(coordinator), person(role)
    CaseAssignment.objects.create(case=review.case, user=other, until=date(2999, 1, 1))
    client = client_of(site, other)
    for step in ("decide", "sent", "reply"):
        for answer in (client.get(page("verb", review.pk, step)), client.post(page("verb", review.pk, step), DECISION)):
            assert answer.status_code in (403, 404)
    assert client.get(page("report", review.pk)).status_code == (200 if role != "auditor" else 404)
    review.refresh_from_db()
    assert review.status == "open"


def test_the_report_of_a_case_with_which_one_has_a_conflict_does_not_exist(
    site: Enter, manager: User, coordinator: User
) -> None:
    review = rapid_review(manager)
    review.case.conflicts.create(user=coordinator, because="Knows the family")
    assert client_of(site, coordinator).get(page("report", review.pk)).status_code == 404
    assert not AccessRecord.objects.filter(action="downloaded the report of").exists()


def test_the_panel_of_the_case_says_how_it_stands(manager: User, coordinator: User) -> None:
    def rows(review: RapidReview, user: User) -> list[tuple[str, str]]:
        blocks = [block for block in panels(review.case, user, on=ON) if block.title == "Rapid Review"]
        return [(row.label, row.words) for block in blocks for row in block.rows]

    unwritten = rapid_review(manager, written=False)
    unwritten.facts = unwritten.analysis = unwritten.next_steps = "Written."
    unwritten.save()
    assert rows(unwritten, coordinator) == [
        ("Rapid Review", "Open"),
        NEXT_STEP,
        ("Parts still to write", "immediate action and learning already shared, context"),
    ]
    answered = lifecycle.record_reply(
        sent_rapid_review(manager), by=manager, at=SENT, reply="national", reply_on=SENT.date(), words=""
    )
    assert rows(answered, coordinator) == [
        ("Rapid Review", "Panel has replied"),
        ("Decision", "Local child safeguarding practice review"),
        ("Of national importance", "No"),
        ("Sent to the Panel", "13 January 2021"),
        ("Panel's reply", "Will consider a national review, letter of 13 January 2021"),
    ]
    assert rows(answered, person("auditor")) == []
    important = lifecycle.decide(
        rapid_review(manager),
        by=manager,
        at=SENT,
        decision="other_learning",
        reasons="Reasons.",
        nationally_important=True,
        national_reasons="Reasons.",
    )
    assert rows(important, coordinator)[1:] == [
        NEXT_STEP,
        ("Decision", "Other learning"),
        ("Of national importance", "The partners think so"),
    ]


def test_open_decided_and_unanswered_reviews_wait_each_with_its_next_step(manager: User, coordinator: User) -> None:
    opened, decided, sent = rapid_review(manager), decided_rapid_review(manager), sent_rapid_review(manager)
    blocks = {block.title: [(row.label, row.words) for row in block.rows] for block in waiting(coordinator, on=ON)}
    assert blocks["Rapid Reviews to complete"] == [
        (opened.case.reference, "To be decided"),
        (decided.case.reference, AWAITED),
    ]
    expected = "Sent on 13 January 2021. A reply is expected by about 23 January 2021"
    assert blocks["Panel's reply awaited"] == [(sent.case.reference, expected)]
    assert {block.title for block in waiting(person("administrator"), on=ON)} == set()
