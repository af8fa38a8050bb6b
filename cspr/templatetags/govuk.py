"""Thin tags over the GOV.UK macros: `{% load govuk %}`."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms, template
from django.core.paginator import Page
from django.forms import BoundField
from django.forms.formsets import BaseFormSet
from django.http import HttpRequest
from django.template import Context
from django.utils.safestring import SafeString

from cspr.govuk.drawing import field_html
from cspr.govuk.forms import FormError, errors_of
from cspr.govuk.macros import draw, words

register = template.Library()


@register.simple_tag
def govuk_field(field: BoundField) -> SafeString:
    """`{% govuk_field form.name %}`: one field with its label, hint, error and boxes."""
    return field_html(field)


@register.simple_tag
def govuk_error_summary(*judged: Any, title: str = "There is a problem") -> SafeString:
    """`{% govuk_error_summary form children %}`: every error of these forms and formsets, each a link to its box.

    Draws nothing while there is no error. Stands at the top of the page, above the heading.
    """
    found = [error for one in judged if one for error in errors_in(one)]
    if not found:
        return SafeString("")
    lines = [{**words(error.text), **({"href": f"#{error.target}"} if error.target else {})} for error in found]
    return draw("error-summary", {"titleText": title, "errorList": lines})


@register.filter
def has_errors(judged: Any) -> bool:
    """`{% if form|has_errors %}`: whether the page title begins with "Error: "."""
    return bool(judged) and bool(errors_in(judged))


def errors_in(judged: Any) -> list[FormError]:
    """Return the errors of a form, or of a formset and its rows."""
    if isinstance(judged, BaseFormSet):
        if not judged.is_bound or not getattr(judged, "show_errors", True):
            return []
        whole = [FormError(str(text), "") for text in judged.non_form_errors()]
        return whole + [error for form in judged.forms for error in errors_of(form)]
    return errors_of(judged) if isinstance(judged, forms.BaseForm) else []


@register.simple_tag
def govuk_button(text: str, **options: Any) -> SafeString:
    """`{% govuk_button "Continue" name="step" value="next" kind="secondary" href="" classes="" %}`.

    `kind` is "" (primary), "secondary", "warning" or "inverse"; with `href` the button is a link. `start=True` adds
    the arrow, `formaction` and `formnovalidate` are passed on.
    """
    kind = options.get("kind", "")
    classes = f"govuk-button--{kind} {options.get('classes', '')}" if kind else options.get("classes", "")
    params: dict[str, Any] = {**words(text), "classes": classes.strip(), "isStartButton": options.get("start", False)}
    if options.get("href"):
        return draw("button", {**params, "href": options["href"]})
    params |= {name: options[name] for name in ("name", "value") if name in options}
    params["attributes"] = {name: options[name] for name in ("formaction", "form", "id") if options.get(name)}
    return draw("button", {**params, "preventDoubleClick": True})


@register.simple_tag
def govuk_enter_key() -> SafeString:
    """Put first in a form with several buttons: the Enter key then sends the form, not "Remove"."""
    hidden = {"tabindex": "-1", "aria-hidden": "true"}
    return draw("button", {"text": "Continue", "classes": "govuk-visually-hidden", "attributes": hidden})


@register.simple_block_tag
def govuk_notification(content: SafeString, title: str = "", kind: str = "", id: object = "") -> SafeString:
    """`{% govuk_notification title="Saved" kind="success" %}<p>…</p>{% endgovuk_notification %}`.

    Several on one page each need an `id`, such as their number.
    """
    params = {"html": content, "titleText": title, "type": kind, "titleId": f"banner-title{id}"}
    return draw("notification-banner", params)


@register.simple_tag
def govuk_summary_list(rows: Iterable[Any], classes: str = "") -> SafeString:
    """`{% govuk_summary_list rows %}`: rows are `(key, value)` or mappings with key, value, href, action.

    An empty value is shown as "Not given".
    """
    return draw("summary-list", {"rows": [summary_row(row) for row in rows], "classes": classes})


def summary_row(row: Any) -> dict[str, Any]:
    """Return one row as the macro takes it."""
    facts: Mapping[str, Any] = row if isinstance(row, Mapping) else {"key": row[0], "value": row[1]}
    value = facts["value"] if facts["value"] not in (None, "") else "Not given"
    drawn: dict[str, Any] = {"key": words(facts["key"]), "value": words(value)}
    if facts.get("href"):
        action = {"href": facts["href"], "text": facts.get("action", "Change")}
        drawn["actions"] = {"items": [{**action, "visuallyHiddenText": str(facts["key"]).lower()}]}
    return drawn


@register.simple_tag(takes_context=True)
def govuk_pagination(context: Context, page: Page[Any], name: str = "page") -> SafeString:
    """`{% govuk_pagination page_obj %}`: links to the other pages, which keep the search and the filters."""
    if page.paginator.num_pages < 2:
        return SafeString("")
    request: HttpRequest = context["request"]

    def href(number: int) -> str:
        query = request.GET.copy()
        query[name] = str(number)
        return f"?{query.urlencode()}"

    params: dict[str, Any] = {"items": []}
    for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1):
        if isinstance(number, int):
            params["items"].append({"number": number, "href": href(number), "current": number == page.number})
        else:
            params["items"].append({"ellipsis": True})
    if page.has_previous():
        params["previous"] = {"href": href(page.previous_page_number())}
    if page.has_next():
        params["next"] = {"href": href(page.next_page_number())}
    return draw("pagination", params)


@register.simple_tag
def govuk_breadcrumbs(*trail: str) -> SafeString:
    """`{% govuk_breadcrumbs "Home" home_url "Published reviews" "" %}`: text and address in turn; "" is this page."""
    pairs = zip(trail[::2], trail[1::2], strict=True)
    items = [{**words(text), **({"href": href} if href else {})} for text, href in pairs]
    return draw("breadcrumbs", {"items": items, "collapseOnMobile": True})


@register.simple_tag
def govuk_back_link(href: str, text: str = "Back") -> SafeString:
    """`{% govuk_back_link url %}`."""
    return draw("back-link", {**words(text), "href": href})


@register.simple_tag
def govuk_tag(text: str, colour: str = "") -> SafeString:
    """`{% govuk_tag "Late" colour="red" %}`: the word carries the meaning, the colour only helps."""
    return draw("tag", {**words(text), "classes": f"govuk-tag--{colour}" if colour else ""})


@register.simple_block_tag
def govuk_details(content: SafeString, summary: str, opened: bool = False) -> SafeString:
    """`{% govuk_details "What this means" %}<p>…</p>{% endgovuk_details %}`."""
    return draw("details", {"summaryText": summary, "html": content, "open": opened})


@register.simple_block_tag
def govuk_inset(content: SafeString) -> SafeString:
    """`{% govuk_inset %}<p>…</p>{% endgovuk_inset %}`."""
    return draw("inset-text", {"html": content})


@register.simple_block_tag
def govuk_warning(content: SafeString, assistive: str = "Warning") -> SafeString:
    """`{% govuk_warning %}One sentence.{% endgovuk_warning %}`."""
    return draw("warning-text", {"html": content, "iconFallbackText": assistive})


@register.simple_block_tag
def govuk_panel(content: SafeString, title: str) -> SafeString:
    """`{% govuk_panel "Referral sent" %}Your reference<br><strong>…</strong>{% endgovuk_panel %}`."""
    return draw("panel", {"titleText": title, "html": content})


@register.simple_block_tag
def govuk_phase(content: SafeString, tag: str = "Demonstration") -> SafeString:
    """`{% govuk_phase "Trial" %}Tell us what to improve.{% endgovuk_phase %}`."""
    return draw("phase-banner", {"tag": {"text": tag}, "html": content})


@register.simple_tag
def govuk_exit_this_page(href: str = "https://www.bbc.co.uk/weather") -> SafeString:
    """The quick exit: leaves for a neutral page at once; three presses of Shift do the same."""
    return draw("exit-this-page", {"redirectUrl": href})
