"""A publication's text as the HTML that is published: the same Markdown as everywhere in the house."""

from cspr.markdown import Rendered, render

__all__ = ["Rendered", "render"]
