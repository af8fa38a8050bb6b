"""Old cases from a spreadsheet: every row's fate is said first, and what is imported says no more than was known."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cspr import register
from cspr.models import Case, Deadline, OutgoingEmail, User
from cspr.spreadsheets import Table, as_csv, as_xlsx
from notifications.lifecycle import partners_are_to_be_told
from practice_reviews import importing
from practice_reviews.importing import HEADS
from tests import cast, walk
from tests.admin.sending import sent_from, words_of
from tests.doors import sign_in

Enter = Callable[[str], Client]
GOOD = {
    "Own reference": "SCR 12",
    "Date of the incident": "1 March 2021",
    "Nature": "Death of a child",
    "Place": "At home",
    "Local authority aware": "2/3/2021",
    "Notified": "4/3/2021",
    "National reference": "SIN-77",
    "Rapid Review sent": "22/3/2021",
    "Decision": "Local child safeguarding practice review",
    "Panel's reply": "Agrees",
    "Date of the Panel's letter": "6/4/2021",
    "Practice review initiated": "7/4/2021",
    "Practice review published": "1/12/2021",
    "Notes": "=A note for colleagues",
}


def table(*rows: dict[str, str]) -> Table:
    """A spreadsheet with these rows."""
    return Table("Old cases", HEADS, [tuple(row.get(head, "") for head in HEADS) for row in rows])


def upload(content: bytes, name: str = "old.csv") -> SimpleUploadedFile:
    """As a browser sends it."""
    return SimpleUploadedFile(name, content)


@pytest.fixture
def client(site: Enter, manager: User) -> Client:
    """The business manager's browser."""
    made = site("staff")
    sign_in(made, manager)
    return made


def tried(client: Client, *rows: dict[str, str]) -> str:
    """The page after a spreadsheet was chosen."""
    address = reverse("admin:practice_reviews_practicereview_import")
    return client.post(address, {"sheet": upload(as_csv(table(*rows)))}).content.decode()


def taken(client: Client, page: str) -> Any:
    """The answer to the second button."""
    return client.post(reverse("admin:practice_reviews_practicereview_import_take"), {"kept": sent_from(page)["kept"]})


@pytest.mark.parametrize(("kind", "write"), [("csv", as_csv), ("xlsx", as_xlsx)])
def test_a_row_is_read_from_either_kind_of_spreadsheet(kind: str, write: Callable[[Table], bytes]) -> None:
    read = importing.read(f"old.{kind}", upload(write(table(GOOD))), on=date(2027, 1, 1))
    assert read.refused == ()
    (case,) = read.cases
    assert (case.reference, case.incident_on, case.sent_on) == ("SCR 12", date(2021, 3, 1), date(2021, 3, 22))
    assert (case.nature, case.decision, case.notes) == ("death", "local_review", "=A note for colleagues")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_template_comes_back_empty_and_recognised(kind: str) -> None:
    read = importing.read(f"old.{kind}", upload(importing.template(kind)), on=date(2027, 1, 1))
    assert (read.cases, read.refused) == ((), ())


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"Notified": ""}, "Notified is missing. A case that was not notified is recorded by hand"),
        ({"Own reference": ""}, "Own reference is missing"),
        ({"Notified": "1/3/2021"}, "Notified, 1 March 2021, lies before Local authority aware, 2 March 2021."),
        ({"Practice review published": "1/12/2099"}, "is still to come"),
        ({"Practice review initiated": ""}, "Practice review published is given, and Practice review initiated is not."),
        ({"Decision": "perhaps"}, "Write one of No further review"),
        ({"Rapid Review sent": "31/2/2021"}, "Rapid Review sent (“31/2/2021”)"),
        ({"Panel's reply": ""}, "stand together or not at all"),
    ],
)
def test_a_row_that_cannot_be_taken_says_its_number_and_why(client: Client, typed: dict[str, str], said: str) -> None:
    page = words_of(tried(client, GOOD | typed))
    assert said in page.replace("&#x27;", "'")
    assert "2 " in page
    assert "Refused: 1" in page
    assert Case.objects.count() == 0


def test_nothing_is_written_before_the_second_button_and_everything_after_it(client: Client) -> None:
    page = tried(client, GOOD, GOOD | {"Own reference": "SCR 13"})
    assert "Would be created: 2" in words_of(page)
    assert Case.objects.count() == 0
    assert 'value="Import these 2 cases"' in page
    assert taken(client, page).status_code == 302
    assert sorted(Case.objects.values_list("old_reference", flat=True)) == ["SCR 12", "SCR 13"]


def test_the_same_spreadsheet_twice_imports_nothing_the_second_time(client: Client) -> None:
    page = tried(client, GOOD)
    taken(client, page)
    taken(client, page)
    again = words_of(tried(client, GOOD))
    assert Case.objects.count() == 1
    assert f"Already here It is already here, as {Case.objects.get().reference}." in again
    assert "Import this case" not in again


def test_the_same_reference_twice_in_one_spreadsheet_is_taken_once(client: Client) -> None:
    page = tried(client, GOOD, GOOD)
    assert "The same own reference stands in a row above." in page
    taken(client, page)
    assert Case.objects.count() == 1


def test_dates_are_those_of_the_rules_and_what_was_late_stays_late(client: Client, manager: User) -> None:
    page = tried(client, GOOD)
    assert "Practice review published: late, 1 December 2021, and the latest date was 7 October 2021." in words_of(page)
    taken(client, page)
    case = Case.objects.get()
    met = {one.clock: one for one in case.deadlines.all()}
    assert met["notification"].latest_on == date(2021, 3, 9)
    assert met["notification"].ended_on == date(2021, 3, 4)
    assert met["rapid_review"].is_past_our_standard(on=date(2021, 3, 22))
    late = met["practice_review"]
    assert late.is_late(on=timezone.now().date())
    assert late.because == "Imported: the earlier records do not say why."
    assert (late.late_decided_by, late.panel_told) == ("", "")
    assert [entry.pk for entry in register.entries(manager, on=timezone.now().date()) if entry.how == "late"] == [late.pk]


def test_what_nobody_knows_is_not_counted_and_not_claimed(client: Client) -> None:
    taken(client, tried(client, GOOD))
    case = Case.objects.get()
    assert not case.deadlines.filter(clock="partners_told").exists()
    assert case.notification.partners_told_at is None
    assert not partners_are_to_be_told(case.notification)
    assert case.rapid_review.nationally_important is None


def test_an_imported_case_says_so_and_nobody_is_told_by_email(client: Client) -> None:
    cast.person("partner_lead")
    taken(client, tried(client, GOOD))
    case = Case.objects.get()
    assert case.timeline.filter(kind="case_imported", words__contains="SCR 12").exists()
    assert OutgoingEmail.objects.count() == 0
    assert not Deadline.objects.running().exists()
    page = words_of(client.get(reverse("admin:cspr_case_change", args=[case.pk])).content.decode())
    assert "Practice review Done" in page
    found = client.post(reverse("admin:cspr_case_find"), {"words": "SCR 12"}).content.decode()
    assert case.reference in found
    assert "SCR 12" in page


def test_what_was_read_by_another_person_is_not_taken(client: Client, site: Enter) -> None:
    page = tried(client, GOOD)
    other = site("staff")
    sign_in(other, cast.person("business_manager"))
    assert (
        "no longer at hand"
        in other.post(
            reverse("admin:practice_reviews_practicereview_import_take"), {"kept": sent_from(page)["kept"]}, follow=True
        ).content.decode()
    )
    assert Case.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("old.doc", b"x", "neither an Excel workbook"),
        ("old.xlsx", b"no workbook", "could not be read as a spreadsheet"),
        ("old.csv", b"One,Two\n1,2\n", "The columns could not be recognised"),
    ],
)
def test_a_file_that_is_no_such_spreadsheet_is_refused_in_words(client: Client, name: str, content: bytes, said: str) -> None:
    address = reverse("admin:practice_reviews_practicereview_import")
    page = client.post(address, {"sheet": upload(content, name)}).content.decode()
    assert said in page
    assert re.search(r"<title>\s*Error:", page)


@pytest.mark.parametrize("role", ["coordinator", "administrator", "partner_lead", "reviewer", "auditor"])
def test_only_the_business_manager_imports(site: Enter, role: str, db: None) -> None:
    client = site("staff")
    sign_in(client, cast.person(role))
    for name in ("", "_take"):
        assert client.post(reverse(f"admin:practice_reviews_practicereview_import{name}")).status_code == 403


def test_a_notification_that_was_worked_here_is_not_imported_a_second_time(client: Client, manager: User) -> None:
    worked = walk.sent_notification(manager)
    page = tried(client, GOOD | {"National reference": worked.national_reference})
    assert f"A notification with this national reference is already here, of {worked.case.reference}." in words_of(page)
    assert "Import this case" not in page
