"""A copy of the draft for the file of the sender's agency: before sending, and only then. It is made anew and kept nowhere."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cspr.audited import AuditedView
from referrals import letters
from referrals.models import Attachment, Draft
from referrals.views.opened import OpenedView

FILE_NAME = "referral-draft-not-sent.pdf"


class Copy(OpenedView, AuditedView):
    """The tagged PDF. Only by a button: a link would be followed by a browser that looks ahead."""

    what = "copy of an unsent referral"
    action = "downloaded"
    http_method_names = ("post", "options")

    def find(self, request: HttpRequest, **kwargs: Any) -> Draft:
        """The draft that this session has opened."""
        return self.draft

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """What the pages say that are right so far, and which are not."""
        written = self.written()
        document = letters.copy_pdf(
            written.facts,
            agency=str(written.agency or ""),
            files=Attachment.objects.kept_for(self.draft.sender_email, self.draft.pk),
            unfinished=[note.words for note in written.missing],
            at=self.at,
        )
        headers = {"Content-Disposition": f'attachment; filename="{FILE_NAME}"'}
        return HttpResponse(document, content_type="application/pdf", headers=headers)

    def already_sent(self, request: HttpRequest) -> HttpResponse:
        """After sending, nothing of it is shown again."""
        return render(request, "referrals/copy_refused.html", {"draft": self.draft}, status=403)
