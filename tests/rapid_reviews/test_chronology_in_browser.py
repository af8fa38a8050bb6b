"""The merged chronology of twelve agencies and 600 rows in a real Chromium, narrow and wide: no axe or CSP violation."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from rapid_reviews.models import RowQuestion
from tests.browser import WIDTHS, Complaints, axe_violations, launch, overflows, serve
from tests.cast import person
from tests.doors import sign_in
from tests.rapid_reviews import told

# Where a person who works on the pages wants to look at them.
PICTURES = os.environ.get("CHRONOLOGY_PICTURES", "")


def faults(page: Page, complaints: Complaints, name: str, width: int) -> list[str]:
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png", full_page=True)
    wrong = list(complaints.lines) + axe_violations(page)
    complaints.lines.clear()
    return [f"{name}-{width}: {line}" for line in wrong + [f"{overflows(page)} px too wide"] * bool(overflows(page))]


@pytest.mark.usefixtures("committed_db")
def test_the_chronology_is_accessible_and_asks_by_the_keyboard(site: Callable[[str], Client]) -> None:
    manager = person("business_manager")
    large, small = told.large(manager), told.small(person("coordinator"))
    client = site("staff")
    sign_in(client, manager)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    wrong: list[str] = []
    with serve() as root, launch() as browser:
        for width in WIDTHS:
            context = browser.new_context(viewport={"width": width, "height": 900})
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": root}])
            page = context.new_page()
            complaints = Complaints(page)
            page.goto(f"{root}/rapid_reviews/rowquestion/of/{large.pk}/")
            wrong += faults(page, complaints, "large", width)
            page.goto(f"{root}/rapid_reviews/rowquestion/of/{large.pk}/?agency=2&person=1")
            wrong += faults(page, complaints, "narrowed", width)
            page.goto(f"{root}/rapid_reviews/rowquestion/of/{small.pk}/?weeks=8")
            button = page.locator("article form button").first
            button.focus()
            page.keyboard.press("Enter")
            page.wait_for_selector(".chron__asked")
            wrong += faults(page, complaints, "asked", width)
            page.goto(f"{root}/rapid_reviews/rapidreview/{small.pk}/change/")
            page.click("text=Open the chronology")
            assert page.locator("h1").inner_text().startswith("Chronology: ")
            context.close()
    assert wrong == [], "\n".join(wrong)
    assert RowQuestion.objects.count() == len(WIDTHS)
