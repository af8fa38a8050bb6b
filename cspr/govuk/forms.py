"""The base of every form on the public site and the referral site: what it says when an answer is missing or wrong."""

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, NamedTuple, TypedDict

from crispy_forms.helper import FormHelper
from django import forms
from django.forms import BoundField
from django.utils.encoding import force_str

from cspr.govuk.dates import DateField, DateTimeField


class FieldOptions(TypedDict, total=False):
    """How one field is drawn, where the default is not meant."""

    classes: str  # extra classes, such as "govuk-input--width-10"
    label_size: Literal["s", "m", "l", "xl"]
    page_heading: bool  # the label or legend is the h1 of the page
    inline: bool  # radios side by side
    item_hints: Mapping[str, str]  # value of a radio or checkbox > hint below it
    prefix: str
    suffix: str
    optional: bool  # False: no "(optional)", where another answer decides whether this one is needed


class FormError(NamedTuple):
    """One line of the error summary: the words, and the id of the box they are about ("" for the whole form)."""

    text: str
    target: str


# What is wrong, in the words of the label: {label} stands inside a sentence, {Label} begins one, {quoted} is cited.
ANY: Mapping[str, str] = {"required": "Enter {label}"}
MESSAGES: tuple[tuple[type[forms.Field], Mapping[str, str]], ...] = (
    (
        DateTimeField,
        {
            "required": "Enter {label}",
            "missing": "{Label} must include a %(missing)s",
            "time": "{Label} must have a real time, like 14:30 or 2:30pm",
            "unreal": "{Label} must be a real date",
            "too_early": "{Label} must be on or after %(limit)s",
            "too_late": "{Label} must be on or before %(limit)s",
        },
    ),
    (
        DateField,
        {
            "required": "Enter {label}",
            "missing": "{Label} must include a %(missing)s",
            "unreal": "{Label} must be a real date",
            "too_early": "{Label} must be on or after %(limit)s",
            "too_late": "{Label} must be on or before %(limit)s",
        },
    ),
    (
        forms.EmailField,
        {
            "required": "Enter {label}",
            "invalid": "Enter an e-mail address in the correct format, like name@example.com",
        },
    ),
    (
        forms.IntegerField,
        {
            "required": "Enter {label}",
            "invalid": "{Label} must be a number, like 30",
            "min_value": "{Label} must be %(limit_value)s or more",
            "max_value": "{Label} must be %(limit_value)s or fewer",
        },
    ),
    (
        forms.FileField,
        {
            "required": "Choose a file for {quoted}",
            "invalid": "The file for {quoted} did not arrive. Choose it again",
            "missing": "The file for {quoted} did not arrive. Choose it again",
            "empty": "The file you chose for {quoted} is empty. Choose another",
        },
    ),
    (
        forms.CharField,
        {
            "required": "Enter {label}",
            "max_length": "{Label} must be %(limit_value)d characters or fewer; it has %(show_value)d",
            "min_length": "{Label} must be %(limit_value)d characters or more; it has %(show_value)d",
        },
    ),
    (forms.BooleanField, {"required": "To continue, tick {quoted}"}),
    (forms.MultipleChoiceField, {"required": "Select {label}", "invalid_choice": "Select answers from the list"}),
    (forms.ModelMultipleChoiceField, {"required": "Select {label}", "invalid_choice": "Select answers from the list"}),
    (forms.ChoiceField, {"required": "Select {label}", "invalid_choice": "Select an answer from the list"}),
    (forms.ModelChoiceField, {"required": "Select {label}", "invalid_choice": "Select an answer from the list"}),
)


class GovukForm(forms.BaseForm):
    """Put before `forms.Form` or `forms.ModelForm`: one helper for each instance, and errors that say what to do.

    The `<form novalidate>` tag, its csrf token and its buttons are the template's. With `show_errors` off the
    form shows what was typed without judging it, as after "Add another".
    """

    field_options: ClassVar[Mapping[str, FieldOptions]] = {}
    show_errors = True
    # The first box gets the cursor when the page opens: the row that was just added.
    focus_first = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        for name, field in self.fields.items():
            field.label = field.label or name.replace("_", " ").capitalize()
            speak_plainly(field)
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.render_hidden_fields = True

    def options_of(self, name: str) -> FieldOptions:
        """Return how the field is drawn."""
        return self.field_options.get(name, {})


def speak_plainly(field: forms.Field) -> None:
    """Give the field our messages where its author wrote none."""
    ours = next((messages for kind, messages in MESSAGES if isinstance(field, kind)), ANY)
    label = force_str(field.label).rstrip()
    for code, message in ours.items():
        if field.error_messages.get(code) == stock_message(type(field), code):
            # Django puts values into a message only where it has some, and only then is "%%" one "%".
            filled = "%(" in message or (isinstance(field, DateField) and code != "required")
            field.error_messages[code] = in_words(message, label.replace("%", "%%") if filled else label)


def stock_message(kind: type[forms.Field], code: str) -> Any:
    """Return the message that the class brings for this code, or None."""
    for base in kind.__mro__:
        messages = base.__dict__.get("default_error_messages", {})
        if code in messages:
            return messages[code]
    return None


def in_words(message: str, label: str) -> str:
    """Put the label into the message; a label that is a question is quoted."""
    message = message.replace("{quoted}", f"“{label}”")
    if label.endswith("?"):
        inside, begins = f"an answer to “{label}”", f"The answer to “{label}”"
        return message.replace("{label}", inside).replace("{Label}", begins)
    # An abbreviation or a name keeps its capital: "NHS number", "I confirm".
    keeps = label[1:2].isupper() or label.startswith("I ")
    return message.replace("{label}", label if keeps else label[:1].lower() + label[1:]).replace("{Label}", label)


def first_box(bound: BoundField) -> str:
    """Return the id of the box that a link to this field's error must reach."""
    base = bound.auto_id or bound.html_name
    if isinstance(bound.field, DateField):
        return f"{base}-{bad_parts(bound)[0]}"
    return str(base)


def bad_parts(bound: BoundField) -> tuple[str, ...]:
    """Return the boxes of a date that its error is about; all of them where the error does not say."""
    widget = bound.field.widget
    every: tuple[str, ...] = getattr(widget, "parts", ("day", "month", "year"))
    errors = bound.form.errors.as_data().get(bound.name, []) if bound.form.is_bound else []
    named = [part for error in errors for part in (error.params or {}).get("parts", ())]
    return tuple(part for part in every if part in named) or every


def errors_of(form: forms.BaseForm) -> list[FormError]:
    """Return every error of the form in the order of the page, each with the box it belongs to."""
    if not form.is_bound or not getattr(form, "show_errors", True):
        return []
    found = [FormError(str(text), "") for text in form.non_field_errors()]
    for bound in form:
        target = "" if bound.is_hidden else first_box(bound)
        found += [FormError(str(text), target) for text in bound.errors]
    return found
