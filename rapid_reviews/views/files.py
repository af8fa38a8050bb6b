"""The files with an answer: judged as those of a referral are, and given out to staff only."""

import time
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse

from cspr.lifecycle import MoveRefused
from rapid_reviews import answering
from rapid_reviews.views.asked import AskedView
from referrals import uploads
from referrals.forms.files import FilesForm
from referrals.views.files import LONGEST_POST, NOTHING_CHOSEN, number_in

BUSY = "Another file is being added at this moment, so this one was not kept. Choose it again."


class Files(AskedView):
    """The page."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """List them by name and size."""
        return self.page(FilesForm())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Keep each file that is in order, and say of each other what is wrong with it; then go where the button leads."""
        added, refusals = self.keep_all(request)
        if not added and not refusals and "do-continue" not in request.POST:
            refusals = [("", NOTHING_CHOSEN)]
        if refusals:
            form = FilesForm({})
            form.refuse(refusals)
            return self.page(form, added)
        return self.to("page", page="records") if "do-continue" in request.POST else self.to("files", f"?added={added}")

    def keep_all(self, request: HttpRequest) -> tuple[int, list[tuple[str, str]]]:
        """How many were kept, and the name and the reason of each that was not."""
        files, added = request.FILES.getlist("attachments"), 0
        # Only once the post has been read is it known which of it was too large.
        refusals: list[tuple[str, str]] = list(request.META.get(uploads.SKIPPED, []))
        until = time.monotonic() + LONGEST_POST
        for file in files:
            refusal = self.keep(file) if time.monotonic() < until else uploads.TOOK_TOO_LONG
            added += not refusal
            refusals += [(file.name or "", refusal)] if refusal else []
        return added, refusals

    def keep(self, file: "UploadedFile[Any]") -> str:
        """Keep one. Returns why it was refused, or ""."""
        try:
            kept = answering.keep_file(file, self.asked, contact=self.contact, at=self.at)
        except uploads.FileRefused as refused:
            return str(refused)
        except uploads.FormBusy:
            return BUSY
        return "" if kept else "The answer was signed or taken back meanwhile, so the file was not kept."

    def page(self, form: FilesForm, added: int = 0) -> HttpResponse:
        """The page."""
        kept = answering.files_of(self.asked)
        told = {"added": added or number_in(self.request, "added"), "removed": number_in(self.request, "removed")}
        return self.show("files", form=form, files=kept, total=sum(file.size for file in kept), **told)


class RemoveFile(AskedView):
    """Take one back."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, file: int, **kwargs: Any) -> HttpResponse:
        """Do it; one that is gone already is as good as removed."""
        try:
            if file < 1 << 62:
                answering.remove_file(self.asked, file, contact=self.contact, at=self.at)
        except MoveRefused as refusal:
            return self.refused(refusal)
        return self.to("files", "?removed=1")
