"""From the referral that waits to the Rapid Review that is open: accepted, completed from what the copy sheet lacks, sent."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from cspr.clocks import LONDON
from tests.journey.the_unit import Desk
from tests.journey.world import CHILD

# What the copy sheet says is missing, by the page and the box to which each of its lines leads.
KNOWN = {
    "notification": {
        "notifier_name": "Una Marsh, head of safeguarding",
        "notifier_phone": "01225 000444",
        "notifier_email": "una.marsh@council.example",
    },
    "notifiedchild": {"health": "In hospital, stable."},
    "partnerstance": {"stance": "agrees", "words": "The criteria are met.", "given_by": "Its safeguarding lead"},
}


def ago(**time: float) -> str:
    """That long ago on the clock on the wall, as a box of a moment holds it."""
    return f"{datetime.now(LONDON) - timedelta(**time):%Y-%m-%dT%H:%M}"


def accept(coordinator: Desk) -> None:
    """The referral waits on the first page. The local authority knew four days ago, and says how it knows."""
    coordinator.press("Today")
    coordinator.look("work-for-today")
    coordinator.follow(r"CSPR-REF-")
    coordinator.sees(CHILD)
    coordinator.look("referral")
    coordinator.step("accept", "Accept", aware_at=ago(days=4), because="The log of the duty social worker says so.")
    coordinator.sees("The referral is accepted")


def complete(coordinator: Desk) -> None:
    """Line by line as the copy sheet names it, until it says that nothing is missing."""
    coordinator.press("Notifications")
    coordinator.follow(r"CSPR-\d")
    coordinator.look("notification")
    coordinator.press("Copy sheet, in the order of the national system")
    coordinator.look("copy-sheet-incomplete")
    for _ in range(9):
        missing = coordinator.page.locator(".record--missing a")
        if not missing.count():
            break
        coordinator.press(missing.first.inner_text())
        _fill_in(coordinator)
        coordinator.press("Copy sheet, in the order of the national system")
    coordinator.sees("Nothing is missing.")
    coordinator.look("copy-sheet-complete")


def _fill_in(coordinator: Desk) -> None:
    kind = urlsplit(coordinator.page.url).path.split("/")[2]
    coordinator.look(f"missing-{kind}")
    coordinator.fill(**KNOWN[kind])
    coordinator.press("Save and continue editing" if kind == "notification" else "Save")


def send(coordinator: Desk) -> None:
    """On the national system; recorded here. The partners were told in the same hour, and the Rapid Review opens."""
    coordinator.press("Notifications")
    coordinator.follow(r"CSPR-\d")
    sent = {"sent_at": ago(days=2), "national_reference": "SIN-000123", "partners_told": "on"}
    coordinator.step("notification-sent", "Record as sent to the Panel", **sent)
    coordinator.sees("Recorded as sent.")
    coordinator.look("notification-sent")
