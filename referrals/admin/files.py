"""The files of a referral: a list of links, and the file itself to be saved."""

from typing import Any

from django.contrib import admin
from django.http import FileResponse, Http404, HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cspr.audited import AuditedView, staff
from referrals.admin.rows import ReadOnlyInline
from referrals.models import Attachment, Referral
from referrals.uploads import path_of


class AttachmentFile(AuditedView):
    """A file of a referral, to be saved and never to be shown inside the site."""

    what = "file of a referral"
    action = "downloaded"

    def find(self, request: HttpRequest, **kwargs: Any) -> Referral:
        """The referral of the file, if this person may see it. Raises Http404."""
        file = Attachment.objects.visible_to(staff(request)).filter(key=kwargs["key"]).select_related("referral__case").first()
        if file is None or file.referral is None or not path_of(file.key).is_file():
            raise Http404
        self.file = file
        return file.referral

    def get(self, request: HttpRequest, **kwargs: Any) -> FileResponse:
        """The bytes, under a name that says nothing, as something that no browser opens."""
        response = FileResponse(path_of(self.file.key).open("rb"), content_type="application/octet-stream")
        response["Content-Disposition"] = f'attachment; filename="{self.found.reference}-file-{self.file.pk}.{self.file.kind}"'
        response["X-Content-Type-Options"] = "nosniff"
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
        return response


class AttachmentInline(ReadOnlyInline):
    """Each file, as a link to save it."""

    model = Attachment
    verbose_name = "file"
    verbose_name_plural = "files: checked for their kind, not yet scanned for malware"
    fields = ("download", "size", "uploaded_at")
    readonly_fields = fields

    @admin.display(description="file")
    def download(self, file: Attachment) -> SafeString:
        """The sender's own name for it; the saved file has a plainer one."""
        return format_html('<a href="{}">Save {}</a>', reverse("admin:referrals_attachment_file", args=[file.key]), file.title)
