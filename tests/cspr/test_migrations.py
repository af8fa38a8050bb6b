"""Every named migration runs backwards to the first one of its app, and forwards again to the same database."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from psycopg2.extensions import connection

from tests import database

# The last stage first: what it builds upon goes after it.
APPS = ("demo", "publications", "practice_reviews", "rapid_reviews", "notifications", "referrals", "cspr")
SCHEMA = {
    "columns": """
        SELECT table_name, column_name, data_type, is_nullable, column_default, character_maximum_length
        FROM information_schema.columns WHERE table_schema = 'public'""",
    "constraints": """
        SELECT conrelid::regclass::text, contype, pg_get_constraintdef(oid)
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace""",
    "indexes": "SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "triggers": "SELECT tgrelid::regclass::text, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "functions": """
        SELECT proname, prosrc, proacl::text FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace AND proowner = 'migrator'::regrole""",
    "grants": """
        SELECT grantee, table_name, privilege_type FROM information_schema.role_table_grants
        WHERE table_schema = 'public' AND grantee <> 'migrator'""",
    "migrations": "SELECT app, name FROM django_migrations",
    "rules": "SELECT clock, bound, length, unit FROM cspr_clockrule",
    "holidays": "SELECT date, name FROM cspr_bankholiday",
}


@pytest.fixture
def fresh_db() -> Iterator[str]:
    """A migrated database of its own, for one test."""
    name = f"test_migrations_{os.getpid()}"
    database.copy(database.make_template(), name)
    yield name
    database.drop(name)


BACKWARDS = """
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
MigrationExecutor(connections["migrator"]).migrate({targets})
"""
FORWARDS = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
"""


def run(name: str, script: str) -> None:
    """As the owner of the tables, in a process of its own, as it is done for real."""
    env = {**os.environ, **database.urls_for(name), "DJANGO_SETTINGS_MODULE": "config.settings", "SITE": "staff"}
    command = [sys.executable, "-c", f"import django\ndjango.setup()\n{script}"]
    done = subprocess.run(command, cwd=database.ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]


def schema(db: connection) -> dict[str, list[tuple[object, ...]]]:
    """What the database is made of, in an order of its own."""
    found = {}
    with db.cursor() as cursor:
        for what, query in SCHEMA.items():
            cursor.execute(query)
            found[what] = sorted(cursor.fetchall(), key=repr)
    return found


def first_of(app: str) -> str:
    """The name of the app's first migration."""
    return min(path.stem for path in (database.ROOT / app / "migrations").glob("0*.py"))


def test_every_migration_runs_backwards_to_the_first_and_forwards_to_the_same_database(fresh_db: str) -> None:
    with database.superuser(fresh_db) as db:
        before = schema(db)
        run(fresh_db, BACKWARDS.format(targets=[(app, first_of(app)) for app in APPS]))
        back = schema(db)
        # What builds upon the kernel's later migrations is gone altogether; nothing is left but first ones.
        left = {(app, name) for app, name in back["migrations"] if app in APPS}
        assert ("cspr", "0001_initial") in left
        assert left <= {(app, first_of(app)) for app in APPS}
        assert back["triggers"] == []
        run(fresh_db, FORWARDS)
        after = schema(db)
    for what, rows in before.items():
        assert after[what] == rows, what
