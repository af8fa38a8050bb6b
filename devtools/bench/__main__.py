"""`python -m devtools.bench NAME`."""

import sys

from devtools.bench import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
