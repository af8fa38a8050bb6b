"""Every public page is HTML that a strict parser accepts, with the ids and headings that links and readers rely on."""

import re
from collections.abc import Callable
from itertools import pairwise

import html5lib
import pytest
from django.test import Client

from demo import marker
from publications import library
from publications.library import When
from tests.public.world import elsewhere, entry, rich
from tests.publications import drafts

pytestmark = pytest.mark.django_db
HEADING = re.compile(r"<h([1-6])\b")


@pytest.fixture
def public(site: Callable[[str], Client]) -> Client:
    """A visitor of the public site."""
    marker.is_marked()
    return site("public")


def addresses() -> dict[str, int]:
    """An address of every kind of page, with the status it answers with."""
    whole, other, gone = rich(), elsewhere(1, when=When.read("2022-03"), themes=(("neglect", "Neglect"),)), entry(2)
    library.remove(gone.slug, on=drafts.WITHDRAWN.date())
    for number in range(3, 25):
        entry(number)
    plain = dict.fromkeys(("/", "/about/", "/accessibility/", "/privacy/", "/reviews/", "/reviews/?page=2"), 200)
    return plain | {
        "/reviews/?q=fathers&sort=title": 200,
        "/reviews/?q=fahters": 200,
        "/reviews/?harm=neglect&age=under_1&year=2025&partnership=the-partnership&kind=full_report&sort=oldest": 200,
        "/reviews/?q=nothing-like-this": 200,
        "/reviews/?year=abc&theme=no-such": 400,
        "/reviews/?page=99": 400,
        f"/reviews/{whole.slug}/": 200,
        f"/reviews/{whole.slug}/full-report/": 200,
        f"/reviews/{whole.slug}/7-minute-briefing/": 200,
        f"/reviews/{other.slug}/": 200,
        f"/reviews/{gone.slug}/": 410,
        f"/reviews/{gone.slug}/full-report/": 410,
        "/reviews/unknown/": 404,
        "/reviews/unknown/unknown/": 404,
        "/nothing-here/": 404,
    }


def test_every_public_page_is_strict_html_with_ids_of_its_own_and_headings_in_order(public: Client) -> None:
    for address, status in addresses().items():
        response = public.get(address)
        page = response.content.decode()
        assert response.status_code == status, address
        html5lib.HTMLParser(strict=True).parse(page.strip())
        ids = re.findall(r'\sid="([^"]+)"', page)
        assert sorted(set(ids)) == sorted(ids), address
        targets = set(re.findall(r'href="#([^"]+)"', page)) | set(re.findall(r'(?:for|aria-labelledby)="([^"]+)"', page))
        assert targets - {*ids, ""} == set(), address
        main = page[page.index("<main") : page.index("</main>")]
        levels = [int(level) for level in HEADING.findall(main)]
        assert (levels.count(1), levels[0]) == (1, 1), (address, levels)
        assert all(after - before <= 1 for before, after in pairwise(levels)), (address, levels)


def test_every_public_page_can_be_left_at_once_and_names_nobody_in_a_picture(public: Client) -> None:
    for address in addresses():
        page = public.get(address).content.decode()
        assert "govuk-exit-this-page" in page, address
        assert "<img" not in page
        assert "og:image" not in page


def test_a_page_that_speaks_of_a_child_says_first_where_to_find_help(public: Client) -> None:
    review = rich()
    for address in (f"/reviews/{review.slug}/", f"/reviews/{review.slug}/full-report/"):
        page = public.get(address).content.decode()
        assert page.index("Samaritans") < page.index("Ask about fathers")
        assert f'<link rel="canonical" href="https://reviews.partnership.example{address}">' in page
        assert '<meta property="og:description" content="A subject in one line">' in page
