"""Asking the agencies and the meeting in a real Chromium, narrow and wide: no axe or CSP violation, no sideways scroll."""

import os
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page

from cspr.models import User
from rapid_reviews import asking, meetings
from rapid_reviews.models import AgencyReturn, ChronologyRow, RapidReview
from tests.browser import WIDTHS, Complaints, axe_violations, launch, overflows, serve
from tests.cast import person
from tests.doors import sign_in
from tests.rapid_reviews.agencies import NOW, agency, ask, contact, family_case, refer
from tests.rapid_reviews.test_meetings import PARTNERS, leads, plan

# Where a person who works on the pages wants to look at them.
PICTURES = os.environ.get("ASKING_PICTURES", "")
# The second working day after the answers were due.
LATE = NOW + timedelta(days=7)
REQUEST, MEETING = "/rapid_reviews/agencyrequest", "/rapid_reviews/meeting"


def faults(page: Page, complaints: Complaints, name: str, status: int) -> list[str]:
    """What is wrong with the page as it stands, in lines."""
    width = page.viewport_size["width"] if page.viewport_size else 0
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png", full_page=True)
    found = list(complaints.lines) + axe_violations(page)
    found += [f"{overflows(page)} px too wide"] if overflows(page) else []
    found += [] if status == 200 else [f"status {status}"]
    complaints.lines.clear()
    return [f"{name}-{width}: {line}" for line in found]


def look(browser: Browser, root: str, cookie: str, pages: dict[str, str]) -> list[str]:
    """All pages at each width."""
    wrong: list[str] = []
    for width in WIDTHS:
        context = browser.new_context(viewport={"width": width, "height": 900})
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": root}])
        page = context.new_page()
        complaints = Complaints(page)
        for name, address in pages.items():
            answer = page.goto(root + address)
            wrong += faults(page, complaints, name, answer.status if answer else 0)
        context.close()
    return wrong


def to_be_asked(by: User) -> RapidReview:
    """A review whose referral names agencies of every sort."""
    review = family_case(by)
    school, trust = agency("Hill Primary School (invented)"), agency("Quay Health Trust (invented)")
    contact(school), contact(school, is_lead=False), contact(trust, key=False)
    contact(agency("Avonvale Police (invented)", safeguarding_partner="police"))
    agency("Mill Surgery (invented)"), agency("Nobody There (invented)")
    refer(review, school.name, "Quay Health", "Mill Surgery (invented)", "The Lighthouse")
    return review


def met(by: User) -> tuple[RapidReview, dict[str, str]]:
    """A review with every sort of request and meeting, and the addresses of their pages."""
    leads(*PARTNERS)
    review = family_case(by)
    asking.fill_family(review, by=by)
    signed, late, off = ask(review, by, contact(), contact(key=False), contact(), asks="Anything on housing.")
    AgencyReturn.objects.create(
        request=signed, saved_at=NOW, summary="Known to us since May.", files_secured="yes", signed_name="J. Lead",
        signed_by=signed.contact, signed_at=NOW,
    )  # fmt: skip
    ChronologyRow.objects.create(request=signed, on=date(2026, 5, 1), people="The child", event="Seen at home.", source="Notes")
    asking.mark_signed(signed, at=NOW)
    asking.cancel(off, because="Asked by mistake.", by=by, at=NOW)
    meeting = plan(review, by)
    meetings.add_action(meeting, words="Tell the school.", owner="The lead", due_on=date(2027, 1, 5), by=by, at=NOW)
    held = plan(review, by, starts_at=NOW - timedelta(hours=2))
    there = list(held.attendance.exclude(partner="police"))
    meetings.declare_conflict(held, person=there[0], conflict="A former colleague", left_for_it=True, by=by, at=NOW)
    meetings.hold(held, present=there, decisions="A local review.", because="Called away.", by=by, at=NOW)
    steps = {f"request-{step}": f"{REQUEST}/{late.pk}/do/{step}/" for step in ("remind", "due-day", "take-back")}
    steps |= {f"meeting-{step}": f"{MEETING}/{meeting.pk}/do/{step}/" for step in ("hold", "conflict", "action", "action-done")}
    return review, {
        **steps,
        "review": f"/rapid_reviews/rapidreview/{review.pk}/change/",
        "ask-again": f"{REQUEST}/ask/{review.pk}/",
        "requests": f"{REQUEST}/",
        "request-signed": f"{REQUEST}/{signed.pk}/change/",
        "request-late": f"{REQUEST}/{late.pk}/change/",
        "request-off": f"{REQUEST}/{off.pk}/change/",
        "meetings": f"{MEETING}/",
        "meeting-add": f"{MEETING}/add/?review={review.pk}",
        "meeting-planned": f"{MEETING}/{meeting.pk}/change/",
        "meeting-held": f"{MEETING}/{held.pk}/change/",
        "case": f"/cspr/case/{review.case_id}/change/",
        "today": "/",
    }


@pytest.mark.usefixtures("committed_db")
def test_the_pages_of_requests_and_meetings_are_accessible(site: Callable[[str], Client]) -> None:
    manager = person("business_manager")
    _, pages = met(manager)
    review = to_be_asked(manager)
    with time_machine.travel(LATE - timedelta(minutes=5)):
        client = site("staff")
        sign_in(client, manager)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    with time_machine.travel(LATE), serve() as root, launch() as browser:
        wrong = look(browser, root, cookie, {"ask": f"{REQUEST}/ask/{review.pk}/", **pages})
    assert wrong == [], "\n".join(wrong)


@pytest.mark.usefixtures("committed_db")
@pytest.mark.parametrize("width", WIDTHS)
def test_agencies_are_asked_with_the_keyboard_alone(site: Callable[[str], Client], width: int) -> None:
    manager = person("business_manager")
    review = to_be_asked(manager)
    with time_machine.travel(NOW - timedelta(minutes=5)):
        client = site("staff")
        sign_in(client, manager)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    with time_machine.travel(NOW), serve() as root, launch() as browser:
        page = browser.new_context(viewport={"width": width, "height": 900}).new_page()
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": root}])
        complaints = Complaints(page)
        page.goto(f"{root}{REQUEST}/ask/{review.pk}/")
        page.get_by_label("Answers due on").focus()
        page.get_by_label("Answers due on").fill("2027-01-02")
        page.get_by_role("button", name="Send all").focus()
        page.keyboard.press("Enter")
        page.wait_for_selector(".error-summary")
        wrong = faults(page, complaints, "ask-refused", 200)
        wrong += [] if "is no working day (weekend)" in page.inner_text(".error-summary") else ["does not say why"]
        page.get_by_label("Answers due on").fill("2027-01-04")
        page.get_by_role("checkbox", name="Quay Health Trust (invented)").focus()
        page.keyboard.press("Space")
        page.get_by_role("button", name="Send all").focus()
        page.keyboard.press("Enter")
        page.wait_for_selector("table.asked")
        wrong += faults(page, complaints, "ask-sent", 200)
        said = page.inner_text("body")
    assert wrong == [], "\n".join(wrong)
    assert "Sent to 2 agencies. Ring 1 of the contacts" in said
    assert sorted(str(request.agency) for request in review.requests.all()) == [
        "Hill Primary School (invented)",
        "Quay Health Trust (invented)",
    ]
