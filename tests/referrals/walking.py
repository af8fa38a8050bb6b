"""The steps of a sender's walk with a plain client: begin a draft, post a page, open a draft by its number."""

import re
from collections.abc import Mapping
from html import unescape
from typing import Any
from uuid import UUID

from django.test import Client

from referrals import drafts, receipts
from referrals.drafts import Answers
from referrals.forms.catalog import STEPS
from referrals.models import Draft
from tests.referrals.typed import everything


def hidden(page: Any, name: str) -> str:
    """The value of a hidden field of a page."""
    found = re.search(rf'name="{name}"\s+value="([^"]*)"', page.content.decode())
    return unescape(found[1]) if found else ""


def begin(client: Client) -> str:
    """Start a new referral; the address of its task list."""
    started = client.post("/referral/start/", {"proposed": hidden(client.get("/referral/"), "proposed")})
    return started["Location"].removesuffix("number/")


def draft_at(base: str) -> Draft:
    """The draft of a task list's address."""
    return Draft.objects.get(pk=base.split("/")[2])


def number_at(base: str) -> str:
    """Its receipt number."""
    return receipts.number_of(draft_at(base))


def open_by_number(client: Client, number: str) -> Any:
    """Type a receipt number."""
    return client.post("/referral/open/", {"number": number})


def address(base: str, slug: str, row: int = 0) -> str:
    """Where a page of the form is."""
    return f"{base}child/{row}/{slug}/" if row else f"{base}{slug}/"


def post(client: Client, url: str, answers: Mapping[str, Any], button: str = "do-continue", **more: str) -> Any:
    """Open a page, type, and press a button."""
    return client.post(url, {"page": hidden(client.get(url), "page"), **answers, button: "1", **more})


def write_everything(client: Client, base: str, *, children: int = 1, **changes: Any) -> None:
    """Post every page of a referral that is in order."""
    for (slug, row), answers in everything(children, **changes).items():
        post(client, address(base, slug, row), answers)


def signed(page: Any, **changes: Any) -> dict[str, Any]:
    """The declaration of a check page, with every unusual answer confirmed."""
    sure = dict.fromkeys(re.findall(r'name="(sure-[^"]+)"', page.content.decode()), "on")
    carried = {"page": hidden(page, "page"), "seen": hidden(page, "seen")}
    return {**carried, **sure, "declared_by": "Alma Archer", "declared": "on", "do-send": "1", **changes}


def send(client: Client, base: str, **changes: Any) -> Any:
    """Sign the referral and send it."""
    return client.post(f"{base}send/", signed(client.get(f"{base}check/"), **changes))


def late(base: str, slug: str, row: int = 0, version: int = 0) -> str:
    """The token that a page of the form carried when it was opened."""
    return drafts.token_for(drafts.Page(UUID(base.split("/")[2]), slug, row, version))


def words_of(answers: Answers) -> set[str]:
    """Every word of an answer that could be recognised elsewhere."""
    return {value for values in answers.values() for value in values if len(value) > 6}


__all__ = ["STEPS", "address", "begin", "draft_at", "hidden", "late", "number_at", "open_by_number", "post", "send", "signed"]
