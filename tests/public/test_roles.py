"""The two sides as PostgreSQL keeps them apart, and the public process itself, connected as `public_web`."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.urls import URLPattern
from psycopg2.errors import InsufficientPrivilege
from psycopg2.extensions import connection

from config import urls_public
from cspr.models import User
from publications import views
from publications.models import Publication
from tests import database
from tests.cast import person
from tests.publications import drafts

PUBLISHED_TABLES = [
    "demo_demomarker",
    "publications_librarystate",
    "publications_libraryword",
    "publications_publisheddocument",
    "publications_publishedreview",
    "publications_publishedtheme",
    "publications_withdrawnreview",
]
CANARY = "zanzibarcanary"


@pytest.fixture
def public_web(django_db_setup: None, database_name: str) -> Iterator[connection]:
    """A connection as the role of the public site."""
    made = database.connect(database.url_for("PUBLIC_DATABASE_URL", database_name))
    yield made
    made.close()


def test_the_public_role_may_read_the_published_tables_and_do_nothing_else(public_web: connection) -> None:
    with public_web.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, p.privilege FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace, "
            "unnest(ARRAY['SELECT','INSERT','UPDATE','DELETE','TRUNCATE','REFERENCES','TRIGGER']) AS p(privilege) "
            "WHERE n.nspname = 'public' AND c.relkind IN ('r', 'v', 'm', 'p') AND has_table_privilege(c.oid, p.privilege)"
        )
        assert sorted(cursor.fetchall()) == [(table, "SELECT") for table in PUBLISHED_TABLES]
        cursor.execute(
            "SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE nspname = 'public' AND CASE WHEN relkind = 'S' "
            "THEN has_sequence_privilege(c.oid, 'USAGE, SELECT, UPDATE') END"
        )
        assert cursor.fetchall() == []


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM publications_publication",
        "SELECT * FROM publications_historicalpublication",
        "SELECT * FROM cspr_case",
        "INSERT INTO publications_withdrawnreview (slug_digest, withdrawn_on) VALUES ('x', now())",
        "DELETE FROM publications_publishedreview",
        "UPDATE publications_librarystate SET version = 0",
        "CREATE TABLE here (x int)",
    ],
)
def test_the_database_itself_refuses_the_public_role(public_web: connection, statement: str) -> None:
    with public_web.cursor() as cursor, pytest.raises(InsufficientPrivilege):
        cursor.execute(statement)


def test_no_published_table_points_at_a_confidential_one(public_web: connection) -> None:
    with public_web.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint WHERE contype = 'f' "
            "AND (conrelid::regclass::text = ANY(%s) OR confrelid::regclass::text = ANY(%s))",
            [PUBLISHED_TABLES, PUBLISHED_TABLES],
        )
        assert cursor.fetchall() == [("publications_publisheddocument", "publications_publishedreview")]


@pytest.mark.django_db
def test_the_application_may_not_remove_a_working_record(manager: User) -> None:
    publication = drafts.draft(manager)
    publication.themes.set([])
    with pytest.raises(Exception, match="permission denied"):
        Publication.objects.filter(pk=publication.pk).delete()


def guesses(publication: Publication) -> list[str]:
    """Addresses at which somebody might look for a draft: every pattern of the URL map, filled in a fixed number of ways."""
    fillings = [
        *(CANARY, f"{CANARY}-2021", f"{CANARY}-2", "child-r-2021", "preview", "draft", "admin", "1"),
        *(str(publication.pk), publication.case.reference, publication.case.reference.lower(), publication.approved_digest),
    ]
    found: list[str] = []
    for pattern in urls_public.urlpatterns:
        assert isinstance(pattern, URLPattern)
        route = str(pattern.pattern)
        found += [re.sub("<[^>]+>", filling, route) for filling in fillings] if "<" in route else [route]
    addresses = [f"/{route}" for route in found]
    queries = [f"/reviews/?q={CANARY}", f"/reviews/?theme={CANARY}", "/reviews/?q=&year=2021&page=1", f"/?preview={CANARY}"]
    formats = [f"/reviews/{slug}{end}" for slug in fillings for end in (".json", ".pdf", "/preview/", "/edit/", "/report.pdf/")]
    media = [f"/media/{name}" for name in ("", "public/", f"{CANARY}.pdf")] + ["/sitemap.xml", "/feed.xml", "/api/", "/static/"]
    return [*addresses, *queries, *formats, *media]


@pytest.mark.django_db
def test_no_address_of_the_public_site_shows_a_draft(site: Callable[[str], Client], manager: User) -> None:
    words = {"title": f"Child {CANARY}", "subject": CANARY, "summary": CANARY, "body": f"## {CANARY}\n\n{CANARY}"}
    approved = drafts.approved(manager, **words)
    drafts.waiting(manager, **words)
    drafts.draft(manager, **words)
    public = site("public")
    tried = guesses(approved)
    assert len(tried) > 90
    for address in tried:
        for method in ("get", "head", "options", "post"):
            response = getattr(public, method)(address, HTTP_RANGE="bytes=0-10")
            told = f"{response.headers} {response.content.decode()}".lower()
            told = told.replace(f'value="{CANARY}"', "").replace(f"<title>published reviews: {CANARY}", "")
            assert CANARY not in told, address
            assert response.status_code < 500
            assert not response.cookies


def test_every_page_of_the_public_site_declares_itself_public_or_asks_no_database() -> None:
    declared = {str(p.pattern) for p in urls_public.urlpatterns if getattr(p.callback, "audited", "") == "public"}
    assert {str(p.pattern) for p in urls_public.urlpatterns} - declared == {"healthz/live"}
    assert views.FRESH_FOR == 300


@pytest.mark.usefixtures("committed_db")
def test_the_public_process_serves_what_was_published_and_knows_no_other_database(
    database_name: str, public_disk: Path, tmp_path: Path
) -> None:
    _, review = drafts.published(person("business_manager"))
    url = database.url_for("PUBLIC_DATABASE_URL", database_name)
    hidden = {"DATABASE_URL", "MIGRATOR_DATABASE_URL", "SUPERUSER_DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE"}
    env = {name: value for name, value in os.environ.items() if name not in hidden}
    env |= {"SITE": "public", "PUBLIC_DATABASE_URL": url, "MEDIA_DIR": str(public_disk.parent), "ALLOWED_HOSTS": "testserver"}
    env |= {"DJANGO_SETTINGS_MODULE": "config.settings", "DEBUG": "1", "STATIC_ROOT": str(tmp_path)}
    program = (
        "import django; django.setup()\n"
        "from django.db import connection\n"
        "from django.test import Client\n"
        "client = Client()\n"
        f"page = '/reviews/{review.slug}/'\n"
        "for address in ('/reviews/?q=fathers', page, f'{page}full-report.pdf', '/reviews/x/'):\n"
        "    answer = client.get(address)\n"
        "    print(answer.status_code, b'Child R' in answer.getvalue(), dict(answer.cookies))\n"
        "cursor = connection.cursor(); cursor.execute('SELECT current_user'); print(*cursor.fetchone())\n"
    )
    done = subprocess.run([sys.executable, "-c", program], env=env, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines() == ["200 True {}", "200 True {}", "200 False {}", "404 False {}", "public_web"], done.stderr
