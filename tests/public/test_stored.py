"""Kept answers: the same to the last header as rendered ones, and gone the moment the library changes."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.http.response import ResponseHeaders
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from publications import library, stored
from tests import database
from tests.public.world import entry

ANSWER = stored.Answer(200, ResponseHeaders({"ETag": '"a"'}), b"body")


@pytest.fixture
def public(site: Callable[[str], Client], db: None) -> Client:
    """A visitor of the public site."""
    return site("public")


def told(response: Any) -> tuple[int, dict[str, str], bytes]:
    """All that a browser gets."""
    return response.status_code, dict(response.items()), response.content


SNAPSHOT = {
    "Cache-Control": "public, max-age=300",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), "
    "microphone=(), midi=(), payment=(), usb=()",
}
# The order in which a process names them is its own.
POLICY = {
    *("default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'"),
    *("connect-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'", "object-src 'none'"),
}


def test_kept_answers_heads_304s_and_tombstones_carry_the_headers_of_rendered_ones(
    public: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    review, gone = entry(1), entry(2)
    library.remove(gone.slug, on=date(2026, 5, 1))
    for address, status in (
        ("/", 200),
        ("/reviews/?q=child&theme=neglect", 200),
        (f"/reviews/{review.slug}/", 200),
        ("/feed.atom", 200),
        ("/reviews.csv", 200),
        ("/api/reviews", 200),
        (f"/reviews/{gone.slug}/", 410),
        (f"/api/reviews/{gone.slug}", 410),
    ):
        rendered = told(public.get(address))
        with django_assert_num_queries(0):
            kept, head = told(public.get(address)), told(public.head(address))
            known = told(public.get(address, HTTP_IF_NONE_MATCH=rendered[1]["ETag"]))
        code, headers, body = rendered
        assert (code, len(body)) == (status, int(headers["Content-Length"]))
        assert kept == rendered
        assert head == (status, headers, b"")
        if status == 200:
            assert known == (304, {k: v for k, v in headers.items() if k not in ("Content-Length", "Content-Type")}, b"")
        else:
            assert known == rendered
        assert set(headers.pop("Content-Security-Policy").split("; ")) == POLICY
        own = {"Content-Length", "Content-Type", "ETag", "Content-Disposition", "Access-Control-Allow-Origin"}
        assert {name: value for name, value in headers.items() if name not in own} == SNAPSHOT


def test_an_answer_that_was_just_made_is_conditional_too(public: Client) -> None:
    for address in ("/about/", "/reviews/?unknown=1"):
        etag = public.get(address)["ETag"]
        assert etag.startswith('"')
        assert len(etag) == 66
        library.version_path().unlink(missing_ok=True)
        assert public.get(address, HTTP_IF_NONE_MATCH=f'"other", W/{etag}').status_code == 304
        assert public.get(address, HTTP_IF_NONE_MATCH="*").status_code == 304
        assert public.get(address, HTTP_IF_NONE_MATCH=etag.strip('"')).status_code == 200
        assert public.get(address, HTTP_IF_NONE_MATCH='"other"').status_code == 200


def test_a_file_is_conditional_by_its_digest(public: Client) -> None:
    review = entry(1)
    address = f"/reviews/{review.slug}/full-report.pdf"
    first = public.get(address)
    assert first["ETag"] == f'"{review.documents.get().file_digest}"'
    assert b"".join(first.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
    again = public.get(address, HTTP_IF_NONE_MATCH=first["ETag"])
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert again["Cache-Control"] == "public, max-age=300"


def test_a_host_that_is_not_ours_is_refused_though_the_answer_is_kept(public: Client) -> None:
    entry(1)
    cold = told(public.get("/reviews/?page=1", HTTP_HOST="evil.example"))
    public.get("/reviews/")
    public.get("/reviews/")
    assert told(public.get("/reviews/", HTTP_HOST="evil.example")) == cold
    assert cold[0] == 400
    assert told(public.get("/reviews/", HTTP_HOST="evil.example", HTTP_IF_NONE_MATCH="*")) == cold
    assert public.get("/reviews/", HTTP_HOST="localhost").status_code == 200


def test_plain_http_is_led_to_https_though_the_answer_is_kept(public: Client, settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    entry(1)
    for _ in range(2):
        assert public.get("/reviews/", secure=True).status_code == 200
        assert public.get("/reviews/").status_code == 301


def test_an_answer_is_kept_once_and_asks_the_database_no_more(
    public: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    entry(1)
    first = told(public.get("/reviews/"))
    with django_assert_num_queries(0):
        assert told(public.get("/reviews/")) == first


def test_only_questions_with_our_own_parameters_are_kept(
    public: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    entry(1)
    queries = 2
    for address in ("/reviews/?utm_source=x", "/reviews/?q=child&x=1", "/reviews/?page=0", "/reviews/nothing/"):
        public.get(address)
        with django_assert_num_queries(queries):
            public.get(address)


def test_nothing_is_kept_where_nobody_says_which_version_it_is(
    public: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    entry(1)
    for broken in (lambda: library.version_path().write_bytes(b""), library.version_path().unlink):
        broken()
        public.get("/reviews/")
        with django_assert_num_queries(2):
            public.get("/reviews/")


def test_while_the_library_changes_nothing_is_answered_from_the_shelf_and_afterwards_nothing_of_before(
    public: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    entry(1)
    public.get("/reviews/")
    with library.changing(), django_assert_num_queries(4):
        public.get("/reviews/")
        public.get("/reviews/")
    with django_assert_num_queries(2):
        public.get("/reviews/")
        public.get("/reviews/")


def test_a_change_that_fails_leaves_the_library_answering(public: Client) -> None:
    entry(1)
    with pytest.raises(ZeroDivisionError), library.changing():
        raise ZeroDivisionError
    assert stored.token(str(library.version_path())) is not None


def test_a_withdrawn_review_is_gone_from_every_address_at_once(public: Client) -> None:
    review = entry(1, title="Child Zanzibar")
    page = f"/reviews/{review.slug}/"
    addresses = (
        *("/reviews/", "/reviews/?q=child", page, f"{page}full-report/", f"{page}full-report.pdf", "/feed.atom"),
        *("/sitemap.xml", "/reviews.csv", "/api/reviews", f"/api/reviews/{review.slug}"),
    )
    for _ in range(2):
        assert [address for address in addresses if public.get(address).status_code != 200] == []
    library.remove(review.slug, on=date(2026, 5, 1))
    for address in addresses:
        response = public.get(address)
        assert b"Zanzibar" not in response.getvalue()
        assert review.slug.encode() not in response.getvalue()
    assert public.get(page).status_code == 410


def test_a_shelf_holds_so_many_answers_and_so_many_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    shelf, token = stored.Shelf(), (1, 2, 3)
    monkeypatch.setattr(stored, "MOST", 3)
    for number in range(5):
        shelf.put(("host", "http", "/", str(number)), ANSWER, token)
    assert [key[3] for key in shelf.kept] == ["2", "3", "4"]
    monkeypatch.setattr(stored, "MOST_BYTES", 2 * len(ANSWER.body))
    shelf.put(("host", "http", "/", "4"), ANSWER, token)
    assert [key[3] for key in shelf.kept] == ["3", "4"]
    assert shelf.size == 2 * len(ANSWER.body)
    monkeypatch.setattr(stored, "LARGEST", 1)
    shelf.put(("host", "http", "/", "5"), ANSWER, token)
    assert [key[3] for key in shelf.kept] == ["3", "4"]


def test_an_answer_is_kept_for_a_minute_at_most() -> None:
    now = 0.0
    shelf, key, token = stored.Shelf(lambda: now), ("host", "http", "/", ""), (1, 2, 3)
    shelf.put(key, ANSWER, token)
    now = 59.0
    assert shelf.get(key, token) is ANSWER
    assert shelf.get(key, (1, 2, 4)) is None
    now = 61.0
    assert shelf.get(key, token) is None


@contextmanager
def public_process(database_name: str, disk: Path, static: Path) -> Iterator[Callable[[str], str]]:
    """A public process of its own; ask it for an address and it says the status, and whether it was kept."""
    hidden = {"DATABASE_URL", "MIGRATOR_DATABASE_URL", "SUPERUSER_DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE"}
    env = {name: value for name, value in os.environ.items() if name not in hidden}
    env |= {"SITE": "public", "PUBLIC_DATABASE_URL": database.url_for("PUBLIC_DATABASE_URL", database_name), "DEBUG": "1"}
    env |= {"MEDIA_DIR": str(disk.parent), "ALLOWED_HOSTS": "testserver", "STATIC_ROOT": str(static)}
    program = (
        "import django, sys; django.setup()\n"
        "from django.db import connection\n"
        "from django.test import Client\n"
        "client = Client()\n"
        "for line in sys.stdin:\n"
        "    connection.queries_log.clear()\n"
        "    answer = client.get(line.strip())\n"
        "    print(answer.status_code, 'asked' if connection.queries else 'kept', flush=True)\n"
    )
    env["DJANGO_SETTINGS_MODULE"] = "config.settings"
    argv = [sys.executable, "-c", program]
    with subprocess.Popen(argv, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        wire, answers = process.stdin, process.stdout
        assert wire is not None
        assert answers is not None

        def ask(address: str) -> str:
            wire.write(f"{address}\n")
            wire.flush()
            return answers.readline().strip()

        yield ask
        wire.close()


@pytest.mark.usefixtures("committed_db")
def test_what_is_withdrawn_is_gone_at_once_in_every_process(database_name: str, public_disk: Path, tmp_path: Path) -> None:
    review = entry(1)
    page = f"/reviews/{review.slug}/"
    with (
        public_process(database_name, public_disk, tmp_path) as one,
        public_process(database_name, public_disk, tmp_path) as two,
    ):
        assert [ask(page) for ask in (one, two, one, two)] == ["200 asked", "200 asked", "200 kept", "200 kept"]
        library.remove(review.slug, on=date(2026, 5, 1))
        assert [ask(page) for ask in (one, two, one, two)] == ["410 asked", "410 asked", "410 kept", "410 kept"]
