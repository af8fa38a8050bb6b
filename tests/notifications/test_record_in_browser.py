"""The record and the copy sheet in a real Chromium, narrow and wide: no axe violation, no complaint, and a value copied."""

from collections.abc import Callable

from django.conf import settings
from django.test import Client

from tests import cast
from tests.admin.test_pages_in_browser import faults
from tests.browser import WIDTHS, Complaints, launch, serve
from tests.doors import sign_in
from tests.notifications.records import complete, with_children
from tests.walk import sent_notification


def test_record_and_copy_sheet_are_accessible_and_a_value_is_copied_by_its_button(
    committed_db: str, site: Callable[[str], Client]
) -> None:
    manager = cast.person("business_manager")
    one, bare, sent = complete(manager, children=5), with_children(manager, 1), sent_notification(manager)
    stance = bare.stances.get(partner="police")
    stance.stance, stance.words, stance.given_by = (
        "does_not",
        "We see no crime, and would rather learn from an audit.",
        "A lead",
    )
    stance.save()
    client = site("staff")
    sign_in(client, manager)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    record = "/notifications/notification"
    pages = {
        "notification-complete": f"{record}/{one.pk}/change/",
        "notification-missing": f"{record}/{bare.pk}/change/",
        "notification-sent": f"{record}/{sent.pk}/change/",
        "notification-sheet": f"{record}/{one.pk}/copy-sheet/",
        "notification-sheet-missing": f"{record}/{bare.pk}/copy-sheet/",
        "notification-child": f"/notifications/notifiedchild/{bare.children.get().pk}/change/",
        "notification-view": f"/notifications/partnerstance/{stance.pk}/change/",
        "notification-step-sent": f"{record}/{bare.pk}/do/sent/",
        "notification-step-not": f"{record}/{bare.pk}/do/not-to-notify/",
        "notification-step-withdraw": f"{record}/{sent.pk}/do/withdraw/",
        "notification-list": f"{record}/",
    }
    wrong: list[str] = []
    with serve() as base, launch() as browser:
        context = browser.new_context(viewport={"width": WIDTHS[0], "height": 900}, locale="en-GB")
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=base)
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": base}])
        page = context.new_page()
        complaints = Complaints(page)
        for name, address in pages.items():
            wrong += faults(page, complaints, base + address, name)
        page.goto(base + pages["notification-sheet"])
        page.get_by_role("button", name="Copy: Incident: Place of the incident").click()
        page.get_by_text("Copied: Incident: Place of the incident").wait_for()
        copied = page.evaluate("navigator.clipboard.readText()")
        wrong += faults(page, complaints, page.url, "notification-copied")
        context.close()
    assert copied == "A park"
    assert wrong == [], "\n".join(wrong)
