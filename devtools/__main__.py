"""`python -m devtools run|test|manage|bench|assets|figures ...`: what the shell scripts at the root call."""

import importlib
import sys

COMMANDS = {
    "run": "devtools.run",
    "manage": "devtools.manage",
    "test": "devtools.suite",
    "bench": "devtools.bench",
    "figures": "devtools.figures",
}


def main(argv: list[str]) -> int:
    """Hand over to the command's own module, which is the only one that is loaded."""
    if argv == ["assets"]:
        return int(importlib.import_module("devtools.assets").main())
    if not argv or argv[0] not in COMMANDS:
        print(f"One of: assets, {', '.join(COMMANDS)}", file=sys.stderr)
        return 2
    return int(importlib.import_module(COMMANDS[argv[0]]).main(argv[1:]) or 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
