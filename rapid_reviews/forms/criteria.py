"""What is typed about the four criteria: an answer with its reasons, and what it rests on."""

from typing import Any, cast

from django import forms

from cspr.editing import VersionedForm
from rapid_reviews import deciding
from rapid_reviews.models import AgencyRequest, ChronologyRow, Criterion, Evidence, RapidReview


class CriterionForm(VersionedForm):
    """One criterion, until the review is with the Panel."""

    answer = forms.ChoiceField(
        choices=[("", "Not answered yet"), *Criterion.Answer.choices], required=False, widget=forms.RadioSelect
    )

    def clean(self) -> dict[str, Any] | None:
        """Nothing is saved into a review that was closed meanwhile, nor while somebody gives a key; an answer has reasons."""
        cleaned = super().clean()
        reviews = RapidReview.objects.select_for_update(of=("self",)).filter(pk=self.instance.review_id)
        review = reviews.first()
        if review is not None and review.status not in deciding.ANSWERED_WHILE:
            self.add_error(
                None,
                f"The Rapid Review now stands at “{review.get_status_display()}”, so this could not be saved. All you typed is "
                "still below: copy what you need before you leave the page.",
            )
        if self.cleaned_data.get("answer") and not self.cleaned_data.get("reasons", "").strip():
            self.add_error("reasons", "Give the reasons for the answer. They go to the Panel with it.")
        return cleaned


class RowChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One row of the chronology."""

    def label_from_instance(self, row: ChronologyRow) -> str:
        """3 March 2021, Police: what happened, shortened."""
        words = row.event if len(row.event) <= 90 else f"{row.event[:89]}…"
        return f"{row.on:%-d %B %Y}, {row.request.agency}: {words}"


class AnswerChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One agency's answer."""

    def label_from_instance(self, request: AgencyRequest) -> str:
        """By the agency's name."""
        return request.agency.name


class EvidenceChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One piece of evidence."""

    def label_from_instance(self, evidence: Evidence) -> str:
        """As the criterion lists it."""
        return deciding.evidence_in_words(deciding.evidence_of(evidence))


class EvidenceForm(forms.Form):
    """A step with the evidence of one criterion. What can be chosen depends on the review."""

    def offer(self, criterion: Criterion) -> None:
        """Fill in what there is to choose from."""
        raise NotImplementedError


class RestOnForm(EvidenceForm):
    """What an answer rests on."""

    row = RowChoice(
        queryset=ChronologyRow.objects.none(), label="A row of the chronology", required=False, empty_label="No row"
    )
    answer = AnswerChoice(
        queryset=AgencyRequest.objects.none(), label="Or the whole answer of an agency", required=False, empty_label="No answer"
    )
    note = forms.CharField(label="Note", max_length=300, required=False, help_text="What it shows, in a few words.")

    def offer(self, criterion: Criterion) -> None:
        """Signed rows and answers only: what is not signed may still change."""
        cast(RowChoice, self.fields["row"]).queryset = deciding.rows_to_choose(criterion.review)
        cast(AnswerChoice, self.fields["answer"]).queryset = deciding.answers_to_choose(criterion.review)

    def clean(self) -> dict[str, Any] | None:
        """One piece at a time."""
        cleaned = super().clean()
        if not self.errors and (self.cleaned_data.get("row") is None) == (self.cleaned_data.get("answer") is None):
            self.add_error("row", "Choose one row of the chronology, or one answer of an agency.")
        return cleaned


class LetGoForm(EvidenceForm):
    """Which piece is taken away."""

    evidence = EvidenceChoice(
        queryset=Evidence.objects.none(), label="Which evidence", widget=forms.RadioSelect, empty_label=None
    )

    def offer(self, criterion: Criterion) -> None:
        """What is linked now."""
        linked = criterion.evidence.select_related("row__request__agency", "request__agency")
        cast(EvidenceChoice, self.fields["evidence"]).queryset = linked
