"""The desk in a real Chromium, narrow and wide: both values, a step taken twice, the import and the export."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.conf import settings
from django.db import connections
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from cspr.models import Case, Child
from cspr.spreadsheets import as_csv
from tests import cast, walk
from tests.admin.test_pages_in_browser import picture
from tests.admin.test_register import browser
from tests.browser import WIDTHS, Complaints, axe_violations, launch, overflows, serve
from tests.practice_reviews.test_importing import GOOD, table


def faults(page: Page, complaints: Complaints, name: str) -> list[str]:
    """What is wrong with the page that is open, at each width."""
    found = list(complaints.lines)
    complaints.lines.clear()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        picture(f"desk-{name.replace(' ', '-')}", width, page)
        found += [f"at {width} px: {line}" for line in axe_violations(page)]
        found += [f"at {width} px: {overflows(page)} px too wide"] if overflows(page) else []
    complaints.lines.clear()
    return [f"{name}: {line}" for line in found]


def meanwhile(work: Callable[[], Any]) -> None:
    """Somebody else does this, with a connection of their own."""

    def done() -> None:
        try:
            work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(done).result()


def save_the_same(case: Case, child: Child) -> None:
    """Somebody else saves the case and a child in it."""
    case.summary, case.incident_place = "What the other saved.", "Another place"
    case.save()
    child.name = "Rowan, corrected"
    child.save()


def test_the_pages_of_the_desk_are_accessible_at_each_step(committed_db: str, site: Callable[[str], Client]) -> None:
    manager = cast.person("business_manager")
    notification = walk.notification(manager)
    case = notification.case
    child = Child.objects.create(case=case, name="Rowan Invented")
    client = browser(site, manager, again=True)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    step = reverse("admin:notifications_notification_verb", args=[notification.pk, "not-to-notify"])
    wrong: list[str] = []
    with serve() as base, launch() as chromium:
        context = chromium.new_context(viewport={"width": WIDTHS[0], "height": 900}, locale="en-GB")
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": base}])
        page = context.new_page()
        complaints = Complaints(page)
        page.goto(base + reverse("admin:cspr_case_change", args=[case.pk]))
        wrong += faults(page, complaints, "case")
        page.locator("#id_summary").fill("What I typed.")
        page.locator("#id_children-0-name").fill("Rowan, as I typed")
        meanwhile(lambda: save_the_same(case, child))
        page.locator("input[name=_save]").click()
        page.get_by_text("What the other saved.").first.wait_for()
        wrong += faults(page, complaints, "both values")
        page.locator("#summary-take-theirs").check()
        page.locator("input[name=_save]").click()
        page.get_by_text("was changed successfully").first.wait_for()
        page.goto(base + step)
        page.locator("input[name=decided_by]").fill("The Director")
        page.locator("input[name=decided_at]").fill("2020-12-29T09:30")
        page.locator("textarea[name=because]").fill("What I typed.")
        meanwhile(notification.save)
        page.get_by_role("button", name="Record a decision not to notify").click()
        page.get_by_text("while you had this step open").first.wait_for()
        wrong += faults(page, complaints, "step")
        page.goto(base + reverse("admin:practice_reviews_practicereview_import"))
        wrong += faults(page, complaints, "import")
        rows = as_csv(table(GOOD, GOOD | {"Own reference": "SCR 13", "Notified": ""}))
        page.set_input_files("#id_sheet", {"name": "old.csv", "mimeType": "text/csv", "buffer": rows})
        page.get_by_role("button", name="Show what would become of each row").click()
        page.get_by_role("button", name="Import this case").wait_for()
        wrong += faults(page, complaints, "fates")
        page.get_by_role("button", name="Import this case").click()
        page.get_by_text("1 case was imported.").first.wait_for()
        page.goto(base + reverse("admin:cspr_case_export", args=[case.pk]))
        wrong += faults(page, complaints, "export")
        context.close()
    assert wrong == [], "\n".join(wrong)
    case.refresh_from_db()
    child.refresh_from_db()
    assert (case.summary, child.name) == ("What the other saved.", "Rowan, as I typed")
