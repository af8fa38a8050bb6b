"""What staff type when a Rapid Review is decided, sent and answered."""

from typing import Any

from django import forms

from cspr.forms import ClosingForm, DayField, MomentField, WordsField
from rapid_reviews.models import RapidReview


class RapidReviewForm(ClosingForm):
    """The report, until it is with the Panel."""

    open_while = frozenset({RapidReview.Status.OPEN, RapidReview.Status.DECIDED})


class DecideForm(forms.Form):
    """The local decision; and, as a question of its own, national importance."""

    decision = forms.ChoiceField(label="Decision", choices=RapidReview.Decision.choices, widget=forms.RadioSelect)
    reasons = WordsField(
        label="Reasons for the decision",
        help_text="Against the criteria of SI 2018/789, regulation 11: improvements, including those identified before; "
        "recurrent themes; how agencies worked together; the view of the Panel.",
    )
    nationally_important = forms.TypedChoiceField(
        label="Do the partners think this is of national importance?",
        choices=[("yes", "Yes"), ("no", "No")],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
        help_text="Whatever was decided locally. Whether there is a national review is for the Panel to say.",
    )
    national_reasons = WordsField(label="Why it is of national importance", rows=4, required=False, help_text="If yes.")

    def clean(self) -> dict[str, Any] | None:
        """A yes needs its reasons."""
        cleaned = super().clean()
        if self.cleaned_data.get("nationally_important") is True and not self.cleaned_data.get("national_reasons"):
            self.add_error("national_reasons", "Say why the partners think so. The reasons go to the Panel.")
        return cleaned


class RecordSentForm(forms.Form):
    """When report and decision went to the Panel."""

    sent_at = MomentField(label="When it was sent")
    late_reason = WordsField(
        label="Why it took longer",
        rows=3,
        required=False,
        help_text="Needed after the national limit. Past our own standard only, a sentence helps whoever reads it later.",
    )


class RecordReplyForm(forms.Form):
    """The Panel's letter."""

    reply_on = DayField(label="Date of the letter")
    reply = forms.ChoiceField(label="What the Panel answered", choices=RapidReview.Reply.choices, widget=forms.RadioSelect)
    words = WordsField(label="What the Panel wrote", required=False)
