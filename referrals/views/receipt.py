"""The receipt: what a sender may keep of a referral after sending it, and only in a session that has opened it."""

from typing import Any, ClassVar, Literal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from cspr.audited import AuditedView
from referrals import letters
from referrals.models import Referral
from referrals.views.opened import OpenedView


class SentView(OpenedView, AuditedView):
    """A page of a referral that was sent. The referral is at `self.found`; its words are on no such page."""

    stage: ClassVar[Literal["unsent", "sent", "any"]] = "sent"

    def find(self, request: HttpRequest, **kwargs: Any) -> Referral:
        """The referral that the opened draft became."""
        own = Referral.objects.sent_by(self.draft.sender_email).select_related("agency")
        return get_object_or_404(own, form_uuid=self.draft.pk)


class Receipt(SentView):
    """The page."""

    what = "receipt of a referral"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Reference, number, date and what happens next."""
        context = {"receipt": letters.receipt_of(self.draft, self.found), "draft": self.draft}
        return render(request, "referrals/receipt.html", context)


class ReceiptPdf(SentView):
    """The same to keep, as a file."""

    what = "receipt of a referral"
    action = "downloaded"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The tagged PDF."""
        receipt = letters.receipt_of(self.draft, self.found)
        headers = {"Content-Disposition": f'attachment; filename="{receipt.file_name}"'}
        return HttpResponse(letters.receipt_pdf(receipt), content_type="application/pdf", headers=headers)
