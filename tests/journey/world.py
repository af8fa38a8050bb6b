"""The running stack, and the people who walk through it: each with a browser window of their own."""

import os
import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from cspr import second_factor
from devtools import environment, paths
from devtools.stack import Stack
from tests import database
from tests.browser import WIDTHS, Complaints, axe_violations, overflows

CHILD = "Wrenna Quillfeather"
TITLE = "Child K"
PASSWORD = "a long walk beside the river avon"
# With PICTURES=1 the walk also takes the pictures that the README shows.
PICTURES = paths.ROOT / "docs" / "pictures" if os.environ.get("PICTURES") else None


@contextmanager
def running_stack(home: Path, *, demonstration: bool = False) -> Iterator[Stack]:
    """Three sites, two workers and the clock on a fresh, marked database, with periods of a second.

    `demonstration` fills it with the invented cases.
    """
    name = f"journey_{os.getpid()}"
    database.copy(database.make_template(), name)
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    env = environment.local(database.urls_for(name), home, keep={})
    env |= {
        "REDIS_URL": os.environ["REDIS_URL"].replace("db=0", f"db={12 + worker}"),
        "SWEEP_EVERY": "1",
        "DELIVER_EVERY": "1",
        "UNIT_PHONE": "01225 000000",
        "RISK_PHONE": "01225 000001",
        "RISK_PHONE_OUT_OF_HOURS": "01454 000002",
    }
    stack = Stack(env, home)
    try:
        stack.manage("mark_demo")
        if demonstration:
            stack.manage("load_demo")
        with stack:
            yield stack
    finally:
        database.drop(name)


@dataclass
class Walker:
    """Somebody with a browser: every page they look at is judged and photographed at both widths."""

    browser: Browser
    name: str
    pictures: Path
    seen: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Open the window."""
        self.context = self.browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
        self.open_page()

    def open_page(self) -> None:
        """The page, and an ear for everything that its console says."""
        self.page: Page = self.context.new_page()
        self.complaints = Complaints(self.page)

    def look(self, title: str, *, shown_as: str = "") -> None:
        """The page as it is: accessible, as wide as its window, and quiet, at 320 and at 1280 pixels."""
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": 900})
            self.page.screenshot(path=self.pictures / f"{title}-{width}.png", full_page=True)
            assert overflows(self.page) == 0, f"{title} is wider than {width} pixels"
        if shown_as and PICTURES:
            self.page.screenshot(path=PICTURES / f"{shown_as}.png")
        assert self.complaints.lines == [], (title, self.complaints.lines)
        for width in reversed(WIDTHS):
            self.page.set_viewport_size({"width": width, "height": 900})
            assert axe_violations(self.page) == [], f"{title} at {width} pixels"
        self.page.set_viewport_size({"width": max(WIDTHS), "height": 900})
        # axe tries out styles of its own, of which the policy complains; what the page itself does was judged above.
        self.complaints.lines.clear()
        self.seen.append(title)

    def fill(self, **answers: str) -> None:
        """Type into the boxes of these names."""
        for name, answer in answers.items():
            self.page.locator(f"[name='{name}']").fill(answer)

    def choose(self, **answers: str) -> None:
        """Select the radio of that value, or the option of a list."""
        for name, answer in answers.items():
            self.page.locator(f"[name='{name}'][value='{answer}']").check()

    def answer_all(self, answers: Mapping[str, str | list[str]]) -> None:
        """Answer the questions of a page, by the names of their boxes; what is to stay empty is left alone."""
        for name, answer in answers.items():
            if answer and not name.endswith("_FORMS"):
                self.answer(name, answer)

    def answer(self, name: str, answer: str | list[str]) -> None:
        """Type into a box, or choose, whatever kind it is."""
        box = self.page.locator(f"[name='{name}']")
        kind = box.first.evaluate("box => box.type")
        if kind in ("radio", "checkbox"):
            for value in [answer] if isinstance(answer, str) else answer:
                (box if value == "on" else self.page.locator(f"[name='{name}'][value='{value}']")).check()
        elif kind == "select-one":
            box.select_option(answer)
        else:
            box.fill(str(answer))

    def follow_first_error(self) -> None:
        """The first message leads to its box."""
        self.page.locator(".govuk-error-summary__list a").first.click()

    def press(self, words: str) -> None:
        """Press the button, or follow the link, with these words."""
        button = self.page.get_by_role("button", name=words, exact=True)
        button.or_(self.page.get_by_role("link", name=words, exact=True)).first.click()

    def sees(self, words: str | re.Pattern[str]) -> None:
        """The words stand in the page."""
        expect(self.page.locator("body")).to_contain_text(words)


class Staff(Walker):
    """A member of staff, from the invitation on."""

    secret = ""
    last_code = ""

    def join(self, stack: Stack, email: str, role: str, *, partner: str = "") -> None:
        """Accept an invitation made on the server: link, key, password, authenticator app, recovery codes."""
        said = stack.manage("invite", email, role, "--name", self.name, "--partner", partner)
        self.email = email
        link = next(word for word in said.split() if "/invitation/" in word)
        key = said.partition("Key:")[2].splitlines()[0].strip()
        self.page.goto(link)
        self.look(f"invitation-{role}")
        self.fill(key=key, password1=PASSWORD, password2=PASSWORD)
        self.press("Continue")
        self.secret = "".join(self.page.locator(".code-words").inner_text().split())
        self.look(f"authenticator-{role}")
        self.type_code("Continue")
        self.sees("Your recovery codes")
        assert self.page.locator(".code-list li").count() == 10
        self.look(f"recovery-codes-{role}")
        self.press("I have kept them, continue")
        self.sees("Work for today")

    def type_code(self, button: str) -> None:
        """What the app shows now; a code works once, so wait for the next one where it was used already."""
        wait_until(lambda: self.code() != self.last_code, 35)
        self.last_code = self.code()
        self.fill(code=self.last_code)
        self.press(button)

    def code(self) -> str:
        """The authenticator app."""
        return second_factor.code_at(self.secret, datetime.now(UTC))

    def sign_out(self) -> None:
        """Leave by the door."""
        self.press("Sign out")
        self.sees("Sign in")

    def sign_in(self, stack: Stack) -> None:
        """Password, then code."""
        self.page.goto(f"{stack.urls['staff']}/")
        self.look("sign-in")
        self.fill(login=self.email, password=PASSWORD)
        self.press("Continue")
        self.sees("Your second step")
        self.look("second-step")
        self.type_code("Sign in")
        self.sees("Work for today")

    def step(self, title: str, label: str, **answers: str) -> None:
        """Take a step from the record's page: open it, look, answer, take it."""
        self.press(label)
        self.look(f"step-{title}")
        for name, answer in answers.items():
            box = self.page.locator(f"[name='{name}']")
            if box.first.get_attribute("type") == "radio":
                self.choose(**{name: answer})
            elif box.first.evaluate("box => box.tagName") == "SELECT":
                box.select_option(label=answer)
            else:
                box.fill(answer)
        self.submit()
        if self.page.locator(".submit-row input[value^='Confirm']").count():
            self.look(f"step-{title}-preview")
            self.submit()

    def submit(self) -> None:
        """Press the button of a step; nothing is refused."""
        self.page.locator(".submit-row input[type=submit]").click()
        self.page.wait_for_load_state()
        assert self.page.locator(".error-summary").count() == 0, self.page.locator(".error-summary").inner_text()


def wait_until(true: Callable[[], bool], seconds: float) -> None:
    """Return as soon as it is true; raise TimeoutError when it does not come to be."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.1)
