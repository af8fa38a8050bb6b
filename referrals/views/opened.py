"""What every page of a draft or a sent referral has in common: it answers only in a session that has opened it."""

import uuid
from datetime import datetime
from typing import Any, ClassVar, Literal

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views import View

from cspr.models import Agency
from referrals.forms.steps import About
from referrals.forms.written import Written
from referrals.middleware import opened_draft, sender_of
from referrals.models import Attachment, Draft


class OpenedView(View):
    """A page of one draft. Somebody else's, an unknown one and one that is not opened get the same answer.

    `stage`: whether the page is of a draft still being written, of one that was sent, or of both. The draft is at
    `self.draft`, the moment at `self.at`.
    """

    stage: ClassVar[Literal["unsent", "sent", "any"]] = "unsent"
    draft: Draft
    at: datetime

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the draft, then answer; or lead to where it can be opened."""
        self.at = timezone.now()
        found = opened_draft(request, kwargs["draft"])
        if found is None:
            return self.not_opened(request, **kwargs)
        self.draft = found
        if self.stage == "unsent" and found.sent_at is not None:
            return self.already_sent(request)
        if self.stage == "sent" and found.sent_at is None:
            return redirect("referrals:tasks", draft=found.pk)
        return super().dispatch(request, *args, **kwargs)

    def written(self) -> Written:
        """The draft as it is saved now."""
        return written_of(self.draft, at=self.at)

    def not_opened(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """To the sign-in, or to the place for the receipt number."""
        return to_the_door(request)

    def already_sent(self, request: HttpRequest) -> HttpResponse:
        """A page of the form, after sending: the receipt."""
        return redirect("referrals:receipt", draft=self.draft.pk)


def written_of(draft: Draft, *, at: datetime) -> Written:
    """All pages of a draft as they are saved now."""
    agencies = tuple(Agency.objects.for_address(draft.sender_email))
    files = Attachment.objects.kept_for(draft.sender_email, draft.pk).count()
    return Written(draft.steps.all(), about=About(at, draft.sender_email, agencies), files=files)


def to_the_door(request: HttpRequest) -> HttpResponse:
    """Where a draft is opened; the same for each that is not open, whether it exists or not."""
    if sender_of(request) is None:
        return redirect("referrals:ask")
    return HttpResponseRedirect(reverse("referrals:home") + "?number=needed")


def address_of(draft: uuid.UUID, step: str, row: int) -> str:
    """Where a page of the form is."""
    if row:
        return reverse("referrals:child_step", kwargs={"draft": draft, "row": row, "step": step})
    return reverse("referrals:step", kwargs={"draft": draft, "step": step})
