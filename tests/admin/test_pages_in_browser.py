"""Every page of the staff admin in a real Chromium, narrow and wide: no axe violation, no CSP violation, no sideways scroll."""

import os
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page

from tests import cast
from tests.admin.world import full_case, pages, running_clocks
from tests.browser import WIDTHS, Complaints, axe_violations, launch, overflows, serve
from tests.doors import sign_in

# Where a person who works on the pages wants to look at them.
PICTURES = os.environ.get("ADMIN_PICTURES", "")


def faults(page: Page, complaints: Complaints, address: str, name: str) -> list[str]:
    """What is wrong with one page, at each width, in lines."""
    complaints.lines.clear()
    answer = page.goto(address)
    found = [] if answer is not None and answer.status == 200 else [f"status {answer and answer.status}"]
    # Heard before axe runs: it reads imported style sheets in a way that the policy stops.
    found += complaints.lines
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        picture(name, width, page)
        found += [f"at {width} px: {line}" for line in axe_violations(page)]
        if overflows(page):
            found.append(f"at {width} px: {overflows(page)} px too wide")
    return [f"{name}: {line}" for line in found]


def picture(name: str, width: int, page: Page) -> None:
    """Keep what the page looks like, where somebody wants to look."""
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png", full_page=True)


def test_every_admin_page_is_accessible_and_keeps_to_the_policy(committed_db: str, site: Callable[[str], Client]) -> None:
    manager = cast.person("business_manager")
    full_case(manager)
    running_clocks(manager, timezone.now())
    client = site("staff")
    sign_in(client, manager)
    addresses = pages(manager)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    wrong: list[str] = []
    with serve() as base, launch() as browser:
        context = browser.new_context(viewport={"width": WIDTHS[0], "height": 900}, color_scheme="dark", locale="en-GB")
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": base}])
        page = context.new_page()
        complaints = Complaints(page)
        for name, address in addresses.items():
            wrong += faults(page, complaints, base + address, name)
        context.close()
    assert wrong == [], "\n".join(wrong)
