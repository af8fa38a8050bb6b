"""Triage in a real Chromium, narrow and wide: the queue, the whole referral, each step with its preview, and a new number."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page

from cspr.models import AgencyDomain, Child
from referrals import lifecycle
from tests import cast
from tests.browser import WIDTHS, Complaints, axe_violations, launch, overflows, serve
from tests.doors import sign_in
from tests.referrals.answers import arrived, draft

# Where a person who works on the pages wants to look at them.
PICTURES = os.environ.get("TRIAGE_PICTURES", "")
PREVIEW = "Read this, then confirm below"


def faults(page: Page, complaints: Complaints, name: str) -> list[str]:
    """What is wrong with the page as it stands, at each width, in lines."""
    found = list(complaints.lines)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png", full_page=True)
        found += [f"at {width} px: {line}" for line in axe_violations(page)]
        if overflows(page):
            found.append(f"at {width} px: {overflows(page)} px too wide")
    complaints.lines.clear()
    return [f"{name}: {line}" for line in found]


def test_triage_is_accessible_from_the_queue_to_the_open_case(committed_db: str, site: Callable[[str], Client]) -> None:
    coordinator, now = cast.person("coordinator"), timezone.now()
    school, surgery = cast.agency(domain="school.example", name="Canary School"), cast.agency(name="Canary Surgery")
    AgencyDomain.objects.create(agency=surgery, domain="school.example")
    school.phone = "01225 000999"
    school.save()
    born = {"born_on": now.date().replace(year=2019)}
    first = arrived(at=now, sender="gp@surgery.example", children=[born])
    earlier = lifecycle.accept(first, by=coordinator, at=now, because="It stands in the log of the council.", aware_at=now)
    arrived(at=now, la_told="no", la_told_at=None)
    household = [{"name": "Una Quill", "relation": "Aunt"}]
    waiting = arrived(at=now, agency=school, la_told_at=now, incident_on=now.date(), children=[born], household=household)
    lifecycle.ask(waiting, "Which hospital was the child taken to?", by=coordinator, at=now)
    view: dict[str, Any] = {
        "reasons": "Seen by the duty team",
        "given_by": "Chief Inspector Cole",
        "given_on": now.date(),
        "by": coordinator,
    }
    for partner, seen in (("police", "not_met"), ("icb", "met")):
        lifecycle.record_view(waiting, partner=partner, view=seen, at=now, **view)
    written = draft(sender="nurse@school.example", agency=school, at=now)
    client = site("staff")
    sign_in(client, coordinator)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    record = f"/referrals/referral/{waiting.pk}"
    wrong: list[str] = []
    with serve() as base, launch() as browser:
        context = browser.new_context(viewport={"width": WIDTHS[0], "height": 900}, locale="en-GB", java_script_enabled=True)
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": base}])
        page = context.new_page()
        complaints = Complaints(page)
        steps = ("aware", "agency", "ask", "go-on", "view", "decline")
        addresses = {"queue": "/referrals/referral/", "whole": f"{record}/change/", "today": "/"}
        for name, address in {**addresses, **{step: f"{record}/do/{step}/" for step in steps}}.items():
            page.goto(base + address)
            wrong += faults(page, complaints, name)
        page.goto(f"{base}/referrals/referral/")
        page.get_by_label("Reference, or a child’s name").fill("Quillfeather")
        page.get_by_role("button", name="Find").click()
        wrong += faults(page, complaints, "find")
        page.goto(f"{base}{record}/do/accept/")
        wrong += faults(page, complaints, "accept")
        page.locator("[name=aware_at]").fill("2999-01-01T10:00")
        page.get_by_role("button", name="Show what follows").click()
        page.get_by_text("This is in the future").first.wait_for()
        wrong += faults(page, complaints, "accept-error")
        page.goto(f"{base}{record}/do/accept/")
        page.get_by_label("Into which case").select_option(label=str(earlier.case))
        page.get_by_label("Canary Surgery").check()
        page.get_by_role("button", name="Show what follows").click()
        page.get_by_role("heading", name=PREVIEW).wait_for()
        wrong += faults(page, complaints, "preview")
        page.get_by_role("button", name="Confirm: Accept").click()
        wrong += faults(page, complaints, "accepted")
        page.goto(f"{base}/referrals/draft/")
        wrong += faults(page, complaints, "drafts")
        page.goto(f"{base}/referrals/draft/{written.pk}/change/")
        wrong += faults(page, complaints, "draft")
        page.get_by_role("link", name="Issue a new receipt number").click()
        page.get_by_label("I called this number back").check()
        wrong += faults(page, complaints, "new-number")
        page.get_by_role("button", name="Issue a new receipt number").click()
        wrong += faults(page, complaints, "number")
        context.close()
    assert wrong == [], "\n".join(wrong)
    waiting.refresh_from_db()
    assert (waiting.case, waiting.agency) == (earlier.case, surgery)
    assert Child.objects.count() == 1
