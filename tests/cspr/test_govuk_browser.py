"""Every part of the design in a real Chromium, narrow and wide, under the policy that production sends."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pytest_django import Settings

from tests.browser import WIDTHS, Complaints, axe_violations, launch, overflows, serve

TEMPLATES = Path(__file__).parent / "design_templates"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launch() as started:
        yield started


@pytest.fixture
def address(settings: Settings) -> Iterator[str]:
    """The design pages, with the policy and the protection of a real site and no database."""
    settings.ROOT_URLCONF = "tests.cspr.design_page"
    settings.MIDDLEWARE = [
        "csp.middleware.CSPMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
    ]
    engine = settings.TEMPLATES[0]
    processors = ["django.template.context_processors.request", "cspr.context.site_facts"]
    settings.TEMPLATES = [
        {**engine, "DIRS": [*engine["DIRS"], TEMPLATES], "OPTIONS": {**engine["OPTIONS"], "context_processors": processors}}
    ]
    with serve() as url:
        yield url


@pytest.fixture(params=WIDTHS)
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": request.param, "height": 900})
    yield opened
    opened.close()


def test_the_form_is_accessible_and_fits_and_breaks_no_policy(page: Page, address: str) -> None:
    heard = Complaints(page)
    page.goto(f"{address}/form/")
    assert (axe_violations(page), overflows(page), heard.lines) == ([], 0, [])


def test_the_form_with_every_error_is_accessible_and_fits(page: Page, address: str) -> None:
    heard = Complaints(page)
    page.goto(f"{address}/form/")
    page.get_by_role("button", name="Send the referral").click()
    page.locator(".govuk-error-summary").wait_for()
    assert (axe_violations(page), overflows(page), heard.about_csp) == ([], 0, [])
    assert page.title().startswith("Error: ")


def test_every_link_of_the_summary_moves_the_focus_to_its_box(page: Page, address: str) -> None:
    page.goto(f"{address}/form/")
    page.get_by_role("button", name="Send the referral").click()
    page.locator(".govuk-error-summary").wait_for()
    reached = []
    links = page.locator(".govuk-error-summary__list a")
    targets = links.evaluate_all("links => links.map(link => link.getAttribute('href'))")
    for place in range(links.count()):
        links.nth(place).click()
        reached.append("#" + page.evaluate("document.activeElement.id"))
    assert len(targets) == 14
    assert reached == targets


def test_the_reading_page_is_accessible_and_fits_and_breaks_no_policy(page: Page, address: str) -> None:
    heard = Complaints(page)
    page.goto(f"{address}/reading/?page=5&demo=1")
    assert (axe_violations(page), overflows(page), heard.lines) == ([], 0, [])


@pytest.mark.parametrize("name", ["403_csrf", "404"])
def test_the_pages_that_refuse_are_accessible_too(page: Page, address: str, name: str) -> None:
    heard = Complaints(page)
    page.goto(f"{address}/refusal/{name}/")
    assert (axe_violations(page), overflows(page), heard.lines) == ([], 0, [])


def test_the_enter_key_sends_the_form_and_does_not_remove_a_row(page: Page, address: str) -> None:
    page.goto(f"{address}/form/")
    page.get_by_label("Your full name").fill("Ada")
    page.get_by_role("button", name="Add another child").click()
    page.get_by_text("Child 2", exact=True).wait_for()
    assert page.evaluate("document.activeElement.id") == "id_children-1-first_name"
    page.get_by_label("Your full name").press("Enter")
    page.locator(".govuk-error-summary").wait_for()
    assert page.get_by_text("Child 2", exact=True).count() == 1
    assert page.get_by_label("Your full name").input_value() == "Ada"


def test_without_javascript_rows_come_and_go_and_nothing_typed_is_lost(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 900})
    page = context.new_page()
    page.goto(f"{address}/form/")
    page.locator("#id_name").fill("Ada")
    page.locator("#id_children-0-first_name").fill("Ben")
    page.get_by_role("button", name="Add another child").click()
    page.locator("#id_children-1-first_name").fill("Cy")
    page.get_by_role("button", name="Remove child 1").click()
    page.locator("#id_children-1-first_name").wait_for(state="detached")
    assert page.locator("#id_children-0-first_name").input_value() == "Cy"
    assert page.locator("#id_name").input_value() == "Ada"
    assert page.locator(".govuk-error-summary").count() == 0
    context.close()


def test_the_quick_exit_leaves_for_a_neutral_page(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="weather"))
    page.goto(f"{address}/form/")
    page.get_by_role("button", name="Exit this page").click()
    page.wait_for_url("https://www.bbc.co.uk/weather")
    assert page.locator("body").inner_text() == "weather"
    page.close()
