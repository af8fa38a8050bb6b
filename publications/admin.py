"""Publications in the staff admin: drafted, read by a second person, published, withdrawn; and the list of themes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.text import slugify

from cspr.audited import Verb, staff
from cspr.clocks import london_date
from cspr.editing import VERSION, StaffModelAdmin
from cspr.models import User
from notifications.admin import OpenedByAStepAdmin
from publications import countdown, countdown_steps, gate, letters, library, lifecycle
from publications.forms import (
    ApproveForm,
    BeginForm,
    PublicationForm,
    PublishForm,
    SendBackForm,
    StepForm,
    ThemeForm,
    WithdrawForm,
)
from publications.models import Publication, PublishedReview, Theme

CHANGE = "publications.change_publication"
APPROVE, PUBLISH = "publications.approve_publication", "publications.publish_publication"
Status = Publication.Status
COUNTDOWN = ("planned_on", "advance_sent_at", "advance_sent_to", "kept_at", "kept_because")
Typed = dict[str, Any]


def _begin(record: None, typed: Typed, user: User, at: datetime) -> Publication:
    return lifecycle.draft_from(typed["source"], by=user, at=at, kind=typed["kind"])


def _ask(publication: Publication, typed: Typed, user: User, at: datetime) -> Publication:
    return lifecycle.ask_for_approval(publication, by=user, at=at)


def _approve(publication: Publication, typed: Typed, user: User, at: datetime) -> Publication:
    return lifecycle.approve(publication, by=user, at=at, digest=typed["digest"])


def _send_back(publication: Publication, typed: Typed, user: User, at: datetime) -> Publication:
    return lifecycle.send_back(publication, by=user, at=at, because=typed["because"])


def _publish(publication: Publication, typed: Typed, user: User, at: datetime) -> PublishedReview:
    return lifecycle.publish(publication, by=user, at=at, late=typed["late"])


def _withdraw(publication: Publication, typed: Typed, user: User, at: datetime) -> Publication:
    return lifecycle.withdraw(publication, by=user, at=at, because=typed["because"])


def _while(*statuses: Status) -> Callable[[Publication], bool]:
    return lambda publication: publication.status in statuses


@admin.register(Publication)
class PublicationAdmin(OpenedByAStepAdmin):
    """The working record. What the public reads is a copy, which nobody edits."""

    form = PublicationForm
    change_form_template = "publications/change_form.html"
    list_display = ("__str__", "kind", "status", "drafted_by", "drafted_at", "published_at")
    list_filter = ("status", "kind")
    list_select_related: Any = ("case", "drafted_by")
    readonly_fields = (
        *("kind", "status", "sent_back_because", "drafted_by", "edited_by", "edited_at", "approved_by", "approved_at"),
        *COUNTDOWN,
        *("published_by", "published_at", "withdrawn_at", "withdrawn_because"),
    )
    fieldsets = (
        (None, {"fields": ("kind", "status", "sent_back_because")}),
        (
            "What the public will read",
            {"fields": ("title", "subject", "summary", "body", "year_of_incident", "age_band", "themes")},
        ),
        ("Before and after the publication", {"fields": COUNTDOWN}),
        (
            "Who did what",
            {
                "fields": (
                    *("drafted_by", "edited_by", "edited_at", "approved_by", "approved_at"),
                    *("published_by", "published_at", "withdrawn_at", "withdrawn_because"),
                )
            },
        ),
    )
    opening = Verb(
        slug="begin",
        label="Begin a publication",
        permission="publications.add_publication",
        form=BeginForm,
        run=_begin,
        when=lambda record: True,
        intro="Nothing that you write here is public until a second person has approved it and it is published.",
        done="The draft is begun. Write it without anything that identifies a child, a family or a worker.",
    )
    verbs = (
        Verb(
            slug="ask",
            label="Ask for approval",
            permission=CHANGE,
            form=StepForm,
            run=_ask,
            when=_while(Status.DRAFT),
            intro="A second person will read the preview and approve it, or send it back to you. An edit after this makes it a "
            "draft again.",
            done="It waits for a second person's approval.",
        ),
        Verb(
            slug="approve",
            label="Approve",
            permission=APPROVE,
            form=ApproveForm,
            run=_approve,
            when=_while(Status.IN_APPROVAL),
            intro="Your approval is bound to exactly this text. If anybody changes a word afterwards, it no longer counts.",
            done="Approved. It can be published now.",
        ),
        Verb(
            slug="send-back",
            label="Send back",
            permission=APPROVE,
            form=SendBackForm,
            run=_send_back,
            when=_while(Status.IN_APPROVAL, Status.APPROVED),
            done="It is a draft again, and the author sees what has to change.",
        ),
        Verb(
            slug="publish",
            label="Publish",
            permission=PUBLISH,
            form=PublishForm,
            run=_publish,
            when=_while(Status.APPROVED),
            intro="This makes the PDF and puts page and file on the public site at once, for anybody to read and to keep. Have "
            "the family, the Panel, the Secretary of State and Ofsted been told?",
            done="Published. The page and the PDF are on the public site.",
        ),
        Verb(
            slug="withdraw",
            label="Withdraw",
            permission=PUBLISH,
            form=WithdrawForm,
            run=_withdraw,
            when=_while(Status.PUBLISHED),
            intro="This takes the page and the PDF off the public site at once. Copies that people have kept cannot be called "
            "back, and a browser may show the page for five minutes more.",
            done="Withdrawn. The address now says only that a review stood there.",
        ),
        *countdown_steps.STEPS,
    )

    def opening_form(self, request: HttpRequest) -> forms.Form:
        """Only what this person may see; what led here is chosen already."""
        sent = request.POST if request.method == "POST" else None
        return BeginForm(sent, initial={"source": request.GET.get("source", "")}).offer(staff(request))

    def verb_initial(self, obj: Any, verb: Verb) -> dict[str, Any]:
        """An approval carries which text it is of."""
        return {"digest": lifecycle.content_digest(obj)} if verb.slug == "approve" else {}

    def verb_view(self, request: HttpRequest, object_id: str, slug: str) -> HttpResponse:
        """The page of a step; that of publishing warns where no advance copy is recorded."""
        answer = super().verb_view(request, object_id, slug)
        if slug == "publish" and isinstance(answer, TemplateResponse) and answer.context_data:
            verb, warned = answer.context_data["verb"], countdown.warning(answer.context_data["original"])
            answer.context_data["verb"] = replace(verb, intro=f"{warned}\n\n{verb.intro}" if warned else verb.intro)
        return answer

    def save_model(self, request: HttpRequest, obj: Publication, form: Any, change: bool) -> None:
        """Through the lifecycle, which takes back an approval that no longer fits; not at all where nothing was changed."""
        if set(form.changed_data) - {VERSION}:
            lifecycle.save_edit(obj, by=staff(request), at=timezone.now())

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The record, with what the look for identities found."""
        publication = self.visible(request, unquote(object_id))
        checked = bool(gate.identities_of(publication.case))
        extra = {"checked": checked, "findings": gate.findings_in(publication) if checked else []}
        return super().change_view(request, object_id, form_url, {**extra, **(extra_context or {})})

    def get_urls(self) -> list[URLPattern]:
        """Those of every record, and the two previews."""
        name, wrap = f"{self.opts.app_label}_{self.opts.model_name}", self.admin_site.admin_view
        return [
            path("<path:object_id>/preview/", wrap(self.preview_view), name=f"{name}_preview"),
            path("<path:object_id>/preview.pdf", wrap(self.preview_file_view), name=f"{name}_preview_file"),
            *super().get_urls(),
        ]

    def preview_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The page as the public would read it today, recorded."""
        publication: Publication = self.visible(request, unquote(object_id))
        self.record(request, "previewed", publication)
        entry = lifecycle.entry_of(publication, on=london_date(timezone.now()))
        context = {"review": library.copy_of(entry, "preview"), "themes": entry.themes, "publication": publication}
        return TemplateResponse(request, "publications/preview.html", context)

    def preview_file_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The PDF as it would be made today, marked as a draft on every page, recorded."""
        publication: Publication = self.visible(request, unquote(object_id))
        self.record(request, "previewed the file of", publication)
        entry = lifecycle.entry_of(publication, on=london_date(timezone.now()))
        paged = letters.report(publication, entry.rendered, on=None)
        name = f"{slugify(str(publication))}-draft.pdf"
        return HttpResponse(
            paged.content, content_type="application/pdf", headers={"Content-Disposition": f'attachment; filename="{name}"'}
        )


@admin.register(Theme)
class ThemeAdmin(StaffModelAdmin):
    """The words by which readers find reviews. None is deleted: one that is no longer wanted is no longer offered."""

    form = ThemeForm
    list_display = ("name", "group", "is_offered")
    list_filter = ("group", "is_offered")
    search_fields = ("name",)

    def save_model(self, request: HttpRequest, obj: Theme, form: Any, change: bool) -> None:
        """Give a new theme its part of an address."""
        obj.slug = obj.slug or slugify(obj.name)
        super().save_model(request, obj, form, change)
