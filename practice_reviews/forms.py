"""What staff type when a practice review is initiated, checked on, reported, or not to be published."""

from typing import Any, cast

from django import forms

from cspr.forms import ClosingForm, DayField, MomentField, WordsField
from cspr.models import User
from practice_reviews.models import PracticeReview, rapid_reviews_to_follow
from rapid_reviews.models import RapidReview


class PracticeReviewForm(ClosingForm):
    """Reviewer and terms of reference, until the report is in."""

    open_while = frozenset({PracticeReview.Status.INITIATED})


class InitiateForm(forms.Form):
    """Which Rapid Review it follows, and the decision."""

    rapid_review: "forms.ModelChoiceField[RapidReview]" = forms.ModelChoiceField(
        label="Rapid Review",
        queryset=RapidReview.objects.none(),
        help_text="Those that decided on a local review, or that the Panel asked to reconsider, and that have none yet.",
    )
    decided_at = MomentField(
        label="When it was decided to initiate the review", help_text="The six months are counted from this day."
    )
    decided_by = forms.CharField(label="Who decided", max_length=200, help_text="For example: the three safeguarding partners.")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = rapid_reviews_to_follow().filter(pk__in=RapidReview.objects.visible_to(user))
        field = cast("forms.ModelChoiceField[RapidReview]", self.fields["rapid_review"])
        field.queryset = rows.select_related("case").order_by("opened_at")


class ProgressForm(forms.Form):
    """A check of time and quality."""

    on = DayField(label="Date of the check")
    words = WordsField(
        label="What was found",
        help_text="Is it on time, is the quality right, what was asked of the reviewer in writing. It cannot be changed later.",
    )


class ReceiveForm(forms.Form):
    """The reviewer's report."""

    received_at = MomentField(label="When it was received")
    report = WordsField(
        label="Text of the report", rows=20, help_text="As received, before anonymisation. The public never sees this text."
    )


class DecideNotToPublishForm(forms.Form):
    """Why not."""

    because = WordsField(
        label="Reasons",
        help_text="For example: a court order, or a living child who could be recognised. Say by when it is looked at again.",
    )
