"""The four criteria in the staff admin, each with its evidence; and every decision as it was taken, to be read for ever."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.http import HttpRequest, HttpResponse

from cspr.audited import AuditedModelAdmin, Verb
from cspr.models import User
from rapid_reviews import deciding
from rapid_reviews.admin.review import words_to_read
from rapid_reviews.forms.criteria import CriterionForm, EvidenceForm, LetGoForm, RestOnForm
from rapid_reviews.models import Criterion, Decision, Evidence

MAY = "rapid_reviews.change_criterion"


def _rest_on(criterion: Criterion, typed: dict[str, Any], user: User, at: datetime) -> Evidence:
    return deciding.rest_on(criterion, by=user, **typed)


def _let_go(criterion: Criterion, typed: dict[str, Any], user: User, at: datetime) -> None:
    deciding.let_go(typed["evidence"], by=user)


def _is_open(criterion: Criterion) -> bool:
    return criterion.review.status in deciding.ANSWERED_WHILE


class OfTheReview(AuditedModelAdmin):
    """A page that is reached from its Rapid Review, and stands in no menu."""

    case_path = "review__case"

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Not in the menu."""
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Each is written by a step."""
        return False


@admin.register(Criterion)
class CriterionAdmin(OfTheReview):
    """One criterion of SI 2018/789, regulation 11(2): answered, with reasons, resting on evidence."""

    form = CriterionForm
    change_form_template = "rapid_reviews/criterion.html"
    fields = ("letter", "answer", "reasons")
    readonly_fields = ("letter",)
    list_display = ("__str__", "letter", "answer")
    list_select_related = ("review__case",)
    list_filter = ("letter", "answer")
    verbs = (
        Verb(
            slug="rest-on",
            label="Link evidence",
            permission=MAY,
            form=RestOnForm,
            run=_rest_on,
            when=_is_open,
            intro="A row of the chronology, or the whole answer of an agency. Only what an agency has signed can be chosen.",
            done="The evidence is linked.",
        ),
        Verb(
            slug="let-go",
            label="Take evidence away",
            permission=MAY,
            form=LetGoForm,
            run=_let_go,
            when=lambda criterion: _is_open(criterion) and criterion.evidence.exists(),
            intro="The row or the answer itself stays where it is.",
            done="The evidence is no longer linked.",
        ),
    )

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Until it is with the Panel. What is sent after that reaches the form, which refuses it and keeps what was typed."""
        closed = obj is not None and request.method != "POST" and not _is_open(obj)
        return super().has_change_permission(request, obj) and not closed

    def verb_form(self, request: HttpRequest, obj: Any, verb: Verb) -> forms.Form:
        """What can be chosen depends on the review."""
        form = super().verb_form(request, obj, verb)
        if isinstance(form, EvidenceForm):
            form.offer(obj)
        return form

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The criterion with what it rests on."""
        criterion: Criterion = self.visible(request, unquote(object_id))
        linked = criterion.evidence.select_related("row__request__agency", "request__agency")
        found = [deciding.evidence_in_words(deciding.evidence_of(one)) for one in linked]
        return super().change_view(request, object_id, form_url, {"evidence": found, **(extra_context or {})})


@admin.register(Decision)
class DecisionAdmin(OfTheReview):
    """A decision with report and criteria as they stood, and the keys that were given on them."""

    change_form_template = "rapid_reviews/decision.html"
    fields = ("round", "at", "by", "because")
    list_display = ("__str__", "round", "decision", "at")
    list_select_related = ("review__case",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Written once."""
        return False

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The words as they were."""
        decision: Decision = self.visible(request, unquote(object_id))
        extra = {"signatures": list(decision.signatures.select_related("by")), **words_to_read(decision.snapshot)}
        return super().change_view(request, object_id, form_url, {**extra, **(extra_context or {})})
