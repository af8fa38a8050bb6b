"""Why is it due then? The page of a deadline accounts for every day, also for an auditor who may not open the case."""

from datetime import UTC, datetime

from django.test import Client
from django.urls import reverse

from cspr import deadlines
from cspr.models import CaseConflict, User
from tests.cast import CHRISTMAS_EVE, case, person
from tests.doors import sign_in


def page_of(client: Client, manager: User, reader: User, *, conflict: bool = False) -> tuple[int, str]:
    """Status and text of the page of a notification's deadline over Christmas."""
    opened = case(by=manager)
    deadline = deadlines.start(opened, "notification", at=CHRISTMAS_EVE, by=manager)
    if conflict:
        CaseConflict.objects.create(case=opened, user=reader, because="Knows the family")
    sign_in(client, reader)
    response = client.get(reverse("admin:cspr_deadline_change", args=[deadline.pk]))
    return response.status_code, response.content.decode()


def test_every_day_is_on_the_page_with_its_number_or_why_it_has_none(client: Client, manager: User) -> None:
    status, text = page_of(client, manager, manager)
    assert status == 200
    for words in (
        "Friday 25 December 2026: Christmas Day",
        "Saturday 2 January 2027: weekend",
        "Tuesday 5 January 2027: day 5",
    ):
        assert words in text


def test_the_last_day_of_six_months_stands_out_like_a_day_that_is_counted(client: Client, manager: User) -> None:
    deadline = deadlines.start(case(by=manager), "practice_review", at=CHRISTMAS_EVE, by=manager)
    sign_in(client, manager)
    page = client.get(reverse("admin:cspr_deadline_change", args=[deadline.pk])).content.decode()
    assert '<li class="account__counted">Thursday 24 June 2027: the last day of 6 months</li>' in page
    assert "account__not-counted" not in page


def test_an_auditor_reads_why_without_opening_the_case(client: Client, manager: User) -> None:
    status, text = page_of(client, manager, person("auditor"))
    assert status == 200
    assert "Tuesday 5 January 2027: day 5" in text
    assert client.get(reverse("admin:cspr_case_changelist")).status_code == 403


def test_a_conflict_of_interest_shuts_the_page_for_an_auditor_too(client: Client, manager: User) -> None:
    assert page_of(client, manager, person("auditor"), conflict=True)[0] == 404


def test_the_page_asks_why_it_was_late_and_leads_to_the_paper(client: Client, manager: User) -> None:
    opened = case(by=manager)
    deadline = deadlines.start(opened, "notification", at=datetime(2020, 12, 24, 9, tzinfo=UTC), by=manager)
    sign_in(client, manager)
    page = client.get(reverse("admin:cspr_deadline_change", args=[deadline.pk])).content.decode()
    assert "<h1>Why was this late? Notification to the Panel</h1>" in page
    paper = client.get(reverse("admin:cspr_deadline_of_case", args=[opened.pk]))
    assert paper["Content-Disposition"] == f'attachment; filename="{opened.reference}-dates.pdf"'
    assert paper.content.startswith(b"%PDF-")


def test_the_list_has_what_runs_first_and_the_soonest_at_its_head(client: Client, manager: User) -> None:
    ended = case(by=manager)
    deadlines.start(ended, "notification", at=datetime(2020, 1, 6, 9, tzinfo=UTC), by=manager)
    deadlines.end_as_not_required(ended, "notification", at=CHRISTMAS_EVE, by=manager, because="Not to be notified.")
    later, sooner = case(by=manager), case(by=manager)
    deadlines.start(later, "notification", at=datetime(2021, 3, 1, 9, tzinfo=UTC), by=manager)
    deadlines.start(sooner, "notification", at=datetime(2021, 2, 1, 9, tzinfo=UTC), by=manager)
    sign_in(client, manager)
    page = client.get(reverse("admin:cspr_deadline_changelist")).content.decode().partition('id="result_list"')[2]
    order = [page.index(one.reference) for one in (sooner, later, ended)]
    assert order == sorted(order)
