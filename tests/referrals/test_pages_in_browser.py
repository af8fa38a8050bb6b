"""Every page a sender meets in a real Chromium, narrow and wide: from the first page to the receipt, with every error state."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from playwright.sync_api import Page

from cspr import codes
from cspr.models import EmailCode
from referrals import uploads
from referrals.models import Attachment, Referral
from tests import doors
from tests.browser import WIDTHS, Complaints, axe_violations, launch, overflows, serve
from tests.cast import agency, person
from tests.referrals.answers import CHILD_NAME, MONDAY, arrived, filled

# Where a person who works on the pages wants to look at them.
PICTURES = os.environ.get("REFERRALS_PICTURES", "")


class Walk:
    """One browser page at one width, and everything that was wrong on the way."""

    def __init__(self, page: Page, base: str, width: int) -> None:
        self.page, self.base, self.width = page, base, width
        self.complaints = Complaints(page)
        self.wrong: list[str] = []

    def look(self, name: str) -> None:
        """Judge the page that is shown now."""
        if PICTURES:
            self.page.screenshot(path=Path(PICTURES) / f"{name}-{self.width}.png", full_page=True)
        found = [*self.complaints.lines, *axe_violations(self.page)]
        self.complaints.lines.clear()
        if overflows(self.page):
            found.append(f"{overflows(self.page)} px too wide")
        self.wrong += [f"{name} at {self.width}: {line}" for line in found]

    def press(self, button: str) -> None:
        """Press a button and wait for the page that follows."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=button, exact=True).click()

    def fill(self, answers: dict[str, str]) -> None:
        """Type the answers of a form, whatever kinds of boxes they stand in."""
        for name, value in answers.items():
            box = self.page.locator(f'[name="{name}"]')
            if name.endswith("_FORMS") or not value:
                continue
            kind = box.first.evaluate("e => e.tagName === 'SELECT' ? 'select' : e.type")
            if kind == "radio":
                self.page.locator(f'[name="{name}"][value="{value}"]').check()
            elif kind == "checkbox":
                box.check()
            elif kind == "select":
                box.select_option(value)
            else:
                box.fill(value)


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
    """From the first page to the form."""
    walk.page.goto(f"{walk.base}/")
    walk.look("start")
    walk.page.get_by_role("button", name="Start a referral").click()
    walk.look("address")
    walk.press("Send the code")
    walk.look("address-error")
    walk.page.get_by_label("Your work e-mail address").fill(address)
    walk.press("Send the code")
    walk.look("code")
    walk.page.get_by_label("The code from the e-mail").fill("000000x")
    walk.press("Sign in")
    walk.look("code-error")
    walk.page.get_by_label("The code from the e-mail").fill(newest_code(address))
    walk.press("Sign in")


def check_the_error_summary(walk: Walk) -> None:
    """Each line of it moves the focus to a box."""
    links = walk.page.locator(".govuk-error-summary__list a")
    walk.wrong += [] if links.count() > 15 else [f"only {links.count()} lines in the error summary"]
    for place in range(links.count()):
        link = links.nth(place)
        target = str(link.get_attribute("href")).removeprefix("#")
        link.click()
        focused = walk.page.evaluate("document.activeElement.id")
        walk.wrong += [] if focused == target else [f"{target} did not get the focus, {focused} has it"]


def refer(walk: Walk, address: str, file: Path) -> None:
    """The form: empty, with a second child, with a file, expired, and sent."""
    walk.look("form")
    walk.press("Send the referral")
    walk.look("form-errors")
    check_the_error_summary(walk)
    walk.press("Add another child")
    walk.look("form-two-children")
    walk.press("Remove child 2")
    answers = filled()
    walk.fill({**answers, "la_told_at-time": "soon"})
    walk.page.locator('[name="attachment"]').set_input_files(file)
    walk.press("Check what I have so far")
    walk.look("form-one-error")
    walk.page.context.clear_cookies(name="referrals")
    walk.press("Send the referral")
    walk.look("expired")
    walk.page.get_by_label("Your work e-mail address").fill(address)
    walk.press("Send the code")
    walk.look("expired-code")
    walk.page.get_by_label("The code from the e-mail").fill(newest_code(address))
    walk.press("Sign in and go on")
    walk.look("form-again")
    walk.page.locator('[name="la_told_at-time"]').fill("14:30")
    walk.press("Send the referral")
    walk.look("receipt")


def test_a_referral_is_made_from_the_first_page_to_the_receipt(
    committed_db: str, site: Callable[[str], Client], tmp_path: Path
) -> None:
    file = tmp_path / "chronology.pdf"
    file.write_bytes(b"%PDF-1.7 canary")
    site("referrals")
    agency(name="Canary School", domain="school.example")
    wrong: list[str] = []
    with serve() as base, launch() as browser:
        for width in WIDTHS:
            context = browser.new_context(viewport={"width": width, "height": 900})
            walk = Walk(context.new_page(), base, width)
            sign_in(walk, f"head{width}@school.example")
            refer(walk, f"head{width}@school.example", file)
            wrong += walk.wrong
            context.close()
    assert wrong == [], "\n".join(wrong)
    assert Referral.objects.count() == len(WIDTHS)
    assert [child.name for referral in Referral.objects.all() for child in referral.children.all()] == [CHILD_NAME] * len(
        WIDTHS
    )
    assert Attachment.objects.exclude(referral=None).count() == len(WIDTHS)


def test_the_form_is_sent_without_javascript(committed_db: str, site: Callable[[str], Client]) -> None:
    site("referrals")
    agency(domain="school.example")
    with serve() as base, launch() as browser:
        context = browser.new_context(viewport={"width": 320, "height": 900}, java_script_enabled=False)
        walk = Walk(context.new_page(), base, 320)
        walk.page.goto(f"{base}/sign-in/")
        walk.page.get_by_label("Your work e-mail address").fill("head@school.example")
        walk.press("Send the code")
        walk.page.get_by_label("The code from the e-mail").fill(newest_code("head@school.example"))
        walk.press("Sign in")
        walk.press("Add another child")
        walk.press("Remove child 2")
        walk.fill(filled())
        walk.press("Send the referral")
        shown = walk.page.get_by_role("heading", name="Referral sent").count()
        context.close()
    assert shown == 1
    assert Referral.objects.count() == 1


def test_staff_read_and_decide_on_pages_that_are_accessible(committed_db: str, site: Callable[[str], Client]) -> None:
    client = site("staff")
    doors.sign_in(client, person("coordinator"))
    form = uuid4()
    file = SimpleUploadedFile("chronology.pdf", b"%PDF-1.7 canary")
    uploads.keep(file, sender="head@school.example", form_uuid=form, at=MONDAY)
    waiting = f"/referrals/referral/{arrived(form_uuid=form, children=[{}, {'name': 'Second child'}]).pk}"
    arrived(la_told="no", la_told_at=None)
    cookie = client.cookies["staff"].value
    wrong: list[str] = []
    with serve() as base, launch() as browser:
        for width in WIDTHS:
            context = browser.new_context(viewport={"width": width, "height": 900})
            context.add_cookies([{"name": "staff", "value": cookie, "url": base}])
            walk = Walk(context.new_page(), base, width)
            pages = {"list": "/referrals/referral/", "read": f"{waiting}/change/", "decline": f"{waiting}/do/decline/"}
            for name, address in {**pages, "accept": f"{waiting}/do/accept/"}.items():
                walk.page.goto(base + address)
                walk.look(f"staff-{name}")
            walk.page.locator("[name=aware_at]").fill("2999-01-01T10:00")
            walk.press("Accept")
            walk.look("staff-accept-error")
            wrong += walk.wrong
            context.close()
    assert wrong == [], "\n".join(wrong)
