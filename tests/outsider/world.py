"""Two full cases in which every text field holds a word that nobody outside may ever read."""

import secrets
import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.apps import apps
from django.db import models

from cspr import outbox, timeline
from cspr.models import AccessRecord, Agency, AgencyContact, AppendOnly, Case, Child, Person, User
from notifications.models import NotifiedChild
from practice_reviews.models import ProgressNote
from publications import lifecycle as publishing
from publications.checking import storing as candidates
from publications.models import Candidate, CountdownStep, CourtHold, KnownIdentity
from rapid_reviews.models import (
    Action,
    AgencyRequest,
    AgencyReturn,
    Attendance,
    ChronologyRow,
    HeldFile,
    Meeting,
    Pack,
    PanelReply,
    RowQuestion,
    SearchedPerson,
)
from rapid_reviews.packing import storing
from referrals.models import Attachment, Draft, Referral, ReferredChild
from tests import walk
from tests.cast import agency

HOUSE = ("cspr", "referrals", "notifications", "rapid_reviews", "practice_reviews", "publications")
# Names of steps, addresses and keys: they are no free text, and the application reads them.
NOT_TEXT = {"reference", "receipt", "clock", "kind", "key", "public_slug", "sha256", "last_error", "approved_digest"}
AT = datetime(2027, 5, 10, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Planted:
    """A case, the word in all its texts, and the referral from which it came."""

    case: Case
    word: str
    referral: Referral
    file: Attachment
    answered: HeldFile
    letter: HeldFile


def full_case(by: User, word: str) -> Planted:
    """A case that came all the way to a reported practice review, with the word in every text."""
    case = walk.reported_practice_review(by).case
    referral = walk.referral(case=case, form_uuid=uuid.uuid4(), status=Referral.Status.ACCEPTED)
    Draft.objects.create(pk=referral.form_uuid, sender_email=referral.sender_email, started_at=AT, saved_at=AT, sent_at=AT)
    ReferredChild.objects.create(referral=referral, name="x", sex=Child.Sex.OTHER, ethnicity="x", address="x", legal_status="x")
    file = Attachment.objects.create(
        form_uuid=referral.form_uuid, sender_email=referral.sender_email, referral=referral, title="x", kind="pdf",
        key=secrets.token_hex(32), size=1, sha256="0" * 64, uploaded_at=AT, state=Attachment.State.CLEAN,
    )  # fmt: skip
    NotifiedChild.objects.create(notification=case.notification, child=Child.objects.create(case=case, name="x"))
    Person.objects.create(case=case, name="x", relation="x")
    outbox.queue(key=f"outsider:{case.pk}", to="x@school.example", subject="x", body="x", at=AT, case=case)
    ProgressNote.objects.create(practice_review=case.practice_review, on=date(2027, 4, 1), words=word, by=by)
    at_the_gate(case, by)
    asked(case, by)
    held = answered(case)
    met(case)
    packed(case, by)
    letter = letter_of_the_panel(case, by)
    AccessRecord.objects.create(user=by, site="staff", action="opened", what="case", case=case)
    timeline.record(case, "note", word, at=AT, actor=word)
    plant(case, word)
    case.refresh_from_db()
    referral.refresh_from_db()
    return Planted(case, word, referral, file, held, letter)


def asked(case: Case, by: User) -> None:
    """A request to an agency, answered in part, with a row and a question back."""
    first = Agency.objects.order_by("pk")[0]
    contact, _ = AgencyContact.objects.get_or_create(
        agency=first, email="lead@agency.example", defaults={"name": "A lead", "role": "Lead", "phone": "01225 000111"}
    )
    SearchedPerson.objects.create(review=case.rapid_review, name="x", relation="x")
    request = AgencyRequest.objects.create(
        review=case.rapid_review, agency=first, contact=contact, due_on=AT.date(), asks="x",
        status=AgencyRequest.Status.SENT, sent_at=AT,
    )  # fmt: skip
    AgencyReturn.objects.create(request=request, saved_at=AT, summary="x")
    row = ChronologyRow.objects.create(request=request, on=AT.date(), event="x")
    question = RowQuestion.objects.create(request=request, kind=RowQuestion.Kind.OTHER, words="x", asked_at=AT, asked_by=by)
    question.rows.add(row)


def letter_of_the_panel(case: Case, by: User) -> HeldFile:
    """What the Panel answered, and its letter as a file."""
    reply = PanelReply.objects.create(
        review=case.rapid_review, round=1, reply="other", reply_on=AT.date(), words="x", asks="x", by=by, at=AT
    )
    file = Attachment.objects.create(
        form_uuid=uuid.uuid4(), sender_email=by.email, title="x", kind="pdf", key=secrets.token_hex(32), size=1,
        sha256="0" * 64, uploaded_at=AT, state=Attachment.State.CLEAN, is_held=True,
    )  # fmt: skip
    return HeldFile.objects.create(reply=reply, attachment=file)


def at_the_gate(case: Case, by: User) -> None:
    """A draft with the bytes that would wait for approval, and a row of the list of who must not be named."""
    draft = publishing.draft_from(case.practice_review, by=by, at=AT, kind="full_report")
    key, content = storing.new_key(), b"%PDF-1.7"
    Candidate.objects.create(
        publication=draft, state=Candidate.State.READY, asked_at=AT, asked_by=by, made_at=AT, key=key, pages=1,
        size=len(content), sha256=candidates.write(key, content),
    )  # fmt: skip
    KnownIdentity.objects.create(case=case, sort=KnownIdentity.Sort.OTHER, text="x", added_by=by, added_at=AT)
    CountdownStep.objects.create(publication=draft, what=CountdownStep.What.COURTS, words="x", by=by, at=AT)
    CourtHold.objects.create(case=case, because="x", review_by=AT.date(), placed_by=by, placed_at=AT)


def packed(case: Case, by: User) -> Pack:
    """A pack that a worker made, without a word of the case in its file."""
    key = secrets.token_hex(32)
    size, sha256 = storing.write(key, "pdf", lambda target: target.write(b"%PDF-"))
    return Pack.objects.create(
        review=case.rapid_review, round=1, state=Pack.State.READY, asked_at=AT, asked_by=by, made_at=AT, key=key, size=size,
        sha256=sha256, pages=1, zip_size=1, zip_sha256="0" * 64,
    )  # fmt: skip


def answered(case: Case) -> HeldFile:
    """Another agency's request, answered and signed, with a file."""
    contact = AgencyContact.objects.create(agency=agency(), name="B", role="Lead", email="b@agency.example", phone="1")
    request = AgencyRequest.objects.create(
        review=case.rapid_review, agency=contact.agency, contact=contact, due_on=AT.date(),
        status=AgencyRequest.Status.SIGNED, sent_at=AT, ended_at=AT,
    )  # fmt: skip
    AgencyReturn.objects.create(request=request, saved_at=AT, summary="x", signed_at=AT, signed_name="x", signed_by=contact)
    file = Attachment.objects.create(
        form_uuid=uuid.uuid4(), sender_email=contact.email, title="x", kind="pdf", key=secrets.token_hex(32), size=1,
        sha256="0" * 64, uploaded_at=AT, state=Attachment.State.CLEAN, is_held=True,
    )  # fmt: skip
    return HeldFile.objects.create(request=request, attachment=file)


def met(case: Case) -> None:
    """A meeting with somebody invited and something to be done."""
    meeting = Meeting.objects.create(review=case.rapid_review, starts_at=AT, agenda="x")
    Attendance.objects.create(meeting=meeting, name="x", role="x")
    Action.objects.create(meeting=meeting, words="x", owner="x")


def ways_to_the_case() -> dict[type[models.Model], str]:
    """Each model of ours that belongs to a case, and the lookup that leads there."""
    ours = [model for model in apps.get_models() if model._meta.app_label in HOUSE and "Historical" not in model.__name__]
    ways: dict[type[models.Model], str] = {Case: "pk"}
    while True:
        more = {
            model: field.name if target is Case else f"{field.name}__{ways[target]}"
            for model in ours
            if model not in ways
            for field in model._meta.get_fields()
            if isinstance(field, models.ForeignKey) and (target := field.related_model) in ways
        }
        if not more:
            return ways
        ways |= more


def plant(case: Case, word: str) -> None:
    """Write the word into every free text of everything that belongs to the case, and so into its history."""
    for model, way in ways_to_the_case().items():
        if not issubclass(model, AppendOnly):
            for record in model._default_manager.filter(**{way: case.pk}):
                for field in texts_of(model):
                    setattr(record, field.name, _words(field, word))
                record.save()


def texts_of(model: type[models.Model]) -> list[Any]:
    """The free texts of a model."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not field.choices
        and not field.unique
        and field.name not in NOT_TEXT
    ]


def _words(field: Any, word: str) -> str:
    if isinstance(field, models.EmailField):
        return f"{word.lower()}@school.example"
    return word if field.max_length is None or field.max_length >= len(word) else word[: field.max_length]
