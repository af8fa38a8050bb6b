"""Pages that show every part of the design once, for the tests of the form pack: no database, no session."""

from datetime import date
from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from cspr.govuk import DateField, DateTimeField, GovukForm, LongTextField, row_formset

AGENCIES = [("", "Choose an agency"), ("school", "A school"), ("police", "Avon and Somerset Police")]
TOLD = [("yes", "Yes"), ("no", "No"), ("unknown", "I do not know")]
CONCERNS = [("neglect", "Neglect"), ("abuse", "Physical abuse"), ("exploitation", "Exploitation")]


class EveryWidget(GovukForm, forms.Form):
    """One of each."""

    field_options = {
        "postcode": {"classes": "govuk-input--width-10"},
        "children": {"classes": "govuk-input--width-2", "suffix": "children"},
        "told": {"inline": True},
        "concerns": {"item_hints": {"neglect": "Including medical neglect"}},
    }

    name = forms.CharField(
        label="Your full name",
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
    )
    email = forms.EmailField(
        label="Your work e-mail",
        help_text="We send one code to this address and nothing about the case.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = forms.CharField(
        label="Your phone number",
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )
    postcode = forms.CharField(label="Postcode", required=False)
    agency = forms.ChoiceField(label="Your agency", choices=AGENCIES)
    children = forms.IntegerField(label="How many children live in the home", min_value=0)
    told = forms.ChoiceField(label="Was the local authority told?", choices=TOLD, widget=forms.RadioSelect)
    concerns = forms.MultipleChoiceField(
        label="What the concern is", choices=CONCERNS, widget=forms.CheckboxSelectMultiple, help_text="Select all that apply."
    )
    incident = DateField(label="Date of the incident", help_text="For example, 27 3 2026.")
    aware = DateTimeField(label="When the council was told", help_text="For example, 27 3 2026 at 14:30.")
    story = LongTextField(label="What happened", max_length=200, rows=6, help_text="In your own words.")
    notes = forms.CharField(label="Anything else", required=False, widget=forms.Textarea)
    report = forms.FileField(label="A report you already have")
    agree = forms.BooleanField(label="I have the agreement of a senior manager", help_text="Name them in the text above.")
    reference = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        incident = self.fields["incident"]
        assert isinstance(incident, DateField)
        incident.latest = date(2026, 11, 3)
        self.helper.layout = Layout(
            Fieldset("About you", "name", "email", "phone", "postcode", "agency"),
            Fieldset(
                "About the case", "children", "told", "concerns", "incident", "aware", "story", "notes", "report", "agree"
            ),
            "reference",
        )


class Child(GovukForm, forms.Form):
    """A row."""

    first_name = forms.CharField(label="First name")
    born = DateField(label="Date of birth")


Children = row_formset(Child, title="Child", minimum=1, maximum=3)


def form_page(request: HttpRequest) -> HttpResponse:
    """The form with its rows, as a referral page handles them."""
    form = EveryWidget(request.POST or None, request.FILES or None)
    children = Children(request.POST or None, prefix="children")
    status = 200
    if request.method == "POST" and children.button_pressed:
        form.show_errors = False
        children = children.rearranged()
    elif request.method == "POST":
        if form.is_valid() & children.is_valid():
            return HttpResponse("sent")
        status = 422
    return render(request, "design_form.html", {"form": form, "children": children}, status=status)


def reading_page(request: HttpRequest) -> HttpResponse:
    """Everything that is read and not filled in."""
    context = {
        "page": Paginator(range(200), 10).get_page(request.GET.get("page")),
        "rows": [
            {"key": "Reference", "value": "CSPR-2026-0001", "href": "/x/", "action": "Change"},
            ("Area", "<b>not bold</b>"),
            ("Published", ""),
        ],
        "demo": request.GET.get("demo") == "1",
    }
    return render(request, "design_reading.html", context)


def refusal_page(request: HttpRequest, name: str) -> HttpResponse:
    """One of the pages that say what went wrong."""
    return render(request, f"{name}.html")


urlpatterns = [
    path("form/", form_page),
    path("reading/", reading_page),
    path("refusal/<slug:name>/", refusal_page),
]
