"""The frame of every page: whose site it is, where help is, and what to do when something went wrong."""

from typing import Any

import html5lib
import pytest
from django.conf import settings
from django.contrib.messages.storage.base import Message
from django.template.loader import render_to_string
from django.test import RequestFactory

from tests.cspr.design_page import EveryWidget

REFUSALS = ["400", "403", "403_csrf", "404", "413", "429", "500", "503"]


def page(template: str, path: str = "/", **context: Any) -> Any:
    facts = {
        "partnership": settings.PARTNERSHIP,
        "sites": {"public": "https://p", "referrals": "https://r", "staff": "https://s"},
    }
    html = render_to_string(template, {**facts, "request": RequestFactory().get(path), **context})
    return html5lib.parse(html, namespaceHTMLElements=False)


def words(node: Any) -> str:
    return " ".join("".join(node.itertext()).split())


def links(tree: Any) -> dict[str, str]:
    return {words(node): node.get("href") for node in tree.iter("a")}


@pytest.mark.parametrize("layout", ["layouts/public.html", "layouts/referrals.html"])
def test_every_page_says_what_to_do_if_a_child_is_at_risk_now(layout: str) -> None:
    found = links(page(layout))
    assert found["999"] == "tel:999"
    assert found[settings.PARTNERSHIP["risk_phone"]] == "tel:" + settings.PARTNERSHIP["risk_phone"].replace(" ", "")
    assert settings.PARTNERSHIP["risk_phone_out_of_hours"] in found
    assert found["Skip to main content"] == "#main-content"
    assert "Emergency Exit this page" in found


def test_a_partnership_that_gave_no_number_is_still_told_where_to_turn() -> None:
    bare = dict.fromkeys(settings.PARTNERSHIP, "")
    text = words(page("layouts/referrals.html", partnership=bare))
    assert "call children’s social care at the local council" in text
    assert "Help:" not in text


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/", [("Home", "page")]),
        ("/reviews/", [("Published reviews", "page")]),
        ("/reviews/learning-from-a-review/", [("Published reviews", "true")]),
        ("/about/", [("About reviews", "page")]),
        ("/privacy/", []),
    ],
)
def test_the_menu_marks_where_one_is(path: str, current: list[tuple[str, str]]) -> None:
    marked = [(words(node), node.get("aria-current")) for node in page("layouts/public.html", path).iter("a")]
    assert [pair for pair in marked if pair[1]] == current


def test_a_referral_page_carries_its_marking_and_is_not_for_search_engines() -> None:
    tree = page("layouts/referrals.html")
    assert "OFFICIAL-SENSITIVE PERSONAL (once completed)" in words(tree)
    assert [node.get("content") for node in tree.iter("meta") if node.get("name") == "robots"] == ["noindex, nofollow"]


def test_a_demonstration_says_so_and_shows_the_three_doors() -> None:
    assert "Demonstration" not in words(page("layouts/public.html"))
    tree = page("layouts/public.html", demo=True)
    assert "Demonstration: invented cases only" in words(tree)
    found = links(tree)
    assert (found["public site"], found["referrals"], found["staff"]) == ("https://p/", "https://r/", "https://s/")


def test_the_title_of_a_page_with_an_error_begins_with_it() -> None:
    titles = [words(next(page("layouts/referrals.html", form=form).iter("title"))) for form in (EveryWidget(), EveryWidget({}))]
    assert titles == ["– BCSSP", "Error: – BCSSP"]


def test_each_message_has_a_heading_of_its_own() -> None:
    tree = page("layouts/referrals.html", messages=[Message(25, "<b>Sent</b>"), Message(30, "One file is missing")])
    banners = [node for node in tree.iter("div") if node.get("data-module") == "govuk-notification-banner"]
    assert [words(node) for node in banners] == ["Done <b>Sent</b>", "Important One file is missing"]
    assert len({node.get("aria-labelledby") for node in banners}) == 2


@pytest.mark.parametrize("name", REFUSALS)
def test_a_refusal_explains_itself_with_one_heading_and_the_units_number(name: str) -> None:
    tree = page(f"{name}.html")
    assert len([words(node) for node in tree.iter("h1")]) == 1
    assert settings.PARTNERSHIP["unit_phone"] in links(tree)
    assert "If a child is at risk now" in words(tree)


@pytest.mark.parametrize("name", REFUSALS)
def test_a_refusal_needs_nothing_from_the_request_or_the_database(name: str) -> None:
    tree = html5lib.parse(render_to_string(f"{name}.html"), namespaceHTMLElements=False)
    assert "call the business unit of the partnership" in words(tree)
    assert "Accessibility statement" not in links(tree)


@pytest.mark.parametrize("layout", ["layouts/public.html", "layouts/referrals.html"])
def test_nobody_could_take_a_page_for_gov_uk(layout: str) -> None:
    html = render_to_string(layout, {"partnership": settings.PARTNERSHIP, "sites": {}}).lower()
    assert not [word for word in ("gov.uk", "crown", "govuk-header", "govuk-footer", "govuk-logo") if word in html]
