"""The list of a hundred thousand cases, its last page and its search beside a bare ModelAdmin; and the queries of one case."""

import json
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from devtools import environment, figures, paths
from devtools.console import say

CASES = 100_000
MEASURES = ("cspr/admin/cases.py", "cspr/admin/case_list.py", "cspr/standing.py", "cspr/models/cases.py", "cspr/editing")
COMMAND = "./bench desk"


def main(env: Mapping[str, str], home: Path, cases: str = str(CASES)) -> str:
    """Measure, record the figure of a full run and return it. `cases`: how many there are."""
    subprocess.run(
        (sys.executable, "manage.py", "migrate"), cwd=paths.ROOT, env=dict(env), check=True, stdout=subprocess.DEVNULL
    )
    staff = environment.of_site(env, "staff") | {"MIGRATOR_DATABASE_URL": env["MIGRATOR_DATABASE_URL"]}
    argv = (sys.executable, "-m", "devtools.bench._desk_pages", cases)
    done = subprocess.run(argv, cwd=paths.ROOT, env=staff, check=True, stdout=subprocess.PIPE, text=True)
    measured: dict[str, dict[str, float]] = json.loads(done.stdout)
    queries = measured.pop("queries of a case")
    say(f"{'page':>22}{'bare ms':>10}{'with a record':>15}{'ours ms':>10}{'x bare':>9}{'x recorded':>12}")
    for page, one in measured.items():
        bare, noted, ours = one["bare"], one["noted"], one["ours"]
        say(f"{page:>22}{bare:10.1f}{noted:15.1f}{ours:10.1f}{ours / bare:9.2f}{ours / noted:12.2f}")
    ratios = ", ".join(f"{page} {one['ours'] / one['bare']:.2f} x" for page, one in measured.items())
    ratios += f"; the list beside one that records who looked {measured['list']['ours'] / measured['list']['noted']:.2f} x"
    asked = " and ".join(f"{count:.0f} with {many} of everything" for many, count in queries.items())
    value = f"{int(cases):,} cases, beside a bare ModelAdmin: {ratios}; queries of the page of a case: {asked}"
    if int(cases) == CASES:
        figures.record(
            "desk: list, search and page of a case", value, measures=MEASURES, command=COMMAND, on=datetime.now(UTC).date()
        )
    return value
