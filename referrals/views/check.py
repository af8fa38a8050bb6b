"""Check your answers, the declaration, and sending."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from referrals import drafts, letters, lifecycle, uploads
from referrals.forms.catalog import STEPS
from referrals.forms.declaration import DeclarationForm
from referrals.forms.written import Written, query
from referrals.models import Attachment, Draft, DraftStep
from referrals.views import late
from referrals.views.opened import OpenedView, address_of, written_of
from referrals.views.typed import DECLARATION, signed_on

# Why it was not sent, as it stands in the address of the page that says so.
REFUSED: Mapping[str, str] = {
    "hour": str(lifecycle.TooManyReferrals()),
    "flood": str(lifecycle.TooManyAtOnce()),
    "busy": "The same referral is being sent, or one of its pages saved, from another window at this moment. Nothing you "
    "typed is lost. Press “Send the referral” once more; if it has arrived already, you see its receipt.",
    "agency": "Your address is not registered for any agency any more, so the referral cannot be sent from it. Nothing you "
    "typed is lost: it stays here until you come back with your receipt number. Please call us.",
    "room": uploads.NO_ROOM,
    "long": "What you typed on this page is longer than we can store, so it was not saved and nothing was sent. Everything "
    "else is still here. Sign with your name only.",
    "changed": "A page was changed in the meantime, from another window perhaps. Nothing has been sent yet: read it through "
    "once more, then sign and send it.",
}


class NotReady(Exception):
    """Something is missing, contradicts itself or is not confirmed. `why` is a key of REFUSED, or ""."""

    def __init__(self, why: str = "") -> None:
        super().__init__("not ready")
        self.why = why


class Check(OpenedView):
    """The whole referral in words, what is still missing, and the button that sends it."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show it."""
        written = self.written()
        aside = [*two_versions(self.draft)]
        signed = self.draft.steps.filter(step=DECLARATION).first()
        context = {
            "draft": self.draft,
            "written": written,
            "parts": [(part, lines_of(self.draft, part)) for part in letters.sections_of(written.facts, written.children)],
            "todo": todo(self.draft, written, aside),
            "files": Attachment.objects.kept_for(self.draft.sender_email, self.draft.pk),
            "form": declaration(self.draft, written, signed),
            "token": token_of(self.draft, signed),
            "seen": last_saved(self.draft),
            "refused": REFUSED.get(request.GET.get("refused", "") if written.about.agencies else "agency"),
        }
        return render(request, "referrals/check.html", context)


def two_versions(draft: Draft) -> QuerySet[DraftStep]:
    """The pages on which the sender still has to choose. The declaration is none: it counts as it was signed last."""
    return draft.steps.filter(step__in=STEPS).exclude(set_aside=None)


def lines_of(draft: Draft, part: letters.Part) -> list[dict[str, Any]]:
    """The answers of one part, each with the address at which it is changed."""
    return [
        {"line": line, "href": f"{address_of(draft.pk, line.step, line.row)}?from=check" if line.step else ""}
        for line in part.rows
    ]


def todo(draft: Draft, written: Written, aside: list[DraftStep]) -> list[tuple[str, str]]:
    """What has to be done before it can be sent: the words, and where."""
    notes = [
        (note.words, f"{address_of(draft.pk, note.step, note.row)}?from=check")
        for note in (*written.missing, *written.problems)
    ]
    two = [
        (f"{STEPS[step.step].title}: choose between two versions", f"{address_of(draft.pk, step.step, step.row)}?from=check")
        for step in aside
    ]
    return [*two, *notes]


def declaration(draft: Draft, written: Written, signed: DraftStep | None) -> DeclarationForm:
    """The declaration as it was stored. It counts only for what it was given for: after any change it is asked again."""
    if signed is None:
        return DeclarationForm(questions=written.questions)
    answers = signed.answers
    if draft.steps.filter(saved_at__gt=signed.saved_at).exists():
        answers = {name: typed for name, typed in answers.items() if name == "declared_by"}
    form = DeclarationForm(query(answers), questions=written.questions)
    form.show_errors = signed.judged and answers == signed.answers
    return form


def token_of(draft: Draft, signed: DraftStep | None) -> str:
    """What lets the declaration be stored later, even after the session has ended."""
    return drafts.token_for(drafts.Page(draft.pk, DECLARATION, 0, signed.version if signed else 0))


def last_saved(draft: Draft) -> str:
    """When a page of the draft was saved last: what the sender read is what is sent, or nothing is."""
    last = draft.steps.exclude(step=DECLARATION).order_by("-saved_at").first()
    return last.saved_at.isoformat() if last else ""


class Send(OpenedView):
    """Send it: once, however often the button is pressed."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Somebody typed the address: back to the check."""
        return self.back()

    def not_opened(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Signed out meanwhile: the declaration is stored all the same; nothing is sent."""
        return late.stored(request) or super().not_opened(request, **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Store the declaration, then send what is in order; or show what is not."""
        try:
            self.sign(request)
            if "do-later" in request.POST:
                return redirect(reverse("referrals:tasks", kwargs={"draft": self.draft.pk}) + "?saved=1")
            self.send(request.POST.get("seen", ""))
        except (NotReady, drafts.TooLong, uploads.FormBusy, uploads.NoRoom, lifecycle.TooManyReferrals) as refused:
            return self.back(reason_of(refused))
        except drafts.AlreadySent:
            pass
        return redirect("referrals:receipt", draft=self.draft.pk)

    def sign(self, request: HttpRequest) -> None:
        """Keep what was typed under the declaration. Raises AlreadySent, TooLong, uploads.FormBusy."""
        signed = self.draft.steps.filter(step=DECLARATION).first()
        page = drafts.Page(self.draft.pk, DECLARATION, 0, signed.version if signed else 0)
        try:
            drafts.save(page, signed_on(request.POST), judged="do-later" not in request.POST, at=self.at)
        except drafts.Older as older:
            raise NotReady("changed") from older

    @transaction.atomic
    def send(self, seen: str) -> None:
        """Send the draft as the sender has seen it. Raises NotReady, TooManyReferrals, AlreadySent, uploads.FormBusy."""
        held = drafts.hold(self.draft)
        written = written_of(held, at=self.at)
        form = declaration(held, written, held.steps.filter(step=DECLARATION).first())
        if not written.about.agencies:
            raise NotReady("agency")
        if not written.is_ready or two_versions(held).exists() or not form.is_valid() or not written.agency:
            raise NotReady
        if seen != last_saved(held):
            raise NotReady("changed")
        facts = replace(written.facts, referral={**written.facts.referral, **form.facts})
        lifecycle.receive(held, facts=facts, agency=written.agency, at=self.at)

    def back(self, why: str = "") -> HttpResponse:
        """To the check page, which says what is wrong."""
        return redirect(reverse("referrals:check", kwargs={"draft": self.draft.pk}) + (f"?refused={why}" if why else ""))


def reason_of(refused: Exception) -> str:
    """The key under which the check page finds the words."""
    if isinstance(refused, NotReady):
        return refused.why
    if isinstance(refused, uploads.FormBusy):
        return "busy"
    if isinstance(refused, drafts.TooLong):
        return "long"
    if isinstance(refused, uploads.NoRoom):
        return "room"
    return "flood" if isinstance(refused, lifecycle.TooManyAtOnce) else "hour"
