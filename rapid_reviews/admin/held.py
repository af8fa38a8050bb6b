"""The step by which staff may save files of an answer that no scanner has judged."""

from datetime import datetime
from typing import Any

from cspr.audited import Verb
from cspr.models import User
from rapid_reviews import answering
from rapid_reviews.models import AgencyRequest
from referrals.admin.files import ReleaseForm


def _release(asked: AgencyRequest, typed: dict[str, Any], by: User, at: datetime) -> int:
    return answering.release_files(asked, because=typed["because"], by=by, at=at)


RELEASE_FILES = Verb(
    slug="release-files",
    label="Release the files",
    permission="rapid_reviews.change_agencyrequest",
    form=ReleaseForm,
    run=_release,
    when=lambda asked: answering.waiting_files(asked).exists(),
    intro=(
        "No scanner has judged some files of this answer. Where there is one, it will: wait for it if you can. Releasing lets "
        "staff save them now. Your name and your reason are kept with them."
    ),
    done="The files are released and can be saved.",
)
