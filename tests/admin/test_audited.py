"""Who looked: every view of case data writes one access record, and shows nothing where it cannot."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cspr.models import AccessRecord, Case, CaseAssignment, CaseConflict, Child, User
from tests import cast, database, walk
from tests.doors import sign_in

Enter = Callable[[str], Client]
NAME = "Rowan Zephyrine"


@pytest.fixture
def case(coordinator: User) -> Case:
    """A case with a named child."""
    made = cast.case(coordinator, summary="A short account.")
    Child.objects.create(case=made, name=NAME)
    return made


@pytest.fixture
def client(site: Enter, coordinator: User) -> Client:
    """The coordinator's browser."""
    made = site("staff")
    sign_in(made, coordinator)
    return made


def records() -> list[tuple[str, str, str | None]]:
    """What was written, oldest first."""
    return [(r.action, r.what, r.case.reference if r.case else None) for r in AccessRecord.objects.order_by("pk")]


def form_of(case: Case, **typed: Any) -> dict[str, Any]:
    """What a browser sends from the case page when nobody touched anything but `typed`."""
    sent: dict[str, Any] = {
        "opened_version": case.history.order_by("-history_id")[0].history_id,
        "summary": case.summary,
        "incident_on": "",
        "incident_place": "",
    }
    for prefix in ("children", "people", "assignments", "conflicts"):
        sent |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    return sent | typed


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("admin:cspr_case_changelist", ("listed", "case", None)),
        ("admin:cspr_case_find", ("searched for", "case", None)),
        ("admin:cspr_timelineentry_changelist", ("listed", "timeline entry", None)),
        ("admin:cspr_deadline_changelist", ("listed", "deadline", None)),
        ("admin:cspr_outgoingemail_changelist", ("listed", "outgoing e-mail", None)),
    ],
)
def test_each_list_is_recorded_once(client: Client, case: Case, address: str, expected: tuple[str, str, str | None]) -> None:
    assert client.get(reverse(address)).status_code == 200
    assert records() == [expected]


def test_each_page_of_a_case_is_recorded_once_with_its_reference(client: Client, case: Case) -> None:
    version = case.history.first().history_id
    for name, arguments in (("change", []), ("history", []), ("simple_history", [version])):
        assert client.get(reverse(f"admin:cspr_case_{name}", args=[case.pk, *arguments])).status_code == 200
    assert records() == [
        ("opened", "case", case.reference),
        ("read the history of", "case", case.reference),
        ("read an earlier state of", "case", case.reference),
    ]


def test_a_saved_page_is_recorded_once_and_leaves_nothing_in_the_log_of_django(client: Client, case: Case) -> None:
    answer = client.post(reverse("admin:cspr_case_change", args=[case.pk]), form_of(case, summary="Another account."))
    assert answer.status_code == 302
    assert records() == [("changed", "case", case.reference)]
    assert Case.objects.get(pk=case.pk).summary == "Another account."
    assert LogEntry.objects.count() == 0


def test_a_step_is_recorded_when_its_page_is_opened_and_when_it_is_taken(client: Client, coordinator: User) -> None:
    notification = walk.notification(coordinator)
    address = reverse("admin:notifications_notification_verb", args=[notification.pk, "sent"])
    assert client.get(address).status_code == 200
    assert client.post(address, {}).status_code == 200
    reference = notification.case.reference
    assert sorted(records()) == [
        ("opened the step: sent", "notification", reference),
        ("step: sent", "notification", reference),
    ]


def test_a_search_finds_a_child_by_name_and_keeps_the_name_out_of_addresses_and_records(client: Client, case: Case) -> None:
    answer = client.post(reverse("admin:cspr_case_find"), {"words": "zephyr"})
    assert case.reference in answer.content.decode()
    assert records() == [("searched for", "case", None)]
    assert "zephyr" not in answer.request["PATH_INFO"] + answer.request["QUERY_STRING"]


def test_a_search_does_not_find_a_case_that_is_shut_for_the_person(client: Client, case: Case, coordinator: User) -> None:
    CaseConflict.objects.create(case=case, user=coordinator, because="Knows the family")
    for words in ("zephyr", case.reference):
        assert f"/{case.pk}/" not in client.post(reverse("admin:cspr_case_find"), {"words": words}).content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "children__name__startswith=R",
        "summary__contains=short",
        "children__name=Rowan",
        "opened_by__email=a",
        "reference__gt=A",
    ],
)
def test_a_filter_that_no_page_offers_is_refused(client: Client, case: Case, query: str) -> None:
    assert client.get(reverse("admin:cspr_case_changelist") + "?" + query).status_code in (302, 400)


def test_no_page_of_a_shut_case_can_be_told_from_one_that_does_not_exist(client: Client, case: Case, coordinator: User) -> None:
    version = case.history.first().history_id
    CaseConflict.objects.create(case=case, user=coordinator, because="Knows the family")
    for name, arguments in (("change", []), ("history", []), ("simple_history", [version]), ("verb", ["sent"]), ("delete", [])):
        answer = client.get(reverse(f"admin:cspr_case_{name}", args=[case.pk, *arguments]))
        nothing = client.get(reverse(f"admin:cspr_case_{name}", args=[987654, *arguments]))
        assert answer.status_code == nothing.status_code
        assert answer.status_code in (302, 403, 404)
    assert case.reference not in client.get(reverse("admin:cspr_case_changelist")).content.decode()
    assert records() == [("listed", "case", None)]


def test_a_reviewer_sees_the_assigned_case_until_the_last_day(site: Enter, case: Case) -> None:
    reviewer = cast.person("reviewer")
    client = site("staff")
    sign_in(client, reviewer)
    address = reverse("admin:cspr_case_change", args=[case.pk])
    assert client.get(address).status_code == 404
    assignment = CaseAssignment.objects.create(case=case, user=reviewer, until=timezone.localdate())
    page = client.get(address)
    assert page.status_code == 200
    assert NAME in page.content.decode()
    assignment.until = timezone.localdate() - timedelta(days=1)
    assignment.save()
    assert client.get(address).status_code == 404


def test_an_earlier_state_cannot_be_put_back(client: Client, case: Case) -> None:
    first = case.history.first().history_id
    case.summary = "The newer account."
    case.save()
    answer = client.post(reverse("admin:cspr_case_simple_history", args=[case.pk, first]), {"summary": "x", "_save": "Revert"})
    assert "nothing is put back from here" in answer.content.decode()
    assert Case.objects.get(pk=case.pk).summary == "The newer account."


def test_the_second_of_two_editors_is_told_and_keeps_what_was_typed(client: Client, case: Case, manager: User) -> None:
    address = reverse("admin:cspr_case_change", args=[case.pk])
    mine = form_of(case, summary="What I typed.")
    case.summary = "What the manager saved."
    case._history_user = manager  # type: ignore[attr-defined]
    case.save()
    refused = client.post(address, mine)
    page = refused.content.decode()
    assert refused.status_code == 200
    assert f"{manager} saved this record" in page
    assert "What I typed." in page
    shown = " ".join(re.sub("<[^>]*>", " ", page).split())
    assert "Summary A short account. What the manager saved. Take this : Summary What I typed. Keep what is typed" in shown
    assert Case.objects.get(pk=case.pk).summary == "What the manager saved."
    newest = case.history.order_by("-history_id")[0].history_id
    assert f'value="{newest}"' in page
    assert client.post(address, mine | {"opened_version": newest}).status_code == 302
    assert Case.objects.get(pk=case.pk).summary == "What I typed."


def test_no_record_no_page(committed_db: str, site: Enter) -> None:
    coordinator = cast.person("coordinator")
    case = cast.case(coordinator, summary="A short account.")
    client = site("staff")
    sign_in(client, coordinator)
    with database.superuser(committed_db) as db, db.cursor() as cursor:
        cursor.execute("REVOKE INSERT ON cspr_accessrecord FROM app")
        try:
            addresses = [
                reverse("admin:cspr_case_changelist"),
                *(reverse(f"admin:cspr_case_{name}", args=[case.pk]) for name in ("change", "history")),
            ]
            answers = [client.get(address) for address in addresses]
            saved = client.post(addresses[1], form_of(case, summary="Not to be kept."))
        finally:
            cursor.execute("GRANT INSERT ON cspr_accessrecord TO app")
    for answer in [*answers, saved]:
        assert answer.status_code == 503
        assert case.reference not in answer.content.decode()
        assert "A short account." not in answer.content.decode()
    assert Case.objects.get(pk=case.pk).summary == "A short account."
