"""The staff admin as its users meet it: the first page, the lists, the pages of a case."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from cspr.models import User
from tests import cast
from tests.doors import sign_in

Enter = Callable[[str], Client]


def test_the_first_page_says_in_so_many_words_that_nothing_is_due(site: Enter, coordinator: User) -> None:
    client = site("staff")
    sign_in(client, coordinator)
    page = client.get(reverse("admin:index"))
    assert page.status_code == 200
    assert "Nothing is due." in page.content.decode()


def test_a_case_page_opens(site: Enter, coordinator: User) -> None:
    client = site("staff")
    sign_in(client, coordinator)
    case = cast.case(coordinator)
    assert client.get(reverse("admin:cspr_case_change", args=[case.pk])).status_code == 200
    assert client.get(reverse("admin:cspr_case_changelist")).status_code == 200
    assert client.get(reverse("admin:cspr_case_history", args=[case.pk])).status_code == 200
