"""A hundred thousand reviews: pages beside their SQL and a bare view, beside a tenth as many, kept, and beside nginx."""

import contextlib
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from urllib.parse import unquote, urlsplit

import psycopg2
from psycopg2.extensions import connection

from devtools import environment, figures, paths
from devtools.bench import _library_sql
from devtools.bench._load import Candidate, compare, rate, table
from devtools.bench.public import etag_of, fetch, granian, nginx
from devtools.console import say

REVIEWS, SMALLER = 100_000, 10
ROUNDS, TIMES = 21, 10
MEASURES = (
    "publications/search",
    "publications/stored.py",
    "publications/middleware.py",
    "publications/views",
    "templates/public",
)
COMMAND = "./bench library"
PAGES = {
    "list": "/reviews/",
    # The last one of the smaller library.
    "deep page": "/reviews/?page={deep}",
    "filter": "/reviews/?theme=theme-7",
    "common word": "/reviews/?q=father",
    "rare word": "/reviews/?q=zeppelin",
    "two words": "/reviews/?q=weather+harbour",
}
# What has no statement of its own to stand beside it.
OTHERS = {
    "one review": "/reviews/child-77/",
    "feed": "/feed.atom",
    "list for programs": "/api/reviews",
    "sitemap": "/sitemap.xml",
}


@dataclass
class Statements(Candidate):
    """The SQL that answers one page, written by hand."""

    database: connection | None = None
    statements: tuple[str, ...] = field(default=())

    def fetch(self, times: int) -> None:
        """Ask for what the page shows so many times."""
        assert self.database is not None
        with self.database.cursor() as cursor:
            for _ in range(times):
                for statement in self.statements:
                    cursor.execute(statement)
                    rows = cursor.fetchall()
        if not rows:
            raise SystemExit(f"{self.name} finds nothing.")


def main(env: Mapping[str, str], home: Path, reviews: str = str(REVIEWS)) -> str:
    """Fill two libraries, measure, record the figures of a full run and return them. `reviews`: how many in the larger."""
    large, small = _databases(env, home, int(reviews))
    with contextlib.ExitStack() as stack:
        site = stack.enter_context(granian("large", large, home))
        fewer = stack.enter_context(granian("small", small, home))
        keeping = stack.enter_context(granian("keeping", _keeping(large, home), home))
        page = fetch(site[0], "/reviews/")
        bare_env = {**large, "DJANGO_SETTINGS_MODULE": "devtools.bench._bare_settings", "BENCH_BYTES": str(len(page))}
        bare = stack.enter_context(granian("bare", bare_env, home))
        usual = stack.enter_context(granian("usual", {**bare_env, "BENCH_MIDDLEWARE": "usual"}, home))
        files = stack.enter_context(nginx(home, page))
        database = stack.enter_context(contextlib.closing(_connect(large["PUBLIC_DATABASE_URL"])))
        unit = Candidate("bare Django view, same bytes", bare[0], "/bare", bare[1], times=100)
        new = Candidate("bare view, usual middleware", usual[0], "/bare", usual[1], times=100)
        deep = int(reviews) // SMALLER // 20
        every = {name: path.format(deep=deep) for name, path in (PAGES | OTHERS).items()}
        asked = _library_sql.statements(deep)
        ours = {name: Candidate(name, site[0], path, site[1]) for name, path in every.items()}
        tenth = {name: Candidate(f"{name}, fewer", fewer[0], path, fewer[1]) for name, path in every.items()}
        sql = {name: Statements(name, 0, "", 0, database=database, statements=asked[name]) for name in PAGES}
        kept = list(_kept(keeping, "kept page", "/reviews/"))
        static = list(_kept(files, "nginx, same bytes", "/page")) if files else []
        every_one = [unit, new, *ours.values(), *tenth.values(), *sql.values(), *kept, *static]
        compare(every_one, rounds=ROUNDS, times=TIMES, warm=TIMES)
    say(table([unit, new, *ours.values(), *kept, *static], unit))
    values = {
        "library: pages beside their SQL and a bare view": _beside_sql(unit, ours, sql),
        f"library: pages of {int(reviews):,} reviews beside those of a tenth": _beside_fewer(ours, tenth),
        "library: kept answers beside a bare view": _beside_bare(unit, new, kept, static),
    }
    if int(reviews) == REVIEWS:
        for name, value in values.items():
            figures.record(name, value, measures=MEASURES, command=COMMAND, on=datetime.now(UTC).date())
    return "\n".join(f"{name}: {value}" for name, value in values.items())


def _databases(env: Mapping[str, str], home: Path, reviews: int) -> tuple[dict[str, str], dict[str, str]]:
    """The environments of two public sites, over so many reviews and over a tenth of them. Nothing of either is ever kept."""
    _quietly(("manage.py", "migrate"), env)
    with contextlib.closing(_connect(env["SUPERUSER_DATABASE_URL"], "postgres")) as server, server.cursor() as cursor:
        cursor.execute("CREATE DATABASE fewer TEMPLATE cspr OWNER migrator")
        cursor.execute("GRANT CONNECT ON DATABASE fewer TO app, public_web")
    roles = [name for name in env if name.endswith("DATABASE_URL")]
    fewer = {**env, **{name: env[name].rpartition("/")[0] + "/fewer" for name in roles}}
    made = []
    for name, number, site in (("large", reviews, dict(env)), ("small", reviews // SMALLER, fewer)):
        site["MEDIA_DIR"] = str(home / f"media-{name}")
        start = time.monotonic()
        staff = environment.of_site(site, "staff") | {"MIGRATOR_DATABASE_URL": site["MIGRATOR_DATABASE_URL"]}
        _quietly(("-m", "devtools.bench._library_rows", str(number)), staff)
        say(f"{number:,} reviews written in {time.monotonic() - start:.0f} s")
        (home / f"media-{name}" / "public" / "version").unlink(missing_ok=True)
        made.append(environment.of_site(site, "public"))
    return made[0], made[1]


def _quietly(arguments: tuple[str, ...], env: Mapping[str, str]) -> None:
    subprocess.run((sys.executable, *arguments), cwd=paths.ROOT, env=dict(env), check=True, stdout=subprocess.DEVNULL)


def _keeping(env: Mapping[str, str], home: Path) -> dict[str, str]:
    """The same library, whose version a file tells: what is kept may be answered."""
    root = home / "media-keeping" / "public"
    root.mkdir(parents=True)
    (root / "version").write_text("one")
    return {**env, "MEDIA_DIR": str(root.parent)}


def _kept(site: tuple[int, int], name: str, path: str) -> Iterator[Candidate]:
    """A page, and the same for somebody who has it already."""
    port, pid = site
    yield Candidate(name, port, path, pid, times=100)
    known = {"If-None-Match": etag_of(port, path)}
    yield Candidate(f"{name}, 304", port, path, pid, known, status=304, times=100)


def _connect(url: str, database: str = "") -> connection:
    parts = urlsplit(url)
    host = unquote(parts.netloc.rpartition("@")[2].partition(":")[0])
    name = database or parts.path.lstrip("/")
    made = psycopg2.connect(host=host or None, port=parts.port, user=unquote(parts.username or ""), dbname=name)
    made.autocommit = True
    return made


def _beside_sql(unit: Candidate, ours: dict[str, Candidate], sql: dict[str, Statements]) -> str:
    bare, parts = median(unit.seconds), []
    say(f"\n{'':20}{'page ms':>10}{'SQL ms':>10}{'bare ms':>10}{'x both':>8}")
    for name, one in sql.items():
        took, asked = median(ours[name].seconds), median(one.seconds)
        say(f"{name:20}{took * 1e3:10.2f}{asked * 1e3:10.2f}{bare * 1e3:10.2f}{took / (asked + bare):8.2f}")
        parts.append(f"{name} {took / (asked + bare):.2f} x")
    return ", ".join(parts)


def _beside_fewer(ours: dict[str, Candidate], tenth: dict[str, Candidate]) -> str:
    say(f"\n{'':20}{'page ms':>10}{'fewer ms':>10}{'x':>8}")
    parts = []
    for name, one in ours.items():
        took, less = median(one.seconds), median(tenth[name].seconds)
        say(f"{name:20}{took * 1e3:10.2f}{less * 1e3:10.2f}{took / less:8.2f}")
        parts.append(f"{name} {took / less:.2f} x")
    return ", ".join(parts)


def _beside_bare(unit: Candidate, new: Candidate, kept: list[Candidate], static: list[Candidate]) -> str:
    page, known = kept
    beside = ((unit, "of a bare view under the middleware of this site"), (new, "under that of a new Django project"))
    words = "; ".join(f"page {rate(page, one):.2f} x and 304 {rate(known, one):.2f} x the rate {name}" for one, name in beside)
    if not static:
        say("nginx is not installed here; that comparison was left out.")
        return f"{words}; nginx not installed"
    return f"{words}; page {rate(page, static[0]):.2f} x and 304 {rate(known, static[1]):.2f} x the rate of nginx"
