"""What the public reads: the pages, the search, the file; whatever somebody writes into an address."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.utils.html import escape
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks, Settings

from cspr.deadlines import clocks
from cspr.models import User
from demo import marker
from publications import library, lifecycle, markdown, search
from publications.library import When
from publications.models import Kind
from tests.public.world import elsewhere, entry, rich
from tests.publications import drafts

pytestmark = pytest.mark.django_db
PLAIN_PAGES = ("/", "/reviews/", "/about/", "/accessibility/", "/privacy/", "/robots.txt")


@pytest.fixture
def public(site: Callable[[str], Client]) -> Client:
    """A visitor of the public site."""
    marker.is_marked()
    return site("public")


def titles(client: Client, address: str) -> list[str]:
    return re.findall(r'<h2 class="card__title"><a href="/reviews/[^"]+/">([^<]*)</a>', client.get(address).content.decode())


@pytest.mark.parametrize("address", PLAIN_PAGES)
def test_every_plain_page_may_be_kept_for_five_minutes_and_sets_no_cookie(public: Client, address: str) -> None:
    response = public.get(address)
    assert response.status_code == 200
    assert response["Cache-Control"] == "public, max-age=300"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "nonce" not in response["Content-Security-Policy"]
    assert not response.cookies
    assert public.head(address).status_code == 200
    assert public.post(address).status_code == 405


def test_the_home_page_says_what_must_happen_and_by_when_from_the_declared_clocks(public: Client) -> None:
    page = public.get("/").content.decode()
    for clock in clocks().values():
        assert escape(clock.title) in page
        assert all(bound.words in page for bound in clock.bounds)
    assert "999" in page
    assert "https://refer.partnership.example/" in page


def test_an_empty_library_says_so(public: Client) -> None:
    page = public.get("/reviews/").content.decode()
    assert "No reviews have been published yet." in page
    assert "<select" not in page


def test_the_newest_review_stands_first_and_one_without_a_date_last(public: Client) -> None:
    entry(1, title="Older", when=When(date(2025, 1, 1), library.Precision.YEAR))
    entry(2, title="Undated", when=When.read(""))
    entry(3, title="Newer", when=When.read("2026-03"))
    assert titles(public, "/reviews/") == ["Newer", "Older", "Undated"]
    page = public.get("/reviews/").content.decode()
    assert "Published March 2026" in page
    assert "Published 2025" in page
    assert "Date of publication not known" in page


def test_filters_by_theme_and_year_combine_with_words(public: Client) -> None:
    entry(1, title="Child A", themes=(("neglect", "Neglect"), ("police", "Police")), when=When(date(2024, 5, 1)))
    entry(2, title="Child B", themes=(("police", "Police"),), when=When(date(2025, 5, 1)))
    entry(3, title="Child C", when=When(date(2025, 6, 1)), subject="Nobody asked about the father")
    assert titles(public, "/reviews/?theme=police") == ["Child B", "Child A"]
    assert titles(public, "/reviews/?year=2025") == ["Child C", "Child B"]
    assert titles(public, "/reviews/?theme=neglect&year=2025&q=fathers") == ["Child C"]
    assert titles(public, "/reviews/?theme=police&year=2025&q=school") == []


def test_a_word_in_the_title_counts_for_more_than_one_in_the_text(public: Client) -> None:
    entry(1, title="A child and a school", when=When(date(2020, 1, 1)))
    entry(2, title="Child Q", rendered=search_text("The school was not told."), when=When(date(2026, 1, 1)))
    assert titles(public, "/reviews/?q=schools") == ["A child and a school", "Child Q"]


def search_text(words: str) -> markdown.Rendered:
    return markdown.Rendered(f"<p>{words}</p>", words, [])


def test_an_empty_result_helps(public: Client) -> None:
    entry()
    page = public.get("/reviews/?q=nothing-like-this").content.decode()
    assert "No review matches" in page
    assert "0 of 1 review" in page


def test_pages_of_twenty_keep_the_filters(public: Client) -> None:
    for number in range(21):
        entry(number)
    first = public.get("/reviews/?theme=neglect")
    assert first.context["answer"].total == 21
    assert "?harm=neglect&amp;page=2" in first.content.decode()
    assert len(titles(public, "/reviews/?theme=neglect&page=2")) == 1
    assert len(titles(public, "/reviews/?page=2")) == 1


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("year=abc", "not a year"),
        ("year=99999999999999999999", "not a year"),
        ("year=%D9%A2%D9%A0%D9%A2%D9%A5", "not a year"),
        ("page=-1", "no page with that number"),
        ("page=0", "no page with that number"),
        ("page=99999999999999999999", "no page with that number"),
        ("page=10001", "no page with that number"),
        ("page=9999", "no reviews on that page"),
        ("page=7", "no reviews on that page"),
        ("q=child&page=7", "no reviews on that page"),
        ("theme=no-such-theme", "no theme of that name"),
        ("theme=%00", ""),
        ("q=%00", ""),
        ("q=%00child%00", ""),
        ("year=%00", "not a year"),
        ("q=" + "x" * 100_000, "longer than 200 characters"),
        ("q=" + "child+" * 40, "longer than 200 characters"),
        ("theme=" + "x" * 100_000, "no theme of that name"),
        ("q=%22unbalanced+or+-", ""),
        ("q=%F0%9F%98%80+%ED%A0%80", ""),
        ("q=a&q=b&year=2026&year=2025&unknown=1", ""),
    ],
)
def test_whatever_is_written_into_the_address_gets_words_and_never_an_error_of_ours(
    public: Client, query: str, words: str
) -> None:
    entry()
    response = public.get(f"/reviews/?{query}")
    assert response.status_code == (400 if words else 200)
    assert words in response.content.decode()


def test_what_was_typed_stays_in_the_search_box(public: Client) -> None:
    entry()
    assert 'value="&lt;b&gt; &quot;father&quot;"' in public.get("/reviews/", {"q": '<b> "father"'}).content.decode()


def test_a_review_page_has_its_facts_and_documents_and_each_document_its_text_and_contents(public: Client) -> None:
    review = entry()
    page = public.get(f"/reviews/{review.slug}/").content.decode()
    assert f'href="/reviews/{review.slug}/full-report.pdf"' in page
    assert f'href="/reviews/{review.slug}/full-report/"' in page
    assert "3 pages" in page
    assert f"https://reviews.partnership.example/reviews/{review.slug}/" in page
    assert "Samaritans" in page
    assert 'href="/reviews/?theme=neglect"' in page
    whole = public.get(f"/reviews/{review.slug}/full-report/").content.decode()
    assert '<a class="govuk-link" href="#part-what-was-learned">What was learned</a>' in whole
    assert '<h2 id="part-what-was-learned">What was learned</h2>' in whole
    assert "Samaritans" in whole


def test_a_review_published_elsewhere_names_its_partnership_and_leads_out(public: Client) -> None:
    review = elsewhere()
    response = public.get(f"/reviews/{review.slug}/")
    page = response.content.decode()
    assert 'href="https://another.example/1/"' in page
    assert "held and published by Another partnership" in page
    assert ".pdf" not in page
    assert public.get(f"/reviews/{review.slug}/report.pdf").status_code == 404


def test_the_file_is_served_as_a_pdf_to_keep(public: Client) -> None:
    review = entry()
    response = public.get(f"/reviews/{review.slug}/full-report.pdf")
    assert b"".join(response.streaming_content) == b"%PDF-1.7 of a test"  # type: ignore[attr-defined]
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'attachment; filename="{review.slug}-full-report.pdf"'
    assert response["Cache-Control"] == "public, max-age=300"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert not response.cookies


def test_the_address_at_which_the_only_file_once_stood_leads_to_the_first_document(public: Client) -> None:
    review = entry()
    response = public.get(f"/reviews/{review.slug}/report.pdf")
    assert (response.status_code, response["Location"]) == (302, f"/reviews/{review.slug}/full-report.pdf")
    assert response["Cache-Control"] == "public, max-age=300"
    assert public.get("/reviews/nothing/report.pdf").status_code == 404


def test_a_document_that_was_made_elsewhere_is_a_file_and_no_page(public: Client) -> None:
    review = entry(rendered=markdown.Rendered("", "Its words.", []))
    assert "Read as a web page" not in public.get(f"/reviews/{review.slug}/").content.decode()
    assert public.get(f"/reviews/{review.slug}/full-report/").status_code == 404
    assert public.get(f"/reviews/{review.slug}/full-report.pdf").status_code == 200


def test_a_document_that_was_taken_away_says_so_at_both_of_its_addresses_and_its_page_stays(public: Client) -> None:
    review = rich()
    library.remove(review.slug, "7-minute-briefing", on=date(2026, 6, 1))
    for address in ("7-minute-briefing/", "7-minute-briefing.pdf"):
        assert public.get(f"/reviews/{review.slug}/{address}").status_code == 410
    page = public.get(f"/reviews/{review.slug}/").content.decode()
    assert "7-minute" not in page
    assert "Version 2" in page
    assert "A date in chapter 2 was wrong." in page


def test_a_file_that_is_missing_is_not_found_and_is_no_error_of_ours(public: Client) -> None:
    review = entry()
    library.remove_file(review.documents.get().file_key)
    assert public.get(f"/reviews/{review.slug}/full-report.pdf").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_takes_two_queries_however_many_reviews_there_are(
    public: Client, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    slugs = [entry(number).slug for number in range(rows)]
    for address, queries in {
        "/": 0,
        "/about/": 0,
        "/reviews/": 2,
        "/reviews/?q=child&theme=neglect&year=2026": 2,
        "/reviews/?q=child": 2,
        "/reviews/?q=chidl": 2,
        f"/reviews/{slugs[0]}/full-report/": 1,
        f"/reviews/{slugs[0]}/full-report.pdf": 1,
        f"/reviews/{slugs[0]}/nothing-here/": 2,
        f"/reviews/{slugs[0]}/report.pdf": 1,
        "/reviews/nothing-here/": 2,
    }.items():
        with django_assert_num_queries(queries):
            public.get(address)
    with django_assert_num_queries(2 if rows > 1 else 1):
        public.get(f"/reviews/{slugs[0]}/")


def test_unknown_and_draft_addresses_answer_with_the_same_bytes(public: Client, manager: User) -> None:
    publication = drafts.approved(manager, title="Child Canary Zanzibar")
    guesses = ["child-canary-zanzibar", "child-canary-zanzibar-2021", str(publication.pk), "never-heard-of"]
    answers = [public.get(f"/reviews/{guess}/") for guess in guesses]
    assert {response.status_code for response in answers} == {404}
    assert len({response.content for response in answers}) == 1
    assert len({str(sorted(response.headers.items())) for response in answers}) == 1


def test_what_is_published_is_found_and_what_is_withdrawn_is_gone_at_once(
    public: Client,
    manager: User,
    public_disk: Path,
    settings: Settings,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    publication, review = drafts.published(manager)
    page, file = f"/reviews/{review.slug}/", f"/reviews/{review.slug}/full-report.pdf"
    assert titles(public, "/reviews/?q=fathers") == ["Child R"]
    assert (public.get(page).status_code, public.get(file).status_code) == (200, 200)
    with django_capture_on_commit_callbacks(execute=True):
        lifecycle.withdraw(publication, by=manager, at=drafts.WITHDRAWN, because="A sibling was recognised.")
    assert public.get("/reviews/?q=fathers").context["answer"].total == 0
    assert list(public_disk.glob("*.pdf")) == []
    for address in (page, file):
        response = public.get(address)
        assert response.status_code == 410
        assert "taken down on 1 June 2021" in response.content.decode()
        assert "Child R" not in response.content.decode()
        assert "recognised" not in response.content.decode()
        assert response["Cache-Control"] == "public, max-age=300"


def test_the_banner_of_the_demonstration_shows_only_in_a_marked_database(
    public: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Demonstration" not in public.get("/").content.decode()
    monkeypatch.setattr("demo.context.is_marked", lambda: True)
    assert "Demonstration. What the system holds is invented" in public.get("/").content.decode()


def test_every_kind_has_words_on_a_card(public: Client) -> None:
    for number, kind in enumerate(Kind):
        entry(number, kind=kind)
    page = public.get("/reviews/").content.decode()
    assert [label for label in Kind.labels if escape(label) not in page] == []


def test_a_question_without_anything_asks_for_everything() -> None:
    assert search.read({}) == search.Question()
    assert not search.Question().is_filtered
