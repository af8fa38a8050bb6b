"""The files page: choosing files. What is wrong with each is said beside the field, by its name."""

from typing import Any

from django import forms

from cspr.govuk import GovukForm
from referrals.uploads import ACCEPT


class ManyFiles(forms.FileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FilesForm(GovukForm, forms.Form):
    """Files to add to the draft. They are judged one by one, so that one that is refused does not cost the others."""

    attachments = forms.FileField(
        label="Choose files",
        required=False,
        help_text="PDF, Word (.docx), JPEG, PNG or plain text. At most 25 MB each, 20 files and 100 MB together.",
        widget=ManyFiles(attrs={"accept": ACCEPT}),
    )
    field_options = {"attachments": {"optional": False}}

    def refuse(self, refusals: list[tuple[str, str]]) -> None:
        """Say for each name why that file was not kept."""
        self.is_valid()
        self.errors.clear()
        for name, words in refusals:
            self.add_error("attachments", f"“{name}”: {words}" if name else words)

    def clean_attachments(self) -> Any:
        """Nothing to judge here."""
        return None
