"""What each database role may do, read from the database's own catalogue and tried by connecting as that role."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from psycopg2 import extensions
from psycopg2.errors import InsufficientPrivilege

from cspr import grants
from tests import database

VARIABLES = {
    "app": "DATABASE_URL",
    "public_web": "PUBLIC_DATABASE_URL",
    "migrator": "MIGRATOR_DATABASE_URL",
    "superuser": "SUPERUSER_DATABASE_URL",
}
PRIVILEGES = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")
OURS = "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public'"


@contextmanager
def connected(role: str, name: str) -> Iterator[extensions.connection]:
    made = database.connect(database.url_for(VARIABLES[role], name))
    try:
        yield made
    finally:
        made.close()


def rows(name: str, sql: str, *values: object, role: str = "superuser") -> list[tuple[Any, ...]]:
    with connected(role, name) as db, db.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def privileges(name: str, role: str) -> dict[str, set[str]]:
    """What the role may do with each table or view of ours, whole or by a single column; those with nothing are left out."""
    found: dict[str, set[str]] = {}
    for privilege in PRIVILEGES:
        by_column = privilege in ("SELECT", "INSERT", "UPDATE", "REFERENCES")
        ask = "has_any_column_privilege" if by_column else "has_table_privilege"
        sql = f"SELECT c.relname {OURS} AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND {ask}(%s, c.oid, %s)"
        for (table,) in rows(name, sql, role, privilege):
            found.setdefault(table, set()).add(privilege)
    return found


def sequences(name: str, role: str, privilege: str) -> set[str]:
    """The sequences of ours on which the role holds the privilege."""
    sql = (
        "SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' "
        "AND has_sequence_privilege(%s, format('%%I.%%I', schemaname, sequencename), %s)"
    )
    return {sequence for (sequence,) in rows(name, sql, role, privilege)}


@pytest.fixture
def name(django_db_setup: None, database_name: str) -> str:
    return database_name


def test_the_public_site_may_read_the_published_tables_and_nothing_else(name: str) -> None:
    assert privileges(name, "public_web") == {table: {"SELECT"} for table in grants.published_tables()}
    assert grants.published_tables() != []


def test_the_application_may_do_what_each_model_declares_and_nothing_else(name: str) -> None:
    expected: dict[str, set[str]] = {"django_migrations": {"SELECT"}}
    for table, access in grants.table_access().items():
        full = {"SELECT", "INSERT", "UPDATE", "DELETE"}
        taken_away = {"edited": {"DELETE"}, "append_only": {"UPDATE", "DELETE"}, "removable": set(), "published": set()}
        expected[table] = {"SELECT"} if table in grants.READ_ONLY else full - taken_away[access]
    assert privileges(name, "app") == expected


def test_every_table_of_the_database_is_declared(name: str) -> None:
    tables = {table for (table,) in rows(name, f"SELECT c.relname {OURS} AND c.relkind IN ('r', 'p')")}
    assert tables == set(grants.table_access()) | {"django_migrations"}


def test_the_public_site_may_use_no_sequence_and_call_no_function_of_ours(name: str) -> None:
    for privilege in ("USAGE", "SELECT", "UPDATE"):
        assert sequences(name, "public_web", privilege) == set()
    functions = (
        "SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'public' "
        "AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e') "
        "AND has_function_privilege(%s, p.oid, 'EXECUTE')"
    )
    assert rows(name, functions, "public_web") == []
    assert rows(name, functions, "app") == []


def test_the_application_takes_numbers_and_may_not_set_them(name: str) -> None:
    assert "cspr_case_number" in sequences(name, "app", "USAGE")
    assert sequences(name, "app", "UPDATE") == set()


@pytest.mark.parametrize("role", ["app", "public_web"])
def test_neither_role_owns_anything_nor_may_make_anything_nor_is_more_than_it_seems(name: str, role: str) -> None:
    assert rows(name, "SELECT relname FROM pg_class WHERE relowner = %s::regrole", role) == []
    assert rows(name, "SELECT nspname FROM pg_namespace WHERE has_schema_privilege(%s, oid, 'CREATE')", role) == []
    powers = "SELECT rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls FROM pg_roles WHERE rolname = %s"
    assert rows(name, powers, role) == [(False, False, False, False, False)]
    assert rows(name, "SELECT roleid::regrole FROM pg_auth_members WHERE member = %s::regrole", role) == []


def test_connected_as_the_public_site_every_confidential_table_is_shut(name: str) -> None:
    shut = [*sorted(set(grants.table_access()) - set(grants.published_tables())), "django_migrations"]
    with connected("public_web", name) as db, db.cursor() as cursor:
        for table in shut:
            with pytest.raises(InsufficientPrivilege):
                cursor.execute(f'SELECT count(*) FROM "{table}"')
        for table in grants.published_tables():
            cursor.execute(f'SELECT * FROM "{table}" LIMIT 1')
            for attempt in (f'DELETE FROM "{table}"', f'TRUNCATE "{table}"', f'INSERT INTO "{table}" DEFAULT VALUES'):
                with pytest.raises(InsufficientPrivilege):
                    cursor.execute(attempt)


def test_connected_as_the_application_what_is_written_once_stays(name: str) -> None:
    once = [table for table, access in grants.table_access().items() if access == "append_only"]
    assert {"cspr_timelineentry", "cspr_accessrecord", "cspr_historicalcase", "practice_reviews_progressnote"} <= set(once)
    with connected("app", name) as db, db.cursor() as cursor:
        for table in once:
            cursor.execute("SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0", [f'"{table}"'])
            column = cursor.fetchall()[0][0]
            for attempt in (
                f'UPDATE "{table}" SET "{column}" = "{column}"',
                f'DELETE FROM "{table}"',
                f'TRUNCATE "{table}"',
                f'DROP TABLE "{table}"',
                f'ALTER TABLE "{table}" DISABLE TRIGGER ALL',
            ):
                with pytest.raises(InsufficientPrivilege):
                    cursor.execute(attempt)


def test_connected_as_the_application_no_case_and_no_record_of_a_stage_is_deleted(name: str) -> None:
    kept = [table for table, access in grants.table_access().items() if access == "edited"]
    assert {"cspr_case", "cspr_deadline", "cspr_user", "notifications_notification", "rapid_reviews_rapidreview"} <= set(kept)
    with connected("app", name) as db, db.cursor() as cursor:
        for table in kept:
            for attempt in (f'DELETE FROM "{table}"', f'TRUNCATE "{table}"'):
                with pytest.raises(InsufficientPrivilege):
                    cursor.execute(attempt)


def test_the_application_cannot_take_another_role_or_switch_the_guards_off(name: str) -> None:
    with connected("app", name) as db, db.cursor() as cursor:
        for attempt in ("SET ROLE migrator", "SET session_replication_role = replica", "CREATE TABLE public.x (y int)"):
            with pytest.raises(InsufficientPrivilege):
                cursor.execute(attempt)


def test_migrate_takes_back_what_somebody_granted_by_hand(committed_db: str) -> None:
    before = {role: privileges(committed_db, role) for role in ("app", "public_web")}
    with connected("migrator", committed_db) as db, db.cursor() as cursor:
        cursor.execute("GRANT SELECT ON cspr_child TO public_web")
        cursor.execute("GRANT SELECT (name) ON cspr_person TO public_web")
        cursor.execute("GRANT ALL ON cspr_timelineentry TO app")
        cursor.execute("REVOKE SELECT ON cspr_case FROM app")
        cursor.execute("GRANT USAGE ON SEQUENCE cspr_case_number TO public_web")
    assert privileges(committed_db, "public_web") != before["public_web"]
    database._migrate(committed_db)
    assert {role: privileges(committed_db, role) for role in ("app", "public_web")} == before
    ask = "SELECT has_sequence_privilege('public_web', 'cspr_case_number', 'USAGE')"
    assert rows(committed_db, ask) == [(False,)]


def test_the_tests_themselves_run_as_the_application(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, session_user")
        assert cursor.fetchone() == ("app", "app")
