"""What an agency types: the pages of its answer, a row of the chronology, a colleague, a name as signature, and its key."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet

from cspr.contacts import KEY_LENGTH, plain
from cspr.govuk import DateField, GovukForm, LongTextField
from cspr.govuk.dates import read_time
from cspr.models import AgencyContact
from rapid_reviews.models import AgencyReturn

# Signs in one box of the answer, and in one row.
LONGEST, LONGEST_EVENT = 30_000, 5_000


class KeyForm(GovukForm, forms.Form):
    """The contact's own key."""

    field_options = {"key": {"classes": "govuk-input--width-10 govuk-input--extra-letter-spacing"}}

    key = forms.CharField(
        label="Your key",
        max_length=60,
        help_text="Eight letters and digits that we told you by telephone, for example ACEF 3467.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": "Enter your key"},
    )

    def clean_key(self) -> str:
        """What cannot be a key costs no try."""
        typed: str = self.cleaned_data["key"]
        if len(plain(typed)) != KEY_LENGTH:
            raise forms.ValidationError(f"A key has {KEY_LENGTH} letters and digits. Check it and type it again")
        return typed

    def say_wrong(self) -> None:
        """The same words for a wrong key, one that is used up, and somebody who has none."""
        self.add_error(
            "key",
            "That key does not fit, or it no longer works: a key can be typed wrong five times. Check each sign. If it still "
            "does not fit, call us: we ring you back and tell you a new one.",
        )


class AnswerPage(GovukForm, forms.Form):
    """One page of the answer. Everything may be left open until the answer is signed."""

    title: ClassVar[str]
    lead: ClassVar[str] = ""
    # Where a box of the page has another name than the field in which it is stored.
    stored_as: ClassVar[Mapping[str, str]] = {}

    @classmethod
    def names(cls) -> dict[str, str]:
        """Each box and the field of the answer in which it is stored."""
        return {box: cls.stored_as.get(box, box) for box in cls.base_fields}

    @classmethod
    def shows(cls, answer: AgencyReturn) -> "AnswerPage":
        """The page as it is saved."""
        return cls(initial={box: getattr(answer, field) for box, field in cls.names().items()})

    @property
    def words(self) -> dict[str, Any]:
        """What was typed, by the fields of the answer. Only after `is_valid()`."""
        return {field: self.cleaned_data[box] for box, field in self.names().items()}


def box(label: str, help_text: str = "", rows: int = 8) -> LongTextField:
    """A box for several paragraphs, which may be empty."""
    return LongTextField(label=label, help_text=help_text, max_length=LONGEST, rows=rows, required=False)


class InvolvementPage(AnswerPage):
    """What the agency had to do with the family."""

    title = "Your involvement"
    field_options = {"summary": {"optional": False}}

    summary = box("Summary of your agency’s involvement", "Who was seen, by whom, how often and why. One page is enough.", 10)
    background = box("Background", "What was known of the family before the period that we ask about, as far as it matters.")


class PracticePage(AnswerPage):
    """How the agency worked."""

    title = "Practice"
    # A name with "key" in it would be taken for a secret where words are given back after the session has ended.
    stored_as = {"issues": "key_issues"}

    issues = box("Key issues", "What stands out when you read your records as a whole.")
    practice_episodes = box("Key practice episodes", "Moments that mattered for what came next, and why they went as they did.")
    good_practice = box("Good practice", "What helped, and should be kept.")


class ChildPage(AnswerPage):
    """The child, not the process."""

    title = "The child"

    lived_experience = box(
        "The child’s voice and lived experience",
        "What a day was like for the child; what the child said or showed, to whom.",
    )
    identity = box(
        "Race, culture, disability and other inequality",
        "How these affected what the child and the family met with, and how they were worked with.",
    )


class LearningPage(AnswerPage):
    """What follows for the agency."""

    title = "Learning"

    immediate_learning = box("Immediate learning, and what has been done about it")
    recommendations = box("Recommendations for your own agency")


class RecordsPage(AnswerPage):
    """Whether the records are safe from being altered."""

    title = "Files secured"
    lead = (
        "As soon as a review may follow, your agency locks the records of the child and the family, so that nothing is altered "
        "or lost."
    )
    field_options = {"files_secured": {"optional": False}}

    files_secured = forms.ChoiceField(
        label="Are the files secured?", choices=AgencyReturn.Secured.choices, required=False, widget=forms.RadioSelect
    )
    files_secured_on = DateField(label="On which day were they secured?", help_text="For example, 27 3 2026.", required=False)


class ApprovalPage(AnswerPage):
    """Who in the agency stands for the answer."""

    title = "Approving manager"
    lead = "A senior manager who did not work with the family reads the answer before you sign it."
    field_options = {"approver_name": {"optional": False}, "approver_role": {"optional": False}}

    approver_name = forms.CharField(label="Full name of the manager", max_length=200, required=False)
    approver_role = forms.CharField(label="Role of the manager", max_length=200, required=False)


PAGES: Mapping[str, type[AnswerPage]] = {
    "involvement": InvolvementPage,
    "practice": PracticePage,
    "child": ChildPage,
    "learning": LearningPage,
    "records": RecordsPage,
    "approval": ApprovalPage,
}


class RowForm(GovukForm, forms.Form):
    """One event of the chronology."""

    on = DateField(label="Date", help_text="For example, 27 3 2026.")
    until = DateField(label="Last day, if it lasted longer", required=False)
    time = forms.CharField(label="Time, if known", max_length=20, required=False, help_text="For example, 14:30 or 2.30pm.")
    people = forms.CharField(
        label="Who it concerned", max_length=300, required=False, help_text="Who of the family, separated by semicolons."
    )
    event = LongTextField(label="What happened", max_length=LONGEST_EVENT, rows=5)
    source = forms.CharField(label="Where this is recorded", max_length=200, required=False)
    field_options = {"time": {"classes": "govuk-input--width-5"}}

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("on", "until"):
            field = self.fields[name]
            if isinstance(field, DateField):
                field.latest = today

    def clean_time(self) -> Any:
        """A time of day, or None."""
        typed = self.cleaned_data["time"].strip()
        found = read_time(typed) if typed else None
        if typed and found is None:
            raise forms.ValidationError("Time must be a real time, like 14:30 or 2.30pm")
        return found

    def clean(self) -> dict[str, Any]:
        """It cannot end before it begins."""
        typed = super().clean() or self.cleaned_data
        if typed.get("on") and typed.get("until") and typed["until"] < typed["on"]:
            self.add_error("until", "The last day cannot be before the date. Check both")
        return typed


class QuestionForm(GovukForm, forms.Form):
    """The answer to a question back."""

    reply = LongTextField(
        label="Your answer",
        help_text="It goes to the business unit and stands beside your answer. What you signed stays as it is.",
        max_length=10_000,
        rows=8,
        error_messages={"required": "Enter your answer"},
    )


class ColleagueForm(GovukForm, forms.Form):
    """To whom the request is handed."""

    NOBODY = "nobody"
    to = forms.ChoiceField(
        label="Who answers for you?",
        widget=forms.RadioSelect,
        error_messages={"required": "Select who answers", "invalid_choice": "Select somebody from the list"},
    )

    def __init__(self, *args: Any, colleagues: QuerySet[AgencyContact], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.colleagues = {str(one.pk): one for one in colleagues}
        field = self.fields["to"]
        if isinstance(field, forms.ChoiceField):
            names = [(key, f"{one.name}, {one.role}") for key, one in self.colleagues.items()]
            field.choices = [*names, (self.NOBODY, "Nobody else: I answer myself")]

    def clean_to(self) -> AgencyContact | None:
        """The colleague, or None for oneself."""
        return self.colleagues.get(self.cleaned_data["to"])


class SignForm(GovukForm, forms.Form):
    """A name typed as signature."""

    signed_name = forms.CharField(
        label="Your full name",
        max_length=200,
        help_text="Typed here, it counts as your signature.",
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
        error_messages={"required": "Type your full name to sign"},
    )
