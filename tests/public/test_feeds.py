"""What feed readers, search engines and spreadsheet programs get: valid, stable, and no words of other partnerships."""

import csv
import io
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from publications import library
from publications.feeds import sitemap
from publications.library import When
from tests.cspr.test_spreadsheets import begins_like_a_formula
from tests.public import atom_rules, sitemap_rules
from tests.public.atom_rules import ATOM
from tests.public.sitemap_rules import SITEMAP
from tests.public.world import elsewhere, entry, more

pytestmark = pytest.mark.django_db
HOST = "https://reviews.partnership.example"


@pytest.fixture
def public(site: Callable[[str], Client]) -> Client:
    """A program that reads the public site."""
    return site("public")


def entries(client: Client) -> list[ET.Element]:
    return ET.fromstring(client.get("/feed.atom").content).findall(f"{ATOM}entry")


def rows(client: Client) -> list[list[str]]:
    return list(csv.reader(io.StringIO(client.get("/reviews.csv").content.decode("utf-8-sig"))))


def test_the_feed_of_an_empty_library_is_valid(public: Client) -> None:
    response = public.get("/feed.atom")
    assert atom_rules.broken(response.content) == []
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"


def test_the_rules_find_a_feed_that_is_not_valid() -> None:
    feed = b'<feed xmlns="http://www.w3.org/2005/Atom"><id>1</id><title>A</title><entry><link href="/a"/></entry></feed>'
    broken = atom_rules.broken(feed)
    assert any("updated stands 0 times" in line for line in broken)
    assert any("without an author" in line for line in broken)
    assert any("a link to '/a'" in line for line in broken)


def test_the_feed_is_valid_whatever_stands_in_a_title(public: Client) -> None:
    entry(1, title="A & B <c> \x0b\x1f 'q' \ufffe", summary="]]> & <b>")
    entry(2, when=When.read("2025-03"), themes=(("a", "A & B"), ("b", "B")))
    entry(3, when=When.read("2024"))
    elsewhere(4)
    assert atom_rules.broken(public.get("/feed.atom").content) == []
    assert entries(public)[0].findtext(f"{ATOM}title") == "Child 4"
    assert "A & B <c>  'q' " in [found.findtext(f"{ATOM}title") for found in entries(public)]


def test_the_author_is_the_partnership_and_the_words_of_another_are_not_repeated(public: Client) -> None:
    elsewhere(2, summary="Their own words.", subject="What it is about")
    entry(1, summary="Our words.")
    theirs, ours = sorted(entries(public), key=lambda found: found.findtext(f"{ATOM}summary") or "", reverse=True)
    assert ours.findtext(f"{ATOM}author/{ATOM}name") == "The partnership"
    assert ours.findtext(f"{ATOM}summary") == "Our words."
    assert "Open Government Licence" in (ours.findtext(f"{ATOM}rights") or "")
    assert theirs.findtext(f"{ATOM}author/{ATOM}name") == "Another partnership"
    assert theirs.findtext(f"{ATOM}summary") == "What it is about"
    assert theirs.find(f"{ATOM}rights") is None
    assert {link.get("rel"): link.get("href") for link in theirs.findall(f"{ATOM}link")}["via"] == "https://another.example/2/"


def test_the_identifier_of_a_review_is_a_tag_that_stays(public: Client) -> None:
    review = entry(1)
    assert entries(public)[0].findtext(f"{ATOM}id") == f"tag:reviews.partnership.example,2026:/reviews/{review.slug}/"


def test_the_feed_holds_the_newest_fifty_and_none_whose_day_nobody_knows(public: Client) -> None:
    for number in range(51):
        entry(number, title=f"Child {number}", when=When(date(2020, 1, 1 + number % 28)))
    entry(99, title="Undated", when=When.read(""))
    titles = [found.findtext(f"{ATOM}title") for found in entries(public)]
    assert len(titles) == 50
    assert "Undated" not in titles


def test_every_page_tells_feed_readers_where_the_feed_is(public: Client) -> None:
    for address in ("/", "/reviews/", "/about/"):
        page = " ".join(public.get(address).content.decode().split())
        assert '<link rel="alternate" type="application/atom+xml" title="Published reviews" href="/feed.atom">' in page


def test_the_sitemap_is_valid_whatever_an_address_is_made_of(public: Client) -> None:
    for number, title in enumerate(("Child & <Co>", "Çhild “É”", "x" * 200)):
        entry(number, title=title)
    response = public.get("/sitemap.xml")
    assert sitemap_rules.broken(response.content, HOST) == []
    assert response["Content-Type"] == "application/xml; charset=utf-8"


@pytest.mark.parametrize(
    "url",
    [
        "<loc>/reviews/</loc>",
        "<loc>https://another.example/</loc>",
        f"<loc>{HOST}/a b</loc>",
        f"<loc>{HOST}/{'a' * 2_100}</loc>",
        f"<loc>{HOST}/</loc><lastmod>2026-02</lastmod>",
        f"<lastmod>2026-02-03</lastmod><loc>{HOST}/</loc>",
        f"<loc>{HOST}/</loc><title>A</title>",
        f"<loc>{HOST}/</loc></url><url><loc>{HOST}/</loc>",
        "",
    ],
)
def test_the_rules_find_a_sitemap_that_is_not_valid(url: str) -> None:
    head = '<?xml version="1.0" encoding="utf-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    assert sitemap_rules.broken(f"{head}<url><loc>{HOST}/</loc></url></urlset>".encode(), HOST) == []
    assert len(sitemap_rules.broken(f"{head}<url>{url}</url></urlset>".encode(), HOST)) >= 1


def test_the_sitemap_tells_the_day_of_the_last_change(public: Client) -> None:
    first = entry(1, when=When(date(2026, 2, 3)))
    more(first, kind="seven_minute_briefing", when=When(date(2026, 4, 5)))
    root = ET.fromstring(public.get("/sitemap.xml").content)
    found = {url.findtext(f"{SITEMAP}loc"): url.findtext(f"{SITEMAP}lastmod") for url in root}
    assert found[f"{HOST}/reviews/{first.slug}/"] == "2026-04-05"


def test_the_sitemap_names_every_page_and_the_days_that_are_known(public: Client) -> None:
    dated, undated = entry(1, when=When(date(2026, 2, 3))), elsewhere(2, when=When.read("2025-03"))
    root = ET.fromstring(public.get("/sitemap.xml").content)
    assert root.tag == f"{SITEMAP}urlset"
    found = {url.findtext(f"{SITEMAP}loc"): url.findtext(f"{SITEMAP}lastmod") for url in root}
    assert found[f"{HOST}/reviews/{dated.slug}/"] == "2026-02-03"
    assert found[f"{HOST}/reviews/{undated.slug}/"] is None
    assert {f"{HOST}{page}" for page in ("/", "/reviews/", "/about/", "/accessibility/", "/privacy/")} < set(found)
    for address in found:
        assert public.get((address or "").removeprefix(HOST)).status_code == 200
    for url in root:
        assert [child.tag.removeprefix(SITEMAP) for child in url] in (["loc"], ["loc", "lastmod"])


def test_a_sitemap_that_is_too_long_is_several(public: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "PER_FILE", 2)
    slugs = {entry(number).slug for number in range(5)}
    root = ET.fromstring(public.get("/sitemap.xml").content)
    assert root.tag == f"{SITEMAP}sitemapindex"
    assert sitemap_rules.broken(public.get("/sitemap.xml").content, HOST) == []
    files = [one.findtext(f"{SITEMAP}loc") or "" for one in root]
    assert files == [f"{HOST}/sitemap-{number}.xml" for number in (1, 2, 3)]
    pages = [public.get(file.removeprefix(HOST)) for file in files]
    named = [url.findtext(f"{SITEMAP}loc") or "" for page in pages for url in ET.fromstring(page.content)]
    assert len(named) == len(set(named)) == 5 + len(sitemap.PLAIN)
    assert {f"{HOST}/reviews/{slug}/" for slug in slugs} < set(named)
    assert public.get("/sitemap-4.xml").status_code == 404
    assert public.get("/sitemap-0.xml").status_code == 404


def test_robots_are_told_where_the_sitemap_is(public: Client) -> None:
    assert f"Sitemap: {HOST}/sitemap.xml\n" in public.get("/robots.txt").content.decode()


def test_the_catalogue_has_a_row_for_each_review_as_exact_as_its_day_is_known(public: Client) -> None:
    entry(1, title="Child A", when=When(date(2026, 2, 3)), year_of_incident=2024, age_band="1_5")
    entry(2, title="Child B", when=When.read("2025-03"))
    elsewhere(3, title="Child C", when=When.read(""))
    heads, *found = rows(public)
    table = [dict(zip(heads, row, strict=True)) for row in found]
    assert [row["Title"] for row in table] == ["Child A", "Child B", "Child C"]
    assert [row["Published"] for row in table] == ["2026-02-03", "2025-03", ""]
    assert [row["Licence"] for row in table] == ["Open Government Licence v3.0", "Open Government Licence v3.0", ""]
    assert table[0]["Age of the child"] == "1 to 5"
    assert table[0]["Year of what happened"] == "2024"
    assert table[2]["Published elsewhere at"] == "https://another.example/3/"
    assert all(public.get(row["Address"].removeprefix(HOST)).status_code == 200 for row in table)


def test_no_cell_of_the_catalogue_is_a_formula(public: Client) -> None:
    entry(1, title="=HYPERLINK(1)", subject="+1", partnership="@partnership", themes=(("x", "-x"),))
    assert not [cell for row in rows(public) for cell in row if begins_like_a_formula(cell)]


def test_the_catalogue_is_a_file_to_keep(public: Client) -> None:
    response = public.get("/reviews.csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="reviews.csv"'


def test_what_is_withdrawn_leaves_feed_sitemap_and_catalogue_at_once(public: Client) -> None:
    review = entry(1, title="Child Zanzibar")
    addresses = ("/feed.atom", "/sitemap.xml", "/reviews.csv", "/api/reviews", f"/api/reviews/{review.slug}")
    assert [address for address in addresses if review.slug not in public.get(address).content.decode()] == []
    library.remove(review.slug, on=date(2026, 5, 1))
    for address in addresses:
        text = public.get(address).content.decode()
        assert review.slug not in text
        assert "Zanzibar" not in text


@pytest.mark.parametrize("address", ["/feed.atom", "/sitemap.xml", "/sitemap-1.xml", "/reviews.csv"])
def test_every_feed_may_be_kept_for_five_minutes_and_sets_no_cookie(public: Client, address: str) -> None:
    entry(1)
    response = public.get(address)
    assert response["Cache-Control"] == "public, max-age=300"
    assert not response.cookies
    assert public.post(address).status_code == 405
