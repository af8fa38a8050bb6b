"""Joining and signing in with a real Chromium: every page accessible, within the policy, and no wider than a narrow window."""

import os
import re
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from cspr import invitations, second_factor
from tests.browser import WIDTHS, Complaints, axe_violations, launch, overflows, serve
from tests.cast import person
from tests.sign_in.steps import PASSWORD, enrol

PICTURES = os.environ.get("SIGN_IN_PICTURES", "")
NEW = "violet harbour engine seven"


class App:
    """An authenticator app that never shows a code twice: the next half minute's is taken already."""

    def __init__(self, secret: str) -> None:
        self.secret, self.last = secret, 0

    def code(self) -> str:
        """The newest code that was not shown before."""
        self.last = max(int(time.time()) // second_factor.STEP, self.last + 1)
        return second_factor.code_at(self.secret, datetime.fromtimestamp(self.last * second_factor.STEP, UTC))


class Visit:
    """A person at a browser whose every page is judged."""

    def __init__(self, page: Page, width: int) -> None:
        self.page, self.width = page, width
        self.complaints = Complaints(page)
        self.faults: list[str] = []

    def judge(self, name: str) -> None:
        """Look at the page as it is now, for faults of every kind."""
        if PICTURES:
            self.page.screenshot(path=Path(PICTURES) / f"{name}-{self.width}.png", full_page=True)
        # The answer 404 of a page that says so is no fault of it.
        found = [line for line in self.complaints.lines if "404" not in line]
        self.complaints.lines.clear()
        found += axe_violations(self.page)
        found += [f"{overflows(self.page)} px too wide"] if overflows(self.page) else []
        self.complaints.lines.clear()
        self.faults += [f"{name}-{self.width}: {line}" for line in found]

    def press(self, name: str) -> None:
        """Press a button of the page itself."""
        self.page.locator("main").get_by_role("button", name=name).click()


def join(visit: Visit, address: str, key: str) -> App:
    """Accept an invitation and enrol an authenticator app."""
    page = visit.page
    page.goto(address)
    visit.judge("invitation")
    visit.press("Continue")
    expect(page.get_by_text("There is a problem")).to_be_visible()
    visit.judge("invitation-errors")
    page.get_by_label("Your key").fill(key)
    page.get_by_label("Your full name").fill("New Colleague")
    page.get_by_label("Your new password", exact=True).fill(NEW)
    page.get_by_label("Your new password again").fill(NEW)
    visit.press("Continue")
    expect(page.get_by_role("heading", name="Set up your authenticator app")).to_be_visible()
    visit.judge("enrol")
    app = App("".join(re.findall(r"Key: ([A-Z2-7 ]+)", page.locator("main").inner_text())[0].split()))
    page.get_by_label("The code that your app shows").fill("000000")
    visit.press("Continue")
    visit.judge("enrol-error")
    page.get_by_label("The code that your app shows").fill(app.code())
    visit.press("Continue")
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    visit.judge("recovery-codes")
    page.get_by_role("button", name="I have kept them, continue").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    return app


def test_somebody_joins_signs_out_and_signs_in_again(committed_db: str, site: Callable[[str], Client]) -> None:
    site("staff")
    cache.clear()
    faults: list[str] = []
    sent = {width: invitations.invite(f"new{width}@council.example", "coordinator", at=timezone.now()) for width in WIDTHS}
    with serve() as served, launch() as browser:
        base = served.replace("127.0.0.1", "localhost")
        for width in WIDTHS:
            _, token, key = sent[width]
            visit = Visit(browser.new_context(viewport={"width": width, "height": 900}).new_page(), width)
            page = visit.page
            app = join(visit, base + invitations.PATH.format(token=token), key)
            page.get_by_role("button", name="Sign out").click()
            expect(page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()
            visit.judge("sign-in")
            visit.press("Continue")
            visit.judge("sign-in-errors")
            page.goto(base + invitations.PATH.format(token=token))
            visit.judge("invitation-unusable")
            page.goto(base + "/sign-in/")
            page.get_by_label("Your work e-mail").fill(f"new{width}@council.example")
            page.get_by_label("Your password").fill(NEW)
            visit.press("Continue")
            visit.judge("code")
            page.get_by_label("Your code").fill(app.code())
            visit.press("Sign in")
            expect(page.get_by_role("button", name="Sign out")).to_be_visible()
            for name, address in (("security", "/sign-in/security/"), ("passkeys", "/sign-in/security/passkeys/")):
                page.goto(base + address)
                visit.judge(name)
            for name, address in (
                ("password", "/sign-in/password/"),
                ("again", "/sign-in/code/again/"),
                ("out", "/sign-in/out/"),
            ):
                page.goto(base + address)
                visit.judge(name)
            faults += visit.faults
    assert faults == [], "\n".join(faults)


def test_a_passkey_takes_the_place_of_the_code(committed_db: str, site: Callable[[str], Client]) -> None:
    site("staff")
    manager = person("business_manager")
    app = App(enrol(manager))
    RecoveryCodes.activate(manager)
    cache.clear()
    with serve() as served, launch() as browser:
        base = served.replace("127.0.0.1", "localhost")
        visit = Visit(browser.new_page(), 1280)
        page = visit.page
        wire = page.context.new_cdp_session(page)
        wire.send("WebAuthn.enable")
        wire.send(
            "WebAuthn.addVirtualAuthenticator",
            {"options": {"protocol": "ctap2", "transport": "internal", "hasUserVerification": True, "isUserVerified": True}},
        )
        page.goto(base + "/sign-in/")
        page.get_by_label("Your work e-mail").fill(manager.email)
        page.get_by_label("Your password").fill(PASSWORD)
        visit.press("Continue")
        page.get_by_label("Your code").fill(app.code())
        visit.press("Sign in")
        page.goto(base + "/sign-in/security/passkeys/new/")
        expect(page.get_by_role("heading", name="Show that it is you")).to_be_visible()
        page.get_by_label("Your code").fill(app.code())
        visit.press("Continue")
        expect(page.get_by_role("heading", name="Add a passkey")).to_be_visible()
        visit.judge("passkey-new")
        visit.press("Make the passkey")
        page.wait_for_url(base + "/sign-in/security/")
        page.goto(base + "/sign-in/security/passkeys/")
        visit.judge("passkeys-one")
        page.get_by_role("link", name="Rename").click()
        visit.judge("passkey-name")
        page.go_back()
        page.get_by_role("link", name="Remove").click()
        visit.judge("passkey-remove")
        page.goto(base + "/sign-in/out/")
        visit.press("Sign out")
        page.get_by_label("Your work e-mail").fill(manager.email)
        page.get_by_label("Your password").fill(PASSWORD)
        visit.press("Continue")
        visit.press("Use your passkey")
        expect(page.get_by_role("button", name="Sign out")).to_be_visible()
        assert visit.faults == [], "\n".join(visit.faults)
