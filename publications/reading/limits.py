"""What reading one file may cost, and how much of it is read. What lies beyond is "unread", never passed over."""

MEGABYTE = 1024 * 1024
# The process: bytes of memory, seconds of its own work, seconds by the clock. Whoever calls may allow less.
MEMORY = 1536 * MEGABYTE
CPU_SECONDS = 240
WALL_SECONDS = 800.0
# Where somebody waits for the answer, and no picture is looked at.
SECONDS_FOR_WORDS = 30.0
ANSWER = 64 * MEGABYTE
# One picture, by the clock.
OCR_SECONDS = 60.0
OCR_AT_ONCE = 2
OCR_DPI = 200
# What a file may hold.
MOST_TEXT = 20_000_000  # characters, all places together
MOST_PAGES = 500
MOST_OCR = 400  # pictures and pages looked at
MOST_PIXELS = 40_000_000
MOST_REVISIONS = 20
MOST_OBJECTS = 200_000
MOST_STREAM = 100 * MEGABYTE
MOST_STREAMS = 400 * MEGABYTE
MOST_FILTERS = 3
MOST_DEPTH = 100  # dictionaries in dictionaries
MOST_INSIDE = 2  # files in files in the file
MOST_FILES = 50
# Smaller than that nothing can be written that anybody could read.
LEAST_PIXELS = 8
