"""The interface for programs: what it tells, how it refuses, and that other sites may read it."""

import hashlib
import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from cspr.models import User
from publications import library
from publications.library import When
from tests.public.world import elsewhere, entry
from tests.publications import drafts

pytestmark = pytest.mark.django_db
HOST = "https://reviews.partnership.example"
PAGES = ("/api/", "/api/openapi.json", "/api/reviews")


@pytest.fixture
def public(site: Callable[[str], Client]) -> Client:
    """A program anywhere."""
    return site("public")


def read(client: Client, address: str, status: int = 200) -> dict[str, Any]:
    response = client.get(address.removeprefix(HOST))
    assert response.status_code == status
    assert response["Content-Type"] == ("application/json" if status == 200 else "application/problem+json")
    body: dict[str, Any] = json.loads(response.content)
    return body


def titles(body: dict[str, Any]) -> list[str]:
    return [review["title"] for review in body["reviews"]]


def test_the_index_leads_to_everything(public: Client) -> None:
    entry(1)
    index = read(public, "/api/")
    assert index["licence"]["identifier"] == "OGL-UK-3.0"
    for name in ("reviews", "description", "catalogue", "feed"):
        assert public.get(index[name].removeprefix(HOST)).status_code == 200


def test_the_list_takes_the_filters_of_the_page(public: Client) -> None:
    entry(1, title="Child A", themes=(("neglect", "Neglect"), ("police", "Police")), when=When(date(2024, 5, 1)))
    entry(2, title="Child B", themes=(("police", "Police"),), when=When(date(2025, 5, 1)))
    assert titles(read(public, "/api/reviews")) == ["Child B", "Child A"]
    assert titles(read(public, "/api/reviews?theme=neglect")) == ["Child A"]
    assert titles(read(public, "/api/reviews?year=2025&q=fathers")) == ["Child B"]
    nothing = read(public, "/api/reviews?q=zanzibar")
    assert (nothing["total"], nothing["reviews"], nothing["next"], nothing["is_counted"]) == (0, [], None, True)
    assert titles(read(public, "/api/reviews?sort=oldest")) == ["Child A", "Child B"]


def test_pages_lead_on_and_back_and_keep_the_filters(public: Client) -> None:
    for number in range(41):
        entry(number, title=f"Child {number}")
    first = read(public, "/api/reviews?theme=neglect")
    assert (first["total"], first["page"], first["pages"], first["previous"]) == (41, 1, 3, None)
    second = read(public, first["next"])
    third = read(public, second["next"])
    assert third["next"] is None
    assert read(public, third["previous"]) == second
    assert sorted(titles(first) + titles(second) + titles(third)) == sorted(f"Child {number}" for number in range(41))


def test_one_review_has_its_facts_its_text_and_its_licence(public: Client) -> None:
    review = entry(1, title="Child A", when=When.read("2025-03"), age_band="1_5", year_of_incident=2023)
    found = read(public, f"/api/reviews/{review.slug}")
    assert found["address"] == f"{HOST}/reviews/{review.slug}/"
    assert (found["published"], found["published_words"]) == ("2025-03", "March 2025")
    assert (found["age"], found["year_of_incident"]) == ({"slug": "1_5", "name": "1 to 5"}, 2023)
    assert found["kinds"] == [{"slug": "full_report", "name": "Full report"}]
    assert found["themes"] == [{"slug": "neglect", "name": "Neglect"}]
    assert (found["published_elsewhere"], found["source"], found["summary"]) == (False, None, "A summary.")
    assert found["licence"]["name"] == "Open Government Licence v3.0"
    (document,) = found["documents"]
    assert "Ask about fathers." in document["text"]
    assert (document["pages"], document["version"], document["correction"]) == (3, 1, None)
    file = public.get(document["file"].removeprefix(HOST))
    assert hashlib.sha256(file.getvalue()).hexdigest() == document["sha256"]
    assert public.get(document["address"].removeprefix(HOST)).status_code == 200
    listed = read(public, "/api/reviews")["reviews"][0]
    assert {key: found[key] for key in listed} == listed


def test_of_a_review_published_elsewhere_there_are_facts_and_a_link_only(public: Client) -> None:
    review = elsewhere(1, summary="Their own words.")
    found = read(public, f"/api/reviews/{review.slug}")
    assert found["source"] == "https://another.example/1/"
    assert (found["licence"], found["summary"], found["documents"]) == (None, None, [])
    assert "Their own words" not in public.get("/api/reviews").content.decode()


@pytest.mark.parametrize(
    ("query", "status", "title", "words"),
    [
        ("page=0", 400, "Bad Request", "no page with that number"),
        ("year=x", 400, "Bad Request", "not a year"),
        ("page=", 400, "Bad Request", "Leave it out"),
        ("sort=+newest", 400, "Bad Request", "Leave it out"),
        ("theme=neglect%00", 400, "Bad Request", "Leave it out"),
        ("page=7", 404, "Not Found", "no reviews on that page"),
        ("theme=none-such", 404, "Not Found", "no theme of that name"),
    ],
)
def test_a_question_without_sense_is_refused_in_words_that_a_program_can_read(
    public: Client, query: str, status: int, title: str, words: str
) -> None:
    entry(1)
    body = read(public, f"/api/reviews?{query}", status)
    assert (body["type"], body["title"], body["status"]) == ("about:blank", title, status)
    assert words in body["detail"]


def test_unknown_and_draft_addresses_answer_with_the_same_bytes(public: Client, manager: User) -> None:
    publication = drafts.approved(manager, title="Child Canary Zanzibar")
    guesses = ["child-canary-zanzibar", "child-canary-zanzibar-2021", str(publication.pk), "never-heard-of"]
    answers = [public.get(f"/api/reviews/{guess}") for guess in guesses] + [public.get("/api/no/such")]
    assert {response.status_code for response in answers} == {404}
    assert len({response.content for response in answers}) == 1
    assert len({str(sorted(response.headers.items())) for response in answers}) == 1


def test_a_review_that_was_withdrawn_is_gone_and_nothing_says_whose_it_was(public: Client) -> None:
    review = entry(1, title="Child Zanzibar")
    library.remove(review.slug, on=date(2026, 5, 1))
    body = read(public, f"/api/reviews/{review.slug}", 410)
    assert body["detail"] == "This review was taken down on 1 May 2026."


def test_any_site_may_read_the_interface_and_no_other_page_of_ours(public: Client) -> None:
    review = entry(1)
    pages = (*PAGES, f"/api/reviews/{review.slug}", "/api/reviews/unknown", "/api/no/such", "/api/reviews?page=0")
    for address in pages:
        for method in (public.get, public.head, public.options, public.post):
            assert method(address)["Access-Control-Allow-Origin"] == "*"
    for address in ("/", "/reviews/", f"/reviews/{review.slug}/", "/feed.atom", "/reviews.csv", "/nothing/"):
        assert "Access-Control-Allow-Origin" not in public.get(address)


@pytest.mark.parametrize("address", PAGES)
def test_the_interface_is_for_reading_only(public: Client, address: str) -> None:
    options = public.options(address)
    assert (options.status_code, options.content, options["Allow"]) == (204, b"", "GET, HEAD, OPTIONS")
    assert options["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    head = public.head(address)
    assert (head.status_code, head.content) == (200, b"")
    assert head["Content-Length"] == public.get(address)["Content-Length"]
    for method in (public.post, public.put, public.patch, public.delete):
        refused = method(address)
        assert (refused.status_code, refused["Allow"]) == (405, "GET, HEAD, OPTIONS")
        assert json.loads(refused.content)["status"] == 405


@pytest.mark.parametrize("address", PAGES)
def test_every_answer_may_be_kept_for_five_minutes_and_sets_no_cookie(public: Client, address: str) -> None:
    entry(1)
    response = public.get(address)
    assert response["Cache-Control"] == "public, max-age=300"
    assert not response.cookies


def test_the_description_is_of_this_interface_and_names_every_address(public: Client) -> None:
    described = read(public, "/api/openapi.json")
    assert described["openapi"].startswith("3.1")
    assert described["info"]["license"]["identifier"] == "OGL-UK-3.0"
    review = entry(1)
    for path in described["paths"]:
        assert public.get(path.replace("{slug}", review.slug)).status_code == 200
