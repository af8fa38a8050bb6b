"""The one door to all benchmarks: every module in this folder is one, and `./bench NAME` runs it."""

import importlib
import pkgutil
import shutil
import sys

from devtools import environment, paths
from devtools.console import complain, say
from devtools.lock import Lock
from devtools.run import build_assets, run_step
from devtools.services import Services


def names() -> list[str]:
    """The benchmarks there are."""
    return sorted(found.name for found in pkgutil.iter_modules(__path__) if not found.name.startswith("_"))


def main(args: list[str]) -> int:
    """List the benchmarks, or run one against throwaway servers; the last line it prints is its figure.

    A benchmark's module has `main(env, home) -> str`: it is given the environment of a local process with empty
    databases and a directory of its own, prints its ratios, and returns the figure. What follows the name is handed on.
    """
    if not args or args[0] not in names():
        listed = "\n".join(f"  ./bench {name}" for name in names()) or "  (none yet)"
        (complain if args else say)(f"{f'No benchmark is called {args[0]}. ' if args else ''}There are:\n{listed}")
        return 2 if args else 0
    return run(*args)


def run(name: str, *args: str) -> int:
    """Run one benchmark on servers with the same safety on disk as production."""
    home = paths.VAR / f"bench-{name}"
    build_assets()
    with Lock(paths.VAR / f"bench-{name}.lock"):
        shutil.rmtree(home, ignore_errors=True)
        services = Services(home, home / "log")
        with services:
            env = environment.local(services.environment(), home, keep={})
            run_step((sys.executable, "-m", "devtools.prepare", "static"), env)
            figure = importlib.import_module(f"devtools.bench.{name}").main(env, home, *args)
    say(str(figure))
    return 0
