"""Keeps what a sender types, page by page, until it is sent. The only writer of Draft, DraftStep and WrongNumber."""

import contextlib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core import signing
from django.db import OperationalError, transaction
from django.db.models import Sum, TextField
from django.db.models.functions import Cast, Coalesce, Length

from cspr.models import Agency, User
from referrals import receipts, uploads
from referrals.models import Draft, DraftStep, WrongNumber
from referrals.models.drafts import KEPT_FOR

# Wrong receipt numbers that one address may type before its drafts stay shut, and for how long. A new number opens them.
TRIES = 5
SHUT_FOR = timedelta(hours=24)
# Drafts that one address may hold unsent, so that nobody fills the disk with them.
MOST_DRAFTS = 20
# Signs in one draft as it is stored, those laid aside included: four times what all pages of the form can rightly hold.
MOST_SIGNS = 2 * 1024 * 1024
SALT = "referrals.late-post"
# Stands where a child was taken out, so that its number is never given to another and no older page lands in the wrong one.
REMOVED = "removed"

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


class TooLong(Exception):
    """The draft would hold more words than any referral needs. Nothing was stored."""


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
def start(sender: str, *, agency: Agency | None, at: datetime, pk: uuid.UUID | None = None) -> Draft:
    """Begin a draft; its receipt number is `receipts.number_of(draft)`. Raises TooManyDrafts, uploads.FormBusy.

    Asked twice with the same `pk` it gives the same draft, as long as nothing is typed in it; else it raises AlreadySent.
    """
    sender = sender.lower()
    uploads.hold_form(sender, uuid.UUID(int=0))
    begun = Draft.objects.filter(pk=pk).first() if pk else None
    if begun is not None:
        if begun.sender_email != sender or begun.sent_at is not None or begun.steps.exists():
            raise AlreadySent
        return begun
    if Draft.objects.of(sender).unsent().count() >= MOST_DRAFTS:
        raise TooManyDrafts
    return Draft.objects.create(pk=pk or uuid.uuid4(), sender_email=sender, agency=agency, started_at=at, saved_at=at)


def tries_left(sender: str, *, at: datetime) -> int:
    """How many wrong receipt numbers the address may still type. A number that staff issue anew gives all five back."""
    wrong = WrongNumber.objects.filter(sender_email=sender.lower(), tried_at__gt=_counted_from(sender, at=at))
    return max(TRIES - wrong.count(), 0)


def _counted_from(sender: str, *, at: datetime) -> datetime:
    renewed = Draft.objects.of(sender).exclude(number_renewed_at=None).order_by("-number_renewed_at").first()
    day_before = at - SHUT_FOR
    return day_before if renewed is None else max(day_before, renewed.number_renewed_at or day_before)


def find(sender: str, typed: str, *, at: datetime) -> Draft:
    """The draft, sent or not, of this sender whose receipt number this is.

    Raises NumberRefused; each costs a try, but not the same wrong number typed again. Raises uploads.FormBusy.
    """
    found, left = _try(sender.lower(), typed, at=at)
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
    digest = receipts.digest_of(typed)
    _, is_new = WrongNumber.objects.get_or_create(
        sender_email=sender, digest=digest, tried_at__gt=_counted_from(sender, at=at), defaults={"tried_at": at}
    )
    return None, left - is_new


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
        draft, step, row, version = signing.loads(token, salt=SALT, max_age=KEPT_FOR)
    except (signing.BadSignature, ValueError):
        return None
    return Page(uuid.UUID(draft), step, row, version)


@transaction.atomic
def save(page: Page, answers: Answers, *, judged: bool, at: datetime) -> DraftStep:
    """Store a page as typed. `judged`: the sender asked to go on. Raises Older, TooLong, AlreadySent, uploads.FormBusy."""
    draft = _lock(page.draft)
    step = _find(draft, page)
    if step is not None and _is_older(page, step, answers):
        raise Older(step)
    return _store(draft, page, at=at, answers=answers, judged=judged)


@transaction.atomic
def save_late(page: Page, answers: Answers, *, at: datetime) -> DraftStep:
    """Store a page without showing anything. Newer words are never overwritten: an older page is laid beside them.

    Raises TooLong, AlreadySent, uploads.FormBusy.
    """
    draft = _lock(page.draft)
    step = _find(draft, page)
    if step is not None and _is_older(page, step, answers):
        return _store(draft, page, at=at, set_aside=answers, set_aside_at=at)
    return _store(draft, page, at=at, answers=answers, judged=False)


@transaction.atomic
def settle(page: Page, *, take: bool, seen: str, at: datetime) -> None:
    """Take what was laid aside as the answers of the step, or drop it.

    `seen` is `aside_of` as the sender saw it: if anything came since, nothing is done. Raises AlreadySent, uploads.FormBusy.
    """
    draft = _lock(page.draft)
    step = _find(draft, page)
    if step is not None and step.set_aside is not None and (step.version, aside_of(step)) == (page.version, seen):
        changes = {"answers": step.set_aside, "judged": False} if take else {}
        _store(draft, page, at=at, set_aside=None, set_aside_at=None, **changes)


def aside_of(step: DraftStep) -> str:
    """A mark of what lies beside the answers of a step, or "" for nothing."""
    return step.set_aside_at.isoformat() if step.set_aside_at else ""


@transaction.atomic
def remove_row(draft: Draft, steps: Iterable[str], row: int, *, at: datetime) -> None:
    """Take a child out of the draft: all pages of that row. Raises AlreadySent, uploads.FormBusy."""
    locked = _lock(draft.pk)
    gone, _ = DraftStep.objects.filter(draft=locked, step__in=tuple(steps), row=row).delete()
    if gone:
        _store(locked, Page(locked.pk, REMOVED, row, 0), at=at)


@transaction.atomic
def discard(draft: Draft, *, at: datetime) -> None:
    """Remove an unsent draft, its words and its files. Raises AlreadySent, uploads.FormBusy."""
    _remove(hold(draft), at=at)


def hold(draft: Draft) -> Draft:
    """The draft as it stands now, and nobody else's to change until the transaction ends.

    Whoever sends takes the facts from it, so that no page saved in the same moment is lost. Raises AlreadySent,
    uploads.FormBusy.
    """
    uploads.hold_form(draft.sender_email, draft.pk)
    return _lock(draft.pk)


def close(draft: Draft, *, at: datetime) -> None:
    """The draft has become a referral: its words now stand there, and only there. Inside the sending transaction.

    Raises AlreadySent, uploads.FormBusy.
    """
    locked = _lock(draft.pk)
    locked.steps.all().delete()
    draft.sent_at = locked.sent_at = at
    locked.save(update_fields=["sent_at"])


def purge(*, at: datetime) -> int:
    """Remove drafts that nobody has saved for as long as they are kept. Returns how many.

    A draft that somebody is saving or sending at this moment is left alone.
    """
    removed = 0
    for draft in Draft.objects.abandoned(at=at).order_by("pk"):
        with contextlib.suppress(AlreadySent, uploads.FormBusy), transaction.atomic():
            held = hold(draft)
            if held.saved_at == draft.saved_at:
                _remove(held, at=at)
                removed += 1
    return removed


def _remove(held: Draft, *, at: datetime) -> None:
    uploads.remove_all(held.sender_email, held.pk, at=at)
    held.delete()


def _lock(pk: uuid.UUID) -> Draft:
    try:
        draft = Draft.objects.select_for_update().filter(pk=pk).first()
    except OperationalError as error:
        raise uploads.FormBusy from error
    if draft is None or draft.sent_at is not None:
        raise AlreadySent
    return draft


def _find(draft: Draft, page: Page) -> DraftStep | None:
    return DraftStep.objects.filter(draft=draft, step=page.step, row=page.row).first()


def _is_older(page: Page, step: DraftStep, answers: Answers) -> bool:
    return step.version > page.version and step.answers != answers


def _store(draft: Draft, page: Page, *, at: datetime, **changes: Any) -> DraftStep:
    """The version grows only with other words: the same page sent twice makes no third one older."""
    step = _find(draft, page) or DraftStep(draft=draft, step=page.step, row=page.row)
    if step.pk is None or step.answers != changes.get("answers", step.answers):
        step.version = max(step.version, page.version) + 1
    for name, value in changes.items():
        setattr(step, name, value)
    step.saved_at = at
    step.save()
    _refuse_too_long(draft)
    _touch(draft, at)
    return step


def _refuse_too_long(draft: Draft) -> None:
    words = Length(Cast("answers", TextField())) + Coalesce(Length(Cast("set_aside", TextField())), 0)
    if (draft.steps.aggregate(all=Sum(words))["all"] or 0) > MOST_SIGNS:
        raise TooLong


def _touch(draft: Draft, at: datetime) -> None:
    draft.saved_at = at
    draft.save(update_fields=["saved_at"])
