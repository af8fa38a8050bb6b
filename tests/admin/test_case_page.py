"""The page of a case: one screen from which everything is found, with as few queries for a large case as for a small."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cspr import timeline
from cspr.models import AccessRecord, Case, CaseAssignment, CaseConflict, Child, Person, User
from rapid_reviews import lifecycle
from rapid_reviews.models import Meeting
from tests import cast, walk
from tests.admin import world
from tests.doors import sign_in
from tests.rapid_reviews import asked

Enter = Callable[[str], Client]
AT_MOST = 25


@pytest.fixture
def client(site: Enter, manager: User) -> Client:
    """The business manager's browser."""
    made = site("staff")
    sign_in(made, manager)
    return made


def grow(case: Case, by: User, many: int) -> None:
    """So many more children, people, people with access, conflicts, entries of the timeline and readings."""
    today = timezone.now().date()
    for number in range(many):
        Child.objects.create(case=case, name=f"Child {number}", born_on=date(2020, 1, 1))
        Person.objects.create(case=case, name=f"Person {number}", relation="Aunt")
        CaseAssignment.objects.create(case=case, user=cast.person("reviewer"), until=today + timedelta(days=9))
        CaseConflict.objects.create(case=case, user=cast.person("coordinator"), because="Knows the family")
        timeline.record(case, "note", f"Something happened {number}.", at=timezone.now(), by=by)
        AccessRecord.objects.create(user=by, site="staff", action="opened", what="case", case=case)
        walk.referral(case)


def practice_review(by: User, many: int) -> Case:
    """A case at its end, with so many of everything."""
    case = world.full_case(by)
    grow(case, by, many)
    return case


def open_review(by: User, many: int) -> Case:
    """A case whose agencies are asked, with so many of everything, requests and meetings among it."""
    review = walk.rapid_review(by)
    asked.ask([asked.contact() for _ in range(many)], by, review=review)
    for number in range(many):
        Meeting.objects.create(review=review, starts_at=timezone.now() + timedelta(days=number), place="A room")
    grow(review.case, by, many)
    return review.case


def signed_review(by: User, many: int) -> Case:
    """A case that is decided and signed, with so many of everything."""
    review = walk.signed_rapid_review(by)
    grow(review.case, by, many)
    return review.case


@pytest.mark.parametrize("many", [1, 50])
@pytest.mark.parametrize("make", [practice_review, open_review, signed_review])
def test_the_page_of_a_case_asks_at_most_25_times_whatever_its_size(
    client: Client, manager: User, make: Callable[[User, int], Case], many: int
) -> None:
    address = reverse("admin:cspr_case_change", args=[make(manager, many).pk])
    # Some of what Django looks up is looked up once for all pages of a process.
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as all_asked:
        assert client.get(address).status_code == 200
    # The tests run inside a transaction, and say so to the database; no page of the site does.
    questions = [query for query in all_asked if "SAVEPOINT" not in query["sql"]]
    tables = (" ".join(re.findall(r'(?:FROM|INTO|UPDATE|^[A-Z]+) "?(\w+)', query["sql"])) for query in questions)
    assert len(questions) <= AT_MOST, "\n".join(tables)


def shown(page: str) -> str:
    """The page as it reads."""
    return " ".join(re.sub("<[^>]*>", " ", page).split())


def opened(client: Client, case: Case) -> str:
    """The page of the case."""
    return client.get(reverse("admin:cspr_case_change", args=[case.pk])).content.decode()


STAGES = (
    (walk.notification, "Notification", "Send the notification to the Panel, and record it"),
    (lambda by: walk.rapid_review(by, written=False), "Rapid Review", "Ask the agencies what they know"),
    (walk.signed_rapid_review, "Practice review", "Send it to the Panel, and record it"),
    (walk.sent_rapid_review, "Practice review", "Record the Panel’s reply"),
    (walk.answered_rapid_review, "Practice review", "Consider it again, as the Panel asks"),
    (walk.practice_review, "Practice review", "Record the Panel’s reply"),
    (walk.reported_practice_review, "Publication", "Begin the publication"),
)


@pytest.mark.parametrize(("come_to", "stage", "step"), STAGES)
def test_the_stage_and_the_next_step_are_named(
    client: Client, manager: User, come_to: Callable[[User], object], stage: str, step: str
) -> None:
    case = come_to(manager).case  # type: ignore[attr-defined]
    page = opened(client, case)
    assert f"{stage} The case is here" in shown(page)
    links = dict(re.findall(r'<a (?:class="next__step" )?href="([^"]+)">([^<]+)</a>', page))
    address = next(url for url, label in links.items() if label == step)
    assert client.get(address).status_code == 200


def test_a_step_of_another_role_is_named_without_a_link(site: Enter, manager: User) -> None:
    case = walk.notification(manager).case
    reader = site("staff")
    sign_in(reader, cast.person("partner_lead"))
    page = opened(reader, case)
    assert "Send the notification to the Panel, and record it This step is for somebody with another role." in shown(page)
    assert 'class="next__step"' not in page


def test_a_case_without_anything_to_do_says_so(client: Client, manager: User) -> None:
    assert "Nothing has to be done in this case now." in shown(opened(client, cast.case(manager)))


def test_a_refused_page_shows_what_was_typed_and_nothing_else_first(client: Client, manager: User) -> None:
    case = cast.case(manager, summary="As it was.")
    page = client.post(reverse("admin:cspr_case_change", args=[case.pk]), {"summary": "What I typed."}).content.decode()
    assert "Nothing was saved yet." in shown(page)
    assert "What I typed." in page
    assert "What comes next" not in page


def test_a_key_on_words_that_have_changed_since_is_waited_for_again(client: Client, manager: User) -> None:
    review = walk.signed_rapid_review(manager)
    assert "Who is waited for" not in shown(opened(client, review.case))
    review.facts = "Something else."
    review.save()
    waits = "Who is waited for Local authority Police Integrated care board"
    assert waits in shown(opened(client, review.case))


def test_the_page_of_a_case_says_in_which_round_it_is_considered(client: Client, manager: User) -> None:
    review = walk.answered_rapid_review(manager)
    review = lifecycle.reconsider(review, because="The Panel asks.", by=manager, at=timezone.now())
    page = shown(opened(client, review.case))
    assert "Rapid Review The case is here Open, round 2" in page
    assert "Panel’s letter in round 1 Asks to reconsider a local review, 14 January 2021" in page
