"""Who looked: written in the same request before the page, or the page is not served."""

import contextlib
from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import Settings

from cspr import access
from cspr.access import AccessNotRecorded
from cspr.models import AccessRecord, User
from tests import database
from tests.cast import case, person
from tests.doors import sign_in

Enter = Callable[[str], Client]


def request_of(user: User | AnonymousUser | None) -> HttpRequest:
    request = RequestFactory().get("/")
    if user is not None:
        request.user = user
    return request


def test_a_record_says_who_looked_at_what_of_which_case_on_which_site(manager: User, settings: Settings) -> None:
    settings.SITE = "staff"
    of = case()
    access.record(request_of(manager), "opened", "case", case=of, obj=of)
    record = AccessRecord.objects.get()
    assert (record.user, record.sender, record.site, record.action, record.what) == (manager, "", "staff", "opened", "case")
    assert (record.case, record.object_id, str(record)) == (of, str(of.pk), f"Access {record.pk}")
    record.refresh_from_db()
    assert record.at is not None


def test_one_process_for_all_sites_says_so(manager: User, settings: Settings) -> None:
    settings.SITE = ""
    access.record(request_of(manager), "listed", "cases")
    record = AccessRecord.objects.get()
    assert (record.site, record.object_id, record.case) == ("all", "", None)


@pytest.mark.parametrize("user", [None, AnonymousUser()])
def test_a_sender_is_recorded_by_address_and_is_nobodys_user(db: None, user: AnonymousUser | None) -> None:
    access.record(request_of(user), "opened", "receipt", sender="head@school.example")
    record = AccessRecord.objects.get()
    assert (record.user, record.sender) == (None, "head@school.example")


def test_on_the_referral_site_the_request_itself_says_which_sender(db: None) -> None:
    request = request_of(None)
    request.sender = "head@school.example"  # type: ignore[attr-defined]
    access.record(request, "opened", "receipt")
    assert AccessRecord.objects.get().sender == "head@school.example"


def test_a_record_that_is_not_saved_yet_has_no_number(manager: User) -> None:
    access.record(request_of(manager), "opened the page for a new", "user", obj=User())
    assert AccessRecord.objects.get().object_id == ""


def test_what_does_not_fit_is_no_excuse_for_an_unrecorded_page(manager: User) -> None:
    with pytest.raises(AccessNotRecorded), transaction.atomic():
        access.record(request_of(manager), "x" * 41, "case")
    assert not AccessRecord.objects.exists()


def test_inside_a_transaction_that_is_already_broken_nothing_is_served(manager: User) -> None:
    @transaction.atomic
    def page() -> None:
        with connection.cursor() as cursor, contextlib.suppress(DatabaseError):
            cursor.execute("SELECT * FROM no_such_table")
        access.record(request_of(manager), "opened", "case")

    with pytest.raises(AccessNotRecorded):
        page()


def test_while_the_record_cannot_be_written_the_page_is_not_served(committed_db: str, site: Enter) -> None:
    client, manager = site("staff"), person("business_manager")
    of = case(summary="Secret summary")
    sign_in(client, manager)
    address = reverse("admin:cspr_case_change", args=[of.pk])
    with database.superuser(committed_db) as db, db.cursor() as cursor:
        cursor.execute("REVOKE INSERT ON cspr_accessrecord FROM app")
        try:
            answer = client.get(address)
        finally:
            cursor.execute("GRANT INSERT ON cspr_accessrecord TO app")
    assert answer.status_code == 503
    assert "Secret summary" not in answer.content.decode()
    assert of.reference not in answer.content.decode()
    assert "Secret summary" in client.get(address).content.decode()
    assert AccessRecord.objects.filter(user=manager, case=of, action="opened").count() == 1
