"""The staff admin as its users meet it: the first page, the lists, the pages of a case, the register."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from cspr import codes, outbox
from cspr.models import Agency, ClockRule, OutgoingEmail, User
from tests import cast, walk
from tests.doors import sign_in

Enter = Callable[[str], Client]
AT = datetime(2026, 12, 24, 10, 0, tzinfo=UTC)


@pytest.fixture
def client(site: Enter, manager: User) -> Client:
    """The business manager's browser."""
    made = site("staff")
    sign_in(made, manager)
    return made


def text(client: Client, name: str, *arguments: Any, query: str = "") -> str:
    """A page of the admin."""
    answer = client.get(reverse(f"admin:{name}", args=arguments) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_first_page_says_in_so_many_words_that_nothing_is_due(client: Client) -> None:
    assert "Nothing is due." in text(client, "index")


def test_every_page_says_who_is_signed_in_and_as_what(client: Client, manager: User) -> None:
    page = text(client, "index")
    assert manager.name in page
    assert "business manager" in page
    assert "OFFICIAL-SENSITIVE PERSONAL" in page


def test_an_email_that_was_given_up_is_a_red_banner_until_somebody_has_it(client: Client) -> None:
    assert "could not be delivered" not in text(client, "cspr_agency_changelist")
    outbox.queue(key="k", to="head@school.example", subject="A case", body="Please sign in.", at=AT)
    OutgoingEmail.objects.update(failed_at=AT)
    assert "1 e-mail could not be delivered" in text(client, "cspr_agency_changelist")
    page = text(client, "cspr_outgoingemail_changelist", query="?state=failed")
    assert "head@school.example" in page
    for state in ("sent", "waiting"):
        assert "head@school.example" not in text(client, "cspr_outgoingemail_changelist", query=f"?state={state}")


def test_a_code_is_never_shown(client: Client) -> None:
    code = codes.send("head@school.example", at=AT)
    email = OutgoingEmail.objects.get()
    page = text(client, "cspr_outgoingemail_change", email.pk)
    assert "Your code is ●●●●●●" in page
    assert str(code.pk) not in page.replace(email.key, "")


def list_queries(client: Client) -> int:
    """How often the list of cases asks the database."""
    with CaptureQueriesContext(connection) as asked:
        text(client, "cspr_case_changelist")
    return len(asked)


def test_the_list_of_cases_asks_as_often_for_four_as_for_one(client: Client, manager: User) -> None:
    walk.sent_notification(manager)
    one = list_queries(client)
    for _ in range(3):
        walk.sent_notification(manager)
    assert list_queries(client) == one


def test_the_first_page_asks_as_often_for_four_clocks_as_for_one(client: Client, manager: User) -> None:
    walk.notification(manager, aware_at=AT)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            text(client, "index")
        counts.append(len(asked))
        for _ in range(3):
            walk.notification(manager, aware_at=AT)
    assert counts[0] == counts[1]


def test_the_list_of_cases_says_stage_and_next_date(client: Client, manager: User) -> None:
    walk.sent_notification(manager)
    page = text(client, "cspr_case_changelist")
    assert "Rapid Review: Open" in page
    assert "Rapid Review with the Panel: " in page
    plain = cast.case(manager)
    closed = cast.case(manager, closed_at=AT)
    assert "No clock is running" in text(client, "cspr_case_changelist", query="?clock=none")
    assert closed.reference in text(client, "cspr_case_changelist", query="?open=no")
    assert plain.reference not in text(client, "cspr_case_changelist", query="?open=no")


@pytest.mark.parametrize("choice", ["late", "past", "soon", "none"])
def test_the_filter_by_clocks_shows_each_case_once_at_most(client: Client, manager: User, choice: str) -> None:
    case = walk.notification(manager, aware_at=AT).case
    assert text(client, "cspr_case_changelist", query=f"?clock={choice}").count(f">{case.reference}<") <= 1


def test_the_page_of_a_case_tells_its_clocks_its_timeline_and_who_looked(client: Client, manager: User) -> None:
    case = walk.sent_notification(manager).case
    text(client, "cspr_case_history", case.pk)
    page = text(client, "cspr_case_change", case.pk)
    assert "Met on Tuesday 29 December 2020; due Tuesday 5 January 2021." in page
    assert "Notification sent to the Panel" in page
    assert f"{manager} read the history of case" in page


def test_who_looked_can_be_asked_by_case_and_by_person(client: Client, manager: User) -> None:
    case = cast.case(manager)
    text(client, "cspr_case_change", case.pk)
    assert "opened" in text(client, "cspr_accessrecord_changelist", query=f"?case={case.pk}")
    assert case.reference in text(client, "cspr_accessrecord_changelist", query=f"?person={manager.pk}")
    colleague = cast.person("coordinator")
    assert case.reference not in text(client, "cspr_accessrecord_changelist", query=f"?person={colleague.pk}")


def test_an_agency_is_added_on_one_page_with_those_who_may_refer(client: Client) -> None:
    sent = {"name": "Quayside School", "kind": "education", "safeguarding_partner": "", "phone": "", "is_active": "on"}
    sent |= {"domains-TOTAL_FORMS": "1", "domains-INITIAL_FORMS": "0", "domains-0-domain": "quayside.example"}
    sent |= {"addresses-TOTAL_FORMS": "1", "addresses-INITIAL_FORMS": "0", "addresses-0-email": "head@elsewhere.example"}
    assert client.post(reverse("admin:cspr_agency_add"), sent).status_code == 302
    for address in ("anybody@quayside.example", "head@elsewhere.example"):
        assert [agency.name for agency in Agency.objects.for_address(address)] == ["Quayside School"]
    page = text(client, "cspr_agency_changelist")
    assert "@quayside.example, 1 single address" in page


def test_a_rule_of_a_clock_shows_its_authority_and_its_source(client: Client) -> None:
    rule = ClockRule.objects.filter(clock="notification").get()
    page = text(client, "cspr_clockrule_changelist")
    assert rule.authority in page
    assert rule.source in page
    assert "5 working days" in page


@pytest.mark.parametrize("state", ["running", "past", "late", "ended"])
def test_deadlines_can_be_asked_by_how_they_stand(client: Client, manager: User, state: str) -> None:
    case = walk.sent_notification(manager).case
    page = text(client, "cspr_deadline_changelist", query=f"?state={state}")
    assert ("Notification to the Panel" in page.partition('id="result_list"')[2].partition("</table>")[0]) == (state == "ended")
    deadline = case.deadlines.get(clock="notification")
    assert "Working Together, chapter 5" in text(client, "cspr_deadline_change", deadline.pk)


def test_a_character_that_no_database_can_look_for_is_a_bad_request(client: Client) -> None:
    for name in ("cspr_agency_changelist", "cspr_case_changelist"):
        assert client.get(reverse(f"admin:{name}") + "?kind=%00").status_code == 400


@pytest.mark.parametrize("name", ["autocomplete", "view_on_site", "auth_group_changelist", "mfa_authenticator_changelist"])
def test_doors_that_nobody_needs_have_no_address(client: Client, name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(f"admin:{name}", args=["1", "1"] if name == "view_on_site" else [])


def test_the_one_way_in_and_out_is_that_of_the_sign_in(client: Client) -> None:
    for name, target in (
        ("login", "/sign-in/"),
        ("logout", "/sign-in/out/"),
        ("password_change", "/sign-in/password/"),
        ("password_change_done", "/"),
    ):
        answer = client.get(reverse(f"admin:{name}"))
        assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, target)


def test_deadlines_can_be_asked_by_clock(client: Client, manager: User) -> None:
    walk.sent_notification(manager)
    page = text(client, "cspr_deadline_changelist", query="?clock=rapid_review")
    rows = page.partition('id="result_list"')[2].partition("</table>")[0]
    assert "Rapid Review with the Panel" in rows
    assert "Notification to the Panel" not in rows
