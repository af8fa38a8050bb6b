"""What a browser would send from a page of the staff admin, and how the page reads."""

import re
from html import unescape
from typing import Any


def sent_from(page: str) -> dict[str, Any]:
    """What a browser would send from the first form of the page's own record, if nobody touched anything."""
    body = page.split('id="content-main"')[1]
    sent: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", body):
        held = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        kind, name = held.get("type"), held.get("name")
        if name and "__prefix__" not in name and kind != "submit" and (kind not in ("radio", "checkbox") or " checked" in tag):
            sent[name] = unescape(held.get("value", "on" if kind == "checkbox" else ""))
    for name, text in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\s?([^<]*)</textarea>', body):
        sent |= {} if "__prefix__" in name else {name: unescape(text)}
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', body, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        sent |= {} if "__prefix__" in name else {name: chosen[1] if chosen else ""}
    return sent


def words_of(page: str) -> str:
    """The page as it reads."""
    return " ".join(re.sub("<[^>]*>", " ", page).split())
