"""A sender has lost the receipt number: what staff see of a draft, and how a new number is issued."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from cspr.models import AccessRecord, Agency, AgencyAddress, Case, User
from referrals import drafts, lifecycle, receipts
from referrals.models import Draft
from tests import doors
from tests.cast import agency, person
from tests.referrals.answers import MONDAY, SECRET_WORDS, arrived, draft, now

pytestmark = pytest.mark.django_db
Enter = Callable[..., Client]
LIST = "/referrals/draft/"
NUMBER = re.compile(r"\d{4} \d{4} \d{4} \d{4}")


@pytest.fixture
def school(db: None) -> Agency:
    made = agency(domain="school.example", name="Canary School")
    Agency.objects.filter(pk=made.pk).update(phone="01225 000999")
    made.refresh_from_db()
    return made


@pytest.fixture
def staff(site: Enter, coordinator: User) -> Client:
    """The coordinator, signed in."""
    client = site("staff")
    doors.sign_in(client, coordinator)
    return client


def new_number(of: Draft) -> str:
    return f"{LIST}{of.pk}/do/new-number/"


def test_staff_see_whose_a_draft_is_and_how_old_and_nothing_of_what_is_in_it(staff: Client, school: Agency) -> None:
    written = draft(agency=school)
    drafts.save(drafts.Page(written.pk, "incident", 0, 0), {"narrative": [SECRET_WORDS]}, judged=True, at=MONDAY)
    for address in (LIST, f"{LIST}{written.pk}/change/", new_number(written)):
        page = staff.get(address).content.decode()
        assert SECRET_WORDS not in page
        assert receipts.number_of(written) not in page
    page = staff.get(f"{LIST}{written.pk}/change/").content.decode()
    for words in ("head@school.example", "Canary School", "15 June 2026, 10:30", "Not sent; kept until", "None was issued"):
        assert words in page


def test_a_new_number_is_issued_after_calling_the_registered_telephone_and_shown_once(
    staff: Client, school: Agency, coordinator: User
) -> None:
    written = draft(agency=school)
    earlier = receipts.number_of(written)
    assert "Canary School: 01225 000999" in staff.get(new_number(written)).content.decode()
    assert "Call the registered telephone first" in staff.post(new_number(written), {}).content.decode()
    assert Draft.objects.get().number_renewed_by is None
    answer = staff.post(new_number(written), {"called": "on"})
    shown = NUMBER.findall(answer.content.decode())
    kept = Draft.objects.get()
    assert shown == [receipts.number_of(kept)] != [earlier]
    assert kept.number_renewed_by == coordinator
    assert receipts.number_of(kept) not in str(dict(staff.session)) + str(answer.cookies) + answer.headers.get("Location", "")
    assert "no-store" in answer["Cache-Control"]
    record = AccessRecord.objects.latest("pk")
    assert (record.user, record.action, record.object_id) == (coordinator, "step: new-number", str(written.pk))
    assert f"by {coordinator}" in staff.get(f"{LIST}{written.pk}/change/").content.decode()
    with pytest.raises(drafts.NumberRefused):
        drafts.find("head@school.example", earlier, at=now())
    assert drafts.find("head@school.example", shown[0], at=now()) == kept


def test_without_a_registered_telephone_no_number_is_issued(staff: Client) -> None:
    written = draft(agency=agency())
    page = staff.post(new_number(written), {"called": "on"}).content.decode()
    assert "nobody can be called back" in page
    assert Draft.objects.get().number_serial == 0


def test_before_the_sender_chose_an_agency_every_telephone_of_theirs_is_shown(staff: Client, school: Agency) -> None:
    other = Agency.objects.create(name="Canary Surgery", kind="health", phone="01225 000888")
    AgencyAddress.objects.create(agency=other, email="head@school.example")
    page = staff.get(new_number(draft())).content.decode()
    assert "Canary School: 01225 000999" in page
    assert "Canary Surgery: 01225 000888" in page


def test_a_draft_is_found_by_the_whole_address_only(staff: Client, school: Agency) -> None:
    draft(agency=school)
    assert "Canary School" in staff.post(f"{LIST}find/", {"words": " Head@School.example "}).content.decode()
    assert "Canary School" not in staff.post(f"{LIST}find/", {"words": "school.example"}).content.decode()


def test_a_conflict_of_interest_hides_the_draft_of_a_sent_referral(staff: Client, coordinator: User, manager: User) -> None:
    referral = lifecycle.accept(arrived(sender="nurse@ward.example"), by=manager, at=MONDAY, aware_at=MONDAY)
    assert "nurse@ward.example" in staff.get(LIST).content.decode()
    assert staff.get(f"{LIST}{referral.form_uuid}/change/").status_code == 200
    assert AccessRecord.objects.latest("pk").case == referral.case
    Case.objects.get().conflicts.create(user=coordinator, because="knows the family")
    assert "nurse@ward.example" not in staff.get(LIST).content.decode()
    found = staff.post(f"{LIST}find/", {"words": "nurse@ward.example"}).content.decode()
    assert "Nothing that you may see fits" in found
    for step in ("change/", "do/new-number/"):
        assert staff.get(f"{LIST}{referral.form_uuid}/{step}").status_code == 404


def test_only_those_who_keep_the_register_see_drafts(site: Enter, school: Agency) -> None:
    written = draft(agency=school)
    for role, answer in {"administrator": 200, "business_manager": 200, "partner_lead": 403, "auditor": 403}.items():
        client = site("staff")
        doors.sign_in(client, person(role))
        assert client.get(LIST).status_code == answer
        assert client.get(new_number(written)).status_code == (answer if answer == 200 else 404), role
        assert client.post(f"{LIST}find/", {"words": "head@school.example"}).status_code == answer


def test_a_draft_is_neither_added_nor_changed_nor_looked_back_at(staff: Client, school: Agency) -> None:
    written = draft(agency=school)
    assert staff.get(f"{LIST}add/").status_code == 403
    assert staff.post(f"{LIST}{written.pk}/change/", {"sender_email": "thief@other.example"}).status_code == 403
    assert staff.get(f"{LIST}{written.pk}/history/").status_code == 404
    assert Draft.objects.get().sender_email == "head@school.example"


def test_lists_lead_to_the_register_where_an_agency_or_an_address_is_added(staff: Client) -> None:
    for address in (LIST, "/referrals/referral/"):
        page = staff.get(address).content.decode()
        assert 'href="/cspr/agency/add/"' in page
        assert staff.get("/cspr/agency/add/").status_code == 200
    assert f'href="{LIST}"' in staff.get("/referrals/referral/").content.decode()
