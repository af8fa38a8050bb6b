"""What staff type when a notification comes first, is sent, or is decided not to be sent."""

from django import forms

from cspr.forms import ClosingForm, DayField, LateForm, MomentField, WordsField
from notifications.models import Notification


class NotificationForm(ClosingForm):
    """The record while it is being prepared."""

    open_while = frozenset({Notification.Status.PREPARING})


class OpenDirectlyForm(forms.Form):
    """An incident of which the local authority told us itself."""

    aware_at = MomentField(
        label="When the local authority became aware",
        help_text="Day and time. The five working days are counted from this day, not from the day of the incident.",
    )
    incident_on = DayField(label="Date of the incident", required=False, help_text="Leave empty if it is not known yet.")
    incident_place = forms.CharField(label="Place of the incident", max_length=200, required=False)
    summary = WordsField(
        label="Summary for colleagues",
        rows=3,
        required=False,
        help_text="One or two factual sentences. Never shown outside the staff site.",
    )


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
    because = WordsField(label="Reasons", help_text="Name the views of the other partners, and any dissent.")
