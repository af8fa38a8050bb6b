"""What staff type when a Rapid Review is planned, decided, sent and answered."""

from datetime import date
from typing import Any, cast

from django import forms

from cspr.editing import VersionedForm
from cspr.forms import ClosingForm, DayField, LateForm, MomentField, WordsField
from rapid_reviews import planning
from rapid_reviews.models import Milestone, RapidReview
from rapid_reviews.plan import day_in_words

# A plan longer than a quarter of a year is none for a Rapid Review, but a slip of the keyboard.
LAST_DAY = 60


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


class DecideAgainForm(DecideForm):
    """A decision beside an earlier one."""

    because = WordsField(
        label="Which facts are new", rows=4, help_text="The earlier decision is kept, and every key is asked again."
    )


class SignForm(forms.Form):
    """A partner's key. Whose it is depends on who is signed in."""

    agrees = forms.TypedChoiceField(
        label="Your key",
        choices=[("yes", "I sign: the partner agrees with the decision"), ("no", "I dissent")],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
    )
    reasons = WordsField(
        label="Reasons",
        rows=4,
        required=False,
        help_text="Needed if you dissent. They go to the Panel word for word.",
    )

    def clean(self) -> dict[str, Any] | None:
        """A dissent needs its reasons."""
        cleaned = super().clean()
        if self.cleaned_data.get("agrees") is False and not self.cleaned_data.get("reasons"):
            self.add_error("reasons", "Give the reasons for the dissent. They go to the Panel word for word.")
        return cleaned


class UnsignedForm(forms.Form):
    """Why a key is missing."""

    because = WordsField(
        label="Why it goes without the key", rows=4, help_text="It stands in the pack beside the keys. The Panel reads it."
    )


class ReconsiderForm(forms.Form):
    """What the Panel's letter leads to."""

    because = WordsField(
        label="What is considered again, and why",
        rows=4,
        help_text="One or two sentences for the timeline, without names. The Panel's letter itself is kept.",
    )


class RecordSentForm(LateForm):
    """When report and decision went to the Panel."""

    sent_at = MomentField(label="When it was sent")
    unsigned_because = WordsField(
        label="Why it went without a key",
        rows=3,
        required=False,
        help_text="Needed if a partner has not given the key on the words as they stand now. It is kept.",
    )


class RecordReplyForm(forms.Form):
    """The Panel's letter."""

    reply_on = DayField(label="Date of the letter")
    reply = forms.ChoiceField(label="What the Panel answered", choices=RapidReview.Reply.choices, widget=forms.RadioSelect)
    words = WordsField(label="What the Panel wrote", required=False)
    asks = WordsField(label="What the Panel asks for", rows=4, required=False, help_text="If it asks for anything.")


class PlanForm(forms.Form):
    """A step with the plan. What can be chosen depends on the review."""

    def offer(self, review: RapidReview, *, on: date, asked: str = "") -> None:
        """Fill in what there is to choose from on that London day. `asked` is the step whose link was followed."""
        raise NotImplementedError


class PlanAgainForm(PlanForm):
    """Which of the two dates the plan aims at."""

    target = forms.ChoiceField(label="What the plan aims at", widget=forms.RadioSelect)

    def offer(self, review: RapidReview, *, on: date, asked: str = "") -> None:
        """Both dates of the clock, or the only one."""
        frame = planning.frame_of(review)
        due, latest = RapidReview.Target.DUE, RapidReview.Target.LATEST
        choices = [(due.value, f"{due.label}: {day_in_words(frame.due)}")]
        if frame.latest != frame.due:
            choices.append((latest.value, f"{latest.label}: {day_in_words(frame.latest)}"))
        cast(forms.ChoiceField, self.fields["target"]).choices = choices
        self.initial.setdefault("target", review.plan_target if len(choices) > 1 else due.value)


class StepOfThePlan(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the steps, each with its day."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            queryset=Milestone.objects.none(), label="Which step", widget=forms.RadioSelect, empty_label=None, **kwargs
        )

    def label_from_instance(self, step: Milestone) -> str:
        """Meeting, Tuesday 5 January."""
        return step.in_words()


class StepForm(PlanForm):
    """A step with one step of the plan."""

    step = StepOfThePlan()

    def offer(self, review: RapidReview, *, on: date, asked: str = "") -> None:
        """The steps that come into question, the one asked for chosen."""
        steps = self.among(review)
        among = Milestone.objects.filter(pk__in=[step.pk for step in steps])
        cast(StepOfThePlan, self.fields["step"]).queryset = among
        self.initial["step"] = next((step.pk for step in steps if str(step.pk) == asked), steps[0].pk if steps else None)

    def among(self, review: RapidReview) -> list[Milestone]:
        """The steps that come into question."""
        return planning.open_steps(review)


class StepDoneForm(StepForm):
    """On which day it was done."""

    done_on = DayField(label="Done on")
    note = forms.CharField(
        label="Note",
        max_length=300,
        required=False,
        help_text="A few words for colleagues, for example which return is still missing. No names.",
    )

    def offer(self, review: RapidReview, *, on: date, asked: str = "") -> None:
        """As usual it was done today."""
        super().offer(review, on=on, asked=asked)
        self.initial.setdefault("done_on", on)

    def among(self, review: RapidReview) -> list[Milestone]:
        """All that are open but the last: that one is the sending itself."""
        return planning.markable_steps(review)


class StepNotDoneForm(StepForm):
    """Which mark is taken back."""

    def among(self, review: RapidReview) -> list[Milestone]:
        """Those that are marked, the latest first."""
        return planning.done_steps(review)


class MoveStepForm(StepForm):
    """To which day."""

    to = DayField(label="New day", help_text="A working day. Steps after it move along only as far as they have to.")


class PlanTemplateStepForm(VersionedForm):
    """One step of the template."""

    def clean_day(self) -> int:
        """A day that a Rapid Review can have."""
        day: int = self.cleaned_data["day"]
        if not 1 <= day <= LAST_DAY:
            raise forms.ValidationError(f"A step stands on one of the days 1 to {LAST_DAY} of the template. Check the number.")
        return day
