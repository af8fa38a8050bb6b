"""Fails where a file that the law leans on has a line or a branch that no test runs."""

import json
import sys
from collections.abc import Mapping, Sequence
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

MUST_BE_COMPLETE = (
    "cspr/working_days.py",
    "cspr/clocks.py",
    "cspr/deadlines/*.py",
    "cspr/emails/*.py",
    "cspr/feeds.py",
    "cspr/access.py",
    "cspr/outbox.py",
    "cspr/stages.py",
    "*/lifecycle.py",
    "notifications/awareness.py",
    "notifications/partners.py",
    "publications/countdown/*.py",
    "publications/correction.py",
    "publications/holds.py",
    "publications/kinds.py",
    "publications/scheduling.py",
    "publications/gate/*.py",
    "publications/checking/*.py",
    "publications/identities.py",
)


def shortcomings(report: Mapping[str, Any], patterns: Sequence[str] = MUST_BE_COMPLETE) -> list[str]:
    """One sentence for each gap in coverage's JSON report, and for each pattern that no measured file fits."""
    files: Mapping[str, Any] = report["files"]
    found = []
    for pattern in patterns:
        names = sorted(name for name in files if fnmatch(name, pattern))
        if not names:
            found.append(f"{pattern}: no such file was measured")
        for name in names:
            found += _gaps(name, files[name])
    return found


def _gaps(name: str, file: Mapping[str, Any]) -> list[str]:
    if "missing_branches" not in file:
        return [f"{name}: branches were not measured"]
    gaps = [f"{name}:{lines} is never run" for lines in _ranges(file["missing_lines"])]
    # Coverage writes a way out of the function as a negative line number.
    for start, end in file["missing_branches"]:
        to = "the end" if end <= 0 else f"line {end}"
        gaps.append(f"{name}:{start} never goes on to {to}")
    gaps += [f"{name}:{lines} is excluded from the count" for lines in _ranges(file["excluded_lines"])]
    return gaps


def _ranges(lines: Sequence[int]) -> list[str]:
    """Lines that follow one another as one: 3, 4, 5, 9 are 3-5 and 9."""
    runs: list[list[int]] = []
    for line in sorted(lines):
        if runs and line == runs[-1][-1] + 1:
            runs[-1].append(line)
        else:
            runs.append([line])
    return [f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]


def check(report: Path) -> list[str]:
    """The shortcomings of a report on disk."""
    if not report.exists():
        return [f"{report} was not written, so nothing was measured"]
    return shortcomings(json.loads(report.read_text()))


if __name__ == "__main__":
    gaps = check(Path(sys.argv[1]))
    print("\n".join(gaps) or "complete")
    sys.exit(1 if gaps else 0)
