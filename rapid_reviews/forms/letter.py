"""The Panel's letter: the file, and releasing one that no scanner has judged."""

from typing import Any

from django import forms

from cspr.forms import WordsField
from referrals.uploads import ACCEPT


class LetterForm(forms.Form):
    """The file itself."""

    letter: Any = forms.FileField(
        label="The letter as a file",
        help_text="PDF, Word or a picture, as it came. It is scanned before anybody can open it.",
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPT}),
    )


class ReleaseLetterForm(forms.Form):
    """On whose word a file is opened that no scanner has judged."""

    because = WordsField(
        label="Why it can be opened without a scan",
        rows=3,
        max_length=300,
        help_text="For example: it was checked by IT, or it came from the Panel's own portal.",
    )
