"""The bars of the deadlines and the drawing of a plan in a real Chromium: never colour alone, and seen in the reader's own."""

import re
from collections.abc import Callable
from typing import Any, Literal

from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page

from cspr.models import User
from rapid_reviews.models import RapidReview
from tests.admin.world import running_clocks
from tests.browser import launch, serve
from tests.cast import person
from tests.doors import sign_in

Theme = Literal["light", "dark"]
# Contrast of what is drawn with what it is drawn on: WCAG 2.2, 1.4.11 and 1.4.3.
DRAWN, READ = 3.0, 4.5
BARS = """bars => bars.map(bar => ({
    hidden: bar.getAttribute("aria-hidden"), stop: bar.getAttribute("focusable"), named: bar.textContent.trim(),
    edge: getComputedStyle(bar).borderTopColor,
    run: getComputedStyle(bar.querySelector(".bar__run")).fill,
    whole: getComputedStyle(bar.querySelector(".bar__whole")).fill,
    ground: getComputedStyle(bar.closest(".clock")).backgroundColor,
    state: bar.closest(".clock").querySelector(".clock__state").innerText,
    words: bar.closest(".clock").querySelector(".clock__words").innerText,
}))"""
DRAWING = """drawing => ({
    role: drawing.getAttribute("role"),
    name: document.getElementById(drawing.getAttribute("aria-labelledby")).textContent,
    ground: getComputedStyle(drawing).backgroundColor,
    texts: [...drawing.querySelectorAll("text.drawing__words, text.drawing__date")].map(text => getComputedStyle(text).fill),
})"""


def light(colour: str) -> float:
    """The relative luminance of a colour as the browser computes it."""
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """Between 1 and 21."""
    brighter, darker = sorted((light(one), light(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def bars_of(page: Page, address: str) -> list[dict[str, Any]]:
    """What a reader gets of each bar on the page, and what stands beside it."""
    page.goto(address)
    found: list[dict[str, Any]] = page.locator("svg.bar").evaluate_all(BARS)
    return found


def windows(browser: Browser, base: str, cookie: str) -> dict[str, Page]:
    """A window with the site's colours, and two with colours that the reader has chosen for everything."""
    pages = {}
    themes: tuple[tuple[str, Theme, Any], ...] = (
        ("its own", "light", "none"),
        ("forced dark", "dark", "active"),
        ("forced light", "light", "active"),
    )
    for name, scheme, forced in themes:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme=scheme, forced_colors=forced)
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": base}])
        pages[name] = context.new_page()
    return pages


def entered(client: Client, user: User) -> str:
    """The session of somebody who has signed in."""
    sign_in(client, user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def test_bars_and_drawings_say_nothing_in_colour_alone_and_stay_in_sight(
    committed_db: str, site: Callable[[str], Client]
) -> None:
    client, manager = site("staff"), person("business_manager")
    running_clocks(manager, timezone.now())
    review = RapidReview.objects.earliest("pk")
    with serve() as base:
        cookie = entered(client, manager)
        with launch() as browser:
            pages = windows(browser, base, cookie)
            found = {name: bars_of(page, f"{base}/") for name, page in pages.items()}
            drawn = {}
            for name, page in pages.items():
                page.goto(f"{base}/rapid_reviews/rapidreview/{review.pk}/change/")
                drawn[name] = page.locator("svg.drawing").evaluate(DRAWING)
    # What the colours of the bars tell apart, the words beside them do.
    assert {bar["state"] for bar in found["its own"]} == {"Late", "Past our own standard", "Running"}
    for name, bars in found.items():
        for bar in bars:
            assert (bar["hidden"], bar["stop"], bar["named"]) == ("true", "false", ""), name
            assert re.search(r"days? late\.|Day \d+ of \d+ ", bar["words"]), bar["words"]
            assert contrast(bar["run"], bar["whole"]) >= DRAWN, (name, bar)
            assert contrast(bar["run"], bar["ground"]) >= DRAWN, (name, bar)
            assert contrast(bar["edge"], bar["ground"]) >= DRAWN, (name, bar)
    for name, drawing in drawn.items():
        assert (drawing["role"], bool(drawing["name"])) == ("img", True)
        ground = drawing["ground"] if name != "its own" else "rgb(255, 255, 255)"
        assert drawing["texts"]
        assert all(contrast(text, ground) >= READ for text in drawing["texts"]), (name, drawing)
