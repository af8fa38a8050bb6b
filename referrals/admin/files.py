"""The files of a referral: a list of links, the file itself to be saved, and the quarantine of those not scanned."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cspr.audited import AuditedModelAdmin, AuditedView, Verb, staff
from cspr.models import User
from referrals import uploads
from referrals.admin.rows import ReadOnlyInline
from referrals.models import Attachment, Referral
from referrals.uploads import path_of

State = Attachment.State


class AttachmentFile(AuditedView):
    """A file of a referral, to be saved and never to be shown inside the site."""

    what = "file of a referral"
    action = "downloaded"

    def find(self, request: HttpRequest, **kwargs: Any) -> Referral:
        """The referral of the file, if this person may see it. Raises Http404, and PermissionDenied in quarantine."""
        file = Attachment.objects.visible_to(staff(request)).filter(key=kwargs["key"]).select_related("referral__case").first()
        if file is None or file.referral is None:
            raise Http404
        if file.state not in Attachment.MAY_BE_OPENED:
            raise PermissionDenied(file.get_state_display())
        if not path_of(file.key).is_file():
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


def link_to(file: Attachment, words: str) -> SafeString:
    """A link to save the file, or why there is none."""
    if file.state not in Attachment.MAY_BE_OPENED:
        return format_html("{}", file.get_state_display())
    return format_html('<a href="{}">{}</a>', reverse("admin:referrals_attachment_file", args=[file.key]), words)


class AttachmentInline(ReadOnlyInline):
    """Each file, as a link to save it, or with why it cannot be opened."""

    model = Attachment
    verbose_name = "file"
    verbose_name_plural = "files"
    fields = ("download", "state", "size", "uploaded_at")
    readonly_fields = fields
    show_change_link = True

    @admin.display(description="file")
    def download(self, file: Attachment) -> SafeString:
        """The sender's own name for it; the saved file has a plainer one."""
        if file.state in Attachment.MAY_BE_OPENED:
            return link_to(file, f"Save {file.title}")
        return format_html("{}", file.title)


class ReleaseForm(forms.Form):
    """Why somebody may open a file that no scanner has judged."""

    because = forms.CharField(
        label="Why it may be opened",
        help_text="For example: the sender confirmed by telephone that they sent it, and our IT team has looked at it.",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _release(file: Attachment, typed: dict[str, Any], by: User, at: datetime) -> Attachment:
    return uploads.release(file, by=by, because=typed["because"], at=at)


RELEASE = Verb(
    slug="release",
    label="Release",
    permission="referrals.change_referral",
    form=ReleaseForm,
    run=_release,
    when=lambda file: file.state == State.WAITING,
    intro=(
        "No scanner has judged this file. Where there is one, it will: wait for it if you can. "
        "Releasing lets staff save the file now. Your name and your reason are kept with it."
    ),
    done="The file is released and can be saved.",
)


@admin.register(Attachment)
class AttachmentAdmin(AuditedModelAdmin):
    """Every file of the referrals that a person may see, with what is known of it. What was sent stays as it was sent."""

    case_path = "referral__case"
    verbs = (RELEASE,)
    list_display = ("__str__", "referral", "kind", "size", "state", "uploaded_at")
    list_filter = ("state",)
    list_select_related = ("referral__case",)
    fields = ("referral", "download", "state", "scanned_at", "released_by", "released_because", "kind", "size", "uploaded_at")
    readonly_fields = fields

    @admin.display(description="file")
    def download(self, file: Attachment) -> SafeString:
        """A link to save it, or why there is none."""
        return link_to(file, "Save this file")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Attachment]:
        """Files of sent referrals only: what waits with a draft is nobody's to see."""
        found: QuerySet[Attachment] = super().get_queryset(request).select_related("referral__case", "released_by")
        return found

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Reached from the referral, and by whoever may read one."""
        return staff(request).has_perm("referrals.view_referral")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As for the referral."""
        return staff(request).has_perm("referrals.view_referral")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A file comes from a sender."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody alters what a sender sent."""
        return False
