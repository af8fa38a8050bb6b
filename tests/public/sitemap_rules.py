"""What the protocol of sitemaps (version 0.9, sitemaps.org) asks of a file, rule by rule; a list of what is broken."""

import re
import xml.etree.ElementTree as ET
from datetime import date
from urllib.parse import quote, urlsplit

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
MOST, MOST_BYTES, LONGEST = 50_000, 50 * 1024 * 1024, 2_047
# What stands in what, in this order; the first is a must.
PARTS = {"urlset": ("url", ["loc", "lastmod", "changefreq", "priority"]), "sitemapindex": ("sitemap", ["loc", "lastmod"])}


def broken(file: bytes, host: str) -> list[str]:
    """Every rule that a sitemap, or the index of several, breaks; `host` is the site that it stands on."""
    root = ET.fromstring(file)
    name = root.tag.removeprefix(SITEMAP)
    if name not in PARTS or name == root.tag:
        return [f"the root is {root.tag}"]
    part, known = PARTS[name]
    declared = re.match(rb'<\?xml[^>]*encoding=["\']([^"\']*)', file)
    wrong = ["it is not UTF-8"] * bool(declared and declared[1].lower() != b"utf-8")
    wrong += ["it holds more than it may"] * (len(root) > MOST or len(file) > MOST_BYTES)
    wrong += ["it holds nothing"] * (not len(root))
    for one in root:
        wrong += _of_one(one, f"{SITEMAP}{part}", known, host)
    addresses = [one.findtext(f"{SITEMAP}loc") for one in root]
    return wrong + ["an address stands twice"] * (len(addresses) != len(set(addresses)))


def _of_one(one: ET.Element, tag: str, known: list[str], host: str) -> list[str]:
    names = [child.tag.removeprefix(SITEMAP) for child in one]
    address, on = one.findtext(f"{SITEMAP}loc") or "", one.findtext(f"{SITEMAP}lastmod")
    wrong = [f"{one.tag} is not known there"] * (one.tag != tag)
    wrong += [f"{names} is not {known}"] * (names != [name for name in known if name in names] or names[:1] != ["loc"])
    wrong += [f"{address!r} is no address of {host}"] * (not address.startswith(f"{host}/") or not urlsplit(address).netloc)
    wrong += [f"{address!r} is not escaped"] * (quote(address, safe=":/?&=%-._~") != address)
    wrong += [f"an address of {len(address)} characters"] * (len(address) > LONGEST)
    return wrong + ([f"{on!r} is no day"] if on is not None and not _is_day(on) else [])


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
