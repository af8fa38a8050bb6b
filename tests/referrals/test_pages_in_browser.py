"""Every page a sender meets in a real Chromium, narrow and wide: from the first page to the receipt, with every error state."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from playwright.sync_api import Page

from cspr import codes
from cspr.models import EmailCode
from referrals.drafts import Answers
from referrals.forms.catalog import STEPS
from referrals.models import Referral
from tests.browser import WIDTHS, Complaints, axe_violations, launch, overflows, serve
from tests.cast import agency
from tests.referrals.answers import CHILD_NAME
from tests.referrals.typed import everything

# Where a person who works on the pages wants to look at them.
PICTURES = os.environ.get("REFERRALS_PICTURES", "")


class Walk:
    """One browser page at one width, and everything that was wrong on the way."""

    def __init__(self, page: Page, base: str, width: int, *, scripted: bool = True, judged: bool = True) -> None:
        self.page, self.base, self.width, self.scripted, self.judged = page, base, width, scripted, judged
        self.complaints = Complaints(page)
        self.wrong: list[str] = []

    def look(self, name: str) -> None:
        """Judge the page that is shown now. axe is itself a script, so nothing is judged where scripts are switched off."""
        if not self.judged:
            return
        if PICTURES:
            kind = "" if self.scripted else "-plain"
            self.page.screenshot(path=Path(PICTURES) / f"{name}-{self.width}{kind}.png", full_page=True)
        found = [*self.complaints.lines, *axe_violations(self.page)]
        self.complaints.lines.clear()
        if overflows(self.page):
            found.append(f"{overflows(self.page)} px too wide")
        self.wrong += [f"{name} at {self.width}: {line}" for line in found]

    def press(self, button: str) -> None:
        """Press a button and wait for the page that follows."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=button, exact=True).click()

    def fill(self, answers: Answers) -> None:
        """Type the answers of a page, whatever kinds of boxes they stand in."""
        for name, values in answers.items():
            if name.endswith("_FORMS") or values == [""]:
                continue
            box = self.page.locator(f'[name="{name}"]')
            kind = box.first.evaluate("e => e.tagName === 'SELECT' ? 'select' : e.type")
            if kind in ("radio", "checkbox"):
                for value in values:
                    self.page.locator(f'[name="{name}"][value="{value}"]').check()
            elif kind == "select":
                box.select_option(values[0])
            else:
                box.fill(values[0])

    def follow(self, link: str) -> None:
        """Follow a link and wait for the page that follows."""
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=link, exact=True).first.click()


def _newest_code(address: str) -> str:
    try:
        return codes.digits_of(EmailCode.objects.filter(email=address).latest("made_at"))
    finally:
        connection.close()


def newest_code(address: str) -> str:
    """The digits that the newest e-mail to the address carries; asked in a thread, as the browser's driver fills this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(_newest_code, address).result()


def sign_in(walk: Walk, address: str) -> None:
    """From the first page to the two choices."""
    walk.page.goto(f"{walk.base}/")
    walk.look("start")
    walk.page.goto(f"{walk.base}/sign-in/")
    walk.look("address")
    walk.press("Send the code")
    walk.look("address-error")
    walk.page.get_by_label("Your work e-mail address").fill(address)
    walk.press("Send the code")
    walk.look("code")
    walk.press("Send a new code")
    walk.look("code-again")
    walk.page.get_by_label("The code from the e-mail").fill("000000x")
    walk.press("Sign in")
    walk.look("code-error")
    sign_in_again(walk, address)


def sign_in_again(walk: Walk, address: str) -> None:
    """A new code, and the two choices."""
    walk.page.goto(f"{walk.base}/sign-in/")
    walk.page.get_by_label("Your work e-mail address").fill(address)
    walk.press("Send the code")
    walk.page.get_by_label("The code from the e-mail").fill(newest_code(address))
    walk.press("Sign in")


def open_with(walk: Walk, number: str) -> None:
    """Type the receipt number."""
    walk.page.get_by_label("Receipt number").fill(number)
    walk.press("Open")


def start(walk: Walk) -> str:
    """Begin a referral; its receipt number."""
    walk.look("home")
    walk.press("Open")
    walk.look("home-error")
    open_with(walk, "1234 5678 1234 5678")
    walk.look("home-wrong-number")
    walk.press("Start a new referral")
    walk.look("number")
    number = walk.page.locator(".number-slip__number").inner_text()
    walk.press("Continue")
    walk.look("tasks-empty")
    return number


def check_the_error_summary(walk: Walk, name: str) -> None:
    """It has the focus when the page opens, and each line of it moves the focus to a box."""
    summary = walk.page.locator(".govuk-error-summary")
    walk.wrong += [] if summary.count() == 1 else [f"{name}: no error summary"]
    walk.wrong += [] if walk.page.title().startswith("Error: ") else [f"{name}: the title says nothing of an error"]
    if walk.scripted and not summary.evaluate("e => e === document.activeElement"):
        walk.wrong.append(f"{name}: the summary has not the focus")
    links = walk.page.locator(".govuk-error-summary__list a")
    for place in range(links.count()):
        link = links.nth(place)
        target = str(link.get_attribute("href")).removeprefix("#")
        link.click()
        focused = walk.page.evaluate("document.activeElement.id || location.hash.slice(1)")
        walk.wrong += [] if focused == target else [f"{name}: {target} did not get the focus, {focused} has it"]


def write(walk: Walk) -> None:
    """Each page as "Save and continue" leads to it: empty, with what is wrong, and filled in."""
    walk.follow("About you")
    for (slug, _), answers in in_order(everything()):
        walk.look(f"step-{slug}")
        walk.press("Save and continue")
        if walk.page.locator(".govuk-error-summary").count():
            walk.look(f"step-{slug}-errors")
            check_the_error_summary(walk, slug)
        elif slug != "dates":
            walk.wrong.append(f"{slug}: nothing was wrong with an empty page")
        else:
            walk.page.go_back()
        if any(name.startswith("rows-") for name in answers):
            write_rows(walk, slug)
        walk.fill(answers)
        walk.press("Save and continue")
        if slug == "child-status":
            walk.look("children")
            walk.press("Continue")
    walk.look("files")


def in_order(pages: dict[tuple[str, int], Answers]) -> list[tuple[tuple[str, int], Answers]]:
    """The pages in the order of the form."""
    order = list(STEPS)
    return sorted(pages.items(), key=lambda page: order.index(page[0][0]))


def write_rows(walk: Walk, slug: str) -> None:
    """Add a row and take it away again."""
    rows = walk.page.locator(".rows__row").count()
    walk.page.locator(".rows__add").click()
    walk.page.wait_for_url("**added=1**")
    walk.look(f"step-{slug}-added")
    walk.wrong += [] if walk.page.locator(".rows__row").count() == rows + 1 else [f"{slug}: no row was added"]
    walk.page.locator(".rows__remove").last.click()
    walk.page.wait_for_url("**removed=1**")


def manage_children(walk: Walk, base: str) -> None:
    """A second child is added, listed and removed."""
    walk.page.goto(f"{base}children/")
    walk.press("Add another child")
    walk.look("step-second-child")
    walk.press("Save and come back later")
    walk.look("tasks-saved")
    walk.page.goto(f"{base}check/")
    walk.look("check-missing")
    walk.page.goto(f"{base}children/")
    walk.look("children-two")
    walk.follow("Remove Child 2")
    walk.look("remove-child")
    walk.press("Remove this child")


def come_late(walk: Walk, base: str, address: str, number: str) -> None:
    """A page is posted after the session ended; then an older one."""
    walk.page.goto(f"{base}safety/")
    walk.page.locator('[name="safety"]').fill("Canary came late")
    walk.page.context.clear_cookies(name="referrals")
    walk.press("Save and continue")
    walk.look("late")
    walk.wrong += ["the late page shows words"] if "Canary" in walk.page.content() else []
    walk.page.goto(f"{walk.base}/referral/")
    sign_in_again(walk, address)
    walk.page.goto(base)
    walk.look("home-needed")
    open_with(walk, number)
    walk.page.goto(f"{base}safety/")
    older = walk.page.context.new_page()
    older.goto(f"{base}safety/")
    walk.page.locator('[name="safety"]').fill("Canary newer words")
    walk.press("Save and continue")
    older.locator('[name="safety"]').fill("Canary older words")
    older.get_by_role("button", name="Save and continue", exact=True).click()
    older.wait_for_selector("text=Two versions of")
    older.close()
    walk.page.goto(f"{base}check/")
    walk.look("check-two-versions")
    walk.page.goto(f"{base}safety/")
    walk.look("both")
    walk.press("Keep what is saved")


def sign_and_send(walk: Walk, base: str) -> None:
    """The check page, empty and filled in, to the receipt."""
    walk.page.goto(f"{base}discard/")
    walk.look("discard")
    walk.page.goto(f"{base}incident/?from=check")
    walk.fill({"incident_on-month": ["12"], "incident_on-year": ["2025"]})
    walk.page.locator('[name="incident_on-day"]').fill("1")
    walk.press("Save and continue")
    walk.look("check")
    walk.press("Send the referral")
    walk.look("check-errors")
    check_the_error_summary(walk, "check")
    for box in walk.page.locator('input[type="checkbox"]').all():
        box.check()
    walk.page.get_by_label("Your full name, as a signature").fill("Alma Archer")
    walk.press("Send the referral")
    walk.look("receipt")


def posted_too_late(walk: Walk, base: str) -> None:
    """A page that was left open is posted after sending."""
    walk.page.goto(f"{base}status/")
    walk.look("status")
    walk.page.goto(f"{base}you/")
    walk.wrong += [] if walk.page.url.endswith("/receipt/") else [f"after sending a page of the form leads to {walk.page.url}"]
    walk.page.get_by_role("button", name="Sign out").first.click()
    walk.page.wait_for_selector("text=You are signed out")
    walk.look("signed-out")


@pytest.mark.parametrize("width", WIDTHS)
def test_a_referral_is_made_from_the_first_page_to_the_receipt(
    committed_db: str, site: Callable[[str], Client], width: int
) -> None:
    site("referrals")
    agency(name="Canary School", domain="school.example")
    address = f"head{width}@school.example"
    with serve() as base, launch() as browser:
        context = browser.new_context(viewport={"width": width, "height": 900})
        walk = Walk(context.new_page(), base, width)
        sign_in(walk, address)
        number = start(walk)
        draft = walk.page.url
        write(walk)
        walk.page.goto(draft)
        walk.look("tasks-complete")
        manage_children(walk, draft)
        come_late(walk, draft, address, number)
        sign_and_send(walk, draft)
        posted_too_late(walk, draft)
        context.close()
    assert walk.wrong == [], "\n".join(walk.wrong)
    referral = Referral.objects.get()
    assert [child.name for child in referral.children.all()] == [CHILD_NAME]
    assert referral.safety == "Canary newer words"


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_is_accessible_where_no_script_arrives(committed_db: str, site: Callable[[str], Client], width: int) -> None:
    site("referrals")
    agency(domain="school.example")
    with serve() as base, launch() as browser:
        context = browser.new_context(viewport={"width": width, "height": 900})
        context.route("**/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
        walk = Walk(context.new_page(), base, width, scripted=False)
        sign_in_again(walk, "head@school.example")
        start(walk)
        draft = walk.page.url
        write(walk)
        sign_and_send(walk, draft)
        context.close()
    assert walk.wrong == [], "\n".join(walk.wrong)
    assert Referral.objects.count() == 1


def test_a_referral_is_made_with_javascript_switched_off(committed_db: str, site: Callable[[str], Client]) -> None:
    site("referrals")
    agency(domain="school.example")
    with serve() as base, launch() as browser:
        context = browser.new_context(viewport={"width": 320, "height": 900}, java_script_enabled=False)
        walk = Walk(context.new_page(), base, 320, scripted=False, judged=False)
        sign_in_again(walk, "head@school.example")
        start(walk)
        draft = walk.page.url
        write(walk)
        sign_and_send(walk, draft)
        context.close()
    assert walk.wrong == [], "\n".join(walk.wrong)
    assert Referral.objects.count() == 1
