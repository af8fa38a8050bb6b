"""What the zip of a case holds of its Rapid Review: requests, answers, chronology, meetings, decisions, pack and files."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any

from cspr.exporting import Held, Paper, Sheet, sheet_of
from cspr.models import Case
from rapid_reviews import letters
from rapid_reviews.models import (
    Action,
    AgencyRequest,
    AgencyReturn,
    Attendance,
    ChronologyRow,
    Criterion,
    Decision,
    HeldFile,
    Meeting,
    Milestone,
    Pack,
    PanelReply,
    RapidReview,
    RowQuestion,
    SearchedPerson,
    Signature,
)
from rapid_reviews.packing.storing import file_of
from referrals.exporting import held


def _agency(row: Any) -> str:
    return str(row.request.agency)


def sheets(case: Case) -> Iterator[Sheet]:
    """In the order of the work."""
    yield sheet_of("Rapid Review", RapidReview.objects.filter(case=case))
    yield sheet_of("Plan", Milestone.objects.filter(rapid_review__case=case))
    of_review: dict[str, Any] = {"review__case": case}
    yield sheet_of("Family list", SearchedPerson.objects.filter(**of_review))
    yield sheet_of("Requests to agencies", AgencyRequest.objects.filter(**of_review))
    # What an agency has not signed is its own: nobody of the staff reads it.
    of_request: dict[str, Any] = {"request__review__case": case, "request__status": AgencyRequest.Status.SIGNED}
    for title, model in (("Answers", AgencyReturn), ("Chronology", ChronologyRow), ("Questions to agencies", RowQuestion)):
        rows = model._default_manager.filter(**of_request).select_related("request__agency")
        yield sheet_of(title, rows, {"Agency": _agency})
    yield sheet_of("Meetings", Meeting.objects.filter(**of_review))
    yield sheet_of("Attendance", Attendance.objects.filter(meeting__review__case=case))
    yield sheet_of("Actions", Action.objects.filter(meeting__review__case=case))
    yield sheet_of("Criteria", Criterion.objects.filter(**of_review))
    yield sheet_of("Decisions", Decision.objects.filter(**of_review))
    yield sheet_of("Keys", Signature.objects.filter(decision__review__case=case))
    yield sheet_of("Panel's replies", PanelReply.objects.filter(**of_review))
    yield sheet_of("Packs", Pack.objects.filter(**of_review))


def papers(case: Case, at: datetime) -> Iterator[Paper]:
    """The report as it reads now, and each pack that was sent, byte for byte as it went."""
    for review in RapidReview.objects.filter(case=case).select_related("case"):
        yield Paper("rapid-review/report.pdf", "Report of the Rapid Review", partial(letters.report, review))
    for pack in Pack.objects.filter(review__case=case, sent_at__isnull=False).order_by("pk"):
        yield Paper(f"rapid-review/pack-round-{pack.round}.pdf", f"Pack sent in round {pack.round}", partial(_kept, pack))


def files(case: Case) -> Iterator[Held]:
    """What agencies sent with a signed answer, and what the Panel sent."""
    rows = HeldFile.objects.filter(attachment__removed_at=None)
    signed = rows.filter(request__review__case=case, request__status=AgencyRequest.Status.SIGNED)
    mine = signed | rows.filter(reply__review__case=case)
    for number, one in enumerate(mine.select_related("attachment").order_by("pk"), 1):
        yield held(one.attachment, f"rapid-review/files/{number:02d}")


def _kept(pack: Pack) -> bytes:
    return file_of(pack, "pdf").read_bytes()


SHEETS, PAPERS, FILES = (sheets,), (papers,), (files,)
