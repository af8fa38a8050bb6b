"""The heaviest pages of the referral form, and sending it, beside a bare Django view behind the same middleware."""

import http.client
import json
import re
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from devtools import environment, figures, paths
from devtools.bench._load import Candidate, compare, cpu_of
from devtools.bench.public import fetch, granian
from devtools.console import say
from devtools.ports import HOST

CHILDREN, KEY_DATES, ROUNDS, WARM = 12, 100, 15, 3
HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*>')
MEASURES = ("referrals/views", "referrals/forms", "referrals/letters", "referrals/lifecycle.py", "templates/referrals")


@dataclass
class Submit(Candidate):
    """Sends a draft, a new one each time; only the POST counts, not the check page that it comes from."""

    drafts: list[dict[str, str]] = field(default_factory=list)

    def fetch(self, times: int) -> None:
        """Warm up."""
        for _ in range(times):
            self.send()

    def measure(self, times: int) -> None:
        """One round is one referral."""
        seconds, cpu = self.send()
        self.seconds.append(seconds)
        self.cpu.append(cpu)

    def send(self) -> tuple[float, float]:
        """How long, and at what cost, one draft was sent."""
        draft = self.drafts.pop()
        wire = http.client.HTTPConnection(HOST, self.port, timeout=30)
        cookie = f"referrals={draft['session']}"
        wire.request("GET", f"/referral/{draft['draft']}/check/", headers={"Cookie": cookie})
        page = wire.getresponse()
        token = re.search(r"referrals-csrf=\w+", page.headers.get("Set-Cookie") or "")
        form = signed(page.read().decode())
        headers = {"Cookie": f"{cookie}; {token[0] if token else ''}", "Content-Type": "application/x-www-form-urlencoded"}
        headers |= {"Origin": f"http://{HOST}:{self.port}", "Host": f"{HOST}:{self.port}"}
        cpu, start = cpu_of(self.pid), time.perf_counter()
        wire.request("POST", f"/referral/{draft['draft']}/send/", urlencode(form), headers)
        answer = wire.getresponse()
        answer.read()
        seconds, cpu = time.perf_counter() - start, cpu_of(self.pid) - cpu
        if answer.status != 302 or not (answer.headers["Location"] or "").endswith("/receipt/"):
            raise SystemExit(f"Sending answered {answer.status} {answer.headers['Location']}")
        return seconds, cpu


def signed(page: str) -> dict[str, str]:
    """The check page's own hidden fields, with the declaration and every question ticked."""
    named = {_of(tag, "name"): _of(tag, "value") for tag in HIDDEN.findall(page)}
    ticks = dict.fromkeys(re.findall(r'name="(sure-[^"]+|declared)"', page), "on")
    return {**named, **ticks, "declared_by": "A sender of the benchmark", "do-send": "1"}


def _of(tag: str, name: str) -> str:
    found = re.search(f'{name}="([^"]*)"', tag)
    return found[1] if found else ""


def main(env: Mapping[str, str], home: Path) -> str:
    """Write the drafts, measure, record the figure and return it."""
    subprocess.run(
        (sys.executable, "manage.py", "migrate"), cwd=paths.ROOT, env=dict(env), check=True, stdout=subprocess.DEVNULL
    )
    site_env = environment.of_site(env, "referrals")
    written = write_drafts(site_env)
    opened = {"Cookie": f"referrals={written[0]['session']}"}
    draft = f"/referral/{written[0]['draft']}/"
    with granian("site", site_env, home) as (port, pid):
        heaviest = Candidate("check page", port, f"{draft}check/", pid, opened)
        bare_env = {**site_env, "DJANGO_SETTINGS_MODULE": "devtools.bench._bare_settings"}
        bare_env["BENCH_BYTES"] = str(len(fetch(port, heaviest.path, opened)))
        with granian("bare", bare_env, home) as (bare_port, bare_pid):
            unit = Candidate("bare Django view, same bytes", bare_port, "/bare", bare_pid)
            pages = [
                Candidate("task list", port, draft, pid, opened),
                Candidate("a plain page", port, f"{draft}manager/", pid, opened),
                Candidate(f"{KEY_DATES} key dates", port, f"{draft}dates/", pid, opened),
                heaviest,
            ]
            submit = Submit("sending", port, "", pid, drafts=written[1:])
            compare([unit, *pages, submit], rounds=ROUNDS, times=3, warm=WARM)
    return recorded(unit, [*pages, submit])


def write_drafts(env: Mapping[str, str]) -> list[dict[str, str]]:
    """One draft to look at, and one to send for each round."""
    argv = (sys.executable, "-m", "devtools.bench._referral_drafts", str(1 + WARM + ROUNDS), str(CHILDREN), str(KEY_DATES))
    done = subprocess.run(argv, cwd=paths.ROOT, env=dict(env), check=True, capture_output=True, text=True)
    drafts: list[dict[str, str]] = json.loads(done.stdout)
    return drafts


def recorded(unit: Candidate, candidates: list[Candidate]) -> str:
    """The medians in milliseconds, each also as a multiple of the bare view's; kept on the page of figures."""
    bare = median(unit.seconds)
    say(f"{'':30}{'ms':>9}{'x bare':>9}{'slowest':>9}")
    for one in [unit, *candidates]:
        say(f"{one.name:30}{median(one.seconds) * 1e3:9.1f}{median(one.seconds) / bare:9.1f}{max(one.seconds) * 1e3:9.1f}")
    parts = [f"{one.name} {median(one.seconds) * 1e3:.0f} ms ({median(one.seconds) / bare:.0f} x)" for one in candidates]
    value = f"bare view {bare * 1e3:.1f} ms; {', '.join(parts)}"
    name = f"referral with {CHILDREN} children and {KEY_DATES} key dates, server time"
    figures.record(name, value, measures=MEASURES, command="./bench referral", on=datetime.now(UTC).date())
    return value
