"""What people write at length, as HTML: Markdown without raw HTML, then an allow-list."""

import html
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import nh3
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

TAGS = set("p h2 h3 h4 h5 ul ol li strong em blockquote table thead tbody tr th td a code pre hr br div".split())  # noqa: SIM905
ATTRIBUTES: dict[str, set[str]] = {
    "*": set(),  # otherwise titles, which show only to a mouse, would be kept everywhere
    "a": {"href"},
    "h2": {"id"},
    "h3": {"id"},
    "h4": {"id"},
    "h5": {"id"},
    "th": {"scope"},
    "ol": {"start"},
    "div": {"class", "tabindex", "role", "aria-label"},
}
SCHEMES = {"http", "https", "mailto"}


@dataclass(frozen=True)
class Rendered:
    """A text as it is shown: HTML, the same as plain text, and the headings for the list of contents."""

    html: str
    text: str
    contents: list[dict[str, str]]


def _open_table(renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    """A wide table scrolls in its own box, which the keyboard can reach."""
    return '<div class="table-scroll" tabindex="0" role="region" aria-label="Table">\n<table>\n'


def _close_table(renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    return "</table>\n</div>\n"


# Images are dropped by the allow-list: a picture can carry what no text shows.
_markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
_markdown.add_render_rule("table_open", _open_table)
_markdown.add_render_rule("table_close", _close_table)


def render(text: str, *, top: int = 2, about: str = "part") -> Rendered:
    """Render a text. Headings begin at level `top` and go no further than two levels below it; each can be linked to.

    `about` begins the ids of the headings, so that several texts stand on one page.
    """
    env: dict[str, Any] = {}
    tokens = _markdown.parse(text, env)
    contents = _head(tokens, top, about)
    for token in tokens:
        if token.type == "th_open":
            token.attrSet("scope", "col")
    written = str(_markdown.renderer.render(tokens, _markdown.options, env))
    clean = nh3.clean(written, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener noreferrer")
    return Rendered(clean, plain(clean), contents)


def plain(markup: str) -> str:
    """The words of some HTML, without it."""
    return html.unescape(nh3.clean(markup, tags=set(), attributes={}))


def _head(tokens: list[Token], top: int, about: str) -> list[dict[str, str]]:
    """Move the headings to the level `top` and the two below it, give each an id, and list the highest."""
    levels = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
    shift = top - min(levels, default=top)
    contents: list[tuple[str, dict[str, str]]] = []
    used: set[str] = set()
    for token, inside in pairwise(tokens):
        if token.type not in ("heading_open", "heading_close"):
            continue
        token.tag = f"h{min(int(token.tag[1]) + shift, top + 2)}"
        if token.type == "heading_open":
            words = "".join(part.content for part in inside.children or () if part.type in ("text", "code_inline"))
            token.attrSet("id", _unused(f"{about}-{slugify(words)[:60] or 'heading'}", used))
            contents.append((token.tag, {"id": str(token.attrGet("id")), "text": words}))
    highest = [entry for tag, entry in contents if tag == f"h{top}"]
    # One heading over everything else is a title: the list then shows what stands below it.
    return highest if len(highest) > 1 else [entry for tag, entry in contents if tag != f"h{top + 2}"]


def _unused(wanted: str, used: set[str]) -> str:
    """The id, with a number where it is taken."""
    number, found = 1, wanted
    while found in used:
        number += 1
        found = f"{wanted}-{number}"
    used.add(found)
    return found
