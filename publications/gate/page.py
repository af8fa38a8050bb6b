"""All that the public will read of a publication, field by field: what is frozen, read and approved, and then copied."""

import hashlib
import html
import json
import re
from typing import Any
from urllib.parse import unquote_plus

from django.conf import settings
from django.utils.text import slugify

from publications import markdown
from publications.models import Kind, Publication

Page = dict[str, Any]
# What somebody types and the public reads.
LABELS = {
    "title": "Title",
    "subject": "Subject",
    "summary": "Summary",
    "body": "Report",
    "learning": "What was learned",
    "recommendations": "Recommendations",
    "changes_since": "What has changed since",
    "correction_note": "What was corrected",
}
WORDS = (*LABELS, "kind")
FACTS = ("year_of_incident", "age_band", "version")
# Those of the words that are Markdown, and the beginning of the ids of their headings.
PROSE = {"body": "part", "learning": "learning", "recommendations": "recommendations", "changes_since": "changes"}
_LINK = re.compile(r'href="([^"]*)"')
_JOINT = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")


def page_of(publication: Publication) -> Page:
    """The page as the publication stands: its words, the same as HTML and as plain text, and whose it is."""
    upload = getattr(publication, "upload", None)
    page: Page = {name: getattr(publication, name) for name in (*WORDS, *FACTS)}
    page["themes"] = [list(theme) for theme in themes_of(publication)]
    page["partnership"] = settings.PARTNERSHIP["name"]
    page["review_type"] = str(Kind.LOCAL_REVIEW) if publication.practice_review_id else ""
    # Another file beside the same words is another publication.
    page["uploaded"] = upload.attachment.sha256 if upload else ""
    for name, about in PROSE.items():
        rendered = markdown.render(page[name], about=about, top=2 if name == "body" else 3)
        page |= {f"{name}_html": rendered.html, f"{name}_text": rendered.text, f"{name}_contents": rendered.contents}
    return page


def digest_of(page: Page) -> str:
    """SHA-256 of a page, the same for the same words in whatever order the fields stand."""
    return hashlib.sha256(json.dumps(page, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def places_of(page: Page) -> dict[str, str]:
    """Every text of the page by the place where it stands, as written and as a reader will see it."""
    places = {label: page[name] for name, label in LABELS.items()}
    places |= {f"{LABELS[name]} as it will be read": page[f"{name}_text"] for name in PROSE}
    links = [_as_read(link) for name in PROSE for link in _LINK.findall(page[f"{name}_html"])]
    places["Links"] = "\n".join(links)
    places["Themes"] = "\n".join(name for _, name in page["themes"])
    places["Address of the page and name of the file"] = _JOINT.sub(" ", slugify(page["title"]).replace("-", " "))
    return {place: text for place, text in places.items() if text}


def themes_of(publication: Publication) -> list[tuple[str, str]]:
    """Slug and name of each theme, by name."""
    return list(publication.themes.order_by("name").values_list("slug", "name"))


def _as_read(link: str) -> str:
    """Where a link leads, without the signs that hide letters in an address; letters and digits stand apart."""
    plain = html.unescape(link)
    # An address inside an address is hidden twice.
    for _ in range(3):
        plain = unquote_plus(plain)
    return _JOINT.sub(" ", " ".join(plain.split()))
