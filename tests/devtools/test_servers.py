"""The local servers come back after a sudden end, and are never started twice."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from devtools import run
from devtools.children import Child, Program
from devtools.lock import HeldByAnotherError, Lock
from devtools.postgres import Postgres


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Postgres]:
    # As durable as the one of ./run: recovery is what is tested.
    made = Postgres(tmp_path / "pg", tmp_path / "log" / "postgresql.log")
    made.start()
    yield made
    made.stop()
    made.remove()


def test_a_killed_postgresql_comes_back_with_what_was_committed(server: Postgres) -> None:
    server.sql("cspr", "CREATE TABLE kept (note text); INSERT INTO kept VALUES ('still here')")
    assert server.child is not None
    os.kill(server.child.pid, signal.SIGKILL)
    server.child.wait(5)
    server.start()
    assert server.sql("cspr", "SELECT note FROM kept").strip() == "still here"


def test_the_roles_may_do_what_they_need_and_no_more(server: Postgres) -> None:
    asked = """SELECT rolname, rolsuper, rolcreatedb, rolcreaterole, rolbypassrls, rolcanlogin FROM pg_roles
               WHERE rolname IN ('migrator', 'app', 'public_web') ORDER BY 1"""
    assert server.sql("cspr", asked).split() == [
        "app|f|f|f|f|t",
        "migrator|f|t|f|f|t",
        "public_web|f|f|f|f|t",
    ]
    may_create = "SELECT r, has_schema_privilege(r, 'public', 'CREATE') FROM unnest(ARRAY['app','public_web','migrator']) r"
    assert server.sql("cspr", may_create).split() == ["app|f", "public_web|f", "migrator|t"]


def test_a_slow_query_is_cut_off_for_the_sites_but_not_for_a_migration(server: Postgres) -> None:
    asked = "SELECT rolname, rolconfig FROM pg_roles WHERE rolname IN ('migrator', 'app', 'public_web') ORDER BY 1"
    limits = "{statement_timeout=5s,lock_timeout=2s,idle_in_transaction_session_timeout=30s}"
    assert server.sql("cspr", asked).split() == [f"app|{limits}", "migrator|", f"public_web|{limits}"]


def test_a_refused_row_leaves_no_value_in_the_server_s_log(server: Postgres, tmp_path: Path) -> None:
    server.sql("cspr", "CREATE TABLE once (name text UNIQUE); INSERT INTO once VALUES ('a child''s name')")
    with pytest.raises(RuntimeError, match="duplicate key"):
        server.sql("cspr", "INSERT INTO once VALUES ('a child''s name')")
    log = (tmp_path / "log" / "postgresql.log").read_text()
    assert "duplicate key" in log
    assert "child" not in log


def test_a_second_start_says_that_it_is_already_running(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "RUN_LOCK", tmp_path / "run.lock")
    first = Lock(tmp_path / "run.lock").take(what="./run", url="http://localhost:8000")
    assert run.main([]) == 1
    assert capsys.readouterr().err == f"already running: pid {os.getpid()} http://localhost:8000\n"
    first.release()


def test_a_start_beside_a_management_command_says_what_to_wait_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "RUN_LOCK", tmp_path / "run.lock")
    first = Lock(tmp_path / "run.lock").take(what="./manage")
    assert run.main([]) == 1
    assert "a ./manage command" in capsys.readouterr().err
    first.release()


def test_a_lock_goes_with_its_process(tmp_path: Path) -> None:
    script = f"""
import time
from pathlib import Path
from devtools.lock import Lock
held = Lock(Path({str(tmp_path)!r}) / "lock").take(what="a test")
print("held", flush=True)
time.sleep(60)
"""
    with subprocess.Popen((sys.executable, "-c", script), stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(HeldByAnotherError) as refusal:
            Lock(tmp_path / "lock").take()
        holder.kill()
    assert refusal.value.holder == {"pid": str(holder.pid), "what": "a test"}
    Lock(tmp_path / "lock").take().release()


def test_a_child_does_not_outlive_a_killed_supervisor(tmp_path: Path) -> None:
    script = f"""
import os, sys, time
from pathlib import Path
from devtools.children import Child, Program
child = Child(Program("sleeper", ("sleep", "60"), os.environ, Path({str(tmp_path)!r}), Path({str(tmp_path)!r}) / "log"))
print(child.pid, flush=True)
time.sleep(60)
"""
    with subprocess.Popen((sys.executable, "-c", script), stdout=subprocess.PIPE, text=True) as supervisor:
        assert supervisor.stdout is not None
        pid = int(supervisor.stdout.readline())
        supervisor.kill()
    assert ends_soon(pid)


def ends_soon(pid: int) -> bool:
    deadline = time.monotonic() + 10
    while is_running(pid) and time.monotonic() < deadline:
        continue
    return not is_running(pid)


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    # Where nobody collects the dead, one stays on the list as a zombie.
    return not (state.exists() and state.read_text().rsplit(")", 1)[1].split()[0] == "Z")


def test_a_child_that_ignores_the_polite_signal_is_killed_with_its_own_children(tmp_path: Path) -> None:
    program = Program(
        "stubborn",
        ("sh", "-c", "trap '' TERM; sleep 60 & echo $!; wait; wait"),
        os.environ,
        tmp_path,
        tmp_path / "log",
        stops=((signal.SIGTERM, 0.1),),
    )
    child = Child(program)
    while not (tmp_path / "log").read_text():
        assert child.alive
    child.stop()
    assert child.how_it_ended() == "was ended by signal 9"
    assert ends_soon(int((tmp_path / "log").read_text()))
