"""The files of a draft: which wait with it, adding one, and taking one back."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from referrals.models import Attachment
from referrals.views.opened import OpenedView


class Files(OpenedView):
    """The page."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """List them by name and size."""
        files = Attachment.objects.kept_for(self.draft.sender_email, self.draft.pk)
        return render(request, "referrals/files.html", {"draft": self.draft, "files": files})


class RemoveFile(OpenedView):
    """Take one back."""

    def post(self, request: HttpRequest, file: int, **kwargs: Any) -> HttpResponse:
        """Do it."""
        return redirect("referrals:files", draft=self.draft.pk)
