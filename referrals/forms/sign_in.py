"""An address and a code: nothing else lets a sender in."""

from django import forms

from cspr.govuk import GovukForm


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
