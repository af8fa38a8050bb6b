"""The periods and limits of the work behind the pages, read from the environment. Settings like all others: see settings.py."""

import environ

_env = environ.Env()

# Seconds. The drills shorten them; nothing else about the work changes.
SWEEP_EVERY = _env.float("SWEEP_EVERY", default=300.0)
SCAN_EVERY = _env.float("SCAN_EVERY", default=300.0)
DELIVER_EVERY = _env.float("DELIVER_EVERY", default=30.0)
# How often a worker looks for packs that wait although nobody told it, and how long one worker may hold a pack in silence.
PACK_EVERY = _env.float("PACK_EVERY", default=60.0)
PACK_LEASE = _env.float("PACK_LEASE", default=180.0)
# The same for what may go public, which is made and read; reading pictures in a long file takes minutes.
CHECK_EVERY = _env.float("CHECK_EVERY", default=60.0)
CHECK_LEASE = _env.float("CHECK_LEASE", default=1800.0)
# How often somebody looks whether the moment of an ordered publication has come.
PUBLISH_EVERY = _env.float("PUBLISH_EVERY", default=60.0)
PURGE_EVERY = _env.float("PURGE_EVERY", default=6 * 3600.0)
# A message belongs to one worker for as long as the lease; at the end of it any other may take it.
OUTBOX_LEASE = _env.float("OUTBOX_LEASE", default=120.0)
# The first repeat comes after about this long; the wait doubles each time, up to the longest.
OUTBOX_FIRST_RETRY = _env.float("OUTBOX_FIRST_RETRY", default=60.0)
OUTBOX_LONGEST_RETRY = _env.float("OUTBOX_LONGEST_RETRY", default=6 * 3600.0)
OUTBOX_GIVE_UP_AFTER = _env.float("OUTBOX_GIVE_UP_AFTER", default=86400.0)
# However old a message is, it is tried this often before it is given up: the delivery itself may have been down.
OUTBOX_LEAST_TRIES = _env.int("OUTBOX_LEAST_TRIES", default=6)
# One delivery takes no further message after this long, so that a slow mail server never holds every thread.
OUTBOX_DELIVER_FOR = _env.float("OUTBOX_DELIVER_FOR", default=20.0)
# Above these the health page and the staff site say so in red.
HEALTH_SWEEP_WITHIN = _env.float("HEALTH_SWEEP_WITHIN", default=900.0)
HEALTH_WORKER_WITHIN = _env.float("HEALTH_WORKER_WITHIN", default=300.0)
HEALTH_UNSENT_WITHIN = _env.float("HEALTH_UNSENT_WITHIN", default=1800.0)
HEALTH_CLOCKS_APART = _env.float("HEALTH_CLOCKS_APART", default=5.0)
HEALTH_BROKER_TIMEOUT = _env.float("HEALTH_BROKER_TIMEOUT", default=1.0)
# Seconds for which a process gives strangers the same answer, so that asking often costs nothing.
HEALTH_KEPT_FOR = _env.float("HEALTH_KEPT_FOR", default=5.0)
# Months. Below, a word of warning.
HEALTH_HOLIDAY_MONTHS = _env.int("HEALTH_HOLIDAY_MONTHS", default=12)
# Further apart than this from the database's clock, a sweep refuses to run.
SWEEP_CLOCKS_APART = _env.float("SWEEP_CLOCKS_APART", default=60.0)
# The hour in London from which the morning's message of a working day is written.
DIGEST_HOUR = _env.int("DIGEST_HOUR", default=7)
# Seconds after which a call that no worker took is dropped: what is due is a question to the rows, never to the queue.
DROP_AFTER = 120.0
