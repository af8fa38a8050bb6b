"""The receipt, the status in each state and the reply, in a real Chromium, narrow and wide."""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.test import Client
from playwright.sync_api import Browser, Page

from cspr.models import User
from referrals import lifecycle
from referrals.models import Referral
from tests.browser import WIDTHS, Complaints, axe_violations, launch, overflows, serve
from tests.cast import agency, person
from tests.referrals.answers import MONDAY, arrived, sign_in
from tests.referrals.test_status import QUESTION, opened

# Where a person who works on the pages wants to look at them.
PICTURES = os.environ.get("REFERRALS_PICTURES", "")
HOUR = timedelta(hours=1)


def referrals_in_each_state(manager: User) -> dict[str, Referral]:
    """One referral for each state, and one that was asked about and answered."""
    found = {name: arrived(at=MONDAY + number * 2 * HOUR) for number, name in enumerate(STATES)}
    lifecycle.consider(found["considered"], by=manager, at=MONDAY + 3 * HOUR)
    for name in ("asked", "answered"):
        lifecycle.ask(found[name], f"{QUESTION}\nAnd when?", by=manager, at=MONDAY + 20 * HOUR)
    lifecycle.reply(found["answered"], "Her grandmother did.", at=MONDAY + 21 * HOUR)
    lifecycle.accept(found["accepted"], by=manager, at=MONDAY + 22 * HOUR, aware_at=MONDAY)
    lifecycle.decline(found["declined"], because="Not met", route="none", by=manager, at=MONDAY + 23 * HOUR)
    return found


STATES = ("received", "considered", "asked", "answered", "accepted", "declined")


class Looking:
    """One page at one width, and everything that was wrong on the way."""

    def __init__(self, page: Page, width: int) -> None:
        self.page, self.width = page, width
        self.complaints = Complaints(page)
        self.wrong: list[str] = []

    def at(self, name: str) -> None:
        """Judge the page that is shown now."""
        if PICTURES:
            self.page.screenshot(path=Path(PICTURES) / f"{name}-{self.width}.png", full_page=True)
        found = [*self.complaints.lines, *axe_violations(self.page)]
        self.complaints.lines.clear()
        if overflows(self.page):
            found.append(f"{overflows(self.page)} px too wide")
        self.wrong += [f"{name} at {self.width}: {line}" for line in found]


def look(browser: Browser, base: str, width: int, cookie: str, addresses: dict[str, str]) -> list[str]:
    """Every page at one width, and the reply with an error and after the session has ended."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    context.add_cookies([{"name": "referrals", "value": cookie, "url": base}])
    looking = Looking(context.new_page(), width)
    page = looking.page
    page.goto(f"{base}{addresses['received']}receipt/")
    looking.at("receipt")
    for state, address in addresses.items():
        page.goto(f"{base}{address}status/")
        looking.at(f"status-{state}")
    page.goto(f"{base}{addresses['asked']}status/")
    page.get_by_role("button", name="Send the reply").click()
    looking.at("reply-error")
    page.locator(".govuk-error-summary__list a").click()
    if page.evaluate("document.activeElement.name") != "reply":
        looking.wrong.append("the error summary does not lead to the box")
    page.get_by_label("Your reply").fill("Her grandmother did.\nShe called at noon.")
    context.clear_cookies(name="referrals")
    with page.expect_navigation():
        page.get_by_role("button", name="Send the reply").click()
    looking.complaints.lines.clear()
    looking.at("reply-expired")
    context.close()
    return looking.wrong


def test_the_pages_after_sending_are_accessible_at_both_widths(committed_db: str, site: Callable[..., Client]) -> None:
    agency(name="Canary School", domain="school.example")
    client = site("referrals")
    sign_in(client, "head@school.example")
    referrals = referrals_in_each_state(person("business_manager"))
    addresses = {name: opened(client, referral) for name, referral in referrals.items()}
    cookie = client.cookies["referrals"].value
    wrong: list[str] = []
    with serve() as base, launch() as browser:
        for width in WIDTHS:
            wrong += look(browser, base, width, cookie, addresses)
    assert wrong == [], "\n".join(wrong)
