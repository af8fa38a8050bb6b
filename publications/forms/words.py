"""What staff type when they begin a publication and write it; and the words by which readers find it."""

from typing import Any, cast

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.text import slugify

from cspr.editing import VersionedForm
from cspr.forms import ClosingForm
from cspr.models import Case, User
from practice_reviews.models import PracticeReview
from publications.gate import LONGEST_BODY
from publications.kinds import BRIEFINGS, Source, kinds_from
from publications.models import Kind, Publication, Theme
from rapid_reviews.models import RapidReview

Status = Publication.Status
PROSE = ("body", "learning", "recommendations", "changes_since")
# All that somebody types and the public reads.
WRITTEN = ("title", "subject", "summary", *PROSE, "year_of_incident", "age_band", "themes", "correction_note")
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
        fields = WRITTEN
        field_classes = dict.fromkeys(("summary", *PROSE), ProseField)
        widgets = {
            "title": forms.TextInput(attrs={"size": 60}),
            "subject": forms.TextInput(attrs={"size": 80}),
            "summary": forms.Textarea(attrs={"rows": 4, "cols": 80}),
            "body": forms.Textarea(attrs={"rows": 30, "cols": 80}),
            "learning": forms.Textarea(attrs={"rows": 6, "cols": 80}),
            "recommendations": forms.Textarea(attrs={"rows": 6, "cols": 80}),
            "changes_since": forms.Textarea(attrs={"rows": 6, "cols": 80}),
            "correction_note": forms.TextInput(attrs={"size": 80}),
            "themes": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.fields.keys() & PROSE:
            self.fields[name].validators.append(MaxLengthValidator(LONGEST_BODY))
        if "body" in self.fields:
            # A report that was made elsewhere, as a PDF, may stand in the place of this text.
            self.fields["body"].required = False
        if "themes" in self.fields:
            chosen = self.instance.themes.values("pk") if self.instance.pk else []
            themes = Theme.objects.filter(is_offered=True) | Theme.objects.filter(pk__in=chosen)
            cast(forms.ModelMultipleChoiceField[Theme], self.fields["themes"]).queryset = themes.order_by("group", "name")


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
