"""The late register and what leaves it: nothing that was late is missing, and who takes it away is known."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.db import connection
from django.http import HttpRequest, QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cspr import deadlines, register
from cspr.deadlines import Late
from cspr.models import AccessRecord, Case, CaseConflict, Deadline, DeadlineMove, OutgoingEmail, User
from cspr.register import Choice
from tests import cast, walk
from tests.cast import CHRISTMAS_EVE, person
from tests.cspr.test_spreadsheets import read_csv, read_xlsx
from tests.doors import sign_in

pytestmark = pytest.mark.django_db
Enter = Callable[[str], Client]
# The notification of Christmas Eve 2026 is due on 5 January 2027.
TWO_DAYS_LATE = datetime(2027, 1, 7, 12, tzinfo=UTC)
SAID = Late("=The meeting was moved.", "The Director", panel_told=True, panel_told_on=date(2027, 1, 6))
LATER = date(2027, 2, 1)


def notification(by: User, *, met: datetime | None = TWO_DAYS_LATE, late: Late = SAID) -> Deadline:
    """The deadline of a notification over Christmas 2026, met too late."""
    case = walk.notification(by, aware_at=CHRISTMAS_EVE, partners_told=True).case
    if met is not None:
        deadlines.meet(case, "notification", at=met, by=by, late=late)
    return case.deadlines.get(clock="notification")


def states(user: User, on: date, **choice: Any) -> list[tuple[str, str]]:
    """How each row stands, and by how much it is over."""
    return [(row.state, row.over) for row in register.chosen(register.entries(user, on=on), Choice(**choice))]


def browser(site: Enter, user: User, *, again: bool = False) -> Client:
    """The person's browser; `again`: the second factor was shown again a moment ago."""
    client = site("staff")
    sign_in(client, user)
    if again:
        request = HttpRequest()
        request.session = client.session
        record_authentication(request, user, method="mfa", type="totp", reauthenticated=True)
        request.session.save()
    return client


def text(client: Client, query: str = "") -> str:
    answer = client.get(reverse("admin:cspr_deadline_register") + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_was_late_is_in_the_register_with_all_that_was_said_of_it(manager: User) -> None:
    deadline = notification(manager)
    (row,) = register.entries(manager, on=LATER)
    assert (row.pk, row.case, row.title) == (deadline.pk, deadline.case.reference, "Notification to the Panel")
    assert (row.due_on, row.latest_on, row.met_on) == (date(2027, 1, 5), date(2027, 1, 5), date(2027, 1, 7))
    assert (row.state, row.over, row.after_latest, row.after_standard) == ("Met late", "2 working days", 2, 2)
    assert (row.because, row.decided_by) == ("=The meeting was moved.", "The Director")
    assert (row.panel_told, row.runs) == ("Yes, on 6 January 2027", False)


def test_what_was_in_time_is_not_in_it(manager: User) -> None:
    notification(manager, met=datetime(2027, 1, 5, 12, tzinfo=UTC), late=deadlines.NOTHING_SAID)
    notification(manager, met=None)
    assert states(manager, date(2027, 1, 5)) == []
    assert states(manager, date(2027, 1, 6)) == [("Late, still running", "1 working day")]


def test_a_weekend_over_is_said_in_days(manager: User) -> None:
    case = cast.case(manager)
    friday = date(2027, 1, 8)
    Deadline.objects.create(case=case, clock="notification", started_on=friday, due_on=friday, latest_on=friday)
    assert states(manager, date(2027, 1, 10)) == [("Late, still running", "2 days")]


def test_past_our_own_standard_is_told_apart_from_late(manager: User) -> None:
    walk.sent_notification(manager)
    assert states(manager, date(2021, 1, 15)) == [("Past our own standard, still running", "2 working days")]
    assert states(manager, date(2021, 1, 15), how="late") == []
    assert states(manager, date(2021, 1, 21), how="past") == []
    assert states(manager, date(2021, 1, 21), how="late") == [("Late, still running", "1 working day")]
    case = Case.objects.get()
    deadlines.meet(case, "rapid_review", at=datetime(2021, 1, 15, 12, tzinfo=UTC), by=manager)
    assert states(manager, LATER) == [("Met past our own standard", "2 working days")]


def test_what_ended_as_not_required_after_its_date_stays_in_it(manager: User) -> None:
    deadline = notification(manager, met=None)
    deadlines.end_as_not_required(deadline.case, "notification", at=TWO_DAYS_LATE, by=manager, because="Decided not to notify.")
    assert states(manager, LATER) == [("Late when it was no longer required", "2 working days")]


def test_a_date_that_was_moved_after_it_had_passed_stays_in_it(manager: User) -> None:
    deadline = deadlines.start(cast.case(manager), "practice_review", at=CHRISTMAS_EVE, by=manager)
    missed = deadline.latest_on
    at = datetime.combine(missed, datetime.min.time(), UTC) + timedelta(days=1, hours=12)
    until = missed + timedelta(days=90)
    deadlines.extend(deadline, until=until, review_by=until, because="A trial.", by=manager, at=at)
    assert states(manager, missed + timedelta(days=30)) == [("Late, until its date was moved", "1 working day")]
    (row,) = register.entries(manager, on=missed + timedelta(days=30))
    assert (row.latest_on, row.because, row.decided_by) == (missed, "A trial.", str(manager))
    assert states(manager, until + timedelta(days=30))[0][0] == "Late, still running"


def test_a_date_that_was_moved_in_time_is_not_in_it(manager: User) -> None:
    deadline = deadlines.start(cast.case(manager), "practice_review", at=CHRISTMAS_EVE, by=manager)
    until = deadline.latest_on + timedelta(days=90)
    deadlines.extend(deadline, until=until, review_by=until, because="A trial.", by=manager, at=CHRISTMAS_EVE)
    assert DeadlineMove.objects.count() == 1
    assert states(manager, deadline.latest_on + timedelta(days=1)) == []


def test_the_page_narrows_sorts_and_names_what_it_shows(site: Enter, manager: User) -> None:
    early = notification(manager)
    walk.sent_notification(manager)
    client = browser(site, manager)
    page = text(client)
    assert "2 deadlines." in page
    assert page.index("Late, still running") > page.index("Met late")
    oldest = text(client, "?sort=oldest")
    assert oldest.index("Late, still running") < oldest.index("Met late")
    for query, shown in (
        ("?clock=notification", True),
        ("?clock=rapid_review", False),
        ("?year=2027", True),
        ("?year=2021", False),
        ("?runs=no", True),
        ("?runs=yes", False),
        ("?how=past", False),
        ("?sort=over", True),
        ("?how=nonsense", True),
    ):
        assert (f">{early.case.reference}<" in text(client, query)) is shown, query


def test_a_choice_that_no_row_has_any_more_leaves_the_others_as_they_were_asked_for(site: Enter, manager: User) -> None:
    early, running = notification(manager), walk.sent_notification(manager)
    client = browser(site, manager)
    page = text(client, "?year=1999&runs=yes")
    assert "No row has this any more, so all are shown." in page
    assert (f">{running.case.reference}<" in page, f">{early.case.reference}<" in page) == (True, False)
    assert ">Show all</a>" in page
    assert ">Show all</a>" not in text(client)


def test_an_empty_register_says_so(site: Enter, manager: User) -> None:
    assert "No deadline that you may see is or was late" in text(browser(site, manager))


def test_an_auditor_reads_it_and_is_led_to_no_case(site: Enter, manager: User) -> None:
    deadline = notification(manager)
    page = text(browser(site, person("auditor")))
    assert deadline.case.reference in page
    assert reverse("admin:cspr_case_change", args=[deadline.case_id]) not in page
    assert reverse("admin:cspr_deadline_change", args=[deadline.pk]) in page


def test_nothing_of_a_shut_case_is_in_it_or_in_a_file(site: Enter, manager: User) -> None:
    auditor = person("auditor")
    deadline = notification(manager)
    CaseConflict.objects.create(case=deadline.case, user=auditor, because="Knows the family")
    client = browser(site, auditor, again=True)
    assert deadline.case.reference not in text(client)
    content = client.get(reverse("admin:cspr_deadline_export", args=["csv"])).content.decode()
    assert deadline.case.reference not in content


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_file_holds_the_rows_that_are_shown_and_no_formula(site: Enter, manager: User, kind: str) -> None:
    deadline = notification(manager)
    walk.sent_notification(manager)
    answer = browser(site, manager, again=True).get(reverse("admin:cspr_deadline_export", args=[kind]) + "?clock=notification")
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == f'attachment; filename="late-register-{timezone.localdate()}.{kind}"'
    rows: list[list[Any]] = read_csv(answer.content) if kind == "csv" else read_xlsx(answer.content)
    assert tuple(rows[0]) == register.HEADS
    written = [str(cell).removesuffix(".0") for cell in rows[1]]
    assert written == [
        deadline.case.reference, "Notification to the Panel", "2026-12-24", "2027-01-05", "2027-01-05", "2027-01-07",
        "2", "2", "Met late", "'=The meeting was moved.", "The Director", "Yes, on 6 January 2027",
    ]  # fmt: skip
    assert f"by {manager}. OFFICIAL-SENSITIVE PERSONAL." in rows[-2][0]


def test_taking_a_file_is_recorded_and_told_to_the_other_business_managers(site: Enter, manager: User) -> None:
    other = person("business_manager")
    notification(manager)
    before = set(OutgoingEmail.objects.values_list("pk", flat=True))
    browser(site, manager, again=True).get(reverse("admin:cspr_deadline_export", args=["xlsx"]))
    record = AccessRecord.objects.latest("pk")
    assert (record.user, record.action, record.what) == (manager, "exported", "late register, 1 rows, xlsx")
    (email,) = OutgoingEmail.objects.exclude(pk__in=before)
    assert (email.to, email.subject) == (other.email, "The late register was exported")
    assert manager.name not in email.body


def test_a_file_asks_for_the_second_factor_again(site: Enter, manager: User) -> None:
    answer = browser(site, manager).get(reverse("admin:cspr_deadline_export", args=["csv"]) + "?how=late")
    way, _, query = answer["Location"].partition("?")
    assert (answer.status_code, way) == (302, reverse("mfa_reauthenticate"))
    # Not to the file, which would leave the person on the page of the code.
    assert QueryDict(query)["next"] == reverse("admin:cspr_deadline_register") + "?how=late#take"
    assert not AccessRecord.objects.filter(action="exported").exists()


@pytest.mark.parametrize("role", ["administrator", "partner_lead", "reviewer"])
def test_a_file_is_for_those_with_the_permission_only(site: Enter, manager: User, role: str) -> None:
    notification(manager)
    client = browser(site, person(role), again=True)
    assert client.get(reverse("admin:cspr_deadline_export", args=["csv"])).status_code == 403
    if role != "reviewer":
        assert "These rows as CSV" not in text(client)


def test_a_file_of_another_kind_does_not_exist(site: Enter, manager: User) -> None:
    assert browser(site, manager, again=True).get(reverse("admin:cspr_deadline_export", args=["pdf"])).status_code == 404


def test_more_than_five_hundred_rows_are_cut_and_say_so(site: Enter, manager: User) -> None:
    cases = Case.objects.bulk_create(
        Case(reference=f"CSPR-1999-{number:04d}", opened_at=CHRISTMAS_EVE) for number in range(register.AT_MOST + 2)
    )
    day = date(2020, 1, 2)
    Deadline.objects.bulk_create(
        Deadline(case=case, clock="notification", started_on=day, due_on=day, latest_on=day) for case in cases
    )
    client = browser(site, manager, again=True)
    assert "Only the first 500 are shown" in text(client)
    rows = read_csv(client.get(reverse("admin:cspr_deadline_export", args=["csv"])).content)
    assert sum(row[:1] != [] and row[0].startswith("CSPR-") for row in rows) == 500
    assert rows[-2] == ["These are the first 500 of 502 rows. Narrow the register by its filters to take the rest."]


def test_the_register_asks_as_often_for_three_rows_as_for_one(site: Enter, manager: User) -> None:
    client = browser(site, manager)
    counts = []
    for more in (1, 2):
        for _ in range(more):
            notification(manager)
        with CaptureQueriesContext(connection) as asked:
            text(client)
        counts.append(len(asked))
    assert counts[0] == counts[1]
