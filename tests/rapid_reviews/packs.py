"""Cases whose pack is large: answers of many agencies with their rows, all signed, and a file of each."""

import io
import random
from datetime import UTC, date, datetime, time, timedelta

from cspr.models import Agency, AgencyContact, User
from rapid_reviews import deciding, lifecycle
from rapid_reviews.models import AgencyRequest, AgencyReturn, ChronologyRow, Criterion, HeldFile, RapidReview
from referrals.models import Attachment
from referrals.uploads import storing
from tests import walk

SIGNED_AT = datetime(2021, 1, 8, 15, 0, tzinfo=UTC)
FIRST_DAY = date(2018, 3, 1)
SENTENCES = (
    "A home visit took place and nobody was in.",
    "The mother rang and asked for the appointment to be moved to the week after.",
    "The child was seen alone and said that school was going well.",
    "A strategy discussion was held between three agencies, and it was agreed to share what each of them knew.",
    "The child was not brought to the appointment. A letter was sent to the last known address.",
    "An anonymous caller said that there was shouting in the flat above theirs most evenings.",
)


def large_review(by: User, *, agencies: int, rows: int, seed: int = 1) -> RapidReview:
    """A decided and signed review that so many agencies answered: one in six does not know the family; `rows` rows in all."""
    review, chance = walk.rapid_review(by), random.Random(seed)
    requests = [signed(review, number, is_nil=number % 6 == 5) for number in range(agencies)]
    telling = [request for request in requests if not request.answer.is_nil]
    made = [_row(telling[n % len(telling)], chance) for n in range(rows)]
    ChronologyRow.objects.bulk_create(made)
    enclose(telling[0], b"An invented file.")
    answer_the_criteria(review, by)
    review = lifecycle.decide(
        review, by=by, at=walk.DECIDED, decision="local_review", reasons="Invented reasons.", nationally_important=False
    )
    for lead in walk.leads():
        agrees = lead.partner != User.Partner.POLICE
        reasons = "" if agrees else "The police see no recurrent theme.\n\nThey would have preferred other learning."
        lifecycle.sign(review, partner=lead.partner, agrees=agrees, reasons=reasons, by=lead, at=walk.DECIDED)
    return review


def signed(review: RapidReview, number: int, *, is_nil: bool = False) -> AgencyRequest:
    """One agency's request with its signed answer."""
    agency = Agency.objects.create(name=f"Invented agency {number + 1:02d}", kind=Agency.Kind.EDUCATION)
    contact = AgencyContact.objects.create(
        agency=agency, name=f"Contact {number + 1}", role="Lead", email=f"lead{number}@agency.example", phone="01225 000111"
    )
    request = AgencyRequest.objects.create(
        review=review, agency=agency, contact=contact, due_on=date(2021, 1, 8), status=AgencyRequest.Status.SIGNED,
        sent_at=walk.NOTIFIED_IN_TIME, ended_at=SIGNED_AT,
    )  # fmt: skip
    words = "\n\n".join(" ".join(SENTENCES) for _ in range(3))
    parts = {} if is_nil else dict.fromkeys(AgencyReturn.PARTS, words)
    AgencyReturn.objects.create(
        request=request, saved_at=SIGNED_AT, is_nil=is_nil, signed_name=contact.name, signed_by=contact, signed_at=SIGNED_AT,
        approver_name="A manager", approver_role="Head of service", files_secured="yes", **parts,
    )  # fmt: skip
    return request


def enclose(request: AgencyRequest, content: bytes, *, state: str = Attachment.State.CLEAN) -> HeldFile:
    """A file that came with the answer."""
    key = storing.new_key()
    size, sha256 = storing.write(io.BytesIO(content), storing.path_of(key))
    file = Attachment.objects.create(
        form_uuid=request.pk, sender_email=request.contact.email, title="Letter of Mrs Invented.pdf", kind="pdf", key=key,
        size=size, sha256=sha256, uploaded_at=SIGNED_AT, state=state, is_held=True,
    )  # fmt: skip
    return HeldFile.objects.create(request=request, attachment=file)


def answer_the_criteria(review: RapidReview, by: User) -> None:
    """All four, the first of them with evidence."""
    for criterion in review.criteria.all():
        criterion.answer, criterion.reasons = Criterion.Answer.YES, f"Invented reasons for ({criterion.letter})."
        criterion.save()
    first, row = review.criteria.get(letter="a"), deciding.rows_to_choose(review).first()
    if row is not None:
        deciding.rest_on(first, row=row, answer=None, note="Missed before", by=by)


def _row(request: AgencyRequest, chance: random.Random) -> ChronologyRow:
    at = time(chance.randrange(8, 18), chance.choice((0, 15, 30, 45))) if chance.random() < 0.5 else None
    return ChronologyRow(
        request=request, on=FIRST_DAY + timedelta(days=chance.randrange(1000)), time=at,
        people=chance.choice(("Child", "Mother", "Child and mother", "Father, grandmother")),
        event=" ".join(chance.sample(SENTENCES, chance.randrange(1, 4))),
        source=chance.choice(("Case notes", "Letter", "Log 14/3")),
    )  # fmt: skip
