"""The receipt: all that a sender sees of a referral after sending it, and only in their own session."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cspr.audited import AuditedView
from referrals import letters
from referrals.middleware import sender_of
from referrals.models import Referral


class Receipt(AuditedView):
    """The page."""

    what = "receipt of a referral"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Only for somebody who is signed in."""
        if sender_of(request) is None:
            return redirect("referrals:ask")
        return super().dispatch(request, *args, **kwargs)

    def find(self, request: HttpRequest, **kwargs: Any) -> Referral:
        """The sender's own referral; for anybody else's, the same answer as for none."""
        own = Referral.objects.sent_by(sender_of(request) or "").select_related("agency")
        found = own.filter(form_uuid=kwargs["form_uuid"]).first()
        if found is None:
            raise Http404
        return found

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Reference, number, date and what happens next."""
        context = {"receipt": letters.receipt_of(self.found), "sender": sender_of(request), **kwargs}
        return render(request, "referrals/receipt.html", context)


class ReceiptPdf(Receipt):
    """The same to keep, as a file."""

    action = "downloaded"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The tagged PDF."""
        name = letters.receipt_of(self.found).file_name
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(letters.receipt_pdf(self.found), content_type="application/pdf", headers=headers)
