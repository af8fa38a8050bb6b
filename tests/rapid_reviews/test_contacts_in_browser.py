"""The register of contacts and the key that is read out, in a real Chromium, narrow and wide."""

import os
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser

from tests import cast
from tests.browser import WIDTHS, Complaints, axe_violations, launch, overflows, serve
from tests.doors import sign_in
from tests.rapid_reviews.asked import contact, with_key

# Where a person who works on the pages wants to look at them.
PICTURES = os.environ.get("CONTACT_PICTURES", "")


def faults(browser: Browser, root: str, cookie: str, width: int, pages: dict[str, str]) -> list[str]:
    """What is wrong with the pages at one width, and with the page that shows the key."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": root}])
    page = context.new_page()
    wrong: list[str] = []
    complaints = Complaints(page)

    def look(name: str) -> None:
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png", full_page=True)
        found = [*complaints.lines, *axe_violations(page)]
        complaints.lines.clear()
        found += [f"{overflows(page)} px too wide"] if overflows(page) else []
        wrong.extend(f"{name} at {width}: {line}" for line in found)

    for name, address in pages.items():
        page.goto(root + address)
        look(name)
    page.get_by_role("button", name="Give a key by telephone").press("Enter")
    look("give-key-error")
    page.get_by_label("I rang this number").press("Space")
    with page.expect_navigation():
        page.get_by_role("button", name="Give a key by telephone").press("Enter")
    if not page.locator(".key-once").inner_text().strip():
        wrong.append("no key is shown")
    look("key-shown")
    context.close()
    return wrong


def test_the_register_and_the_key_are_accessible_at_both_widths(committed_db: str, site: Callable[..., Client]) -> None:
    by = cast.person("coordinator")
    person, other = contact(), contact()
    with_key(other, by)
    client = site("staff")
    sign_in(client, by)
    base = "/cspr/agencycontact"
    pages = {
        "contacts": f"{base}/",
        "call-list": f"{base}/?key=none",
        "contact-add": f"{base}/add/",
        "contact": f"{base}/{other.pk}/change/",
        "agency": f"/cspr/agency/{person.agency_id}/change/",
        "today": "/",
        "give-key": f"{base}/{person.pk}/do/give-key/",
    }
    wrong: list[str] = []
    with serve() as root, launch() as browser:
        for width in WIDTHS:
            wrong += faults(browser, root, client.cookies[settings.SESSION_COOKIE_NAME].value, width, pages)
    assert wrong == [], "\n".join(wrong)
