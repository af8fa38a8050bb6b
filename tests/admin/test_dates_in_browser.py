"""The pages on which dates move, in a real Chromium: what moves is read, the trail is shown, and nothing is too wide."""

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.test import Client
from django.utils import timezone

from cspr.models import BankHoliday, Deadline
from notifications import awareness
from tests import cast, walk
from tests.admin.test_pages_in_browser import faults, picture
from tests.browser import WIDTHS, Complaints, axe_violations, launch, overflows, serve
from tests.doors import sign_in


def test_the_pages_on_which_dates_move_are_accessible_at_each_step(committed_db: str, site: Callable[[str], Client]) -> None:
    manager, lead, now = cast.person("business_manager"), cast.person("partner_lead"), timezone.now()
    first = walk.notification(manager, aware_at=now)
    walk.notification(manager, aware_at=now - timedelta(days=1))
    awareness.correct(first, aware_at=now - timedelta(days=2), because="A letter was found.", by=lead, at=now)
    clock = first.case.deadlines.get(clock="notification")
    taken = set(BankHoliday.objects.values_list("date", flat=True))
    days = (now.date() + timedelta(days=offset) for offset in range(1, 9))
    day = next(day for day in days if day.weekday() < 5 and day not in taken and day <= clock.latest_on)
    client = site("staff")
    sign_in(client, manager)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    wrong: list[str] = []
    with serve() as base, launch() as browser:
        context = browser.new_context(viewport={"width": WIDTHS[0], "height": 900}, locale="en-GB")
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": base}])
        page = context.new_page()
        complaints = Complaints(page)
        page.goto(f"{base}/cspr/bankholiday/add/")
        page.get_by_label("Date").fill(day.isoformat())
        page.get_by_label("Name").fill("A day of mourning")
        page.get_by_role("button", name="Show what follows").click()
        page.get_by_text("4 open deadlines move.").wait_for()
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            picture("holiday-preview", width, page)
            wrong += axe_violations(page)
            wrong += [f"{width}: too wide"] if overflows(page) else []
        page.get_by_role("button", name="Confirm: Add a bank holiday").click()
        page.get_by_text("the dates that count past it have moved").wait_for()
        for name, address in (
            ("deadline-moved", f"/cspr/deadline/{clock.pk}/change/"),
            ("deadline-past", f"/cspr/deadline/{clock.pk}/change/?on={now.date() - timedelta(days=1)}"),
            ("notification-corrected", f"/notifications/notification/{first.pk}/change/"),
            ("correction", f"/notifications/notification/{first.pk}/do/confirm-aware/"),
            ("sent", f"/notifications/notification/{first.pk}/do/sent/"),
            ("today", "/"),
        ):
            wrong += faults(page, complaints, base + address, f"dates-{name}")
        context.close()
    assert set(Deadline.objects.values_list("moves__why", flat=True)) == {"awareness", "holiday"}
    assert wrong == [], "\n".join(wrong)
