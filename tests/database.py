"""The databases of the tests: one template, migrated as the owner, copied for each worker; the tests connect as `app`."""

import contextlib
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import psycopg2
from psycopg2 import extensions

ROOT = Path(__file__).resolve().parent.parent
# Rows that `migrate` writes; they stay when a test has cleared the tables.
SEEDED = (
    "cspr_bankholiday",
    "cspr_historicalbankholiday",
    "cspr_clockrule",
    "cspr_historicalclockrule",
    "publications_theme",
    "publications_historicaltheme",
    "rapid_reviews_plantemplatestep",
    "rapid_reviews_historicalplantemplatestep",
)


def url_for(variable: str, name: str) -> str:
    """The URL that the environment gives, with another database name."""
    return os.environ[variable].rpartition("/")[0] + f"/{name}"


def connect(url: str) -> extensions.connection:
    """A connection of its own, outside Django, that commits each statement."""
    parts = urlsplit(url)
    made = psycopg2.connect(
        host=unquote(parts.netloc.rpartition("@")[2].partition(":")[0]) or None,
        port=parts.port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or "") or None,
        dbname=parts.path.removeprefix("/"),
    )
    made.autocommit = True
    return made


@contextlib.contextmanager
def superuser(name: str = "postgres") -> Iterator[extensions.connection]:
    """The throwaway cluster's superuser, in the named database."""
    made = connect(url_for("SUPERUSER_DATABASE_URL", name))
    try:
        yield made
    finally:
        made.close()


def _fingerprint() -> str:
    """Changes with everything that `migrate` reads."""
    digest = hashlib.sha256()
    for pattern in ("*/migrations/*.py", "*/clocks.py", "*/seeds.py", "cspr/grants.py", "*/models.py", "cspr/models/*.py"):
        for path in sorted(ROOT.glob(pattern)):
            if ".venv" not in path.parts:
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def make_template() -> str:
    """Make the migrated template once, whoever comes first, and return its name."""
    name = f"template_{_fingerprint()}"
    with superuser() as db, db.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(42)")
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [f"{name}_done"])
        if cursor.fetchone() is None:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
            cursor.execute(f'CREATE DATABASE "{name}" OWNER migrator')
            _migrate(name)
            cursor.execute(f'ALTER DATABASE "{name}" RENAME TO "{name}_done"')
        cursor.execute("SELECT pg_advisory_unlock(42)")
    return f"{name}_done"


def urls_for(name: str) -> dict[str, str]:
    """The variables that lead to that database, for a process of its own: one for each role."""
    return {v: url_for(v, quote(name)) for v in ("DATABASE_URL", "PUBLIC_DATABASE_URL", "MIGRATOR_DATABASE_URL")}


def _migrate(name: str) -> None:
    with superuser(name) as db, db.cursor() as cursor:
        cursor.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
        cursor.execute("GRANT USAGE ON SCHEMA public TO app, public_web")
        cursor.execute("GRANT ALL ON SCHEMA public TO migrator")
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        cursor.execute("CREATE EXTENSION IF NOT EXISTS unaccent")
    env = {**os.environ, **urls_for(name), "DJANGO_SETTINGS_MODULE": "config.settings", "SITE": "staff"}
    for variable in ("SECRET_KEY", "ALLOWED_HOSTS", "INSECURE_LOCAL_HTTP", "EMAIL_URL", "DEFAULT_FROM_EMAIL", "STAFF_URL"):
        env.setdefault(variable, os.environ.get(variable, ""))
    done = subprocess.run(
        [sys.executable, "manage.py", "migrate", "-v", "0"], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"The migrations failed:\n{done.stdout}\n{done.stderr}")


def copy(template: str, name: str) -> None:
    """A fresh database from the template."""
    with superuser() as db, db.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(42)")
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" OWNER migrator')
        cursor.execute("SELECT pg_advisory_unlock(42)")


def drop(name: str) -> None:
    """Away with a database of a test."""
    with superuser() as db, db.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def clear(name: str) -> None:
    """Empty every table but the seeded ones. Only the cluster's superuser can: the guards stop everybody else."""
    with superuser(name) as db, db.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        keep = {"django_migrations", "django_content_type", "auth_permission", *SEEDED}
        tables = [f'"{row[0]}"' for row in cursor.fetchall() if row[0] not in keep]
        cursor.execute(f"TRUNCATE {', '.join(tables)} RESTART IDENTITY CASCADE")
