"""What a file may hold, and what opening it may cost (security plan, T3)."""

MEGABYTE = 1024 * 1024
# Office documents.
MOST_MEMBERS = 2000
MOST_INFLATED = 200 * MEGABYTE
MOST_RATIO = 100
MOST_DEPTH = 200
# PDF.
MOST_OBJECTS = 300_000
MOST_PAGES = 3000
MOST_STREAM = 200 * MEGABYTE
MOST_STREAMS = 1000 * MEGABYTE
MOST_FILTERS = 2
# Pictures.
MOST_PIXELS = 50_000_000
# Files inside a file.
MOST_INSIDE = 50
MOST_INSIDE_BYTES = 50 * MEGABYTE
# The process: bytes of memory, seconds of work, seconds by the clock.
MEMORY = 512 * MEGABYTE
CPU_SECONDS = 10
WALL_SECONDS = 20
