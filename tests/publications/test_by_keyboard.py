"""A publication taken from the gate to its ordered moment by keyboard alone: with script and without, wide and narrow."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page

from cspr.clocks import LONDON, london_date
from publications import lifecycle
from publications.models import Publication
from tests.browser import Complaints, axe_violations, launch, overflows, serve
from tests.cast import person
from tests.doors import sign_in
from tests.journey.keyboard import FOCUS, MOST_STOPS
from tests.publications import drafts
from tests.walk import reported_practice_review

NAMED = "## What happened\n\nA baby was harmed at home. Quillfeather is an **old word** for a pen.\n"


class Keys:
    """Somebody who has no mouse: Tab, Space, Enter and typing."""

    def __init__(self, page: Page, *, script: bool) -> None:
        self.page, self.script, self.keys, self.complaints = page, script, page.keyboard, Complaints(page)
        self.wrong: list[str] = []

    def reach(self, name: str = "", *, words: str = "") -> None:
        """Press Tab until the control of this name, or the button or link of these words, has the focus; it is in sight."""
        for _ in range(MOST_STOPS):
            self.keys.press("Tab")
            stop: dict[str, Any] = self.page.evaluate(FOCUS)
            if (stop["name"] == name) if name else (stop["words"] == words and stop["kind"] in ("submit", "a")):
                assert stop["seen"], f"{name or words} has the focus and cannot be seen"
                return
        raise AssertionError(f"The keyboard does not reach {name or words} on “{self.page.title()}”")

    def press(self, words: str) -> None:
        """Press Enter on the button or link of these words; judge the page that follows."""
        self.reach(words=words)
        with self.page.expect_navigation():
            self.keys.press("Enter")
        self.wrong += [f"{self.page.title()}: {line}" for line in self.complaints.lines]
        self.wrong += [f"{self.page.title()}: {overflows(self.page)} px too wide"] if overflows(self.page) else []
        # axe needs script; without it the same pages are judged in the other walk.
        self.wrong += [f"{self.page.title()}: {line}" for line in axe_violations(self.page)] if self.script else []
        self.complaints.lines.clear()

    def tick(self, name: str) -> None:
        """Space on the box of this name."""
        self.reach(name)
        self.keys.press("Space")
        assert self.page.evaluate(FOCUS)["checked"]

    def write(self, name: str, words: str) -> None:
        """Type into the box of this name."""
        self.reach(name)
        self.keys.type(words)

    def day(self, name: str, day: date, more: str = "") -> None:
        """Type a day part by part, and the time after it. The control asks in the order of the browser's own language."""
        self.reach(name)
        for order in ("%d%m%Y", "%m%d%Y"):
            self.keys.type(day.strftime(order))
            # The year may have six digits: an arrow leads on to the hour.
            if more:
                self.keys.press("ArrowRight")
                self.keys.type(more)
            if self.page.evaluate("document.activeElement.value").startswith(day.isoformat()):
                return
            for _ in range(6):
                self.keys.press("ArrowLeft")
        raise AssertionError(f"{name} takes no day that is typed")


def briefing() -> Publication:
    """A briefing that waits for a second person, with a word in it that is also a name of the case."""
    author = person("coordinator")
    review = reported_practice_review(author)
    drafts.name_the_family(review.case)
    begun = lifecycle.draft_from(review, by=author, at=drafts.DRAFTED, kind="learning_briefing")
    return drafts.asked(drafts.write(begun, author, body=NAMED), author)


@pytest.mark.usefixtures("committed_db")
@pytest.mark.parametrize(("width", "script"), [(1280, True), (320, False)])
def test_findings_are_accepted_the_list_is_filled_in_and_a_time_is_ordered_without_a_mouse(
    site: Callable[[str], Client], width: int, script: bool
) -> None:
    publication, second = briefing(), person("business_manager")
    client = site("staff")
    sign_in(client, second)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    today = london_date(timezone.now())
    moment = datetime(today.year, today.month, today.day, 9, 30, tzinfo=LONDON) + timedelta(days=10)
    with serve() as root, launch() as browser:
        context = browser.new_context(viewport={"width": width, "height": 900}, locale="en-GB", java_script_enabled=script)
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": root}])
        keys = Keys(context.new_page(), script=script)
        keys.page.goto(f"{root}/publications/publication/{publication.pk}/gate/")
        keys.press("Accept what the gate found")
        keys.tick("findings")
        keys.write("because", "A pen, in all of these.")
        keys.press("Accept what the gate found")
        keys.press("Approve")
        keys.tick("read")
        keys.press("Approve")
        keys.press("Fill in the countdown")
        for line in keys.page.locator("select[name$='_state']").evaluate_all("all => all.map(one => one.name.slice(0, -6))"):
            keys.write(f"{line}_state", "Done")
            keys.day(f"{line}_day", today)
            keys.write(f"{line}_words", "By telephone.")
        keys.press("Fill in the countdown")
        keys.press("Order the time of publication")
        keys.day("moment", moment.date(), "0930AM")
        keys.press("Order the time of publication")
        said = keys.page.locator(".stands").inner_text()
        context.close()
    publication.refresh_from_db()
    assert keys.wrong == []
    assert (publication.status, publication.approved_by, publication.publish_at) == ("approved", second, moment)
    assert f"It goes out by itself on {moment:%A %-d %B %Y} at 09:30" in said
