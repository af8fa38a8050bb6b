"""The late register taken away at a real Chromium: signed in, the second factor shown again, the file saved and read."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Download, Page, expect

from cspr import deadlines, register
from cspr.clocks import london_date
from cspr.deadlines import Late
from cspr.models import AccessRecord, Deadline, OutgoingEmail
from tests import walk
from tests.admin.test_pages_in_browser import picture
from tests.browser import WIDTHS, axe_violations, launch, overflows, serve
from tests.cast import person
from tests.cspr.test_spreadsheets import read_csv, read_xlsx
from tests.sign_in.steps import PASSWORD, enrol
from tests.sign_in.test_in_browser import App, Visit

SAID = Late("=1+1", "The Director", panel_told=True, panel_told_on=datetime(2021, 1, 7, tzinfo=UTC).date())


def taken(page: Page, download: Download, kind: str, folder: Path) -> bytes:
    """The file as it lies on the person's disk, under the name that the site gave it."""
    assert download.suggested_filename == f"late-register-{london_date(timezone.now())}.{kind}"
    saved = folder / download.suggested_filename
    download.save_as(saved)
    return saved.read_bytes()


def come_in(visit: Visit, base: str, email: str, app: App) -> None:
    """Password, then code."""
    page = visit.page
    page.goto(base + "/sign-in/")
    page.get_by_label("Your work e-mail").fill(email)
    page.get_by_label("Your password").fill(PASSWORD)
    visit.press("Continue")
    page.get_by_label("Your code").fill(app.code())
    visit.press("Sign in")
    page.get_by_role("link", name="Late register").click()


def test_the_register_is_narrowed_and_taken_away_as_a_workbook_and_as_csv(
    committed_db: str, site: Callable[[str], Client], tmp_path: Path
) -> None:
    site("staff")
    cache.clear()
    manager, other = person("business_manager"), person("business_manager")
    app = App(enrol(manager))
    late, running = walk.notification(manager), walk.notification(manager)
    deadlines.meet(late.case, "notification", at=walk.AWARE + timedelta(days=20), by=manager, late=SAID)
    with serve() as served, launch() as browser:
        visit = Visit(browser.new_context(viewport={"width": WIDTHS[0], "height": 900}, locale="en-GB").new_page(), WIDTHS[0])
        page = visit.page
        come_in(visit, served.replace("127.0.0.1", "localhost"), manager.email, app)
        page.get_by_label("Clock").select_option("notification")
        page.get_by_label("Running").select_option("Ended")
        page.get_by_role("button", name="Show").click()
        expect(page.get_by_text("1 deadline.")).to_be_visible()
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            picture("register-narrowed", width, page)
            assert (axe_violations(page), overflows(page)) == ([], 0)
        page.get_by_role("link", name="These rows as a workbook (xlsx)").click()
        expect(page.get_by_role("heading", name="Show that it is you")).to_be_visible()
        page.get_by_label("Your code").fill(app.code())
        visit.press("Continue")
        expect(page.get_by_text("You have shown that it is you, so a file comes at once.")).to_be_visible()
        expect(page.get_by_text("1 deadline.")).to_be_visible()
        with page.expect_download() as begun:
            page.get_by_role("link", name="These rows as a workbook (xlsx)").click()
        book = read_xlsx(taken(page, begun.value, "xlsx", tmp_path))
        picture("register-taken", WIDTHS[1], page)
        with page.expect_download() as begun:
            page.get_by_role("link", name="These rows as CSV").click()
        sheet = read_csv(taken(page, begun.value, "csv", tmp_path))
        assert [line for line in visit.complaints.lines if "Content Security Policy" in line] == []
    assert tuple(book[0]) == tuple(sheet[0]) == register.HEADS
    reference = late.case.reference
    assert (book[1][0], sheet[1][0], sheet[1][9], book[1][9]) == (reference, reference, "'=1+1", "'=1+1")
    assert running.case.reference not in str(book) + str(sheet)
    assert Deadline.objects.filter(case=running.case).exists()
    assert list(AccessRecord.objects.filter(action="exported").order_by("pk").values_list("what", flat=True)) == [
        "late register, 1 rows, xlsx",
        "late register, 1 rows, csv",
    ]
    assert OutgoingEmail.objects.filter(to=other.email, subject="The late register was exported").count() == 2
