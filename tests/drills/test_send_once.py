"""Every referral is sent fifty times at the same moment, and arrives once, whatever the order in which the posts are taken."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from cspr.models import Agency, OutgoingEmail
from devtools import drills
from referrals.models import Draft, Referral
from referrals.views.check import last_saved
from tests.cast import agency
from tests.referrals.answers import draft, now
from tests.referrals.entered import enter_with
from tests.referrals.typed import fill

FORMS = drills.count(sample=3, complete=100)
POSTS = 50


def press(client: Client, written: Draft, seen: str, start: threading.Barrier) -> str:
    """One press of "Send the referral" from a browser of its own that holds the sender's session; where it leads."""
    browser = Client()
    browser.cookies = client.cookies
    try:
        start.wait(60)
        posted = {"declared_by": "Alma Archer", "declared": "on", "seen": seen}
        answer = browser.post(reverse("referrals:send", kwargs={"draft": written.pk}), posted)
        return f"{answer.status_code} {answer.get('Location', '')}"
    finally:
        connections.close_all()


def press_all(client: Client, written: Draft) -> set[str]:
    """Fifty presses at once; the different answers that came."""
    start = threading.Barrier(POSTS)
    with ThreadPoolExecutor(POSTS) as pool:
        seen = last_saved(written)
        presses = [pool.submit(press, client, written, seen, start) for _ in range(POSTS)]
        return {one.result() for one in presses}


@pytest.mark.drill
def test_a_referral_that_is_sent_by_fifty_presses_at_once_arrives_once(committed_db: str, site: Callable[..., Client]) -> None:
    client, busy = site("referrals"), 0
    school: Agency = agency(domain="school.example")
    for number in range(FORMS):
        sender = f"head{number}@school.example"
        written = fill(draft(sender=sender, agency=school, at=now()))
        enter_with(client, written)
        receipt = reverse("referrals:receipt", kwargs={"draft": written.pk})
        check = reverse("referrals:check", kwargs={"draft": written.pk})
        answers = press_all(client, written)
        assert f"302 {receipt}" in answers
        assert answers <= {f"302 {receipt}", f"302 {check}?refused=busy"}
        busy += len(answers) > 1
        assert Referral.objects.filter(form_uuid=written.pk).count() == 1
        # The sender is told once, however often it was pressed.
        assert OutgoingEmail.objects.filter(to=sender).count() == 1
        assert client.get(receipt).status_code == 200
    assert Referral.objects.count() == FORMS
    drills.report(
        "the same referral sent by parallel posts",
        f"{FORMS} forms × {POSTS} posts at once: {FORMS} referrals, {FORMS} confirmations; told to press again in {busy} forms",
        measures=("referrals/lifecycle.py", "referrals/drafts.py", "referrals/views/check.py"),
    )
