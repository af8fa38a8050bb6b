"""An address and a code let a sender in; a receipt number opens a draft."""

from django import forms

from cspr.govuk import GovukForm
from referrals import receipts


class AddressForm(GovukForm, forms.Form):
    """Where to send the code."""

    email = forms.EmailField(
        label="Your work e-mail address",
        max_length=254,
        help_text="The address your agency gave you. We send a code to it, nothing else.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class CodeForm(GovukForm, forms.Form):
    """The six digits."""

    field_options = {"code": {"classes": "govuk-input--width-5 govuk-input--extra-letter-spacing"}}

    code = forms.CharField(
        label="The code from the e-mail",
        max_length=20,
        help_text="Six digits, for example 123 456.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "spellcheck": "false"}),
        error_messages={"required": "Enter the six digits from the e-mail"},
    )

    def say_wrong(self) -> None:
        """The same words for a wrong code, one that has run out and an address that we do not know."""
        self.add_error(
            "code",
            "That code is not right, or it has run out. Check it against the newest e-mail, or ask for a new code. "
            "A code can be tried five times and works for ten minutes.",
        )


class NumberForm(GovukForm, forms.Form):
    """The receipt number that opens what was begun or sent."""

    field_options = {"number": {"classes": "govuk-input--width-20 govuk-input--extra-letter-spacing"}}

    number = forms.CharField(
        label="Receipt number",
        max_length=60,
        help_text="Sixteen digits, for example 1234 5678 1234 5678. It is on the page that you printed or wrote down.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Enter the receipt number"},
    )

    def clean_number(self) -> str:
        """What cannot be a receipt number costs no try."""
        typed: str = self.cleaned_data["number"]
        if not receipts.digits_in(typed):
            digits = sum(sign.isdigit() for sign in typed)
            raise forms.ValidationError(f"A receipt number has 16 digits; this has {digits}. Check it and type it again")
        return typed

    def say_wrong(self, tries_left: int) -> None:
        """How many tries are left, or that there are none."""
        if not tries_left:
            self.add_error("number", "That receipt number does not fit, and that was the last of five tries")
            return
        left = "one try" if tries_left == 1 else f"{tries_left} tries"
        self.add_error("number", f"That receipt number does not fit. Check each digit; you have {left} left")
