"""The files page in a real Chromium, narrow and wide, with script and without: added, refused, removed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page

from tests.browser import WIDTHS, Complaints, axe_violations, launch, overflows, serve
from tests.cast import agency
from tests.referrals import walking
from tests.referrals.answers import sign_in
from tests.referrals.corpus import good


class Files:
    """The page at one width, and everything that was wrong on the way."""

    def __init__(self, page: Page, address: str, folder: Path) -> None:
        self.page, self.address, self.folder = page, address, folder
        self.complaints = Complaints(page)
        self.wrong: list[str] = []

    def look(self, name: str) -> None:
        found = [*self.complaints.lines, *axe_violations(self.page)]
        self.complaints.lines.clear()
        if overflows(self.page):
            found.append(f"{overflows(self.page)} px too wide")
        self.wrong += [f"{name}: {line}" for line in found]

    def upload(self, **files: bytes) -> None:
        """Choose files and press "Upload"."""
        paths = []
        for name, content in files.items():
            paths.append(self.folder / name.replace("_", "."))
            paths[-1].write_bytes(content)
        self.page.get_by_label("Choose files").set_input_files(paths)
        self.page.get_by_role("button", name="Upload", exact=True).click()


def walk(browser: Browser, address: str, cookie: str, width: int, folder: Path, *, script: bool) -> list[str]:
    """Add two, have one refused beside one that is kept, remove all again."""
    context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=True)
    context.add_cookies([{"name": "referrals", "value": cookie, "url": address}])
    if not script:
        context.route("**/upload.js", lambda route: route.fulfill(status=200, body="", content_type="text/javascript"))
    files = Files(context.new_page(), address, folder)
    page = files.page
    page.goto(address)
    files.look("empty")
    files.upload(notes_txt=b"canary notes", chronology_pdf=good.pdf())
    page.get_by_text("2 files were added.").wait_for()
    files.look("added")
    files.upload(photo_jpg=b"no picture", scan_png=good.png())
    page.locator(".govuk-error-summary").get_by_text("photo.jpg").wait_for()
    page.get_by_text("1 file was added.").wait_for()
    if script and not page.evaluate("document.activeElement.classList.contains('govuk-error-summary')"):
        files.wrong.append("the error summary is not in focus")
    files.look("refused")
    for left in (2, 1, 0):
        page.get_by_role("button", name="Remove").first.click()
        page.get_by_text("The file was removed.").wait_for()
        page.wait_for_function("left => document.querySelectorAll('.kept-files__file').length === left", arg=left)
    files.look("removed")
    context.close()
    return [f"{width} px, {'with' if script else 'without'} script: {line}" for line in files.wrong]


@pytest.mark.parametrize("width", WIDTHS)
def test_files_are_added_refused_and_removed(
    width: int, committed_db: str, site: Callable[..., Client], tmp_path: Path
) -> None:
    agency(name="Canary School", domain="school.example")
    client = site("referrals")
    sign_in(client, "head@school.example")
    address = f"{walking.begin(client)}files/"
    wrong: list[str] = []
    with serve() as base, launch() as browser:
        for script in (True, False):
            wrong += walk(browser, f"{base}{address}", client.cookies["referrals"].value, width, tmp_path, script=script)
    assert wrong == [], "\n".join(wrong)
