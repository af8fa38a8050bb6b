"""What the zip of a case holds of its referrals, and of the case itself: its people, its dates, its timeline, who looked."""

import re
from collections.abc import Iterator
from datetime import datetime
from functools import partial

from cspr.exporting import Held, Paper, Sheet, sheet_of
from cspr.models import Case
from referrals import letters
from referrals.models import Attachment, InformationRequest, Referral
from referrals.uploads.storing import path_of

# What a person may receive: scanned, or released by somebody who said why.


def sheets(case: Case) -> Iterator[Sheet]:
    """The case, everybody in it, and what was sent to us."""
    yield sheet_of("Case", Case.objects.filter(pk=case.pk))
    yield sheet_of("Children", case.children.all())
    yield sheet_of("People", case.people.all())
    yield sheet_of("Access to this case only", case.assignments.all())
    yield sheet_of("Conflicts of interest", case.conflicts.all())
    found = Referral.objects.filter(case=case).order_by("received_at")
    yield sheet_of("Referrals", found)
    questions = InformationRequest.objects.filter(referral__in=found).select_related("referral")
    yield sheet_of("Questions to senders", questions, {"Referral": lambda row: str(row.referral.reference)})


def papers(case: Case, at: datetime) -> Iterator[Paper]:
    """Each referral on paper."""
    for one in Referral.objects.filter(case=case).select_related("agency").order_by("received_at"):
        make = partial(letters.file_pdf, one, agency_is_open=one.agency.is_active, at=at)
        yield Paper(f"referrals/{one.reference}.pdf", f"Referral {one.reference}", make)


def files(case: Case) -> Iterator[Held]:
    """The files that came with them."""
    rows = Attachment.objects.filter(referral__case=case, removed_at=None).select_related("referral").order_by("pk")
    for number, one in enumerate(rows, 1):
        yield held(one, f"referrals/files/{number:02d}")


def held(file: Attachment, name: str) -> Held:
    """A stored file under that name, with the ending of its kind; one that was not found clean stays behind."""
    ending = f".{file.kind}" if re.fullmatch(r"[a-z0-9]{1,5}", file.kind) else ""
    path, why_not = path_of(file.key), ""
    if file.state not in Attachment.MAY_BE_OPENED:
        why_not = "Malware was found" if file.state == Attachment.State.INFECTED else "Not scanned yet"
    elif not path.is_file():
        why_not = "The stored file was not found"
    return Held(f"{name}{ending}", file.title, file.size, file.sha256, path, why_not)


SHEETS, PAPERS, FILES = (sheets,), (papers,), (files,)
