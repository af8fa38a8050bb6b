"""Every kind of public page in a real Chromium, narrow and wide: no axe violation, no CSP violation, no sideways scroll."""

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Browser

from publications import lifecycle
from tests.browser import WIDTHS, Complaints, axe_violations, launch, overflows, serve
from tests.cast import person
from tests.public.world import elsewhere, entry, rich
from tests.publications import drafts

# What the browser's console says of the three pages that are meant to answer 400, 404 and 410.
REFUSED = {400: "Bad Request", 404: "Not Found", 410: "Gone"}


def visit(browser: Browser, base: str, pages: dict[str, tuple[str, int]]) -> list[str]:
    """Go to every page at every width; return what is wrong, in lines."""
    wrong: list[str] = []
    for width in WIDTHS:
        context = browser.new_context(viewport={"width": width, "height": 900})
        page = context.new_page()
        complaints = Complaints(page)
        for name, (address, status) in pages.items():
            complaints.lines.clear()
            answer = page.goto(base + address)
            found = [line for line in complaints.lines if not (status >= 400 and line.endswith(f"({REFUSED[status]})"))]
            found += [] if answer is not None and answer.status == status else [f"status {answer and answer.status}"]
            found += axe_violations(page)
            found += [f"{overflows(page)} px too wide"] if overflows(page) else []
            wrong += [f"{name}-{width}: {line}" for line in found]
        wrong += [f"cookie: {cookie}" for cookie in context.cookies()]
        context.close()
    return wrong


@pytest.mark.usefixtures("committed_db")
def test_every_public_page_is_accessible_keeps_to_the_policy_and_sets_no_cookie(site: Callable[[str], Client]) -> None:
    manager = person("business_manager")
    site("public")
    with serve() as base, launch() as browser:
        wrong = visit(browser, base, {"empty": ("/reviews/", 200)})
    _, review = drafts.published(manager)
    gone, left = drafts.published(manager)
    lifecycle.withdraw(gone, by=manager, at=drafts.WITHDRAWN, because="Replaced.")
    other, whole = elsewhere(subject=""), rich()
    for number in range(22):
        entry(number, themes=(("a-theme-with-a-rather-long-name", "A theme with a rather long name"),))
    pages = {
        "home": ("/", 200),
        "list": ("/reviews/", 200),
        "found": ("/reviews/?q=fathers&theme=neglect&year=2021", 200),
        "nothing": ("/reviews/?q=nothing-like-this", 200),
        "problem": ("/reviews/?year=abc", 400),
        "review": (f"/reviews/{review.slug}/", 200),
        "misspelt": ("/reviews/?q=fahters", 200),
        "filtered": ("/reviews/?harm=neglect&age=under_1&kind=full_report&sort=oldest", 200),
        "rich": (f"/reviews/{whole.slug}/", 200),
        "report": (f"/reviews/{whole.slug}/full-report/", 200),
        "briefing": (f"/reviews/{whole.slug}/7-minute-briefing/", 200),
        "elsewhere": (f"/reviews/{other.slug}/", 200),
        "withdrawn": (f"/reviews/{left.slug}/", 410),
        "unknown": ("/reviews/unknown/", 404),
        "about": ("/about/", 200),
        "accessibility": ("/accessibility/", 200),
        "privacy": ("/privacy/", 200),
    }
    with serve() as base, launch() as browser:
        wrong += visit(browser, base, pages)
    assert wrong == [], "\n".join(wrong)


@pytest.mark.usefixtures("committed_db")
def test_a_reader_without_a_mouse_or_without_javascript_finds_filters_and_reads_a_report(site: Callable[[str], Client]) -> None:
    rich()
    entry(1, themes=(("chronology", "Chronology"),))
    site("public")
    with serve() as base, launch() as browser:
        page = browser.new_page(viewport={"width": 320, "height": 900}, java_script_enabled=False)
        page.goto(base + "/reviews/")
        page.focus("#q")
        page.keyboard.type("fathers")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.type("Neglect")
        # Past age, year, partnership, kind and order to the button.
        for _ in range(6):
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url("**/reviews/?q=fathers&harm=neglect")
        page.focus(".card__title a")
        page.keyboard.press("Enter")
        page.wait_for_url("**/reviews/child-r-2025/")
        page.focus(".document__links a")
        page.keyboard.press("Enter")
        page.wait_for_url("**/reviews/child-r-2025/full-report/")
        page.focus(".contents__list a")
        page.keyboard.press("Enter")
        page.wait_for_url("**/full-report/#part-what-happened")
        assert page.locator("#part-what-happened").is_visible()
