"""What is asked before a pack is made: nothing."""

from django import forms


class PackForm(forms.Form):
    """A button."""
