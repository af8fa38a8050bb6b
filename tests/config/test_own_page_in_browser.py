"""A person's own page in a real Chromium, by keyboard alone: the link in the header, the morning's e-mail, the calendar."""

import os
import urllib.request
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from cspr.models import User
from tests.browser import WIDTHS, Complaints, axe_violations, launch, overflows, serve
from tests.cast import person
from tests.doors import sign_in

# Where a person who works on the pages wants to look at them.
PICTURES = os.environ.get("OWN_PAGE_PICTURES", "")
# More than any page here has to stop at.
STOPS = 60


class Visit:
    """Somebody who has no mouse, and whose every page is judged."""

    def __init__(self, page: Page, width: int) -> None:
        self.page, self.width, self.complaints = page, width, Complaints(page)
        self.faults: list[str] = []

    def judge(self, name: str) -> None:
        """Look at the page as it is now. The console is read before axe runs, which the policy stops on its own account."""
        if PICTURES:
            self.page.screenshot(path=Path(PICTURES) / f"{name}-{self.width}.png", full_page=True)
        found = list(self.complaints.lines) + axe_violations(self.page)
        found += [f"{overflows(self.page)} px too wide"] if overflows(self.page) else []
        self.complaints.lines.clear()
        self.faults += [f"{name}-{self.width}: {line}" for line in found]

    def tab_to(self, role: str, name: str) -> None:
        """Press Tab until the focus stands there, and see that it can be seen. Fails where the keyboard never comes there."""
        wanted = self.page.get_by_role(role, name=name, exact=True)  # type: ignore[arg-type]
        expect(wanted).to_have_count(1)
        for _ in range(STOPS):
            self.page.keyboard.press("Tab")
            if wanted.evaluate("node => node === document.activeElement"):
                drawn = wanted.evaluate(
                    "node => { const s = getComputedStyle(node); return s.outlineStyle + s.outlineWidth + s.boxShadow }"
                )
                assert drawn != "none0pxnone", f"nothing shows that the focus is on {name}"
                expect(wanted).to_be_in_viewport()
                return
        raise AssertionError(f"Tab never comes to {name}")

    def press(self, name: str) -> None:
        """Reach a button and press it, as a keyboard does."""
        self.tab_to("button", name)
        self.page.keyboard.press("Enter")


def walk(visit: Visit, base: str) -> None:
    """From the first page by its header to all that the page offers, and back."""
    page = visit.page
    page.goto(base + "/")
    visit.tab_to("link", "Your reminders")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Your reminders", exact=True)).to_be_visible()
    visit.judge("as-it-is")
    visit.press("Switch the morning e-mail off")
    expect(page.get_by_text("It is off for")).to_be_visible()
    visit.judge("morning-off")
    visit.press("Switch the morning e-mail on")
    expect(page.get_by_text("It is on for")).to_be_visible()
    visit.press("Make an address")
    expect(page.get_by_label("The address of your calendar")).to_be_visible()
    visit.judge("address")
    visit.tab_to("textbox", "The address of your calendar")
    address = page.get_by_label("The address of your calendar").input_value()
    served = base + address.removeprefix(settings.STAFF_URL)
    with urllib.request.urlopen(served) as answer:
        assert answer.read().startswith(b"BEGIN:VCALENDAR")
    page.goto(base + "/your-reminders/")
    visit.judge("made")
    assert address not in page.content()
    visit.press("Switch the calendar off")
    expect(page.get_by_text("Switched off.")).to_be_visible()
    visit.tab_to("link", "Work for today")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Work for today", exact=True)).to_be_visible()


def cookie_of(client: Client, user: User, base: str) -> dict[str, str]:
    """The session of somebody who has signed in, for a browser."""
    sign_in(client, user)
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": base}


def test_the_own_page_is_found_read_and_used_without_a_mouse(committed_db: str, site: Callable[[str], Client]) -> None:
    client, manager = site("staff"), person("business_manager")
    faults: list[str] = []
    with serve() as base:
        cookie = cookie_of(client, manager, base)
        with launch() as browser:
            for width in WIDTHS:
                context = browser.new_context(viewport={"width": width, "height": 900}, locale="en-GB")
                context.add_cookies([cookie])  # type: ignore[list-item]
                visit = Visit(context.new_page(), width)
                walk(visit, base)
                faults += visit.faults
                context.close()
    assert faults == [], "\n".join(faults)
