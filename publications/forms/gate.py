"""What staff type at the gate: what may stay, a PDF or a Word file made elsewhere, and the list of who must not be named."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms

from cspr.forms import WordsField
from publications.models import KnownIdentity

NOTHING_KEPT = (
    "Nothing of it was kept, and the draft is as it was: open it where it was made, save it again, and choose it here."
)


class FoundWidget(forms.CheckboxSelectMultiple):
    """The page draws the boxes; an error leads to the first of them."""

    def id_for_label(self, id_: str, index: Any = None) -> str:
        """The first box has the id of the whole."""
        return id_


class AcceptForm(forms.Form):
    """Which findings may stay, and one reason for all that are ticked. The same words are ticked once for all their places."""

    findings = forms.MultipleChoiceField(
        label="What may stay",
        widget=FoundWidget,
        error_messages={
            "required": "Tick at least one line.",
            "invalid_choice": "What was found has changed since you opened this page. Look at the list again.",
        },
    )
    because = WordsField(
        label="Why these may stay",
        rows=3,
        max_length=500,
        help_text="For example: “May” is the month in all of these. Kept beside each of them, with your name.",
        error_messages={"required": "Say in a line why these may stay. What you ticked is still ticked."},
    )

    def offer(self, alike: Mapping[str, Sequence[str]]) -> "AcceptForm":
        """Those that are open and may be accepted: the digests of the findings by the mark of a line, or of a whole group."""
        self._alike = alike
        field = cast(forms.MultipleChoiceField, self.fields["findings"])
        field.choices = [(mark, mark) for mark in alike]
        return self

    def clean_findings(self) -> list[str]:
        """The digests of all that was ticked, each once."""
        return list(dict.fromkeys(digest for mark in self.cleaned_data["findings"] for digest in self._alike[mark]))


class LayReportForm(forms.Form):
    """A PDF that was made elsewhere."""

    file: Any = forms.FileField(
        label="The report as a PDF",
        help_text="Up to 25 MB. It is scanned, rewritten without anything hidden, and read page by page before it is approved.",
        widget=forms.FileInput(attrs={"accept": ".pdf"}),
        error_messages={"required": "Choose the PDF.", "empty": f"This file is empty. {NOTHING_KEPT}"},
    )


class WordFileForm(forms.Form):
    """A report that was written in Word."""

    file: Any = forms.FileField(
        label="The report as a Word file",
        help_text="Only .docx. Its visible text takes the place of what stands in “report” now; nothing else of it is kept.",
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        error_messages={"required": "Choose the Word file.", "empty": f"This file is empty. {NOTHING_KEPT}"},
    )


class ReleaseReportForm(forms.Form):
    """On whose word a file is used that no scanner has judged."""

    because = WordsField(
        label="Why it can be used without a scan",
        rows=3,
        max_length=300,
        help_text="For example: it was checked by IT. It is rewritten and read in any case.",
        error_messages={"required": "Say in a line why it can be used. It stays in quarantine until then."},
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
