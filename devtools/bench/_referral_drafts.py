"""Prints drafts that are as long as a referral may be, each with a session in which it is open: for `./bench referral`.

Runs in a process of its own with the settings of the referral site.
"""

import json
import sys
from datetime import datetime
from importlib import import_module
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.http import HttpRequest  # noqa: E402
from django.utils import timezone  # noqa: E402

from cspr.models import Agency, AgencyDomain  # noqa: E402
from devtools.bench._referral_answers import pages  # noqa: E402
from referrals import drafts, lifecycle  # noqa: E402
from referrals.middleware import enter, open_draft  # noqa: E402
from referrals.models import Draft  # noqa: E402


def main(count: int, children: int, key_dates: int) -> list[dict[str, str]]:
    """So many drafts, of as many senders as the hourly limit asks for: each with its id and its session."""
    agency = Agency.objects.create(name="Bench school", kind=Agency.Kind.EDUCATION)
    AgencyDomain.objects.create(agency=agency, domain="bench.example")
    at = timezone.now()
    written = [
        write(f"sender{number // lifecycle.PER_HOUR}@bench.example", agency, children, key_dates, at) for number in range(count)
    ]
    return [{"draft": str(draft.pk), "session": session_of(draft)} for draft in written]


def write(sender: str, agency: Agency, children: int, key_dates: int, at: datetime) -> Draft:
    """Every page filled in and in order."""
    draft = drafts.start(sender, agency=agency, at=at)
    for step, row, answers in pages(children, key_dates, at):
        drafts.save(drafts.Page(draft.pk, step, row, 0), answers, judged=True, at=at)
    return draft


def session_of(draft: Draft) -> str:
    """A session that was signed in and has opened the draft, as the site itself makes it."""
    request: Any = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore()
    enter(request, draft.sender_email)
    open_draft(request, draft)
    request.session.save()
    key: str = request.session.session_key
    return key


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(*map(int, sys.argv[1:]))))
