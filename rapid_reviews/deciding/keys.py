"""The three keys: each partner signs or dissents on the words as they stand, and a later edit of the words voids it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.conf import settings

from cspr import outbox
from cspr.clocks import london_date
from cspr.deadlines import calendar
from cspr.lifecycle import MoveRefused
from cspr.models import Case, OutgoingEmail, User
from rapid_reviews.deciding.words import current, digest_of, keep, snapshot_of
from rapid_reviews.models import RapidReview, Signature

SIGNED, DISSENTED, VOID, AWAITED = "signed", "dissented", "void", "awaited"
# Working days after the decision on which a lead who has not given the key is reminded.
REMINDED_AFTER = (5, 3, 1)


@dataclass(frozen=True)
class Key:
    """How the key of one partner stands, in words. `signature` is the newest that was given in this round, if any."""

    partner: str
    name: str
    state: str
    words: str
    signature: Signature | None

    @property
    def is_given(self) -> bool:
        """Signed or dissented, on the words as they stand."""
        return self.state in (SIGNED, DISSENTED)


def standing_of(review: RapidReview) -> list[Key]:
    """Each partner's key, in one order. Void is never stored: the digest of today's words says it.

    What was sent is compared with the words that were kept then: another name of an agency voids no key of it.
    """
    kept = current(review) if _was_sent(review) else None
    today = digest_of(snapshot_of(review)) if kept is None else kept.digest
    given = Signature.objects.filter(decision__review=review, decision__round=review.round).select_related("by")
    newest = {signature.partner: signature for signature in given}
    decided_at = review.decided_at
    return [_key(User.Partner(partner), newest.get(partner), today, decided_at) for partner in User.Partner.values]


def at_sending(keys: list[Key], sent_at: datetime) -> list[Key]:
    """The keys as they stood at that moment, which is typed to the minute: one that was given later did not go with it."""
    late = {key.partner for key in keys if key.signature and key.signature.at >= sent_at + timedelta(minutes=1)}
    return [
        replace(key, state=AWAITED, words=f"{key.words}, after it was sent") if key.partner in late else key for key in keys
    ]


def _was_sent(review: RapidReview) -> bool:
    status = RapidReview.Status
    return review.status in (status.SENT, status.REPLIED) or (review.status == status.ENDED and review.sent_at is not None)


def _key(partner: User.Partner, signature: Signature | None, today: str, decided_at: datetime | None) -> Key:
    name = str(partner.label)
    if signature is None:
        return Key(partner.value, name, AWAITED, "Awaited", None)
    verb = "Signed" if signature.agrees else "Dissented"
    given = f"{verb} on {london_date(signature.at):%-d %B %Y} by {signature.by}"
    if decided_at is not None and signature.at < decided_at:
        return Key(partner.value, name, VOID, f"{given}; it was decided anew since: signature void, sign again", signature)
    if signature.digest == today:
        return Key(partner.value, name, SIGNED if signature.agrees else DISSENTED, given, signature)
    words = f"{given}; the words have changed since: signature void, sign again"
    return Key(partner.value, name, VOID, words, signature)


def lacking(keys: list[Key]) -> list[Key]:
    """Those that are not given on the words as they stand."""
    return [key for key in keys if not key.is_given]


def by_name(keys: list[Key]) -> str:
    """Police, Integrated care board."""
    return ", ".join(key.name for key in keys)


def refuse(review: RapidReview, *, partner: str, by: User) -> None:
    """Raises MoveRefused unless this person may give this partner's key on the words as they stand now."""
    if review.status != RapidReview.Status.DECIDED:
        raise MoveRefused(
            f"A key is given when it is decided and not yet sent. This stands at “{review.get_status_display()}”; nothing was "
            "altered."
        )
    if partner not in User.Partner.values or by.partner != partner:
        raise MoveRefused("A key is given by the lead of that partner, and by nobody else. Nothing was altered.")
    if not Case.objects.visible_to(by).filter(pk=review.case_id).exists():
        raise MoveRefused("Whoever has a conflict of interest with a case gives no key on it. Nothing was altered.")
    if missing := review.missing_parts():
        raise MoveRefused(
            f"The report is not complete, so nobody signs it yet. Still empty: {', '.join(missing)}. Nothing was altered; you "
            "will be asked when it is complete."
        )
    key = next(key for key in standing_of(review) if key.partner == partner)
    if key.is_given:
        raise MoveRefused(
            f"{key.words}, on these very words. That stands and is not altered. If something is new, ask the unit to decide "
            "anew: then every key is asked again."
        )


def give(review: RapidReview, *, partner: str, agrees: bool, reasons: str, by: User, at: datetime) -> Signature:
    """Give one key on the words as they stand; the caller holds the review.

    Where the words changed after the decision, they are first kept as they are now, so that what was signed can always be
    read. Raises MoveRefused.
    """
    refuse(review, partner=partner, by=by)
    decision = current(review)
    if decision is None:
        raise MoveRefused("This was decided before its words were kept. Ask the unit to decide it anew, then sign.")
    if decision.digest != digest_of(snapshot_of(review)):
        because = f"The words were changed after the decision. Kept as they stood when a key was given ({_name(partner)})."
        decision = keep(review, because=because, by=by, at=at)
    return Signature.objects.create(
        decision=decision, partner=partner, agrees=agrees, reasons=reasons, digest=decision.digest, by=by, at=at
    )


def ask(review: RapidReview, *, at: datetime) -> int:
    """Ask each lead whose key is awaited or void, once for each decision and once for each void signature.

    Not while parts of the report are empty: nobody signs what is half written.
    """
    decision = current(review)
    if decision is None or review.status != RapidReview.Status.DECIDED or review.missing_parts():
        return 0
    asked = {key.partner: key for key in lacking(standing_of(review))}
    messages = []
    for lead in _leads(review):
        key = asked.get(lead.partner)
        if key is not None:
            signature = key.signature
            about = f"void:{signature.pk}" if signature is not None else f"asked:{decision.pk}"
            words = "your key is void and is asked again" if signature is not None else "your key is asked"
            messages.append(_message(review, lead, f"key:{review.pk}:{about}", words, at=at))
            messages += _reminders(review, lead, at=at)
    return outbox.queue_all(messages)


def remind(*, at: datetime) -> int:
    """The sweep: ask whoever was not asked yet, and remind those who were; return how many messages that made."""
    decided = RapidReview.objects.filter(status=RapidReview.Status.DECIDED).select_related("case")
    return sum(ask(review, at=at) for review in decided)


def asked_of(user: User) -> list[RapidReview]:
    """The reviews in which this lead's key is awaited or void, the oldest decision first."""
    if not user.partner:
        return []
    decided = RapidReview.objects.visible_to(user).filter(status=RapidReview.Status.DECIDED).select_related("case")
    return [one for one in decided.order_by("decided_at") if user.partner in {key.partner for key in lacking(standing_of(one))}]


def _leads(review: RapidReview) -> list[User]:
    leads = User.objects.with_roles("partner_lead").exclude(partner="")
    return list(leads.exclude(pk__in=review.case.conflicts.values("user")))


def _reminders(review: RapidReview, lead: User, *, at: datetime) -> list[OutgoingEmail]:
    """The highest rung that is reached: what an outage has missed is said once, not three times."""
    if review.decided_at is None:
        return []
    passed = calendar().between(london_date(review.decided_at), london_date(at))
    rung = next((days for days in REMINDED_AFTER if passed >= days), None)
    if rung is None:
        return []
    key = f"key:{review.pk}:{review.decided_at:%Y%m%d%H%M%S}:after{rung}"
    return [_message(review, lead, key, "your key is still awaited", at=at)]


def _message(review: RapidReview, lead: User, key: str, words: str, *, at: datetime) -> OutgoingEmail:
    reference = review.case.reference
    link = f"{settings.STAFF_URL}/rapid_reviews/rapidreview/{review.pk}/do/sign/"
    body = f"{reference}: {words}.\n\nRead the words, then sign or dissent: {link}"
    return outbox.message(
        key=f"{key}:{lead.pk}", to=lead.email, subject=f"{reference}: {words}", body=body, case=review.case, at=at
    )


def _name(partner: str) -> str:
    return str(User.Partner(partner).label)
