"""Choosing the spreadsheet with the rows of a chronology."""

from typing import Any

from django import forms

from cspr.govuk import GovukForm
from rapid_reviews.sheets import ACCEPT


class SheetForm(GovukForm, forms.Form):
    """One file. `skipped` is why its reading was stopped, where it was too large."""

    sheet = forms.FileField(
        label="Choose the spreadsheet",
        required=False,
        help_text="An Excel workbook (.xlsx) or a CSV file, in the columns of our template.",
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )
    field_options = {"sheet": {"optional": False}}
    skipped: list[str] = []

    def clean_sheet(self) -> Any:
        """There has to be one."""
        if self.skipped:
            raise forms.ValidationError(self.skipped[0])
        if not self.cleaned_data.get("sheet"):
            raise forms.ValidationError("Choose the spreadsheet first, then press “Upload the rows”")
        return self.cleaned_data["sheet"]
