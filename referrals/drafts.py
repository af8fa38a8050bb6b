"""Keeps what a sender types, page by page, until it is sent. The only writer of Draft, DraftStep and WrongNumber."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core import signing
from django.db import transaction

from cspr.models import Agency, User
from referrals import receipts, uploads
from referrals.models import Draft, DraftStep, WrongNumber

# Wrong receipt numbers that one address may type before its drafts stay shut, and for how long (issue of a new number opens them).
TRIES = 5
SHUT_FOR = timedelta(hours=24)
# Drafts that one address may hold unsent, so that nobody fills the disk with them.
MOST_DRAFTS = 20
SALT = "referrals.late-post"

Answers = dict[str, list[str]]


class NumberRefused(Exception):
    """The receipt number does not fit. `tries_left` is 0 when the address has to wait or to ask for a new number."""

    def __init__(self, tries_left: int) -> None:
        super().__init__("receipt number refused")
        self.tries_left = tries_left


class TooManyDrafts(Exception):
    """The address holds as many unsent drafts as we keep."""


class Older(Exception):
    """The page was opened before the step was last saved: saving it would overwrite newer words. Nothing was stored."""

    def __init__(self, step: DraftStep) -> None:
        super().__init__("older page")
        self.step = step


class AlreadySent(Exception):
    """The draft was sent, or is gone: nothing is stored in it any more."""


@dataclass(frozen=True)
class Page:
    """Which page of which draft a browser holds, and how often the step had been saved when it was opened."""

    draft: uuid.UUID
    step: str
    row: int
    version: int


@transaction.atomic
def start(sender: str, *, agency: Agency | None, at: datetime) -> Draft:
    """Begin a draft; its receipt number is `receipts.number_of(draft)`. Raises TooManyDrafts."""
    uploads.hold_form(sender, uuid.UUID(int=0))
    if Draft.objects.of(sender).unsent().count() >= MOST_DRAFTS:
        raise TooManyDrafts
    return Draft.objects.create(sender_email=sender, agency=agency, started_at=at, saved_at=at)


def tries_left(sender: str, *, at: datetime) -> int:
    """How many wrong receipt numbers the address may still type. A number that staff issue anew gives all five back."""
    wrong = WrongNumber.objects.filter(sender_email=sender, tried_at__gt=at - SHUT_FOR)
    renewed = Draft.objects.of(sender).exclude(number_renewed_at=None).order_by("-number_renewed_at").first()
    if renewed is not None and renewed.number_renewed_at is not None:
        wrong = wrong.filter(tried_at__gt=renewed.number_renewed_at)
    return max(TRIES - wrong.count(), 0)


def find(sender: str, typed: str, *, at: datetime) -> Draft:
    """The draft, sent or not, of this sender whose receipt number this is. Raises NumberRefused; each costs a try."""
    found, left = _try(sender, typed, at=at)
    if found is None:
        raise NumberRefused(left)
    return found


@transaction.atomic
def _try(sender: str, typed: str, *, at: datetime) -> tuple[Draft | None, int]:
    uploads.hold_form(sender, uuid.UUID(int=0))
    left = tries_left(sender, at=at)
    if left == 0:
        return None, 0
    found = [draft for draft in Draft.objects.of(sender) if receipts.fits(draft, typed)]
    if found:
        return found[0], left
    WrongNumber.objects.create(sender_email=sender, tried_at=at)
    return None, left - 1


@transaction.atomic
def renew_number(draft: Draft, *, by: User, at: datetime) -> Draft:
    """Give the draft another receipt number: the earlier one no longer opens it, and wrong tries are forgotten."""
    locked = Draft.objects.select_for_update().get(pk=draft.pk)
    locked.number_serial += 1
    locked.number_renewed_at, locked.number_renewed_by = at, by
    locked.save(update_fields=["number_serial", "number_renewed_at", "number_renewed_by"])
    return locked


def token_for(page: Page) -> str:
    """A signed word that lets a page be saved into its own step, and nothing else: it opens and shows nothing."""
    return signing.dumps([str(page.draft), page.step, page.row, page.version], salt=SALT)


def page_of(token: str) -> Page | None:
    """The page for which a token was made, or None."""
    try:
        draft, step, row, version = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    return Page(uuid.UUID(draft), step, row, version)


@transaction.atomic
def save(page: Page, answers: Answers, *, judged: bool, at: datetime) -> DraftStep:
    """Store a page as it was typed. `judged`: the sender asked to go on. Raises Older, AlreadySent."""
    draft = _lock(page.draft)
    step = DraftStep.objects.filter(draft=draft, step=page.step, row=page.row).first()
    if step is not None and step.version > page.version and step.answers != answers:
        raise Older(step)
    return _store(draft, page, at=at, answers=answers, judged=judged, set_aside=None, set_aside_at=None)


@transaction.atomic
def save_late(page: Page, answers: Answers, *, at: datetime) -> DraftStep:
    """Store a page whose sender is signed out. Newer words are never overwritten: an older page is laid beside them.

    Raises AlreadySent.
    """
    draft = _lock(page.draft)
    step = DraftStep.objects.filter(draft=draft, step=page.step, row=page.row).first()
    if step is not None and step.version > page.version and step.answers != answers:
        return _store(draft, page, at=at, set_aside=answers, set_aside_at=at)
    return _store(draft, page, at=at, answers=answers, judged=False)


@transaction.atomic
def settle(page: Page, *, take: bool, at: datetime) -> None:
    """Take what was laid aside as the answers of the step, or drop it. Raises AlreadySent."""
    draft = _lock(page.draft)
    step = DraftStep.objects.filter(draft=draft, step=page.step, row=page.row).first()
    if step is not None and step.set_aside is not None:
        changes = {"answers": step.set_aside, "judged": False} if take else {}
        _store(draft, page, at=at, set_aside=None, set_aside_at=None, **changes)


@transaction.atomic
def remove_row(draft: Draft, steps: tuple[str, ...], row: int, *, at: datetime) -> None:
    """Take a child out of the draft: all pages of that row. Raises AlreadySent."""
    locked = _lock(draft.pk)
    DraftStep.objects.filter(draft=locked, step__in=steps, row=row).delete()
    _touch(locked, at)


@transaction.atomic
def choose_agency(draft: Draft, agency: Agency | None, *, at: datetime) -> None:
    """Note on whose behalf the sender writes. Raises AlreadySent."""
    locked = _lock(draft.pk)
    locked.agency = agency
    locked.save(update_fields=["agency"])
    _touch(locked, at)


@transaction.atomic
def discard(draft: Draft, *, at: datetime) -> None:
    """Remove an unsent draft, its words and its files. Raises AlreadySent."""
    locked = _lock(draft.pk)
    uploads.remove_all(locked.sender_email, locked.pk, at=at)
    locked.delete()


def close(draft: Draft, *, at: datetime) -> None:
    """The draft has become a referral: its words now stand there, and only there. Inside the sending transaction."""
    draft.steps.all().delete()
    draft.sent_at = at
    draft.save(update_fields=["sent_at"])


def purge(*, at: datetime) -> int:
    """Remove drafts that nobody has saved for as long as they are kept. Returns how many."""
    old = list(Draft.objects.abandoned(at=at).order_by("pk"))
    for draft in old:
        discard(draft, at=at)
    return len(old)


def _lock(pk: uuid.UUID) -> Draft:
    draft = Draft.objects.select_for_update().filter(pk=pk).first()
    if draft is None or draft.sent_at is not None:
        raise AlreadySent
    return draft


def _store(draft: Draft, page: Page, *, at: datetime, **changes: Any) -> DraftStep:
    step, _ = DraftStep.objects.get_or_create(draft=draft, step=page.step, row=page.row, defaults={"saved_at": at})
    for name, value in changes.items():
        setattr(step, name, value)
    step.version, step.saved_at = step.version + 1, at
    step.save()
    _touch(draft, at)
    return step


def _touch(draft: Draft, at: datetime) -> None:
    draft.saved_at = at
    draft.save(update_fields=["saved_at"])


def answers_of(posted: Mapping[str, Any]) -> Answers:
    """What was typed on a page, without what only carries it."""
    lists: Any = posted.lists() if hasattr(posted, "lists") else posted.items()
    return {name: list(values) for name, values in lists if name not in NO_ANSWERS and not name.startswith("do-")}


# Sent with every page, and no answer. Buttons are named "do-...".
NO_ANSWERS = frozenset({"csrfmiddlewaretoken", "page"})
