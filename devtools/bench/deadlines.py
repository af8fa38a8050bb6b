"""One sweep over a million open deadlines beside the bare statement, a repeat, the morning; and the working-day addition."""

import json
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from devtools import environment, figures, paths
from devtools.console import say

SIZES = (10_000, 100_000, 1_000_000)
SWEEP, ADDITION = ("cspr/emails", "cspr/models/reminders.py", "cspr/models/time.py"), ("cspr/working_days.py",)
COMMAND, TURNS = "./bench deadlines", ("sweep", "repeat", "morning")


def main(env: Mapping[str, str], home: Path, largest: str = "1000000") -> str:
    """Measure both, record the figures of a full run and return them. `largest`: how many deadlines at most."""
    sizes = [size for size in SIZES if size < int(largest)] + [int(largest)]
    subprocess.run(
        (sys.executable, "manage.py", "migrate"), cwd=paths.ROOT, env=dict(env), check=True, stdout=subprocess.DEVNULL
    )
    # The owner of the tables only clears away what each turn leaves behind; both candidates run as the application.
    worker = environment.of_site(env, "staff") | {"MIGRATOR_DATABASE_URL": env["MIGRATOR_DATABASE_URL"]}
    swept, added = _measured(worker, "_deadlines_sweep", *map(str, sizes)), _measured(worker, "_deadlines_addition")
    figures_of = {
        "sweep of open deadlines, 1 % on a new rung": (_sweep_words(sizes, swept), SWEEP),
        "addition of working days": (_addition_words(added), ADDITION),
    }
    if sizes[-1] == SIZES[-1]:
        for name, (value, measures) in figures_of.items():
            figures.record(name, value, measures=measures, command=COMMAND, on=datetime.now(UTC).date())
    return "\n".join(value for value, _ in figures_of.values())


def _measured(env: Mapping[str, str], module: str, *args: str) -> dict[str, dict[str, float]]:
    """Milliseconds by size and candidate, from a process with the settings of the site."""
    argv = (sys.executable, "-m", f"devtools.bench.{module}", *args)
    done = subprocess.run(argv, cwd=paths.ROOT, env=dict(env), check=True, stdout=subprocess.PIPE, text=True)
    measured: dict[str, dict[str, float]] = json.loads(done.stdout)
    return measured


def _sweep_words(sizes: list[int], measured: dict[str, dict[str, float]]) -> str:
    say(f"{'open deadlines':>16}{'bare ms':>10}" + "".join(f"{name + ' ms':>12}{'x bare':>9}" for name in TURNS))
    for size in sizes:
        one = measured[str(size)]
        times = "".join(f"{one[name]:12.1f}{one[name] / one['bare']:9.2f}" for name in TURNS)
        say(f"{size:16,}{one['bare']:10.1f}{times}")
    first, last = measured[str(sizes[0])], measured[str(sizes[-1])]
    return (
        f"{sizes[-1]:,} deadlines: {last['sweep']:.0f} ms, {last['sweep'] / last['bare']:.2f} x the bare statement "
        f"({last['bare']:.0f} ms); repeated {last['repeat'] / last['bare']:.2f} x of it; "
        f"the morning's messages {last['morning'] / last['bare']:.2f} x; "
        f"{sizes[-1] / sizes[0]:.0f} x the deadlines take {last['sweep'] / first['sweep']:.0f} x the time"
    )


def _addition_words(measured: dict[str, dict[str, float]]) -> str:
    one = measured["addition"]
    say("".join(f"{name:>12}" for name in one))
    say("".join(f"{value:9.2f} us" for value in one.values()))
    ours, bisect, package = one["ours"], one["bisect"], one["holidays"]
    return (
        f"{ours:.2f} us, {ours / bisect:.2f} x a bisect over a prepared table; "
        f"the holidays package takes {package / bisect:.0f} x the bisect"
    )
