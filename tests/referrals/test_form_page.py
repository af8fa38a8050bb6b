"""The form in one sitting: nothing typed is lost, and what is sent is stored once."""

from collections.abc import Callable

import pytest
from django.test import Client

from referrals.models import Referral
from tests.cast import agency
from tests.referrals.answers import filled, new_form, sign_in

pytestmark = pytest.mark.django_db
Enter = Callable[..., Client]


@pytest.fixture
def sender(site: Enter) -> Client:
    """A head teacher who is signed in."""
    agency(domain="school.example")
    client = site("referrals")
    sign_in(client, "head@school.example")
    return client


def test_a_complete_form_becomes_a_referral_and_leads_to_its_receipt(sender: Client) -> None:
    form = new_form()
    sent = sender.post(form, filled())
    assert sent.status_code == 302, sent.content.decode()
    referral = Referral.objects.get()
    receipt = sender.get(sent["Location"])
    assert sent["Location"] == f"{form}receipt/"
    assert referral.reference in receipt.content.decode()
