"""The only writer of docs/figures.md: each figure with its commit, date and command, and whether it still counts."""

import re
import subprocess
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from devtools import paths
from devtools.lock import Lock

PAGE = paths.ROOT / "docs" / "figures.md"
HEAD = """# Figures

Measured, not promised: each row was written by the command it names. `python -m devtools figures` shows which of them
are stale, that is, older than the last change of the code that they measure.

| figure | value | measures | commit | date | command |
|---|---|---|---|---|---|
"""
UNCOMMITTED = "+"


@dataclass(frozen=True)
class Figure:
    """One measured value; `measures` are the paths whose change makes it stale."""

    name: str
    value: str
    measures: tuple[str, ...]
    commit: str
    day: date
    command: str

    def row(self) -> str:
        """The figure as a row of the table."""
        measures = " ".join(f"`{path}`" for path in self.measures)
        return f"| {self.name} | {self.value} | {measures} | {self.commit} | {self.day.isoformat()} | `{self.command}` |"


def read(page: Path = PAGE) -> list[Figure]:
    """All figures on the page, in its order; raise ValueError where a row does not have its six cells."""
    if not page.exists():
        return []
    lines = [line for line in page.read_text().splitlines() if line.startswith("| ")]
    return [_parse(line) for line in lines[1:]]


def record(name: str, value: str, *, measures: tuple[str, ...], command: str, on: date, page: Path = PAGE) -> Figure:
    """Write one figure, in the place of its earlier value if it has one; raise ValueError for text no row can hold."""
    if not measures:
        raise ValueError(f"The figure {name!r} must name the code that it measures.")
    if any("|" in text or "\n" in text for text in (name, value, command, *measures)):
        raise ValueError(f"The figure {name!r} holds a character that a table cannot show.")
    root = page.parent.parent
    commit = _git(root, "rev-parse", "--short=10", "HEAD") or "none"
    if _git(root, "status", "--porcelain", "--", *measures):
        commit += UNCOMMITTED
    figure = Figure(name, value, measures, commit, on, command)
    page.parent.mkdir(parents=True, exist_ok=True)
    with Lock(paths.VAR / "figures.lock"):
        kept = [other for other in read(page) if other.name != name]
        rows = sorted((*kept, figure), key=lambda one: one.name)
        page.write_text(HEAD + "".join(f"{one.row()}\n" for one in rows))
    return figure


def why_stale(figure: Figure, root: Path = paths.ROOT) -> str:
    """Why a figure no longer counts, in words; empty if it still does."""
    if figure.commit.endswith(UNCOMMITTED):
        return "it was measured on code that was not committed"
    if _git(root, "cat-file", "-e", f"{figure.commit}^{{commit}}") is None:
        return f"its commit {figure.commit} is not in this history"
    changed = _git(root, "log", "-1", "--format=%h on %cs", f"{figure.commit}..HEAD", "--", *figure.measures)
    if changed:
        return f"the code was changed in {changed}"
    if _git(root, "status", "--porcelain", "--", *figure.measures):
        return "the code has changes that are not committed"
    return ""


def stale(page: Path = PAGE) -> list[str]:
    """One sentence for each figure that no longer counts."""
    found = [(figure, why_stale(figure, page.parent.parent)) for figure in read(page)]
    return [f"{figure.name}: {reason}; measure again with {figure.command}" for figure, reason in found if reason]


def main(_args: list[str]) -> int:
    """Print every figure, stale ones marked; return 1 if any is stale."""
    any_stale = False
    for figure in read():
        reason = why_stale(figure)
        any_stale |= bool(reason)
        print(
            f"{'STALE ' if reason else '      '}{figure.name}: {figure.value} ({figure.day}, {figure.commit}) {reason}".rstrip()
        )
    return 1 if any_stale else 0


def _parse(line: str) -> Figure:
    cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
    if len(cells) != 6:
        raise ValueError(f"This row of {PAGE.name} does not have six cells: {line}")
    name, value, measures, commit, day, command = cells
    return Figure(name, value, tuple(re.findall(r"`([^`]+)`", measures)), commit, date.fromisoformat(day), command.strip("`"))


def _git(root: Path, *args: str) -> str | None:
    """What git prints, or None where it fails or is not installed."""
    try:
        done = subprocess.run(("git", *args), cwd=root, capture_output=True, text=True, check=False)
    except OSError:
        return None
    return done.stdout.strip() if done.returncode == 0 else None
