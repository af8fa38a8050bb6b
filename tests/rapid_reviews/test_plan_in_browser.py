"""The plan of a Rapid Review in a real Chromium, narrow and wide: no axe or CSP violation, no sideways scroll."""

import os
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser

from cspr.models import User
from rapid_reviews import planning
from rapid_reviews.models import RapidReview
from tests.browser import WIDTHS, Complaints, axe_violations, launch, overflows, serve
from tests.cast import person
from tests.doors import sign_in
from tests.rapid_reviews.test_planning import christmas_review
from tests.walk import sent_rapid_review

# Where a person who works on the pages wants to look at them.
PICTURES = os.environ.get("PLAN_PICTURES", "")
STEPS = ("plan-again", "step-done", "step-not-done", "step-move")
BASE, TEMPLATE = "/rapid_reviews/rapidreview", "/rapid_reviews/plantemplatestep/"


def morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, 0, tzinfo=UTC)


def faults(browser: Browser, root: str, cookie: str, pages: dict[str, str], said: dict[str, str]) -> list[str]:
    """What is wrong with the pages, at each width, in lines."""
    wrong: list[str] = []
    for width in WIDTHS:
        context = browser.new_context(viewport={"width": width, "height": 900})
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": root}])
        page = context.new_page()
        complaints = Complaints(page)
        for name, address in pages.items():
            complaints.lines.clear()
            answer = page.goto(root + address)
            if PICTURES:
                page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png", full_page=True)
            found = list(complaints.lines) + axe_violations(page)
            found += [f"{overflows(page)} px too wide"] if overflows(page) else []
            found += [] if answer is not None and answer.status == 200 else [f"status {answer and answer.status}"]
            found += [] if said.get(name, "") in page.inner_text("body") else [f"does not say {said[name]}"]
            wrong += [f"{name}-{width}: {line}" for line in found]
        context.close()
    return wrong


def behind(by: User) -> RapidReview:
    """A review of which only the letters went out."""
    review = christmas_review(by)
    letters = review.milestones.get(order=1)
    done = date(2026, 12, 29)
    planning.mark_done(review, by=by, at=morning(done), step=letters, done_on=done, note="Two schools are shut.")
    return review


@pytest.mark.usefixtures("committed_db")
def test_the_plan_is_accessible_as_it_goes_well_and_as_it_goes_wrong(site: Callable[[str], Client]) -> None:
    manager = person("business_manager")
    review, sent = behind(manager), sent_rapid_review(manager)
    page = f"{BASE}/{review.pk}/change/"
    steps = {step: f"{BASE}/{review.pk}/do/{step}/" for step in STEPS}
    well, wrong, late = date(2026, 12, 30), date(2027, 1, 5), date(2027, 1, 18)
    template = {"template": TEMPLATE, "template-add": f"{TEMPLATE}add/"}
    pages = {
        well: {"well": page, "sent": f"{BASE}/{sent.pk}/change/", **steps, **template},
        wrong: {"past": page, "today": "/"},
        late: {"late": page},
    }
    said = {
        "sent": "the plan is closed",
        "past": "no longer fits our own standard",
        "today": "Agency returns due",
        "late": "no longer fits the national limit",
    }
    cookies = {}
    for day in pages:
        with time_machine.travel(morning(day) - timedelta(minutes=5)):
            client = site("staff")
            sign_in(client, manager)
            cookies[day] = client.cookies[settings.SESSION_COOKIE_NAME].value
    found: list[str] = []
    with launch() as browser:
        for day, of_the_day in pages.items():
            with time_machine.travel(morning(day)), serve() as root:
                found += faults(browser, root, cookies[day], of_the_day, said)
    assert found == [], "\n".join(found)
