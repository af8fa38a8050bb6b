"""The one Jinja environment, and the one way to call a GOV.UK macro."""

from collections.abc import Mapping
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from jinja2 import Environment, PackageLoader, PrefixLoader

# Built once: building it takes longer than drawing a page. Only macros are called, so nothing is shared between requests.
ENVIRONMENT = Environment(
    loader=PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
)


def draw(component: str, params: Mapping[str, Any]) -> SafeString:
    """Return the HTML of one GOV.UK component, such as `draw("error-summary", {...})`.

    `text` values are escaped by the macro; `html` values must be safe already (see `words`).
    """
    template = ENVIRONMENT.get_template(f"govuk_frontend_jinja/components/{component}/macro.html")
    name = "govuk" + "".join(part.capitalize() for part in component.split("-"))
    # The macros escape what is not marked safe: autoescape is on above, and a test sends them script tags.
    return mark_safe(str(getattr(template.module, name)(params)))  # noqa: S308


def words(text: object) -> dict[str, str]:
    """Return `text` as a macro takes it: safe HTML as `html`, anything else as `text` to be escaped."""
    if isinstance(text, SafeString):
        return {"html": text}
    return {"text": str(text)}
