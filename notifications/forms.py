"""What staff type when a notification comes first, is sent, or is decided not to be sent."""

from typing import Any

from django import forms
from django.utils import timezone

from cspr.clocks import london_date
from cspr.editing import VersionedForm
from cspr.forms import ClosingForm, DayField, LateForm, MomentField, WordsField
from cspr.lifecycle import lock
from notifications.models import Notification, PartnerStance


class NotificationForm(ClosingForm):
    """The record while it is being prepared."""

    open_while = frozenset({Notification.Status.PREPARING})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("further_information", "copied_to", "documents", "partners_views"):
            if name in self.fields:
                self.fields[name].widget.attrs["rows"] = 3

    def clean_incident_on(self) -> Any:
        """No incident lies ahead."""
        day = self.cleaned_data.get("incident_on")
        if day is not None and day > london_date(timezone.now()):
            raise forms.ValidationError("The incident cannot lie in the future. Check the date.")
        return day


class OfANotificationForm(VersionedForm):
    """A row of a notification: edited only while that is being prepared."""

    def clean(self) -> dict[str, Any] | None:
        """Refuse to save what was sent since the page was opened; all that was typed stays in the page."""
        cleaned = super().clean()
        stored = lock(self.instance.notification)
        if stored.status != Notification.Status.PREPARING:
            self.add_error(
                None,
                f"The notification now stands at “{stored.get_status_display()}”, so this could not be saved. All you typed is "
                "still below: copy what you need before you leave the page.",
            )
        return cleaned


class NotifiedChildForm(OfANotificationForm):
    """What the case does not know of a child."""


class PartnerStanceForm(OfANotificationForm):
    """A view has its giver, and a dissent its words."""

    def clean(self) -> dict[str, Any] | None:
        """Nothing half said: the three partners read it, and so may an inspector."""
        cleaned = super().clean() or self.cleaned_data
        stance = cleaned.get("stance")
        if stance and stance != PartnerStance.Stance.NOT_GIVEN and not cleaned.get("given_by"):
            self.add_error("given_by", "Say who gave it for the partner.")
        if stance == PartnerStance.Stance.DOES_NOT and not (cleaned.get("words") or "").strip():
            self.add_error("words", "Give the partner’s reasons. A dissent stays visible, in these words.")
        given_on = cleaned.get("given_on")
        if given_on is not None and given_on > london_date(timezone.now()):
            self.add_error("given_on", "A view cannot have been given in the future. Check the date.")
        return cleaned


class OpenDirectlyForm(forms.Form):
    """An incident of which the local authority told us itself."""

    aware_at = MomentField(
        label="When the local authority became aware",
        help_text="Day and time. The five working days are counted from this day, not from the day of the incident.",
    )
    child_name = forms.CharField(
        label="Name of the child",
        max_length=200,
        required=False,
        help_text="Further children are added on the page of the case.",
    )
    child_born_on = DayField(label="Date of birth", required=False, help_text="If it is known.")
    incident_on = DayField(label="Date of the incident", required=False, help_text="Leave empty if it is not known yet.")
    incident_place = forms.CharField(label="Place of the incident", max_length=200, required=False)
    summary = WordsField(
        label="Summary for colleagues",
        rows=3,
        required=False,
        help_text="One or two factual sentences. Never shown outside the staff site.",
    )

    def clean(self) -> dict[str, Any]:
        """A date of birth is somebody's."""
        if self.cleaned_data.get("child_born_on") and not self.cleaned_data.get("child_name"):
            self.add_error("child_name", "You gave a date of birth. Give the child’s name, or leave both empty.")
        return self.cleaned_data


class RecordSentForm(LateForm):
    """What the national system showed when the notification was sent."""

    sent_at = MomentField(label="When it was sent", help_text="Day and time, as the national system shows them.")
    national_reference = forms.CharField(label="National reference", max_length=60)
    partners_told = forms.BooleanField(
        label="The safeguarding partners were told at the same time",
        required=False,
        help_text="Meets that clock too. Otherwise it runs on, and has a step of its own.",
    )


class PartnersToldForm(LateForm):
    """When and how the local authority told its partners."""

    told_at = MomentField(label="When they were told", help_text="Day and time. If on several days, the last one.")
    how = forms.CharField(
        label="How they were told", max_length=200, help_text="For example: by secure e-mail, or in the meeting of that day."
    )


class CorrectAwarenessForm(LateForm):
    """Another moment than is on record, and the evidence for it."""

    aware_at = MomentField(label="When the local authority became aware", help_text="Day and time, as the evidence shows them.")
    because = WordsField(label="Why it is corrected", rows=3, help_text="Name the evidence. Kept for ever, with both moments.")


class ConfirmAwarenessForm(forms.Form):
    """A second person agrees."""

    because = WordsField(label="What you looked at", rows=3, required=False)


class RefuseAwarenessForm(forms.Form):
    """A second person does not agree."""

    because = WordsField(label="Why you refuse it", rows=3)


class DecideNotForm(forms.Form):
    """Who decided, when and why."""

    decided_by = forms.CharField(label="Who decided for the local authority", max_length=200, help_text="Name and post.")
    decided_at = MomentField(label="When it was decided")
    because = WordsField(
        label="Reasons", help_text="The views of the partners, and any dissent, are kept with it as they are recorded above."
    )


class ReopenForm(forms.Form):
    """Which facts are new."""

    because = WordsField(label="Which facts are new", rows=3)


class WithdrawForm(forms.Form):
    """Who withdrew it, when and why."""

    decided_by = forms.CharField(label="Who decided for the local authority", max_length=200, help_text="Name and post.")
    withdrawn_at = MomentField(label="When it was withdrawn", help_text="Day and time, as the national system shows them.")
    because = WordsField(label="Why it is outside the criteria", rows=4)


class TakeOverForm(forms.Form):
    """Nothing is asked."""
