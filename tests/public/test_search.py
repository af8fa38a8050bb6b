"""The search of the library: filters, orders and pages in one address, words that are misspelt, common or dangerous."""

import re
from collections.abc import Callable
from datetime import date
from urllib.parse import urlencode

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from demo import marker
from publications import markdown, search
from publications.library import When
from publications.search import finding
from tests.public.test_pages import titles
from tests.public.world import elsewhere, entry, rich

pytestmark = pytest.mark.django_db


@pytest.fixture
def public(site: Callable[[str], Client]) -> Client:
    """A visitor of the public site."""
    marker.is_marked()
    return site("public")


def text(words: str) -> markdown.Rendered:
    return markdown.Rendered(f"<p>{words}</p>", words, [])


def test_every_filter_narrows_and_all_of_them_combine(public: Client) -> None:
    entry(1, title="Child A", age_band="under_1", kind="summary", when=When(date(2024, 5, 1)))
    entry(2, title="Child B", age_band="6_10", themes=(("chronology", "Chronology"),))
    elsewhere(3, title="Child C", review_type="local_review", kind="local_review", when=When(date(2024, 1, 1)))
    for query, expected in {
        "harm=neglect": ["Child A", "Child C"],
        "theme=neglect": ["Child A", "Child C"],
        "theme=chronology": ["Child B"],
        "age=6_10": ["Child B"],
        "year=2024": ["Child A", "Child C"],
        "partnership=another-partnership": ["Child C"],
        "kind=local_review": ["Child C"],
        "kind=summary&age=under_1&harm=neglect&year=2024&partnership=the-partnership&q=child": ["Child A"],
        "kind=summary&age=6_10": [],
        "year=1999": [],
    }.items():
        assert titles(public, f"/reviews/?{query}") == expected, query


def test_the_order_is_newest_oldest_by_title_or_best_match(public: Client) -> None:
    entry(1, title="B school", when=When(date(2024, 1, 1)))
    entry(2, title="C", rendered=text("A school."), when=When(date(2026, 1, 1)))
    entry(3, title="A", rendered=text("A school."), when=When.read(""))
    assert titles(public, "/reviews/?sort=oldest") == ["B school", "C", "A"]
    assert titles(public, "/reviews/?sort=title&q=school") == ["A", "B school", "C"]
    assert titles(public, "/reviews/?q=school") == ["B school", "C", "A"]
    assert titles(public, "/reviews/?q=school&sort=newest") == ["C", "B school", "A"]
    assert titles(public, "/reviews/?sort=best") == ["C", "B school", "A"]


def test_a_misspelt_word_finds_what_it_may_have_meant_and_says_so(public: Client) -> None:
    entry(1, title="Child A", rendered=text("The school was not told of the neglect."))
    for typed, meant in {"shcool": "school", "neglct": "neglect", "schol -police": "school -police"}.items():
        response = public.get("/reviews/", {"q": typed})
        assert response.context["answer"].instead == meant
        assert titles(public, f"/reviews/?q={typed}") == ["Child A"]
        assert f"<strong>{meant}</strong>" in response.content.decode()
    assert public.get("/reviews/?q=zzzzzzzz").context["answer"].instead == ""
    assert public.get("/reviews/?q=school").context["answer"].instead == ""
    assert public.get("/reviews/?q=the").context["answer"].total == 0


def test_what_was_found_is_marked_and_nothing_in_it_is_markup(public: Client) -> None:
    entry(1, rendered=text("A <script>alert(1)</script> \ue000and a zanzibar & more\ue001."))
    page = public.get("/reviews/?q=zanzibar").content.decode()
    assert "<mark>zanzibar</mark>" in page
    assert "<script>alert" not in page
    assert "\ue000" not in page
    assert "&amp; more" in page
    assert page.count("<mark>") == page.count("</mark>")


def test_a_word_deep_in_a_report_is_shown_with_the_words_around_it_in_whatever_form_it_stands(public: Client) -> None:
    entry(1, rendered=text("Many words before it. " * 300 + "Two families lived there. " + "Many words after it. " * 300))
    page = public.get("/reviews/?q=family").content.decode()
    assert "Two <mark>families</mark> lived there." in page


def test_a_card_has_no_excerpt_where_only_its_title_was_found(public: Client) -> None:
    entry(1)
    page = public.get("/reviews/?q=child").content.decode()
    assert "Child 1" in page
    assert "card__excerpt" not in page


@pytest.mark.parametrize(
    "words", ["100%", "%(text)s", "%s", "o'clock", "'; SELECT 1; --", "\\", "$$", "\ue000school\ue001", "é" * 200]
)
@pytest.mark.parametrize("rest", ["", "&sort=title", "&harm=neglect", "&page=2"])
def test_what_a_reader_types_is_looked_for_and_nothing_else(public: Client, words: str, rest: str) -> None:
    rich()
    response = public.get(f"/reviews/?{urlencode({'q': words})}{rest}")
    assert response.status_code in (200, 400)
    assert response.context["question"].words == words


def test_words_that_very_many_reviews_hold_are_not_ranked_and_the_page_says_so(
    public: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "RANKED", 25)
    for number in range(26):
        entry(number, title=f"Child {number}", rendered=text("A school and a father."), when=When(date(2026, 1, 1 + number)))
    entry(30, title="School", when=When(date(2020, 1, 1)), rendered=text("Nothing."))
    one = public.get("/reviews/?q=school").context["answer"]
    assert (one.total, one.is_counted, one.is_ranked, one.pages) == (27, True, False, 2)
    page = public.get("/reviews/?q=school").content.decode()
    assert "the newest are shown first, not the best match" in page
    assert titles(public, "/reviews/?q=school")[0] == "Child 25"
    two = public.get("/reviews/?q=school+father")
    assert (two.context["answer"].is_counted, two.context["answer"].total) == (False, 21)
    assert "Many reviews" in two.content.decode()
    assert 'rel="next"' in two.content.decode()
    assert public.get("/reviews/?q=school+father&page=2").status_code == 400
    assert "Only the first 25 are listed" in public.get("/reviews/?q=school+father&page=2").content.decode()


def test_rare_words_are_counted_and_ranked_whatever_joins_them(public: Client) -> None:
    entry(1, rendered=text("A school."))
    entry(2, rendered=text("A nurse."))
    for query, total in {"school or nurse": 2, "school nurse": 0, "-school nurse": 1, '"a nurse"': 1, "-school": 1}.items():
        answer = search.answer(search.read({"q": query}))
        assert (answer.total, answer.is_counted, answer.instead) == (total, True, ""), query


def test_an_address_says_only_what_is_asked_in_one_order_and_empty_boxes_are_left_out(public: Client) -> None:
    entry()
    asked = {"page": "1", "sort": "", "kind": "", "q": " school ", "harm": "neglect", "theme": "", "year": "2026"}
    response = public.get("/reviews/", asked)
    assert (response.status_code, response["Location"]) == (302, "/reviews/?q=school&harm=neglect&year=2026")
    assert response["Cache-Control"] == "public, max-age=300"
    assert public.get("/reviews/?q=&theme=&sort=")["Location"] == "/reviews/"
    assert search.read({"sort": "newest"}).address == "/reviews/"
    assert search.read({"q": "a", "sort": "newest", "page": "3"}).address == "/reviews/?q=a&sort=newest&page=3"
    page = public.get("/reviews/?year=2026&harm=neglect").content.decode()
    assert '<link rel="canonical" href="https://reviews.partnership.example/reviews/?harm=neglect&amp;year=2026">' in page


def test_a_filter_in_use_is_shown_selected_and_can_be_taken_away(public: Client) -> None:
    rich()
    page = public.get("/reviews/?harm=neglect&year=2025&q=fathers").content.decode()
    assert '<option value="neglect" selected>Neglect (1)</option>' in page
    assert '<option value="2025" selected>2025 (1)</option>' in page
    assert 'href="/reviews/?q=fathers&amp;year=2025"' in page
    assert 'href="/reviews/?q=fathers&amp;harm=neglect"' in page
    assert re.search(r'<details class="filters"\s+open>', page)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("harm=no-such", "There is no kind of harm of that name"),
        ("age=200", "There is no age of that name"),
        ("partnership=%27%22%3E", "There is no partnership of that name"),
        ("kind=x", "There is no kind of that name"),
        ("sort=random", "There is no order of that name"),
    ],
)
def test_a_value_that_no_filter_offers_is_answered_in_words(public: Client, query: str, said: str) -> None:
    entry()
    response = public.get(f"/reviews/?{query}")
    assert response.status_code == 400
    assert said in response.content.decode()
    assert titles(public, f"/reviews/?{query}") == ["Child 1"]


def test_the_pages_around_this_one_and_both_ends_are_offered(public: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "PER_PAGE", 1)
    for number in range(1, 8):
        entry(number)
    response = public.get("/reviews/?page=4")
    assert [number for number, _ in response.context["pages"]] == [1, 0, 3, 4, 5, 0, 7]
    assert (response.context["previous"], response.context["next"]) == ("/reviews/?page=3", "/reviews/?page=5")
    assert titles(public, "/reviews/?page=7") == ["Child 1"]


def test_a_page_of_results_takes_two_queries_however_it_was_asked_for(
    public: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    rich()
    for query in ("q=fathers", "q=fahters", "harm=neglect&age=under_1&q=father", "sort=oldest", "q=no-such-word", "page=9"):
        with django_assert_num_queries(2):
            public.get(f"/reviews/?{query}")
