"""The files of a draft: which wait with it, adding some, and taking one back. None is ever given out here."""

import time
from typing import Any
from urllib.parse import urlencode

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from referrals import uploads
from referrals.forms.catalog import SECTIONS
from referrals.forms.files import FilesForm
from referrals.models import Attachment
from referrals.views.opened import OpenedView

NOTHING_CHOSEN = "Choose one file or more first, then press “Upload”."
BUSY = "The same referral is being worked on in another window, so the file was not kept. Choose it again."
# Which numbers the page may say back after a redirect: of files, so never more digits than that.
MOST_TOLD = 99
# Seconds after which no further file of one post is looked at: whoever waits for the same process waits no longer.
LONGEST_POST = 45.0


class Files(OpenedView):
    """The page."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """List them by name and size."""
        return self.show(FilesForm())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Keep each file that is in order, and say of each other what is wrong with it; then go where the button leads."""
        added, refusals = self.keep_all(request)
        if not added and not refusals and "do-continue" not in request.POST:
            refusals = [("", NOTHING_CHOSEN)]
        if refusals:
            return self.show_refused(refusals, added)
        if "do-continue" in request.POST:
            return redirect("referrals:tasks" if self.written().missing else "referrals:check", draft=self.draft.pk)
        return redirect(f"{self.address}?{urlencode({'added': added})}")

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
            uploads.keep(file, sender=self.draft.sender_email, form_uuid=self.draft.pk, at=self.at)
        except uploads.FileRefused as refused:
            return str(refused)
        except uploads.FormBusy:
            return BUSY
        return ""

    def show_refused(self, refusals: list[tuple[str, str]], added: int) -> HttpResponse:
        """The page with what was refused: it stands in no session and no table, so it is the answer to the post."""
        form = FilesForm({})
        form.refuse(refusals)
        return self.show(form, added=added)

    def show(self, form: FilesForm, added: int = 0) -> HttpResponse:
        """The page."""
        kept = Attachment.objects.kept_for(self.draft.sender_email, self.draft.pk)
        told = {name: number_in(self.request, name) for name in ("added", "removed")}
        context = {"draft": self.draft, "form": form, "files": kept, **told, "total": sum(file.size for file in kept)}
        counted = {"section_count": len(SECTIONS), "added": added or told["added"]}
        return render(self.request, "referrals/files.html", {**context, **counted})

    @property
    def address(self) -> str:
        """Of this page."""
        return reverse("referrals:files", kwargs={"draft": self.draft.pk})


class RemoveFile(OpenedView):
    """Take one back."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, file: int, **kwargs: Any) -> HttpResponse:
        """Do it; one that is gone already is as good as removed."""
        try:
            uploads.remove(self.draft, file, at=self.at)
        except uploads.FormBusy:
            return redirect("referrals:files", draft=self.draft.pk)
        return redirect(reverse("referrals:files", kwargs={"draft": self.draft.pk}) + "?removed=1")


def number_in(request: HttpRequest, name: str) -> int:
    """How many files a redirect says were added or removed; 0 for anything else."""
    typed = request.GET.get(name, "")
    return min(int(typed), MOST_TOLD) if typed.isascii() and typed.isdecimal() and len(typed) < 4 else 0
