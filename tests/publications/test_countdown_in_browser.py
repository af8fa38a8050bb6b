"""The pages of the countdown in a real Chromium, narrow and wide: no axe or CSP violation, no sideways scroll."""

import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from publications import correction, countdown, holds, scheduling
from publications.countdown import Said
from publications.models import CountdownStep
from tests.browser import WIDTHS, Complaints, axe_violations, launch, overflows, serve
from tests.cast import person
from tests.doors import sign_in
from tests.publications import drafts
from tests.publications.drafts import APPROVED, DRAFTED, WITHDRAWN

What = CountdownStep.What
# Where a person who works on the pages wants to look at them.
PICTURES = os.environ.get("PUBLICATION_PICTURES", "")
MOMENT = datetime(2021, 5, 20, 8, 30, tzinfo=UTC)


@pytest.mark.usefixtures("committed_db")
def test_every_page_of_the_countdown_is_accessible_and_keeps_to_the_policy(site: Callable[[str], Client]) -> None:
    manager = person("business_manager")
    draft = countdown.plan(drafts.draft(manager), on=date(2021, 6, 9), by=manager, at=DRAFTED)
    said = {What.FAMILY_TOLD: Said("done", date(2021, 5, 3), "By the reviewer, at home."), What.STATEMENT: Said()}
    countdown.write(
        draft, {**said, What.SUPPORT: Said("not_needed", None, "Nobody works here any more.")}, by=manager, at=DRAFTED
    )
    approved = drafts.approved(manager)
    stopped = scheduling.order(drafts.approved(manager), MOMENT, by=manager, at=APPROVED)
    hold = holds.place(stopped.case, because="An inquest", review_by=date(2021, 6, 1), by=manager, at=APPROVED)
    scheduling.publish_due(at=MOMENT)
    published, _ = drafts.published(manager)
    corrected = correction.begin(published, by=manager, at=WITHDRAWN)
    client = site("staff")
    sign_in(client, manager)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    base = "/publications/publication"
    pages = {
        "draft": f"{base}/{draft.pk}/change/",
        "list": f"{base}/{draft.pk}/do/fill-in/",
        "order": f"{base}/{approved.pk}/do/order/",
        "stopped": f"{base}/{stopped.pk}/change/",
        "correct": f"{base}/{published.pk}/do/correct/",
        "corrected": f"{base}/{corrected.pk}/change/",
        "place-hold": f"/publications/courthold/add/?case={draft.case_id}",
        "holds": "/publications/courthold/",
        "hold": f"/publications/courthold/{hold.pk}/change/",
        "look-again": f"/publications/courthold/{hold.pk}/do/look-again/",
        "lift": f"/publications/courthold/{hold.pk}/do/lift/",
        "work": "/",
    }
    wrong: list[str] = []
    with serve() as root, launch() as browser:
        for width in WIDTHS:
            context = browser.new_context(viewport={"width": width, "height": 900})
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": root}])
            page = context.new_page()
            complaints = Complaints(page)
            for name, address in pages.items():
                complaints.lines.clear()
                answer = page.goto(root + address)
                if name == "list":
                    # What is refused stands on the same page, beside what was typed.
                    page.select_option("#id_courts_0", "done")
                    page.click("input[type=submit].default")
                if PICTURES:
                    page.screenshot(path=Path(PICTURES) / f"countdown-{name}-{width}.png", full_page=True)
                found = list(complaints.lines) + axe_violations(page)
                found += [f"{overflows(page)} px too wide"] if overflows(page) else []
                found += [] if answer is not None and answer.status == 200 else [f"status {answer and answer.status}"]
                wrong += [f"{name}-{width}: {line}" for line in found]
            context.close()
    assert wrong == [], "\n".join(wrong)
