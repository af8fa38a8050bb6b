"""The files that agencies sent with their answers: listed in the pack with size and SHA-256, and laid beside it in the zip."""

import re
from dataclasses import dataclass

from django.utils.text import slugify

from rapid_reviews import letters
from rapid_reviews.models import AgencyRequest, HeldFile, RapidReview
from rapid_reviews.packing.storing import digest_of
from referrals.models import Attachment
from referrals.uploads.storing import path_of

# What a person may receive: scanned, or released by somebody who said why.


@dataclass(frozen=True)
class Listed:
    """One file as the pack lists it. `why_not` says why it is not in the zip; "" where it is."""

    agency: str
    title: str
    size: int
    sha256: str
    name: str
    why_not: str
    enclosed: letters.Enclosed | None

    @property
    def is_enclosed(self) -> bool:
        """Whether it travels in the zip."""
        return self.enclosed is not None


def listed_files(review: RapidReview) -> list[Listed]:
    """Every file of a signed answer, numbered in one order."""
    rows = HeldFile.objects.filter(
        request__review=review, request__status=AgencyRequest.Status.SIGNED, attachment__removed_at=None
    )
    ordered = rows.select_related("attachment", "request__agency").order_by("request__agency__name", "pk")
    return [_listed(number, held) for number, held in enumerate(ordered, 1)]


def enclosed(files: list[Listed]) -> list[letters.Enclosed]:
    """Those that go into the zip."""
    return [file.enclosed for file in files if file.enclosed is not None]


def _listed(number: int, held: HeldFile) -> Listed:
    file, agency = held.attachment, held.request.agency.name if held.request else ""
    name, why_not = f"files/{number:02d}-{slugify(agency)[:40] or 'agency'}{_ending(file)}", _why_not(file)
    inside = None if why_not else letters.Enclosed(name, file.title, agency, file.size, file.sha256, path_of(file.key))
    return Listed(agency, file.title, file.size, file.sha256, "" if why_not else name, why_not, inside)


def _why_not(file: Attachment) -> str:
    if file.state not in Attachment.MAY_BE_OPENED:
        return "Malware was found" if file.state == Attachment.State.INFECTED else "Not scanned yet"
    try:
        return "" if digest_of(path_of(file.key)) == file.sha256 else "The stored file is not what was sent"
    except (OSError, ValueError):
        return "The stored file was not found"


def _ending(file: Attachment) -> str:
    return f".{file.kind}" if re.fullmatch(r"[a-z0-9]{1,5}", file.kind) else ""
