"""The forms on which staff sign in, drawn like every other form."""

from typing import Any

from allauth.account.forms import ChangePasswordForm as AllauthChangePasswordForm
from allauth.account.forms import LoginForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils import timezone

from cspr import second_factor
from cspr.govuk import FieldOptions, GovukForm
from cspr.models import Invitation, User

LOCKED = "There were too many wrong codes. Wait a quarter of an hour, then try again with a new code."
WRONG = "That code does not fit. Each works once; type the newest one that your app shows."
GOOD_ONES = "At least 15 characters. Three or four words that only you would put together are good."
NARROW: dict[str, FieldOptions] = {"code": {"classes": "govuk-input--width-10"}}


def code_field(label: str, hint: str) -> forms.CharField:
    """A box for a one-time code, which phones and password managers recognise."""
    boxes = forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"})
    return forms.CharField(label=label, help_text=hint, max_length=20, widget=boxes)


def password_field(label: str, autocomplete: str, hint: str = "") -> forms.CharField:
    """A box for a password; pasting into it is welcome."""
    box = forms.PasswordInput(attrs={"autocomplete": autocomplete, "spellcheck": "false"})
    return forms.CharField(label=label, help_text=hint, strip=False, max_length=500, widget=box)


class _PlainLoginForm(LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        box = forms.EmailInput(attrs={"autocomplete": "username", "spellcheck": "false"})
        self.fields["login"] = forms.EmailField(label="Your work e-mail", max_length=254, widget=box)
        self.fields["password"] = password_field("Your password", "current-password")


class SignInForm(GovukForm, _PlainLoginForm):
    """Address and password: the first of two steps."""


class _ChecksCode(forms.Form):
    """The code is judged by `cspr.second_factor`, which counts the wrong ones."""

    user: Any
    authenticator: Any

    def clean_code(self) -> str:
        """Use the code up, or say why not."""
        try:
            factor = second_factor.check(self.user, self.cleaned_data["code"], at=timezone.now())
        except second_factor.TooManyWrongCodes as refusal:
            raise forms.ValidationError(LOCKED) from refusal
        if factor is None:
            raise forms.ValidationError(WRONG)
        factor.user = self.user
        self.authenticator = factor
        return str(self.cleaned_data["code"])


class CodeForm(GovukForm, _ChecksCode, AuthenticateForm):
    """The second step."""

    field_options = NARROW
    code = code_field("Your code", "The six digits that your authenticator app shows now, or one of your recovery codes.")


class CodeAgainForm(GovukForm, _ChecksCode, ReauthenticateForm):
    """Before a change to how one signs in."""

    field_options = NARROW
    code = code_field("Your code", "The six digits that your authenticator app shows now, or one of your recovery codes.")


class EnrolForm(GovukForm, ActivateTOTPForm):
    """Shows that the app has the secret: its first code, which is then used up."""

    field_options = NARROW
    code = code_field("The code that your app shows", "Six digits. It changes every 30 seconds.")
    step = 0

    def clean_code(self) -> str:
        """Find the time step of the code."""
        typed = "".join(sign for sign in self.cleaned_data["code"] if sign in "0123456789")
        step = second_factor.step_of(self.secret, typed, at=timezone.now())
        if step is None:
            raise forms.ValidationError("That code does not fit. Check that the app has this key, and type its newest code.")
        self.step = step
        return typed


class _PlainChangePasswordForm(AllauthChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label, shown in (
            ("oldpassword", "Your password until now", ""),
            ("password1", "Your new password", GOOD_ONES),
            ("password2", "Your new password again", ""),
        ):
            field = self.fields[name]
            field.label, field.help_text = label, shown
            field.widget.attrs.pop("placeholder", None)


class ChangePasswordForm(GovukForm, _PlainChangePasswordForm):
    """A new password for somebody who knows the present one."""


class AddPasskeyForm(GovukForm, AddWebAuthnForm):
    """A name for the passkey; the browser adds the rest."""

    field_options = {"name": {"optional": False}}
    name = forms.CharField(label="Name of the passkey", required=False, max_length=100, help_text="So that you know it again.")


class RenamePasskeyForm(GovukForm, EditWebAuthnForm):
    """Another name."""

    name = forms.CharField(label="Name of the passkey", max_length=100)


class JoinForm(GovukForm, forms.Form):
    """What somebody who was invited types."""

    field_options = {"key": {"classes": "govuk-input--width-10"}}
    key = forms.CharField(
        label="Your key",
        max_length=20,
        help_text="Eight letters and digits that the person who invited you told you by telephone, for example 4C7F-9KMQ.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}),
    )
    name = forms.CharField(
        label="Your full name", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"})
    )
    password1 = password_field("Your new password", "new-password", GOOD_ONES)
    password2 = password_field("Your new password again", "new-password")

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        self.invitation = invitation
        super().__init__(*args, initial={"name": invitation.name, **(kwargs.pop("initial", None) or {})}, **kwargs)

    def clean(self) -> dict[str, Any]:
        """The password is judged together with the address and the name: it may not be like them."""
        typed = super().clean() or self.cleaned_data
        first, second = typed.get("password1"), typed.get("password2")
        if first and second and first != second:
            self.add_error("password2", "The two passwords are not the same. Type the same one twice.")
        if first:
            person = User(email=self.invitation.email, name=typed.get("name") or self.invitation.name)
            try:
                validate_password(first, person)
            except forms.ValidationError as weak:
                self.add_error("password1", weak)
        return typed

    def say_wrong_key(self, tries_left: int) -> None:
        """Nothing else that was typed is judged."""
        tries = "one more try" if tries_left == 1 else f"{tries_left} more tries"
        self.add_error("key", f"That is not the key of this invitation. You have {tries}. Telephone whoever invited you.")


class BeginAnewForm(JoinForm):
    """After a lost device."""

    name = None  # type: ignore[assignment]
