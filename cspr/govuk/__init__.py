"""The form pack: Django forms drawn by the official GOV.UK macros, with British words and links that find the error."""

from cspr.govuk.dates import DateField, DateTimeField
from cspr.govuk.fields import LongTextField
from cspr.govuk.forms import FieldOptions, GovukForm
from cspr.govuk.rows import RowFormSet, row_formset

__all__ = [
    "DateField",
    "DateTimeField",
    "FieldOptions",
    "GovukForm",
    "LongTextField",
    "RowFormSet",
    "row_formset",
]
