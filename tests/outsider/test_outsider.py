"""The outsider tries every address of the three sites, by GET and by POST, and learns nothing."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.views.generic import RedirectView
from pytest_django import Settings

from config.sites import SITES
from cspr.audited import AuditedModelAdmin
from cspr.models import AccessRecord, Agency, AgencyAddress, CaseAssignment, CaseConflict, Invitation, User
from referrals.middleware import OPENED, SENDER, SINCE
from referrals.models import Draft
from referrals.uploads import path_of
from tests import cast
from tests.doors import sign_in
from tests.outsider.routes import Route, routes
from tests.outsider.table import AUDITOR, READERS, REFUSED, REVIEWER, STAFF, TABLE, WITHOUT_CASE_DATA, Row
from tests.outsider.world import Planted, full_case, ways_to_the_case
from tests.public.world import entry

Enter = Callable[[str], Client]
OPEN_WORD, SHUT_WORD = "Quokkafield", "Zanzibarton"
# What an auditor reads of a case: its dates with their reasons, and its timeline. Nothing else.
CHECKED = ("admin:cspr_deadline", "admin:cspr_timelineentry")


class World:
    """An open case, and one that is shut for the person who tries."""

    def __init__(self, by: User) -> None:
        self.open = full_case(by, OPEN_WORD)
        self.shut = full_case(by, SHUT_WORD)
        published = entry(1)
        self.slug, self.document = published.slug, published.documents.get().slug
        for planted in (self.open, self.shut):
            for file in (planted.file, planted.answered.attachment, planted.letter.attachment):
                path_of(file.key).parent.mkdir(parents=True, exist_ok=True)
                path_of(file.key).write_bytes(planted.word.encode())

    def arguments(self, row: Row, planted: Planted) -> list[Any]:
        """What an address about that case is made from."""
        given: dict[str, list[Any]] = {
            "": [],
            "slug": [self.slug if planted is self.open else "never-published"],
            "document": [self.slug, self.document] if planted is self.open else ["never-published", self.document],
            "file": [planted.file.key],
            "letter": [planted.case.rapid_review.pk, planted.letter.pk],
            "answered file": [planted.answered.request_id, planted.answered.pk],
            "token": ["not-a-token"],
            "passkey": [987654],
            "number": [1],
            "app": ["cspr"],
            "spreadsheet": ["csv"],
        }
        if row.about in given:
            return given[row.about]
        label, _, more = row.about.partition("/")
        if label == "form":
            return [planted.referral.form_uuid, *(part for part in more.split("/") if part)]
        if label == "asked":
            asked = planted.case.rapid_review.requests.order_by("agency").first()
            assert asked is not None
            return [asked.pk, *([more] if more else [])]
        if label == "referrals.draft":
            return [planted.referral.form_uuid, *([1] if more == "version" else [more] if more else [])]
        model = apps.get_model(label)
        way = ways_to_the_case().get(model)
        record = model._default_manager.filter(**({way: planted.case.pk} if way else {})).order_by("-pk").first()
        assert record is not None, f"the world has no {label}"
        if more == "version":
            newest = record.history.first() if hasattr(record, "history") else None
            return [record.pk, newest.history_id if newest else 1]
        return [record.pk, more] if more else [record.pk]

    def address(self, row: Row, planted: Planted) -> str:
        """The address that a browser would ask for."""
        if row.about == "anything":
            return "/no/such/page/"
        arguments = self.arguments(row, planted)
        if "<" in row.key:
            return "/" + re.sub(r"<[^>]+>", str(arguments[0]), row.key)
        return reverse(row.key, args=arguments, urlconf=SITES[row.site].urlconf)


@pytest.fixture(autouse=True)
def disks(settings: Settings, tmp_path: Path) -> None:
    """Files of this test only."""
    settings.REFERRALS_MEDIA_ROOT = tmp_path / "referrals"
    settings.STAFF_MEDIA_ROOT = tmp_path / "staff"
    settings.PUBLIC_MEDIA_ROOT = tmp_path / "public"


@pytest.fixture
def world(db: None) -> World:
    """The two cases, a row of the register and an open invitation."""
    by = cast.person("business_manager")
    now = timezone.now()
    Invitation.objects.create(
        email="new@council.example", role=AUDITOR, token_digest="0", key_digest="0", created_at=now, expires_at=now
    )
    return World(by)


def rows(site: str) -> list[Row]:
    """The lines of one site, a line for each step."""
    found: list[Row] = []
    for row in TABLE:
        steps = [replace(row, who=who, about=f"{row.about}/{step}") for step, who in row.steps]
        found += [] if row.site != site else steps or [row]
    return found


def text_of(answer: Any) -> str:
    """Everything that the browser gets: head and body."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return f"{answer.headers} {body.decode(errors='replace')}"


def faults(client: Client, address: str, expected: frozenset[int], forbidden: list[str], *, post: bool = False) -> list[str]:
    """What is wrong with the answer, in lines."""
    answer = client.post(address, {}) if post else client.get(address)
    found = []
    if answer.status_code not in expected:
        found.append(f"{answer.status_code} instead of {sorted(expected)}")
    text = text_of(answer)
    found += [f"shows {word}" for word in forbidden if word.lower() in text.lower()]
    how = "POST" if post else "GET"
    return [f"{how} {address}: {line}" for line in found]


@pytest.mark.django_db
def test_every_address_has_its_line_and_every_line_its_address() -> None:
    lines = [(row.site, row.key) for row in TABLE]
    assert len(lines) == len(set(lines))
    assert set(lines) == {(route.site, route.key) for route in routes()}


@pytest.mark.parametrize("role", sorted(STAFF))
def test_a_member_of_staff_opens_what_the_role_may_and_nothing_of_a_shut_case(site: Enter, world: World, role: str) -> None:
    person = cast.person(role)
    CaseConflict.objects.create(case=world.shut.case, user=person, because="Knows the family")
    if role == REVIEWER:
        until = timezone.localdate() + timedelta(days=30)
        for planted in (world.open, world.shut):
            CaseAssignment.objects.create(case=planted.case, user=person, until=until)
    client = site("staff")
    sign_in(client, person)
    wrong: list[str] = []
    for row in rows("staff"):
        may = role in row.who
        reads = role in READERS or (role == AUDITOR and row.key.startswith(CHECKED))
        never = [SHUT_WORD, world.shut.case.reference] + ([] if reads else [OPEN_WORD])
        wrong += faults(client, world.address(row, world.open), row.gives if may else REFUSED, never)
        if not may:
            wrong += faults(client, world.address(row, world.open), REFUSED, never, post=True)
        if row.of_a_case:
            for post in (False, True):
                wrong += faults(client, world.address(row, world.shut), REFUSED, [SHUT_WORD], post=post)
    assert wrong == [], "\n".join(wrong)


def test_a_reviewer_without_this_case_sees_nothing_of_it(site: Enter, world: World) -> None:
    client = site("staff")
    sign_in(client, cast.person(REVIEWER))
    wrong: list[str] = []
    for row in rows("staff"):
        expected = row.gives if REVIEWER in row.who and not row.of_a_case else REFUSED
        never = [OPEN_WORD, SHUT_WORD]
        if not row.about:
            never += [world.open.case.reference, world.shut.case.reference]
        wrong += faults(client, world.address(row, world.open), expected, never)
    assert wrong == [], "\n".join(wrong)


def test_a_visitor_reaches_nothing_of_the_staff_site(site: Enter, world: World) -> None:
    client = site("staff")
    wrong = all_refused(client, world)
    assert wrong == [], "\n".join(wrong)


def all_refused(client: Client, world: World) -> list[str]:
    """Try every address of the staff site as somebody who is not through its door."""
    wrong: list[str] = []
    never = [OPEN_WORD, SHUT_WORD, world.open.case.reference, world.shut.case.reference]
    for row in rows("staff"):
        for post in (False, True):
            expected = row.outside | ({200, 302, 405} if post and row.outside & {200} else set())
            wrong += faults(client, world.address(row, world.open), expected, never, post=post)
    return wrong


def sender_session(client: Client, address: str, opened: dict[str, int] | None = None) -> str:
    """Enter the referral site as that address, with these drafts opened; the key of the session."""
    session = client.session
    session[OPENED] = opened or {}
    session[SENDER], session[SINCE] = address, int(timezone.now().timestamp())
    session.save()
    return str(session.session_key)


def test_a_council_officer_who_signs_in_as_a_sender_reaches_nothing_of_the_staff_site(site: Enter, world: World) -> None:
    officer = cast.person("business_manager")
    AgencyAddress.objects.create(agency=Agency.objects.order_by("pk")[0], email=officer.email)
    key = sender_session(site("referrals"), officer.email)
    client = site("staff")
    # Their browser would not even send this cookie; a thief of it could.
    client.cookies[settings.SESSION_COOKIE_NAME] = key
    wrong = all_refused(client, world)
    assert wrong == [], "\n".join(wrong)


def test_a_member_of_staff_is_nobody_on_the_referral_site(site: Enter, world: World) -> None:
    staff = site("staff")
    sign_in(staff, cast.person("business_manager"))
    key = str(staff.session.session_key)
    client = site("referrals")
    client.cookies[settings.SESSION_COOKIE_NAME] = key
    wrong: list[str] = []
    for row in rows("referrals"):
        wrong += faults(client, world.address(row, world.open), row.outside, [OPEN_WORD, SHUT_WORD])
    assert wrong == [], "\n".join(wrong)


def test_a_visitor_of_the_referral_site_learns_nothing(site: Enter, world: World) -> None:
    client = site("referrals")
    wrong: list[str] = []
    for row in rows("referrals"):
        wrong += faults(client, world.address(row, world.open), row.outside, [OPEN_WORD, SHUT_WORD])
        if row.of_a_case:
            wrong += faults(client, world.address(row, world.open), row.outside, [OPEN_WORD, SHUT_WORD], post=True)
    assert wrong == [], "\n".join(wrong)


def test_a_sender_sees_the_status_of_the_own_referral_and_never_its_content(site: Enter, world: World) -> None:
    client = site("referrals")
    mine = "head@quayside.example"
    world.open.referral.sender_email = mine
    world.open.referral.save()
    AgencyAddress.objects.create(agency=world.open.referral.agency, email=mine)
    Draft.objects.filter(pk=world.open.referral.form_uuid).update(sender_email=mine)
    opened = {str(planted.referral.form_uuid): 0 for planted in (world.open, world.shut)}
    sender_session(client, mine, opened)
    never = [OPEN_WORD, SHUT_WORD, world.open.case.reference, world.shut.case.reference]
    wrong: list[str] = []
    for row in rows("referrals"):
        wrong += faults(client, world.address(row, world.open), row.gives, never)
        if row.of_a_case:
            wrong += faults(client, world.address(row, world.shut), REFUSED | {302}, never)
    assert wrong == [], "\n".join(wrong)


def test_the_public_site_shows_published_reviews_only(site: Enter, world: World) -> None:
    client = site("public")
    never = [OPEN_WORD, SHUT_WORD, world.open.case.reference, world.shut.case.reference]
    wrong: list[str] = []
    for row in rows("public"):
        wrong += faults(client, world.address(row, world.open), row.outside, never)
        if row.of_a_case:
            wrong += faults(client, world.address(row, world.shut), frozenset({404}), never)
    assert wrong == [], "\n".join(wrong)
    assert client.cookies == {}


def owner_of(route: Route) -> Any:
    """The ModelAdmin to which an admin view belongs, or None."""
    view: Any = route.view
    while view is not None:
        owner = getattr(view, "model_admin", None) or getattr(view, "__self__", None)
        if owner is not None:
            return owner
        view = getattr(view, "__wrapped__", None)
    return None


# Of these the test below proves, by looking, that each look writes its record.
PROVEN = {(row.site, row.key) for row in TABLE if row.site == "staff" and (row.recorded or row.of_a_case)}


def shows_without_a_record(route: Route) -> bool:
    """Whether a view could show case data and nothing of its making says that looking is recorded."""
    if (route.site, route.key) in PROVEN:
        return False
    view = getattr(route.view, "view_class", route.view)
    if getattr(view, "audited", False) or view is RedirectView or (route.site, route.key) in WITHOUT_CASE_DATA:
        return False
    owner = owner_of(route)
    if isinstance(owner, ModelAdmin):
        return owner.model in ways_to_the_case() and not isinstance(owner, AuditedModelAdmin)
    return True


@pytest.mark.django_db
def test_every_page_with_case_data_is_audited_or_declared_public() -> None:
    assert [f"{route.site} {route.key}" for route in routes() if shows_without_a_record(route)] == []


def test_every_admin_of_a_model_with_case_data_is_audited() -> None:
    open_to_all = {model for model, owner in admin.site._registry.items() if not isinstance(owner, AuditedModelAdmin)}
    assert open_to_all & set(ways_to_the_case()) == set()


def test_every_step_of_the_admin_has_its_line() -> None:
    registered = {
        f"admin:{model._meta.app_label}_{model._meta.model_name}_verb": {verb.slug for verb in owner.verbs} or {"nothing"}
        for model, owner in admin.site._registry.items()
        if isinstance(owner, AuditedModelAdmin)
    }
    assert {row.key: {step for step, _ in row.steps} for row in TABLE if row.steps} == registered


def test_each_look_of_a_manager_writes_exactly_one_record(site: Enter, world: World) -> None:
    client = site("staff")
    person = cast.person("business_manager")
    sign_in(client, person)
    wrong = []
    for row in rows("staff"):
        before = AccessRecord.objects.count()
        answer = client.get(world.address(row, world.open))
        written = AccessRecord.objects.count() - before
        expected = 1 if answer.status_code == 200 and (row.recorded or row.of_a_case) else 0
        if written != expected:
            wrong.append(f"{row.key} {row.about}: {written} records instead of {expected}")
    assert wrong == [], "\n".join(wrong)


def test_the_word_that_nobody_else_may_see_is_there_to_be_seen(site: Enter, world: World) -> None:
    client = site("staff")
    sign_in(client, cast.person("business_manager"))
    showing = {
        row.key for row in rows("staff") if row.of_a_case and OPEN_WORD in text_of(client.get(world.address(row, world.open)))
    }
    assert {f"admin:{name}_change" for name in ALL_WITH_TEXT} <= showing
    assert {f"admin:{name}_simple_history" for name in ALL_WITH_TEXT if name not in WITHOUT_HISTORY} <= showing


WITHOUT_HISTORY = {"cspr_timelineentry", "cspr_outgoingemail"}
ALL_WITH_TEXT = WITHOUT_HISTORY | {
    "cspr_case",
    "cspr_deadline",
    "referrals_referral",
    "notifications_notification",
    "rapid_reviews_rapidreview",
    "practice_reviews_practicereview",
    "publications_publication",
}
