"""Heavy drills: a fixed sample of each in every ./test, the full count in ./test all."""

import os
from datetime import UTC, datetime

from devtools import figures, paths

FOLDER = paths.ROOT / "tests" / "drills"


def full() -> bool:
    """Whether this run is to do the full count."""
    return os.environ.get("DRILL_SCALE") == "full"


def count(*, sample: int, complete: int) -> int:
    """How many times to do it in this run."""
    return complete if full() else sample


def report(name: str, value: str, *, measures: tuple[str, ...]) -> None:
    """Print a drill's figure, and keep it on the page when the count was full."""
    print(f"{name}: {value}")
    if full():
        drill = os.environ.get("DRILL_NAME", "")
        figures.record(name, value, measures=measures, command=f"./test all {drill}".strip(), on=datetime.now(UTC).date())


def names() -> list[str]:
    """The drills there are, by the names that ./test all takes."""
    return sorted(path.stem.removeprefix("test_") for path in FOLDER.glob("test_*.py"))
