"""What staff type when they begin, edit, approve, publish and withdraw a publication."""

from typing import Any, cast

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.text import slugify

from cspr.editing import VersionedForm
from cspr.forms import ClosingForm, DayField, LateForm, MomentField, WordsField
from cspr.models import Case, User
from practice_reviews.models import PracticeReview
from publications.gate import LONGEST_BODY
from publications.kinds import BRIEFINGS, Source, kinds_from
from publications.models import Kind, Publication, Recipient, Theme
from rapid_reviews.models import RapidReview

Status = Publication.Status
_SOURCES: dict[str, type[PracticeReview] | type[RapidReview] | type[Case]] = {
    "practice": PracticeReview,
    "rapid": RapidReview,
    "case": Case,
}


def sources_for(user: User) -> list[tuple[str, list[tuple[str, str]]]]:
    """What a draft may begin from, for a person who sees these cases: groups of key and reference."""
    reported = PracticeReview.objects.visible_to(user).exclude(status=PracticeReview.Status.INITIATED)
    learning = RapidReview.objects.visible_to(user).filter(decision=RapidReview.Decision.OTHER_LEARNING)
    cases = Case.objects.visible_to(user)
    return [
        ("Practice reviews whose report is in", [(f"practice-{one.pk}", str(one)) for one in reported.select_related("case")]),
        ("Rapid Reviews with other learning", [(f"rapid-{one.pk}", str(one)) for one in learning.select_related("case")]),
        ("A report that exists already, of the case", [(f"case-{one.pk}", str(one)) for one in cases]),
    ]


class BeginForm(forms.Form):
    """From what a publication is drafted, and what it is to become."""

    source = forms.ChoiceField(
        label="Drafted from",
        help_text="A practice review whose report is in, a Rapid Review with other learning, or a case with a report already.",
    )
    kind = forms.ChoiceField(
        label="What it is to become",
        choices=[
            (kind.value, kind.label)
            for kind in (
                *(Kind.FULL_REPORT, Kind.SUMMARY, Kind.RAPID_REVIEW_LEARNING, *BRIEFINGS),
                *(Kind.IMPROVEMENTS, Kind.ACTION_PLAN, Kind.EXISTING_REPORT),
            )
        ],
    )

    def offer(self, user: User) -> "BeginForm":
        """Offer what this person may see."""
        field = cast(forms.ChoiceField, self.fields["source"])
        field.choices = [("", "Choose one"), *sources_for(user)]
        return self

    def clean(self) -> dict[str, Any]:
        """Find the record, and refuse a kind that cannot be made from it."""
        typed = super().clean() or {}
        if typed.get("source"):
            name, _, key = typed["source"].partition("-")
            source: Source = _SOURCES[name]._default_manager.get(pk=int(key))
            typed["source"] = source
            kinds = kinds_from(source)
            if typed.get("kind") not in kinds:
                offered = " or ".join(f"“{kind.label}”" for kind in kinds)
                self.add_error(
                    "kind", f"From this record you can draft: {offered}." if kinds else "Nothing can be drafted yet."
                )
        return typed


class ProseField(forms.CharField):
    """A long text. Browsers send other ends of lines than were shown: that alone is no edit, and takes back no approval."""

    def to_python(self, value: Any) -> str:
        """With plain ends of lines."""
        return str(super().to_python(value)).replace("\r\n", "\n").replace("\r", "\n")

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the words are others."""
        return super().has_changed(self.to_python(initial), data)


class PublicationForm(ClosingForm):
    """The words of a publication, until it is published."""

    open_while = frozenset({Status.DRAFT, Status.IN_APPROVAL, Status.APPROVED})

    class Meta:
        model = Publication
        fields = ("title", "subject", "summary", "body", "year_of_incident", "age_band", "themes")
        field_classes = {"summary": ProseField, "body": ProseField}
        widgets = {
            "title": forms.TextInput(attrs={"size": 60}),
            "subject": forms.TextInput(attrs={"size": 80}),
            "summary": forms.Textarea(attrs={"rows": 4, "cols": 80}),
            "body": forms.Textarea(attrs={"rows": 30, "cols": 80}),
            "themes": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "body" in self.fields:
            self.fields["body"].validators.append(MaxLengthValidator(LONGEST_BODY))
        if "themes" in self.fields:
            chosen = self.instance.themes.values("pk") if self.instance.pk else []
            themes = Theme.objects.filter(is_offered=True) | Theme.objects.filter(pk__in=chosen)
            cast(forms.ModelMultipleChoiceField[Theme], self.fields["themes"]).queryset = themes.order_by("group", "name")


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
        label="What has to change", rows=4, help_text="The author sees these words. Leave out names, as in the text itself."
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
    """Why it is taken down."""

    because = WordsField(label="Reason", rows=4, help_text="Kept with the case. The public is told only that it was withdrawn.")


class ThemeForm(VersionedForm):
    """A theme. Its part of an address is made once, from its first name."""

    class Meta:
        model = Theme
        fields = ("name", "group", "is_offered")

    def clean_name(self) -> str:
        """Refuse a name that a reader could not tell from another in an address."""
        name = str(self.cleaned_data["name"])
        if not slugify(name):
            raise forms.ValidationError("Write the name of the theme in letters.")
        if self.instance.pk is None and Theme.objects.filter(slug=slugify(name)).exists():
            raise forms.ValidationError("There is a theme of this name, or one that differs only in its punctuation.")
        return name
