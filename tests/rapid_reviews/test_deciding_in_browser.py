"""Deciding, signing on a telephone, and the pack in a real Chromium: no axe or CSP violation, no sideways scroll."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings

from cspr.models import User
from rapid_reviews import packing
from rapid_reviews.models import Pack, RapidReview, Signature
from tests.browser import WIDTHS, Complaints, axe_violations, launch, overflows, serve
from tests.cast import person
from tests.doors import sign_in
from tests.rapid_reviews.packs import large_review
from tests.walk import answered_rapid_review, decided_rapid_review, rapid_review

# Where a person who works on the pages wants to look at them.
PICTURES = os.environ.get("DECIDING_PICTURES", "")
BASE = "/rapid_reviews"
Enter = Callable[[str], Client]


@pytest.fixture(autouse=True)
def disks(settings: Settings, tmp_path: Path) -> None:
    """Files of this test only."""
    settings.STAFF_MEDIA_ROOT, settings.REFERRALS_MEDIA_ROOT = tmp_path / "staff", tmp_path / "referrals"


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    """Chromium. It runs a loop in this thread, beside which the test goes on asking the database."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with launch() as opened:
        yield opened


class Visitor:
    """A member of staff with a window of one width; what was wrong with the pages is kept in lines."""

    def __init__(self, browser: Browser, site: Enter, user: User, root: str, width: int, *, script: bool = True) -> None:
        client = site("staff")
        sign_in(client, user)
        self.width, self.root, self.wrong = width, root, list[str]()
        context = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=script)
        cookie = client.cookies[configured.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": configured.SESSION_COOKIE_NAME, "value": cookie, "url": root}])
        self.page: Page = context.new_page()
        self.script, self.complaints = script, Complaints(self.page)

    def look(self, name: str, address: str = "") -> None:
        """The page as it is now, or the one at that address."""
        if address:
            answer = self.page.goto(self.root + address)
            self.wrong += [] if answer is not None and answer.status == 200 else [f"{name}: status {answer and answer.status}"]
        if PICTURES:
            self.page.screenshot(path=Path(PICTURES) / f"{name}-{self.width}.png", full_page=True)
        found = list(self.complaints.lines) + (axe_violations(self.page) if self.script else [])
        found += [f"{overflows(self.page)} px too wide"] if overflows(self.page) else []
        self.wrong += [f"{name}-{self.width}: {line}" for line in found]
        self.complaints.lines.clear()


@pytest.mark.usefixtures("committed_db")
def test_every_page_of_deciding_is_accessible_narrow_and_wide(site: Enter, browser: Browser) -> None:
    manager = person("business_manager")
    review, lead = large_review(manager, agencies=6, rows=12), User.objects.get(partner="police")
    RapidReview.objects.filter(pk=review.pk).update(facts="## What happened\n\nWords **changed** since:\n\n- one\n- two")
    fresh, answered = rapid_review(manager), answered_rapid_review(manager)
    ready = packing.ask(fresh, by=manager, at=timezone.now())
    packing.make_waiting(now=timezone.now)
    waiting = packing.ask(review, by=manager, at=timezone.now())
    criterion = review.criteria.get(letter="a")
    steps = ("decide-again", "pack", "unsigned", "sent")
    pages = {
        "review-void": f"{BASE}/rapidreview/{review.pk}/change/",
        "review-answered": f"{BASE}/rapidreview/{answered.pk}/change/",
        "preview": f"{BASE}/rapidreview/{review.pk}/preview/",
        "criterion": f"{BASE}/criterion/{criterion.pk}/change/",
        "criterion-evidence": f"{BASE}/criterion/{criterion.pk}/do/rest-on/",
        "criterion-let-go": f"{BASE}/criterion/{criterion.pk}/do/let-go/",
        "decision": f"{BASE}/decision/{review.decisions_taken.latest('pk').pk}/change/",
        "pack-waiting": f"{BASE}/pack/{waiting.pk}/change/",
        "pack-ready": f"{BASE}/pack/{ready.pk}/change/",
        "reconsider": f"{BASE}/rapidreview/{answered.pk}/do/reconsider/",
        "decide": f"{BASE}/rapidreview/{fresh.pk}/do/decide/",
        **{f"step-{step}": f"{BASE}/rapidreview/{review.pk}/do/{step}/" for step in steps},
    }
    of_the_lead = {"today": "/", "lead-review": pages["review-void"], "sign": f"{BASE}/rapidreview/{review.pk}/do/sign/"}
    wrong: list[str] = []
    with serve() as root:
        for width in WIDTHS:
            for user, shown in ((manager, pages), (lead, of_the_lead)):
                visitor = Visitor(browser, site, user, root, width)
                for name, address in shown.items():
                    visitor.look(name, address)
                wrong += visitor.wrong
    assert wrong == [], "\n".join(wrong)


@pytest.mark.usefixtures("committed_db")
@pytest.mark.parametrize("script", [True, False])
def test_a_police_lead_signs_on_a_telephone(site: Enter, browser: Browser, script: bool) -> None:
    manager, lead = person("business_manager"), person("partner_lead", partner="police")
    decided_rapid_review(manager)
    with serve() as root:
        visitor = Visitor(browser, site, lead, root, 320, script=script)
        page = visitor.page
        visitor.look("phone-today", "/")
        page.locator("a[href$='/do/sign/']").first.click()
        expect(page.locator("body")).to_contain_text("Invented words on facts.")
        visitor.look("phone-sign")
        page.locator("[name=agrees][value=yes]").check()
        page.locator(".submit-row input[type=submit]").click()
        expect(page.locator(".preview")).to_contain_text("Police signs the decision")
        visitor.look("phone-confirm")
        assert not Signature.objects.exists()
        page.locator(".submit-row input[type=submit]").click()
        expect(page.locator("body")).to_contain_text("Your key is kept")
        expect(page.locator(".keys")).to_contain_text(f"by {lead}")
        visitor.look("phone-signed")
    assert visitor.wrong == [], "\n".join(visitor.wrong)
    assert Signature.objects.get().partner == "police"


@pytest.mark.usefixtures("committed_db")
def test_what_is_typed_is_previewed_in_a_tab_of_its_own_and_not_lost(site: Enter, browser: Browser) -> None:
    manager = person("business_manager")
    review = rapid_review(manager)
    with serve() as root:
        visitor = Visitor(browser, site, manager, root, 1280, script=False)
        page = visitor.page
        page.goto(f"{root}{BASE}/rapidreview/{review.pk}/change/")
        page.locator("[name=facts]").fill("- first\n- second")
        with page.context.expect_page() as opening:
            page.get_by_role("button", name="Preview the report").click()
        preview = opening.value
        expect(preview.locator(".written li").first).to_have_text("first")
        expect(preview.locator("body")).to_contain_text("Nothing was saved by looking")
        assert page.locator("[name=facts]").input_value() == "- first\n- second"
    review.refresh_from_db()
    assert review.facts == "Invented words on facts."


@pytest.mark.usefixtures("committed_db")
def test_the_page_of_a_pack_follows_the_worker_by_itself_and_by_its_link(site: Enter, browser: Browser) -> None:
    manager = person("business_manager")
    review = decided_rapid_review(manager)
    with serve() as root:
        visitor = Visitor(browser, site, manager, root, 320)
        page = visitor.page
        page.goto(f"{root}{BASE}/rapidreview/{review.pk}/change/")
        page.get_by_role("link", name="Make the pack for the Panel").click()
        page.locator(".submit-row input[type=submit]").click()
        expect(page.locator("[data-pack-doing]")).to_have_text("Waiting for the worker")
        taken = packing.take(at=timezone.now())
        assert taken is not None
        packing.queue.progress(taken, 43, "Setting the pages: 20 so far", at=timezone.now())
        expect(page.locator("[data-pack-percent]")).to_have_text("43 %")
        visitor.look("pack-under-way")
        page.get_by_role("link", name="Look again").click()
        expect(page.locator("progress")).to_have_attribute("value", "43")
        assert packing.make(taken, now=timezone.now)
        link = page.get_by_role("link", name="Save the document (PDF")
        expect(link).to_be_visible(timeout=10_000)
        with page.expect_download() as saving:
            link.click()
        pack = Pack.objects.get()
        assert saving.value.suggested_filename == f"{review.case.reference}-pack.pdf"
        assert saving.value.path().read_bytes() == packing.file_of(pack, "pdf").read_bytes()
    assert visitor.wrong == [], "\n".join(visitor.wrong)
