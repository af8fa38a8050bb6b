"""What staff type at the gate: what may stay, a PDF or a Word file made elsewhere, and the list of who must not be named."""

from typing import Any, cast

from django import forms

from cspr.forms import WordsField
from publications.gate import Finding
from publications.models import KnownIdentity


class AcceptForm(forms.Form):
    """Which findings may stay, and one reason for all that are ticked."""

    findings = forms.MultipleChoiceField(
        label="What may stay",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick at least one finding.", "invalid_choice": "One of these is no longer open."},
    )
    because = WordsField(
        label="Why these may stay",
        rows=3,
        max_length=500,
        help_text="For example: “May” is the month in all of these. Kept beside each of them, with your name.",
    )

    def offer(self, findings: list[Finding]) -> "AcceptForm":
        """Those that are open and that anybody may accept."""
        field = cast(forms.MultipleChoiceField, self.fields["findings"])
        field.choices = [(one.digest, str(one)) for one in findings if one.may_be_accepted]
        return self


class LayReportForm(forms.Form):
    """A PDF that was made elsewhere."""

    file: Any = forms.FileField(
        label="The report as a PDF",
        help_text="Up to 25 MB. It is scanned, rewritten without anything hidden, and read page by page before it is approved.",
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf"}),
    )


class WordFileForm(forms.Form):
    """A report that was written in Word."""

    file: Any = forms.FileField(
        label="The report as a Word file",
        help_text="Only .docx. Its visible text takes the place of what stands in “report” now; nothing else of it is kept.",
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
    )


class ReleaseReportForm(forms.Form):
    """On whose word a file is used that no scanner has judged."""

    because = WordsField(
        label="Why it can be used without a scan",
        rows=3,
        max_length=300,
        help_text="For example: it was checked by IT. It is rewritten and read in any case.",
    )


class KnownIdentityForm(forms.ModelForm):  # type: ignore[type-arg]
    """Something that must not be named, and that the record of the case does not say."""

    class Meta:
        model = KnownIdentity
        fields = ("sort", "text", "note")
        widgets = {"text": forms.TextInput(attrs={"size": 60}), "note": forms.TextInput(attrs={"size": 60})}


class TakeOffForm(forms.Form):
    """Why something no longer has to be kept out."""

    because = WordsField(label="Why it is taken off the list", rows=2, max_length=300)
