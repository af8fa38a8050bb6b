"""A page that arrives after its session ended: it is stored, never shown, and opens nothing."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from cspr.models import Agency
from cspr.views import csrf_failure as refuse
from referrals import drafts, uploads
from referrals.forms.catalog import step_of
from referrals.forms.steps import About
from referrals.middleware import opened_draft
from referrals.models import Draft
from referrals.views.typed import answers_on, signed_on


def stored(request: HttpRequest) -> HttpResponse | None:
    """Store a posted page by the token that it carries, and say so; None where it carries none of ours."""
    page = drafts.page_of(request.POST.get("page", "")) if request.method == "POST" else None
    if page is None:
        return None
    at = timezone.now()
    try:
        drafts.save_late(page, answers_in(request, page, at=at), at=at)
    except drafts.AlreadySent:
        return refused(request)
    except uploads.FormBusy:
        return render(request, "referrals/late_busy.html", status=503)
    except drafts.TooLong:
        return render(request, "referrals/late_too_long.html", status=413)
    is_open = opened_draft(request, page.draft) is not None
    return render(request, "referrals/late.html", {"at": at, "draft": page.draft if is_open else None})


def answers_in(request: HttpRequest, page: drafts.Page, *, at: datetime) -> drafts.Answers:
    """What was typed on the page that the token names."""
    step = step_of(page.step)
    if step is None:
        return signed_on(request.POST)
    draft = Draft.objects.filter(pk=page.draft).first()
    sender = draft.sender_email if draft else ""
    about = About(at, sender, tuple(Agency.objects.for_address(sender)) if sender else ())
    return answers_on(step.form(request.POST, about=about))[0]


def refused(request: HttpRequest) -> HttpResponse:
    """The draft was sent or deleted meanwhile: nothing is stored, and that is said."""
    return render(request, "referrals/late_refused.html", status=409)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A page of the form is stored even where its protection has run out; anything else gets the usual answer."""
    return stored(request) or refuse(request, reason)
