"""A pack in the staff admin: how far it is, what it lacks, and the two files to take away."""

from pathlib import Path
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path

from rapid_reviews import packing
from rapid_reviews.admin.deciding import OfTheReview
from rapid_reviews.models import Pack

TYPES = {"pdf": "application/pdf", "zip": "application/zip"}


@admin.register(Pack)
class PackAdmin(OfTheReview):
    """One making of the pack."""

    change_form_template = "rapid_reviews/pack.html"
    fieldsets = ()
    list_display = ("__str__", "round", "state", "asked_at", "sent_at")
    list_select_related = ("review__case",)
    list_filter = ("state",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A worker writes it."""
        return False

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """How far it is; and once it is ready, whether the record has moved on since."""
        pack: Pack = self.visible(request, unquote(object_id))
        is_ready = pack.state == Pack.State.READY
        moved_on = packing.moved_on(pack) if is_ready else ""
        extra = {"pack": pack, "is_ready": is_ready, "moved_on": moved_on, **(extra_context or {})}
        extra["is_under_way"] = pack.state in (Pack.State.ASKED, Pack.State.MAKING)
        return super().change_view(request, object_id, form_url, extra)

    def get_urls(self) -> list[URLPattern]:
        """Django's own, the two files, and how far it is."""
        wrap, name = self.admin_site.admin_view, "rapid_reviews_pack"
        return [
            path("<path:object_id>/pack.<str:kind>", wrap(self.file_view), name=f"{name}_file"),
            path("<path:object_id>/progress/", wrap(self.progress_view), name=f"{name}_progress"),
            *super().get_urls(),
        ]

    def progress_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """How far the worker is, for the script of the page."""
        pack: Pack = self.visible(request, unquote(object_id))
        self.record(request, "asked how far", pack)
        return JsonResponse({"state": pack.state, "percent": pack.percent, "doing": pack.doing})

    def file_view(self, request: HttpRequest, object_id: str, kind: str) -> HttpResponse | FileResponse:
        """The PDF or the zip; taking it away is recorded. Raises Http404 for one that was replaced."""
        pack: Pack = self.visible(request, unquote(object_id))
        if kind not in TYPES or not pack.key:
            raise Http404
        self.record(request, f"downloaded the {kind} of", pack)
        try:
            found = packing.file_of(pack, kind)
        except packing.FileAltered:
            return HttpResponse(
                "The file that is stored is not the one that was made. It was not handed out. Tell your support; the record "
                "itself is untouched.",
                status=409,
                content_type="text/plain; charset=utf-8",
            )
        return _handed_out(found, f"{pack.review.case.reference}-pack.{kind}", TYPES[kind])


def _handed_out(found: Path, name: str, kind: str) -> FileResponse:
    return FileResponse(found.open("rb"), as_attachment=True, filename=name, content_type=kind)
