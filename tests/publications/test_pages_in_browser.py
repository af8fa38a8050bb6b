"""The staff pages of publications in a real Chromium, narrow and wide: no axe or CSP violation, no sideways scroll."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from publications import bringing, identities, lifecycle
from tests.browser import WIDTHS, Complaints, axe_violations, launch, overflows, serve
from tests.cast import person
from tests.doors import sign_in
from tests.publications import drafts
from tests.referrals.corpus import good

# Where a person who works on the pages wants to look at them.
PICTURES = os.environ.get("PUBLICATION_PICTURES", "")
# Sent as they are opened, these steps say what is missing.
REFUSED = ("accept", "approve", "send-back", "lay-pdf", "withdraw", "plan")


@pytest.mark.usefixtures("committed_db")
def test_every_staff_page_of_a_publication_is_accessible_and_keeps_to_the_policy(site: Callable[[str], Client]) -> None:
    manager = person("business_manager")
    draft = drafts.draft(manager, summary="Zephyrine Quillfeather was a happy baby.")
    published, _ = drafts.published(manager)
    waiting = drafts.waiting(
        person("coordinator"),
        summary="A visit was missed. Quillfeather is an old word. Born on 5 March 2026.",
    )
    identities.add(waiting.case, sort="nickname", text="Zuzu", note="On social media", by=manager, at=drafts.DRAFTED)
    asked = lifecycle.ask_for_approval(drafts.draft(manager), by=manager, at=drafts.DRAFTED)
    approved = drafts.approved(manager)
    back = lifecycle.send_back(drafts.waiting(manager), by=person("partner_lead"), at=drafts.DRAFTED, because="Leave it out.")
    bringing.lay_report(back, SimpleUploadedFile("report.pdf", good.pdf()), by=manager, at=drafts.DRAFTED)
    late = lifecycle.ask_for_approval(drafts.draft(manager), by=manager, at=drafts.DRAFTED)
    client = site("staff")
    sign_in(client, manager)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    base = "/publications/publication"
    pages = {
        "list": f"{base}/",
        "add": f"{base}/add/",
        "draft": f"{base}/{draft.pk}/change/",
        "ask": f"{base}/{draft.pk}/do/ask/",
        "preview": f"{base}/{draft.pk}/preview/",
        "gate": f"{base}/{waiting.pk}/gate/",
        "accept": f"{base}/{waiting.pk}/do/accept/",
        "identities": f"/publications/knownidentity/of-case/{waiting.case_id}/",
        "being-made": f"{base}/{asked.pk}/gate/",
        "word": f"{base}/{draft.pk}/do/word/",
        "lay-pdf": f"{base}/{draft.pk}/do/lay-pdf/",
        "release-pdf": f"{base}/{back.pk}/do/release-pdf/",
        "sent-back": f"{base}/{back.pk}/change/",
        "plan": f"{base}/{draft.pk}/do/plan/",
        "takes-long": f"{base}/{late.pk}/change/",
        "approve": f"{base}/{waiting.pk}/do/approve/",
        "send-back": f"{base}/{waiting.pk}/do/send-back/",
        "approved": f"{base}/{approved.pk}/change/",
        "publish": f"{base}/{approved.pk}/do/publish/",
        "history": f"{base}/{draft.pk}/history/",
        "published": f"{base}/{published.pk}/change/",
        "withdraw": f"{base}/{published.pk}/do/withdraw/",
        "themes": "/publications/theme/",
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
                if name in REFUSED:
                    # What is refused stands on the same page.
                    page.click("input[type=submit].default")
                if PICTURES:
                    page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png", full_page=True)
                found = list(complaints.lines) + axe_violations(page)
                found += [f"{overflows(page)} px too wide"] if overflows(page) else []
                found += [] if answer is not None and answer.status == 200 else [f"status {answer and answer.status}"]
                wrong += [f"{name}-{width}: {line}" for line in found]
            context.close()
    assert wrong == [], "\n".join(wrong)
