"""`{% kept %}…{% endkept %}`: parts of a page that are the same for everybody, drawn once in each process."""

from typing import Any

from django.template import Library, Node, NodeList
from django.template.base import Parser, Token

register = Library()
# What such a part may depend on, besides being on this page at all: who runs the site, its doors, and the demonstration.
FACTS = ("partnership", "sites", "site", "demo")
MOST = 32


class KeptNode(Node):
    """Draws its inside once for each state of the facts. It must show nothing else that differs between two requests."""

    def __init__(self, inside: NodeList) -> None:
        self.inside = inside
        self.drawn: dict[str, Any] = {}

    def render(self, context: Any) -> Any:
        """What was drawn, or what is drawn now."""
        facts = repr([context.get(name) for name in FACTS])
        found = self.drawn.get(facts)
        if found is None:
            if len(self.drawn) >= MOST:
                self.drawn.clear()
            found = self.drawn[facts] = self.inside.render(context)
        return found


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """Up to `{% endkept %}`."""
    inside = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(inside)
