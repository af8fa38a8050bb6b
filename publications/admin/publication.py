"""The working record of a publication: what is written, what the gate says of it, and both as the public would read them."""

from contextlib import nullcontext
from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.text import slugify

from cspr.audited import Verb, staff
from cspr.clocks import london_date
from cspr.editing import VERSION, newest_version
from notifications.admin import OpenedByAStepAdmin
from publications import checking, countdown, countdown_steps, gate, letters, library, lifecycle, tasks
from publications.admin.around import around
from publications.admin.state import state_of
from publications.admin.steps import ACCEPT, AGAIN, APPROVAL, ASK, BEGIN, VERBS
from publications.admin.warnings import delay, needs_a_pdf, no_working_day, warning_for
from publications.bringing import Brought
from publications.forms import WRITTEN, AcceptForm, BeginForm, PublicationForm, WithdrawForm
from publications.models import Publication

# Steps that change what the public reads.
OF_THE_LIBRARY = ("publish", "withdraw")
COUNTDOWN = ("planned_on", "advance_sent_at", "advance_sent_to", "kept_at", "kept_because")
WHO = ("drafted_by", "edited_by", "edited_at", "approved_by", "approved_at")
OUTCOME = ("published_by", "published_at", "withdrawn_at", "withdrawn_because")

# The steps that are taken from the page of the gate; the page of the publication has all.
AT_THE_GATE = frozenset({"ask", "accept", "approve", "send-back", "again", "release-pdf"})
# The steps before which a person should look once more at what it is about.
SHOWING_WHAT = frozenset({"ask", "approve", "publish", "order", "withdraw"})
LATE = ("late_reason", "late_decided_by", "panel_told", "panel_told_on")


@admin.register(Publication)
class PublicationAdmin(OpenedByAStepAdmin):
    """The working record. What the public reads is a copy, which nobody edits."""

    form = PublicationForm
    change_form_template = "publications/change_form.html"
    list_display = ("__str__", "kind", "status", "drafted_by", "drafted_at", "published_at")
    list_filter = ("status", "kind")
    list_select_related: Any = ("case", "drafted_by")
    readonly_fields = (*WHO, *COUNTDOWN, *OUTCOME)
    # What it is, where it stands and why it was sent back is said at the head of the page.
    fieldsets = (
        ("What the public will read", {"fields": WRITTEN}),
        ("Before and after the publication", {"fields": COUNTDOWN}),
        ("Who did what", {"fields": (*WHO, *OUTCOME)}),
    )
    opening = BEGIN
    verbs = VERBS

    def opening_form(self, request: HttpRequest) -> forms.Form:
        """Only what this person may see; what led here is chosen already."""
        sent = request.POST if request.method == "POST" else None
        return BeginForm(sent, initial={"source": request.GET.get("source", "")}).offer(staff(request))

    def verb_initial(self, obj: Any, verb: Verb) -> dict[str, Any]:
        """An approval carries which bytes it is of; the countdown, how each line stands."""
        if verb is countdown_steps.LIST:
            return {"lines": countdown.lines_of(obj)}
        candidate = checking.newest(obj) if verb is APPROVAL else None
        return {"digest": candidate.digest} if candidate is not None else {}

    def verb_form(self, request: HttpRequest, obj: Any, verb: Verb) -> forms.Form:
        """What can be accepted is what is open now."""
        form = super().verb_form(request, obj, verb)
        if isinstance(form, AcceptForm):
            form.offer(state_of(obj).acceptable)
        if isinstance(form, WithdrawForm):
            form.offer(obj, lifecycle.on_the_same_page(obj))
        return form

    def open_verbs(self, request: HttpRequest, obj: Any) -> list[tuple[Verb, str]]:
        """Without what would be refused in any case: one's own words, and an approval while something is open at the gate."""
        found = super().open_verbs(request, obj)
        if obj.status not in checking.LOOKED_AT:
            return found
        never = {ACCEPT, APPROVAL} if staff(request).pk in gate.writers_of(obj) else set()
        if obj.status == Publication.Status.IN_APPROVAL and not state_of(obj).may_be_approved:
            never.add(APPROVAL)
        return [(verb, url) for verb, url in found if verb not in never]

    def verb_view(self, request: HttpRequest, object_id: str, slug: str) -> HttpResponse:
        """The page of a step; asking and publishing say first what stands in the way, accepting shows each finding."""
        # Around the transaction of the step: until that is written, no answer of the public site is kept.
        with library.changing() if slug in OF_THE_LIBRARY and request.method == "POST" else nullcontext():
            answer = super().verb_view(request, object_id, slug)
        if not isinstance(answer, TemplateResponse) or answer.context_data is None:
            return answer
        if answer.context_data["meanwhile"] and self._is_done(request, object_id, slug):
            messages.info(request, "You pressed the button twice: the step was taken once, and this is how it stands.")
            return HttpResponseRedirect(reverse("admin:publications_publication_change", args=[object_id]))
        return self._with_what_to_know(request, slug, answer)

    def _with_what_to_know(self, request: HttpRequest, slug: str, answer: TemplateResponse) -> TemplateResponse:
        """The page of a step, with what it is about and what should be known before it is taken."""
        context: dict[str, Any] = answer.context_data or {}
        publication, verb = context["original"], context["verb"]
        answer.template_name = "publications/accept.html" if slug == ACCEPT.slug else "publications/step.html"
        state = state_of(publication) if slug == ACCEPT.slug or slug in SHOWING_WHAT else None
        context |= {"state": state, "wrote": staff(request).pk in gate.writers_of(publication)}
        context |= {"ticked": request.POST.getlist("findings"), "shows_what": slug in SHOWING_WHAT, "late": LATE}
        if warned := warning_for(slug, publication):
            context |= {"warned": warned, "verb": replace(verb, intro=f"{warned}\n\n{verb.intro}")}
        answer.context_data = context
        return answer

    def _is_done(self, request: HttpRequest, object_id: str, slug: str) -> bool:
        """Whether this person themselves took the step since they opened it, so that it is not open any more."""
        now = self.visible(request, unquote(object_id))
        newest: Any = newest_version(now)
        is_open = any(verb.slug == slug and verb.when(now) for verb in self.verbs)
        return newest is not None and newest.history_user_id == staff(request).pk and not is_open

    def after_verb(self, obj: Any, verb: Verb) -> str:
        """From asking to the page that shows how far the worker is; from accepting back to the gate."""
        if verb in (ASK, AGAIN) and (candidate := checking.newest(obj)) is not None:
            tasks.call_a_worker(candidate)
        if verb is countdown_steps.CORRECT:
            return super().after_verb(obj.replaced_by, verb)
        if verb in (ASK, AGAIN, ACCEPT):
            return reverse("admin:publications_publication_gate", args=[obj.pk])
        return super().after_verb(obj, verb)

    def _run(self, request: HttpRequest, verb: Verb, obj: Any, form: forms.Form) -> Any:
        made = super()._run(request, verb, obj, form)
        if verb.slug in ("plan", "order") and made is not None:
            day = london_date(made.publish_at) if verb.slug == "order" else made.planned_on
            if words := no_working_day(day):
                messages.warning(request, words)
        if isinstance(made, Brought) and made.left_behind:
            messages.warning(request, f"Left behind, and not kept: {'; '.join(made.left_behind)}.")
        return made

    def save_model(self, request: HttpRequest, obj: Publication, form: Any, change: bool) -> None:
        """Through the lifecycle, which takes back an approval that no longer fits; not at all where nothing was changed."""
        if set(form.changed_data) - {VERSION}:
            lifecycle.save_edit(obj, by=staff(request), at=timezone.now())

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The record, with what the gate says of it and how the countdown stands."""
        publication = self.visible(request, unquote(object_id))
        state = state_of(publication)
        extra: dict[str, Any] = {"state": state, "around": around(publication, at=timezone.now())}
        extra |= {"wrote": staff(request).pk in gate.writers_of(publication), "needs_pdf": needs_a_pdf(publication)}
        extra["delay"] = delay(state.candidate, at=timezone.now())
        extra["waits_for_a_scan"] = checking.waits_for_a_scan(publication)
        # Saving leads back here, where the gate says what it finds in what was saved.
        extra["show_save_and_continue"] = False
        return super().change_view(request, object_id, form_url, {**extra, **(extra_context or {})})

    def response_post_save_change(self, request: HttpRequest, obj: Publication) -> HttpResponse:
        """Back to the page, which says what the gate finds in what was saved."""
        return HttpResponseRedirect(reverse("admin:publications_publication_change", args=[obj.pk]))

    def get_urls(self) -> list[URLPattern]:
        """Those of every record, the two previews, and the very bytes that wait for approval."""
        name, wrap = f"{self.opts.app_label}_{self.opts.model_name}", self.admin_site.admin_view
        return [
            path("<path:object_id>/preview/", wrap(self.preview_view), name=f"{name}_preview"),
            path("<path:object_id>/preview.pdf", wrap(self.preview_file_view), name=f"{name}_preview_file"),
            path("<path:object_id>/gate/", wrap(self.gate_view), name=f"{name}_gate"),
            path("<path:object_id>/gate/progress/", wrap(self.progress_view), name=f"{name}_progress"),
            path("<path:object_id>/candidate.pdf", wrap(self.candidate_file_view), name=f"{name}_candidate_file"),
            *super().get_urls(),
        ]

    def gate_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """How far the worker is, what was found where, and who accepted what; recorded."""
        publication: Publication = self.visible(request, unquote(object_id))
        self.record(request, "read the gate of", publication)
        context = {"original": publication, "case": publication.case, "opts": self.opts, "marking": True}
        context |= {"title": f"Gate: {publication}", "state": state_of(publication)}
        context["wrote"] = staff(request).pk in gate.writers_of(publication)
        context["delay"] = delay(context["state"].candidate, at=timezone.now())
        here = [(verb, url) for verb, url in self.open_verbs(request, publication) if verb.slug in AT_THE_GATE]
        context |= {"verbs": here, **self.admin_site.each_context(request)}
        return TemplateResponse(request, "publications/gate.html", context)

    def progress_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """How far the worker is, for the script of the page."""
        publication: Publication = self.visible(request, unquote(object_id))
        self.record(request, "asked how far", publication)
        state = state_of(publication)
        return JsonResponse({"state": state.progress, "percent": state.percent, "doing": state.doing})

    def preview_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The page as the public would read it today, recorded."""
        publication: Publication = self.visible(request, unquote(object_id))
        self.record(request, "previewed", publication)
        entry = lifecycle.entry_of(gate.page_of(publication), on=london_date(timezone.now()))
        context = {"review": library.copy_of(entry, "preview"), "themes": entry.themes, "publication": publication}
        return TemplateResponse(request, "publications/preview.html", context)

    def preview_file_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The PDF as it would be made today, marked as a draft on every page, recorded."""
        publication: Publication = self.visible(request, unquote(object_id))
        self.record(request, "previewed the file of", publication)
        return _handed_out(letters.draft(gate.page_of(publication)).content, f"{slugify(str(publication))}-draft.pdf")

    def candidate_file_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The very file that waits for approval or was approved, recorded. Raises Http404 where there is none."""
        publication: Publication = self.visible(request, unquote(object_id))
        self.record(request, "read the file for approval of", publication)
        candidate = checking.newest(publication)
        if candidate is None or not candidate.key:
            raise Http404
        try:
            return _handed_out(checking.content_of(candidate), f"{slugify(str(publication))}-for-approval.pdf")
        except checking.FileAltered:
            words = (
                "The stored file is not the one that was made and read. It was not handed out, and it cannot be approved or "
                "published. Have it made again from the page of the publication, and tell your support."
            )
            return HttpResponse(words, status=409, content_type="text/plain; charset=utf-8")


def _handed_out(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content, content_type="application/pdf", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
