"""What RFC 4287 asks of a feed, rule by rule; a list of what is broken."""

import re
import xml.etree.ElementTree as ET
from urllib.parse import urlsplit

ATOM = "{http://www.w3.org/2005/Atom}"
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})")
TAG = re.compile(r"tag:[a-z0-9.-]+,\d{4}(-\d{2}(-\d{2})?)?:\S+")
ONCE = {"id", "title", "updated"}
AT_MOST_ONCE = {"published", "rights", "summary", "content", "subtitle", "generator", "icon", "logo", "source"}
MANY = {"author", "category", "contributor", "link"}
OF_FEED = (ONCE | MANY | AT_MOST_ONCE) - {"published", "summary", "content", "source"} | {"entry"}
OF_ENTRY = (ONCE | MANY | AT_MOST_ONCE) - {"subtitle", "generator", "icon", "logo"}


def broken(feed: bytes) -> list[str]:
    """Every rule that the feed breaks, in words; none for a valid one."""
    root = ET.fromstring(feed)
    wrong = [] if root.tag == f"{ATOM}feed" else [f"the root is {root.tag}"]
    wrong += _of_one(root, "feed", OF_FEED)
    entries = root.findall(f"{ATOM}entry")
    for entry in entries:
        wrong += _of_one(entry, "entry", OF_ENTRY)
        if root.find(f"{ATOM}author") is None and entry.find(f"{ATOM}author") is None:
            wrong.append("an entry without an author in a feed without one (4.1.1)")
        if entry.find(f"{ATOM}content") is None and not _links(entry, "alternate"):
            wrong.append("an entry with neither content nor an alternate link (4.1.2)")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    wrong += ["an identifier stands twice (4.2.6)"] * (len(ids) != len(set(ids)))
    wrong += [] if _links(root, "self") else ["the feed does not say where it is (4.1.1)"]
    return wrong


def _of_one(element: ET.Element, name: str, known: set[str]) -> list[str]:
    names = [child.tag.removeprefix(ATOM) for child in element]
    wrong = [f"{name}: {child} is not known there" for child in names if child not in known]
    wrong += [f"{name}: {one} stands {names.count(one)} times" for one in ONCE if names.count(one) != 1]
    wrong += [f"{name}: {one} stands more than once" for one in AT_MOST_ONCE if names.count(one) > 1]
    wrong += [f"{name}: {when}" for when in ("updated", "published") for when in _not_moments(element, when)]
    wrong += [
        f"{name}: an author without a name (3.2.1)" for a in element.findall(f"{ATOM}author") if not a.findtext(f"{ATOM}name")
    ]
    wrong += [f"{name}: the id is no tag (RFC 4151)"] * (not TAG.fullmatch(element.findtext(f"{ATOM}id") or ""))
    wrong += [f"{name}: a category without a term"] * any(not c.get("term") for c in element.findall(f"{ATOM}category"))
    return wrong + [f"{name}: {line}" for line in _links_broken(element)]


def _not_moments(element: ET.Element, name: str) -> list[str]:
    found = [child.text or "" for child in element.findall(ATOM + name)]
    return [f"{name} {text!r} is no date-time (RFC 3339)" for text in found if not MOMENT.fullmatch(text)]


def _links_broken(element: ET.Element) -> list[str]:
    links = element.findall(f"{ATOM}link")
    wrong = [f"a link to {link.get('href')!r}" for link in links if not urlsplit(link.get("href") or "").netloc]
    alternates = [(link.get("type"), link.get("hreflang")) for link in links if link.get("rel", "alternate") == "alternate"]
    return wrong + ["two alternate links of one type"] * (len(alternates) != len(set(alternates)))


def _links(element: ET.Element, rel: str) -> list[ET.Element]:
    return [link for link in element.findall(f"{ATOM}link") if link.get("rel", "alternate") == rel]
