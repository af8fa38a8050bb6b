"""The pages of the demonstration with a real Chromium."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from demo import mail, marker, people, signins
from demo.models import DemoMarker
from tests.browser import WIDTHS, Complaints, axe_violations, launch, overflows, serve
from tests.demo.conftest import make_url_maps_anew


@pytest.fixture
def shown(committed_db: str, settings: Settings, tmp_path: Path, site: Callable[[str], Client]) -> Iterator[None]:
    """A marked database with its colleagues and a message."""
    settings.DEMO_MAIL_DIR = tmp_path
    site("staff")
    marker.mark(at=timezone.now())
    make_url_maps_anew()
    signins.give_apps(people.load_staff())
    letter = EmailMessage(
        "Your code", f"Your code is 123456.\n\nhttps://{'long' * 30}.example/", "a@b.example", ["c@d.example"]
    )
    mail.MailboxBackend().send_messages([letter])
    yield
    DemoMarker.objects.all().delete()
    make_url_maps_anew()


def test_every_page_is_accessible_and_keeps_to_the_policy(shown: None) -> None:
    wrong = []
    with serve() as base, launch() as browser:
        for width in WIDTHS:
            page = browser.new_context(viewport={"width": width, "height": 900}).new_page()
            complaints = Complaints(page)
            for address in ("/demo/", "/demo/mailbox/", "/demo/codes/"):
                page.goto(base + address)
                found = [
                    *complaints.lines,
                    *axe_violations(page),
                    *([f"{overflows(page)} px too wide"] if overflows(page) else []),
                ]
                complaints.lines.clear()
                wrong += [f"{address} {width}: {line}" for line in found]
    assert wrong == [], "\n".join(wrong)
