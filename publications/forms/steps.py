"""What staff type when they take a step with a publication."""

from collections.abc import Sequence

from django import forms

from cspr.forms import DayField, LateForm, MomentField, WordsField
from publications.models import Publication, Recipient


class StepForm(forms.Form):
    """A step that asks for nothing more than to be taken."""


class ApproveForm(forms.Form):
    """The second person says what they did. The page carries which text it was opened on."""

    digest = forms.CharField(required=False, widget=forms.HiddenInput)
    read = forms.BooleanField(
        label="I have read the preview from beginning to end, and nothing in it identifies a child, a family or a worker",
        error_messages={"required": "Read the preview, then tick this box."},
    )


class SendBackForm(forms.Form):
    """What has to change."""

    because = WordsField(
        label="What has to change",
        rows=4,
        help_text="The author sees these words. Leave out names, as in the text itself.",
        error_messages={"required": "Say what has to change, so that the author can do it. It was not sent back yet."},
    )


class PlanForm(LateForm):
    """The day on which it is to be published."""

    on = DayField(label="Day of publication", help_text="The advance copy has to go at least seven working days before it.")
    because = WordsField(
        label="Why it moves", rows=2, required=False, help_text="If another day was planned before. Kept with the dates."
    )


class DropPlanForm(forms.Form):
    """Why no day is planned any more."""

    because = WordsField(label="Reason", rows=2)


class AdvanceCopyForm(LateForm):
    """When the advance copy went, and to whom."""

    sent_at = MomentField(label="When it was sent", help_text="Day and time. If on several days, the last one.")
    to = forms.MultipleChoiceField(
        label="To whom it was sent",
        choices=Recipient.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick everybody to whom it was sent."},
    )


class KeepForm(forms.Form):
    """The decision that it stays."""

    because = WordsField(label="Why it stays public", rows=2, help_text="A line is enough: who decided, and why.")


class PublishForm(LateForm):
    """Publishing, and why it is late: after six months, or where the advance copy went too late for this day."""


class WithdrawForm(forms.Form):
    """Why it is taken down; and where other documents stand on the same page, whether these go too."""

    because = WordsField(
        label="Reason",
        rows=4,
        help_text="Kept with the case. The public is told only that it was withdrawn.",
        error_messages={"required": "Give the reason. Nothing was withdrawn yet: it is still public."},
    )

    THIS, WHOLE_PAGE = "this", "all"

    def offer(self, publication: Publication, others: Sequence[Publication]) -> "WithdrawForm":
        """Ask what goes, if there is a choice."""
        if others:
            this = publication.get_kind_display()
            rest = ", ".join(one.get_kind_display() for one in others)
            choices = [
                (self.THIS, f"Only this document: {this}. The page stays, with what else stands there: {rest}"),
                (self.WHOLE_PAGE, f"The whole page, with all its documents: {this}, {rest}"),
            ]
            self.fields["what"] = forms.ChoiceField(
                label="What is taken down",
                choices=choices,
                widget=forms.RadioSelect,
                error_messages={"required": "Say whether only this document goes, or the whole page."},
            )
            self.order_fields(["what", "because"])
        return self
