"""Draws one bound field with the GOV.UK macro that fits its widget."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cspr.govuk.dates import DateWidget
from cspr.govuk.forms import FieldOptions, bad_parts
from cspr.govuk.macros import draw, words

Params = dict[str, Any]

# Attributes of a widget that the macros take by name; the rest is passed through.
NAMED = ("autocomplete", "inputmode", "spellcheck", "autocapitalize", "pattern")
# The browser would cut or refuse what was typed before we can explain: the server judges instead.
DROPPED = frozenset({"class", "rows", "cols", "required", "maxlength", "minlength", "min", "max", "step", "id", *NAMED})
DATE_BOXES = {
    "day": ("Day", "govuk-input--width-2", "numeric"),
    "month": ("Month", "govuk-input--width-2", ""),
    "year": ("Year", "govuk-input--width-4", "numeric"),
    "time": ("Time", "govuk-input--width-5", ""),
}


def field_html(bound: BoundField) -> SafeString:
    """Return the whole field: label, hint, errors and boxes, with what was typed."""
    widget = bound.field.widget
    if bound.is_hidden:
        return bound.as_widget()
    painter = next(paint for kind, paint in PAINTERS if isinstance(widget, kind))
    return painter(bound, options_of(bound))


def options_of(bound: BoundField) -> FieldOptions:
    """Return how the form wants this field drawn."""
    chooser: Callable[[str], FieldOptions] | None = getattr(bound.form, "options_of", None)
    return chooser(bound.name) if chooser else {}


def common(bound: BoundField, options: FieldOptions) -> Params:
    """Return what every macro takes: name, id, hint and error."""
    params: Params = {"name": bound.html_name, "id": bound.auto_id or bound.html_name}
    if bound.help_text:
        params["hint"] = words(bound.help_text)
    if bound.errors and getattr(bound.form, "show_errors", True):
        lines = format_html_join(SafeString("<br>"), "{}", ((error,) for error in bound.errors))
        params["errorMessage"] = {"html": str(lines)}
    params["classes"] = " ".join(filter(None, (bound.field.widget.attrs.get("class", ""), options.get("classes", ""))))
    return params


def title(bound: BoundField, options: FieldOptions, kind: str, size: str) -> Params:
    """Return the label or legend; an optional field says so in its label."""
    text: object = bound.label
    if not bound.field.required and options.get("optional", True):
        text = format_html("{} (optional)", text)
    return {
        **words(text),
        "classes": f"govuk-{kind}--{options.get('label_size', size)}",
        "isPageHeading": options.get("page_heading", False),
    }


def attributes(bound: BoundField, first: bool = True) -> Params:
    """Return the widget's own attributes, sorted into those the macros name and the rest."""
    own: Mapping[str, Any] = bound.field.widget.attrs
    rest = {name: value for name, value in own.items() if name not in DROPPED and value not in (None, False)}
    # Of the boxes of a date each has its own, which `draw_date` gives it.
    rest = {name: value for name, value in rest.items() if not name.startswith("autocomplete-")}
    if first and wants_focus(bound):
        rest["autofocus"] = {"value": True, "optional": True}
    named = {name: own[name] for name in NAMED if name in own}
    if "spellcheck" in named:
        named["spellcheck"] = str(named["spellcheck"]).lower() == "true"
    return {**named, "attributes": rest}


def wants_focus(bound: BoundField) -> bool:
    """Return whether this is the first visible field of a form that was just added to the page."""
    if not getattr(bound.form, "focus_first", False):
        return False
    return next((field.name for field in bound.form.visible_fields()), "") == bound.name


def draw_input(bound: BoundField, options: FieldOptions) -> SafeString:
    """Draw a box of one line. Numbers are text boxes with a numeric keyboard, which do not change on scrolling."""
    widget = bound.field.widget
    kind = getattr(widget, "input_type", "text")
    params = {**common(bound, options), "label": title(bound, options, "label", "s"), **attributes(bound)}
    if kind == "number":
        params = {"inputmode": "numeric", "spellcheck": False, **params}
    if kind == "email":
        params = {"spellcheck": False, "autocapitalize": "none", **params}
    value = bound.value()
    if kind != "password" and value is not None:
        params["value"] = str(widget.format_value(value) or "")
    params["type"] = "text" if kind == "number" else kind
    for name in ("prefix", "suffix"):
        if name in options:
            params[name] = {"text": options.get(name)}
    return draw("input", params)


def draw_textarea(bound: BoundField, options: FieldOptions) -> SafeString:
    """Draw a box of several lines, with a count of characters where the field has a limit."""
    value = str(bound.value() or "")
    # A browser drops one line break at the start of a textarea.
    value = f"\n{value}" if value.startswith(("\n", "\r")) else value
    params = {
        **common(bound, options),
        "label": title(bound, options, "label", "s"),
        **attributes(bound),
        "rows": bound.field.widget.attrs.get("rows", 5),
        "value": value,
    }
    limit = getattr(bound.field, "max_length", None)
    if limit:
        return draw("character-count", {**params, "maxlength": limit, "threshold": 50})
    return draw("textarea", params)


def choices_of(bound: BoundField, options: FieldOptions, mark: str) -> list[Params]:
    """Return the choices as the macros take them; `mark` is "checked" or "selected"."""
    widget: Any = bound.field.widget
    hints = options.get("item_hints", {})
    items: list[Params] = []
    for choice in widget.options(bound.html_name, widget.format_value(bound.value())):
        value = str(choice["value"])
        if mark == "checked" and not value:
            continue
        item = {**words(choice["label"]), "value": value, mark: bool(choice["selected"])}
        if value in hints:
            item["hint"] = words(hints[value])
        if not items and wants_focus(bound):
            item["attributes"] = {"autofocus": {"value": True, "optional": True}}
        items.append(item)
    return items


def draw_select(bound: BoundField, options: FieldOptions) -> SafeString:
    """Draw a drop-down list."""
    items = choices_of(bound, options, "selected")
    for item in items:
        item.pop("attributes", None)
    params = {**common(bound, options), "label": title(bound, options, "label", "s"), "items": items}
    return draw("select", {**params, "attributes": attributes(bound)["attributes"]})


def draw_group(component: str) -> Callable[[BoundField, FieldOptions], SafeString]:
    """Return a painter of radios or checkboxes in a fieldset, so that the question is read with each answer."""

    def painter(bound: BoundField, options: FieldOptions) -> SafeString:
        params = common(bound, options)
        params["idPrefix"] = params.pop("id")
        if options.get("inline"):
            params["classes"] = f"{params['classes']} govuk-{component}--inline".strip()
        params["fieldset"] = {"legend": title(bound, options, "fieldset__legend", "s")}
        params["items"] = choices_of(bound, options, "checked")
        return draw(component, params)

    return painter


def draw_checkbox(bound: BoundField, options: FieldOptions) -> SafeString:
    """Draw one box to tick, its label beside it and its hint below."""
    params = common(bound, options)
    item: Params = {**words(bound.label), "value": "on", "checked": bool(bound.value())}
    if "hint" in params:
        item["hint"] = params.pop("hint")
    item["attributes"] = attributes(bound)["attributes"]
    params["idPrefix"] = params.pop("id")
    return draw("checkboxes", {**params, "items": [item]})


def draw_file(bound: BoundField, options: FieldOptions) -> SafeString:
    """Draw a file to choose. A browser never sends the choice back, so it is not shown again."""
    params = {**common(bound, options), "label": title(bound, options, "label", "s")}
    multiple = getattr(bound.field.widget, "allow_multiple_selected", False)
    return draw("file-upload", {**params, "multiple": multiple, "attributes": attributes(bound)["attributes"]})


def draw_date(bound: BoundField, options: FieldOptions) -> SafeString:
    """Draw the boxes of a date or of a date and time; only the wrong ones are marked."""
    params = common(bound, options)
    widget = bound.field.widget
    typed = widget.format_value(bound.value())
    bad = bad_parts(bound) if "errorMessage" in params else ()
    params["items"] = []
    for place, part in enumerate(widget.parts):
        label, classes, keyboard = DATE_BOXES[part]
        params["items"].append(
            {
                "id": f"{params['id']}-{part}",
                "name": f"{bound.html_name}-{part}",
                "label": label,
                "classes": f"{classes} govuk-input--error" if part in bad else classes,
                "value": getattr(typed, part, ""),
                "inputmode": keyboard or "text",
                "autocomplete": widget.attrs.get(f"autocomplete-{part}"),
                "attributes": attributes(bound, first=place == 0)["attributes"] if place == 0 else {},
            }
        )
    params["fieldset"] = {"legend": title(bound, options, "fieldset__legend", "s")}
    return draw("date-input", params)


# The first kind that fits decides: special widgets stand before the widgets they are made from.
PAINTERS: tuple[tuple[type[forms.Widget], Callable[[BoundField, FieldOptions], SafeString]], ...] = (
    (DateWidget, draw_date),
    (forms.CheckboxSelectMultiple, draw_group("checkboxes")),
    (forms.RadioSelect, draw_group("radios")),
    (forms.CheckboxInput, draw_checkbox),
    (forms.Select, draw_select),
    (forms.FileInput, draw_file),
    (forms.Textarea, draw_textarea),
    (forms.Widget, draw_input),
)
