"""The demonstration itself: who may sign in, which cases it tells, and its mailbox."""

import re
import stat
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from cspr import outbox, roles
from cspr.clocks import london_date
from cspr.models import Agency, Case, Deadline, OutgoingEmail, TimelineEntry, User
from demo import mail, people, signins
from demo.people import PASSWORD, STAFF
from notifications.models import Notification
from publications.models import PublishedReview
from referrals import awareness, drafts, facts
from referrals.models import Referral, ReferredChild
from tests.sign_in.addresses import addresses
from tests.sign_in.steps import give_code, give_password

Site = Callable[[str], Client]


@pytest.fixture
def loaded(demonstration: None) -> None:
    """The demonstration with everything in it."""
    call_command("load_demo")


@pytest.fixture
def staffed(demonstration: None) -> None:
    """The demonstration with its agencies and colleagues only, which is quick."""
    people.load_agencies()
    signins.give_apps(people.load_staff())


def test_a_second_load_changes_nothing(loaded: None) -> None:
    models = (User, Agency, Case, Referral, TimelineEntry, OutgoingEmail, PublishedReview)
    before = [model.objects.count() for model in models]
    call_command("load_demo")
    assert [model.objects.count() for model in models] == before


def test_every_role_has_a_colleague_who_can_sign_in_with_the_printed_code(staffed: None, site: Site) -> None:
    assert {one.role for one in STAFF} == {role.code for role in roles.ROLES}
    client = site("staff")
    for one in STAFF:
        cache.clear()
        printed = StringIO()
        call_command("demo_code", one.email, stdout=printed)
        browser = Client()
        give_password(browser, User.objects.get(email=one.email), PASSWORD)
        assert give_code(browser, printed.getvalue().strip()).headers["Location"] == "/"
    assert client.get("/").status_code == 302


def test_an_unknown_address_has_no_code(staffed: None) -> None:
    with pytest.raises(CommandError, match="No demonstration colleague"):
        call_command("demo_code", "nobody@partnership.example")


def test_the_table_of_sign_ins_names_every_door_and_everybody(staffed: None) -> None:
    printed = StringIO()
    call_command("demo_signins", stdout=printed)
    wanted = [django_settings.PUBLIC_URL, django_settings.REFERRALS_URL, django_settings.STAFF_URL, PASSWORD]
    assert [word for word in [*wanted, *(one.email for one in STAFF)] if word not in printed.getvalue()] == []


def test_the_clocks_of_one_case_are_near_one_is_past_our_standard_and_one_late(loaded: None) -> None:
    today = london_date(timezone.now())
    assert Deadline.objects.late(on=today).count() == 1
    assert Deadline.objects.past_our_standard(on=today).count() == 1
    near = Deadline.objects.due_between(today, today + timedelta(days=10))
    assert sorted(deadline.clock for deadline in near) == ["notification", "partners_told"]


def test_the_cases_stand_at_every_stage_and_say_that_they_are_invented(loaded: None) -> None:
    assert set(Referral.objects.values_list("status", flat=True)) == set(Referral.Status.values)
    assert set(Notification.objects.values_list("status", flat=True)) == set(Notification.Status.values)
    assert PublishedReview.objects.filter(source_url="").count() == 2
    assert PublishedReview.objects.exclude(source_url="").exists()
    assert all(referral.narrative.startswith("Invented") for referral in Referral.objects.all())
    assert all(agency.name.endswith("(demonstration)") for agency in Agency.objects.all())
    assert all(user.email.endswith(".example") for user in User.objects.all())


def test_every_state_of_a_referral_has_several_and_a_clock_runs_for_one_that_nobody_has_read(loaded: None) -> None:
    told = Counter(Referral.objects.values_list("status", flat=True))
    assert {status: told[status] >= 2 for status in Referral.Status.values} == dict.fromkeys(Referral.Status.values, True)
    running = [awareness.provisional(referral) for referral in Referral.objects.unread()]
    assert [clock.confirmed for clock in running if clock] == [False, False]


def test_each_referral_tells_of_the_child_the_family_the_agencies_and_the_dates(loaded: None) -> None:
    for referral in Referral.objects.all():
        said = facts.of(referral)
        assert all([said.children, said.household, said.agencies, said.key_dates])


def test_two_referrals_are_about_the_same_child_perhaps(loaded: None) -> None:
    alike = ReferredChild.objects.filter(name__startswith="I", name__contains="zolde M").get()
    twin = ReferredChild.objects.filter(name="Isolde Merriweather").get()
    assert (alike.born_on, alike.referral.agency) != (None, twin.referral.agency)
    assert alike.born_on == twin.born_on


def test_an_address_of_the_shared_domain_may_speak_for_two_agencies(staffed: None) -> None:
    assert len(Agency.objects.for_address("anybody@nhs.example")) == 2


def test_the_printed_receipt_numbers_open_a_saved_draft_and_a_referral_with_a_question(loaded: None) -> None:
    printed = StringIO()
    call_command("demo_signins", stdout=printed)
    found = re.findall(r"(\S+@\S+) +A .*: receipt number ([\d ]{19})", printed.getvalue())
    draft, asked = [drafts.find(email, number, at=timezone.now()) for email, number in found]
    assert draft.sent_at is None
    assert set(draft.steps.values_list("step", flat=True)) == {"you", "manager"}
    assert Referral.objects.get(form_uuid=asked.pk).status == Referral.Status.INFORMATION_ASKED


def test_the_mailbox_keeps_whole_messages_for_this_user_only(demonstration: None, settings: Settings) -> None:
    sent = mail.MailboxBackend().send_messages(
        [EmailMessage("Your code", "It is 123456.", "a@b.example", ["c@d.example", "e@f.example"])]
    )
    assert sent == 1
    files = list(Path(settings.DEMO_MAIL_DIR).iterdir())
    assert len(files) == 2
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    assert not any("@" in path.name for path in files)
    assert {(letter.to, letter.subject, letter.body) for letter in mail.newest()} == {
        ("c@d.example", "Your code", "It is 123456."),
        ("e@f.example", "Your code", "It is 123456."),
    }


def test_an_e_mailed_code_can_be_read_on_both_sites(demonstration: None, site: Site, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "demo.mail.MailboxBackend"
    outbox.queue(key="k", to="teacher@hillside.example", subject="Your code", body="Your code is 123456.", at=timezone.now())
    assert outbox.deliver(now=timezone.now, digits=lambda code: "") == 1
    for name in ("staff", "referrals"):
        page = site(name).get("/demo/mailbox/").content.decode()
        assert "Your code is 123456." in page
        assert "teacher@hillside.example" in page


def test_the_pages_show_how_to_enter_and_the_codes_open_the_door(staffed: None, site: Site) -> None:
    cache.clear()
    client = site("staff")
    start = client.get("/demo/").content.decode()
    assert [one.email for one in STAFF if one.email not in start] == []
    page = client.get("/demo/codes/").content.decode()
    code = re.findall(r"manager@partnership\.example.*?<strong class=\"code-words\">(\d{6})</strong>", page, re.DOTALL)[0]
    give_password(client, User.objects.get(email="manager@partnership.example"), PASSWORD)
    assert give_code(client, code).headers["Location"] == "/"


def test_the_referral_site_shows_no_codes_of_staff(staffed: None, site: Site) -> None:
    client = site("referrals")
    assert {address for _, address in addresses() if address.startswith("/demo/")} == {"/demo/", "/demo/mailbox/"}
    assert client.get("/demo/").status_code == 200
    assert client.get("/demo/codes/").status_code == 404


def test_the_pages_only_show(demonstration: None, site: Site) -> None:
    client = site("staff")
    for address in ("/demo/", "/demo/mailbox/", "/demo/codes/"):
        assert client.post(address).status_code == 405


def test_the_door_opens_for_nothing_else_in_a_demonstration(staffed: None, site: Site) -> None:
    client = site("staff")
    assert client.get("/demo/anything/").status_code == 302
    assert client.get("/cspr/case/").status_code == 302
