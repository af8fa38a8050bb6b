"""Every step of staff and every reply of a sender, posted with each field of the models and fifty invented names besides."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import models
from django.test import Client
from django.urls import reverse

from cspr.models import AgencyDomain, User
from referrals import lifecycle
from referrals.forms.decisions import A_NEW_CASE
from referrals.models import Attachment, Draft, InformationRequest, PartnerView, Referral, ReferredChild
from tests import doors
from tests.cast import agency
from tests.referrals.answers import arrived, draft, now
from tests.referrals.entered import enter_with
from tests.referrals.test_triage import confirmed, page_of

pytestmark = pytest.mark.django_db
Enter = Callable[..., Client]

READ = {"status", "read_at", "reader"}
DECIDED = {"status", "decided_at", "decided_by"}
# Each step: what staff type, whether a preview comes first, and the only columns of the referral that may change.
STEPS: dict[str, tuple[dict[str, Any], bool, set[str]]] = {
    "read": ({}, False, READ),
    "aware": ({"aware_at": "2026-06-15T08:00", "because": "Told by telephone."}, True, {"la_aware_at", "la_aware_because"}),
    "ask": ({"question": "Which school?"}, False, READ),
    "view": (
        {"partner": "police", "view": "met", "reasons": "Both.", "given_by": "A lead", "given_on": "2026-06-15"},
        False,
        set(),
    ),
    "decline": ({"because": "Not met.", "route": "audit"}, False, {*READ, *DECIDED, "decision_reason", "route"}),
    "accept": (
        {"aware_at": "2026-06-15T08:00", "because": "Told by telephone.", "into": A_NEW_CASE, "checked": "on"},
        True,
        {*READ, *DECIDED, "case", "la_aware_at", "la_aware_because", "agency_confirmed_by"},
    ),
}
HOSTILE = "2001-01-01"


def everything_else(typed: dict[str, Any]) -> dict[str, Any]:
    """Every field of our models by its name and its column, and fifty names that nobody knows."""
    names: set[str] = set()
    for model in (Referral, ReferredChild, Draft, Attachment, InformationRequest, PartnerView, User):
        names |= {name for field in model._meta.concrete_fields for name in (field.name, field.attname)}
    names |= {f"junk{number}" for number in range(50)}
    return dict.fromkeys(sorted(names), HOSTILE) | typed


def columns(row: models.Model) -> dict[str, Any]:
    """Every column of a row as it stands in the database."""
    return dict(type(row)._default_manager.filter(pk=row.pk).values().get())


def changed(before: dict[str, Any], row: models.Model) -> set[str]:
    """The names of the columns that differ now."""
    after = columns(row)
    return {name.removesuffix("_id") for name in before if before[name] != after[name]}


@pytest.mark.parametrize("step", STEPS)
def test_a_step_of_staff_changes_nothing_but_what_its_form_shows(site: Enter, coordinator: User, step: str) -> None:
    staff = site("staff")
    doors.sign_in(staff, coordinator)
    referral = arrived()
    # Fields that the form itself shows keep what staff typed; every other name comes with something hostile.
    typed, has_preview, allowed = STEPS[step]
    posted = everything_else(typed)
    if step in ("aware", "accept"):
        posted.pop("agency", None)
    before, child = columns(referral), columns(referral.children.get())
    address = page_of(referral, f"do/{step}/")
    answer = confirmed(staff, referral, step, posted) if has_preview else staff.post(address, posted, follow=True)
    assert answer.status_code == 200
    assert changed(before, referral) <= allowed
    assert changed(before, referral) or step == "view"
    assert changed(child, referral.children.get()) == set()
    assert User.objects.get(pk=coordinator.pk).role == coordinator.role
    assert PartnerView.objects.filter(given_on=HOSTILE).count() == 0


def test_the_agency_is_confirmed_as_it_was_chosen_and_nothing_else_changes(site: Enter, coordinator: User) -> None:
    staff = site("staff")
    doors.sign_in(staff, coordinator)
    first, second = agency(domain="shared.example"), agency(domain="other.example")
    AgencyDomain.objects.create(agency=second, domain="shared.example")
    referral = arrived(sender="nurse@shared.example", agency=first)
    before = columns(referral)
    staff.post(page_of(referral, "do/agency/"), everything_else({"agency": second.pk}), follow=True)
    assert changed(before, referral) == {"agency", "agency_confirmed_by"}
    assert Referral.objects.get().agency == second


def test_a_new_receipt_number_changes_the_number_and_who_issued_it(site: Enter, coordinator: User) -> None:
    staff = site("staff")
    doors.sign_in(staff, coordinator)
    school = agency(domain="school.example")
    school.phone = "01225 000115"
    school.save()
    written = draft(agency=school)
    before = columns(written)
    address = f"/referrals/draft/{written.pk}/do/new-number/"
    staff.post(address, everything_else({"called": "on"}), follow=True)
    assert changed(before, written) == {"number_serial", "number_renewed_at", "number_renewed_by"}


def test_a_reply_changes_the_reply_and_that_there_is_one(site: Enter, coordinator: User) -> None:
    written = draft(at=now())
    referral = arrived(written=written, at=now())
    lifecycle.ask(referral, question="Which school?", by=coordinator, at=now() + timedelta(seconds=1))
    asked = InformationRequest.objects.get()
    written.refresh_from_db()
    client = enter_with(site("referrals"), written)
    before, row = columns(referral), columns(asked)
    posted = everything_else({"question": asked.pk, "reply": "At the school."})
    client.post(reverse("referrals:reply", kwargs={"draft": written.pk}), posted)
    assert changed(before, referral) == {"status"}
    assert changed(row, asked) == {"reply", "replied_at"}
    assert InformationRequest.objects.get().reply == "At the school."
