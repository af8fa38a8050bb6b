"""The sender's reply to a question of the unit."""

from django import forms

from cspr.govuk import GovukForm, LongTextField

LONGEST = 10_000


class ReplyForm(GovukForm, forms.Form):
    """One box. `question` says which question is meant, so that a page left open does not answer another."""

    question = forms.IntegerField(widget=forms.HiddenInput)
    reply = LongTextField(
        label="Your reply",
        help_text="It goes to the business unit. It is not shown here again after you have sent it.",
        max_length=LONGEST,
        rows=8,
        error_messages={"required": "Enter your reply"},
    )
