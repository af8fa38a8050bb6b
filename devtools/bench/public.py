"""The public list and a review page beside a bare Django view, and beside nginx serving the same bytes if it is installed."""

import contextlib
import http.client
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from devtools import environment, paths
from devtools.bench._load import Candidate, compare, rate, table
from devtools.children import Child, Program
from devtools.console import say
from devtools.ports import HOST, Ports


def main(env: Mapping[str, str], home: Path) -> str:
    """Load the catalogue, measure, and return the figure."""
    for command in ("migrate", "mark_demo", "load_demo"):
        subprocess.run(
            (sys.executable, "manage.py", command), cwd=paths.ROOT, env=dict(env), check=True, stdout=subprocess.DEVNULL
        )
    public = environment.of_site(env, "public")
    with granian("site", public, home) as site:
        page = fetch(site[0], "/reviews/")
        slug = re.search(rb'href="/reviews/([^/"?#]+)/"', page)
        if slug is None:
            raise SystemExit("The list shows no review to open.")
        review = f"/reviews/{slug[1].decode()}/"
        bare_env = {**public, "DJANGO_SETTINGS_MODULE": "devtools.bench._bare_settings", "BENCH_BYTES": str(len(page))}
        with granian("bare", bare_env, home) as bare, nginx(home, page) as files:
            unit = Candidate("bare Django view, same bytes", bare[0], "/bare", bare[1])
            listed = Candidate("list of reviews", site[0], "/reviews/", site[1])
            opened = Candidate("one review", site[0], review, site[1])
            static = [Candidate("nginx, same bytes", files[0], "/page", files[1])] if files else []
            compare([unit, listed, opened, *static])
    say(table([unit, listed, opened, *static], unit))
    if not static:
        say("nginx is not installed here; that comparison was left out.")
    return f"list {rate(listed, unit):.3f} x and review page {rate(opened, unit):.3f} x the rate of a bare Django view"


@contextlib.contextmanager
def granian(name: str, env: Mapping[str, str], home: Path) -> Iterator[tuple[int, int]]:
    """A web server as production runs it, one worker; gives its port and process id."""
    ports = Ports()
    port = ports.reserve(8300)
    server = Path(sys.executable).parent / "granian"
    argv = (
        str(server),
        "--interface",
        "wsgi",
        "--host",
        HOST,
        "--port",
        str(port),
        "--workers",
        "1",
        "--blocking-threads",
        "1",
    )
    child = Child(Program(name, (*argv, "--no-ws", "config.wsgi:application"), env, paths.ROOT, home / "log" / f"{name}.log"))
    try:
        wait_for(port, "/healthz/live")
        yield port, child.pid
    finally:
        child.stop()
        ports.release()


@contextlib.contextmanager
def nginx(home: Path, page: bytes) -> Iterator[tuple[int, int] | None]:
    """nginx with the same bytes in a file, where it is installed."""
    binary = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
    if binary is None:
        yield None
        return
    ports = Ports()
    port = ports.reserve(8400)
    root = home / "nginx"
    (root / "files").mkdir(parents=True, exist_ok=True)
    (root / "files" / "page").write_bytes(page)
    (root / "nginx.conf").write_text(
        f"daemon off; worker_processes 1; pid {root}/pid; error_log {root}/error.log;\n"
        "events {}\n"
        f"http {{ access_log off; client_body_temp_path {root}; keepalive_requests 100000;\n"
        f" server {{ listen {HOST}:{port}; root {root}/files; }} }}\n"
    )
    child = Child(Program("nginx", (binary, "-c", f"{root}/nginx.conf", "-p", str(root)), {}, root, home / "log" / "nginx.log"))
    try:
        wait_for(port, "/page")
        yield port, child.pid
    finally:
        child.stop()
        ports.release()


def fetch(port: int, path: str, headers: Mapping[str, str] = MappingProxyType({})) -> bytes:
    """One page."""
    connection = http.client.HTTPConnection(HOST, port, timeout=10)
    connection.request("GET", path, headers=dict(headers))
    return connection.getresponse().read()


def etag_of(port: int, path: str) -> str:
    """The validator of a page."""
    connection = http.client.HTTPConnection(HOST, port, timeout=10)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    return answer.headers["ETag"] or ""


def wait_for(port: int, path: str, seconds: float = 30) -> None:
    """Return when the server answers; raise TimeoutError when it does not."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            fetch(port, path)
            return
        except OSError:
            time.sleep(0.05)
    raise TimeoutError(f"Nothing answers on port {port}.")
