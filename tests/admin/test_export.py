"""Everything about a case as one zip: for those who may, recorded and told, complete, and checkable file by file."""

import hashlib
import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cspr.models import AccessRecord, Case, CaseConflict, Child, OutgoingEmail, User
from cspr.spreadsheets import LONGEST
from tests import cast
from tests.admin import world
from tests.admin.test_register import browser
from tests.cspr.test_spreadsheets import read_xlsx
from tests.doors import sign_in

Enter = Callable[[str], Client]


@pytest.fixture
def client(site: Enter, manager: User) -> Client:
    """The business manager's browser; the second factor was shown again a moment ago."""
    return browser(site, manager, again=True)


@pytest.fixture
def case(manager: User) -> Case:
    """A case with something in each stage."""
    return world.full_case(manager)


def address(case: Case) -> str:
    """Of the page."""
    return reverse("admin:cspr_case_export", args=[case.pk])


def taken(client: Client, case: Case) -> zipfile.ZipFile:
    """The zip, as it arrives."""
    answer: Any = client.post(address(case))
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == f'attachment; filename="{case.reference}.zip"'
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def test_the_zip_holds_a_workbook_documents_and_a_list_that_is_true(client: Client, case: Case) -> None:
    with taken(client, case) as parcel:
        names = set(parcel.namelist())
        lines = [line.split("  ", 1) for line in parcel.read("manifest.sha256").decode().splitlines()]
        listed = {name: digest for digest, name in lines}
        assert set(listed) == names - {"manifest.sha256"}
        assert {name: hashlib.sha256(parcel.read(name)).hexdigest() for name in listed} == listed
        assert {f"{case.reference}.xlsx", "dates.pdf", "rapid-review/report.pdf", "READ-ME-FIRST.txt"} <= names
        assert parcel.read("dates.pdf").startswith(b"%PDF")
        assert "OFFICIAL-SENSITIVE PERSONAL" in parcel.read("READ-ME-FIRST.txt").decode()


def test_the_workbook_has_the_people_of_the_case_in_words(client: Client, case: Case) -> None:
    with taken(client, case) as parcel:
        rows = read_xlsx(parcel.read(f"{case.reference}.xlsx"))
    assert case.reference in str(rows)


def test_a_text_too_long_for_a_cell_is_enclosed_whole(client: Client, case: Case) -> None:
    case.summary = "Words. " * LONGEST
    case.save()
    with taken(client, case) as parcel:
        assert parcel.read("texts/case-001-summary.txt").decode() == case.summary


def test_taking_it_is_recorded_with_the_case_and_told_to_the_other_managers(client: Client, case: Case) -> None:
    other = cast.person("business_manager")
    taken(client, case)
    assert AccessRecord.objects.filter(case=case, action="exported").count() == 1
    told = OutgoingEmail.objects.get(to=other.email, subject="A case was exported")
    assert Child.objects.filter(case=case).first().name not in told.body  # type: ignore[union-attr]


def test_the_page_says_what_is_in_it_and_takes_nothing(client: Client, case: Case) -> None:
    page = client.get(address(case)).content.decode()
    assert "Children: 1 row" in page
    assert "never in a mailbox" in page
    assert not AccessRecord.objects.filter(case=case, action="exported").exists()


def test_a_shut_case_is_not_exported(client: Client, case: Case, manager: User) -> None:
    CaseConflict.objects.create(case=case, user=manager, because="Knows the family")
    assert client.post(address(case)).status_code == 404


@pytest.mark.parametrize("role", ["administrator", "partner_lead", "reviewer", "auditor"])
def test_it_is_for_those_with_the_permission_only(site: Enter, case: Case, role: str) -> None:
    client = site("staff")
    sign_in(client, cast.person(role))
    assert client.post(address(case)).status_code == 403


def test_it_asks_for_the_second_factor_again(site: Enter, case: Case, manager: User) -> None:
    answer: Any = browser(site, manager).post(address(case))
    assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, reverse("mfa_reauthenticate"))


def test_the_case_page_leads_there_for_those_who_may(client: Client, case: Case) -> None:
    assert address(case) in client.get(reverse("admin:cspr_case_change", args=[case.pk])).content.decode()
