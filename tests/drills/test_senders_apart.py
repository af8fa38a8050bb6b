"""Two hundred senders, each signed in with their own referral open, try to read and to write each other's."""

import hashlib
import re
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from devtools import drills
from referrals.models import Draft, Referral
from tests.cast import agency
from tests.referrals import typed
from tests.referrals.answers import CHILD_NAME, draft, now
from tests.referrals.entered import enter_with

SENDERS = drills.count(sample=8, complete=200)
# Every address of one draft or referral: one way of looking and one of writing is tried for each pair, in turn.
LOOKS = ("tasks", "number", "children", "files", "check", "discard", "receipt", "receipt_pdf", "status", "step", "child_step")
WRITES = ("step", "child_step", "send", "discard", "files", "remove_child", "remove_file", "copy", "reply")
TABLES = (
    "referrals_draft",
    "referrals_draftstep",
    "referrals_referral",
    "referrals_attachment",
    "referrals_informationrequest",
)
MORE: dict[str, dict[str, object]] = {
    "step": {"step": "incident"},
    "child_step": {"step": "child-about", "row": 1},
    "remove_child": {"row": 1},
    "remove_file": {"file": 1},
}


def address(name: str, pk: uuid.UUID) -> str:
    """An address of that draft."""
    return reverse(f"referrals:{name}", kwargs={"draft": pk, **MORE.get(name, {})})


def plain(answer: Any, pk: uuid.UUID) -> tuple[int, str, str]:
    """What an answer says, without the id that the asker typed and what differs between any two answers."""
    body = answer.content.decode(errors="replace").replace(str(pk), "ID")
    body = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"', "", body)
    return answer.status_code, answer.get("Location", "").replace(str(pk), "ID"), body


def stored() -> str:
    """A digest of every row that a sender can have written."""
    digest = hashlib.sha256()
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {table} t")
            digest.update(str(cursor.fetchone()).encode())
    return digest.hexdigest()


def a_crowd(site: Callable[..., Client]) -> Iterator[tuple[Client, Draft]]:
    """Senders of one agency, each with a referral of their own: the even ones still writing, the odd ones done."""
    school = agency(domain="school.example")
    for number in range(SENDERS):
        written = typed.fill(draft(sender=f"head{number}@school.example", agency=school, at=now()))
        client = enter_with(Client(), written)
        # The owner reads it: what is refused below is refused to strangers.
        page = client.get(address("check", written.pk)).content.decode()
        assert CHILD_NAME in page
        if number % 2:
            # The session has seen the check page, so what it signs is what stands there.
            seen = re.search(r'name="seen" value="([^"]*)"', page)
            assert seen
            client.post(address("send", written.pk), {"declared_by": "A", "declared": "on", "seen": seen[1]})
        yield client, written


@pytest.mark.drill
def test_no_sender_reads_or_writes_what_another_wrote(db: None, site: Callable[..., Client]) -> None:
    site("referrals")
    crowd = list(a_crowd(site))
    assert Referral.objects.count() == SENDERS // 2
    page = typed.page("incident", narrative="Written by a stranger")
    before, pairs = stored(), 0
    for place, (client, _) in enumerate(crowd):
        unknown = uuid.uuid4()
        refused = {look: plain(client.get(address(look, unknown)), unknown) for look in LOOKS}
        dropped = {write: plain(client.post(address(write, unknown), page), unknown) for write in WRITES}
        for turn, (_, foreign) in enumerate(crowd):
            if turn == place:
                continue
            look, write = LOOKS[(place + turn) % len(LOOKS)], WRITES[(place + turn) % len(WRITES)]
            assert plain(client.get(address(look, foreign.pk)), foreign.pk) == refused[look], look
            assert plain(client.post(address(write, foreign.pk), page), foreign.pk) == dropped[write], write
            pairs += 1
    assert stored() == before
    drills.report(
        "senders who try each other's referrals",
        f"{SENDERS} senders, {pairs} pairs, each one look and one write: 0 read, 0 written, answered as for an unknown one",
        measures=("referrals/middleware.py", "referrals/views/opened.py", "referrals/drafts.py"),
    )
