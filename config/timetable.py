"""When the clock of the workers calls for which task. Settings like all others: see settings.py."""

from celery.schedules import schedule

from config.periods import (
    CHECK_EVERY,
    DELIVER_EVERY,
    DROP_AFTER,
    PACK_EVERY,
    PUBLISH_EVERY,
    PURGE_EVERY,
    SCAN_EVERY,
    SWEEP_EVERY,
)

CELERY_BEAT_SCHEDULE = {
    "sweep": {
        "task": "cspr.tasks.sweep_deadlines",
        "schedule": schedule(SWEEP_EVERY),
        "options": {"expires": max(SWEEP_EVERY, DROP_AFTER)},
    },
    "deliver": {
        "task": "cspr.tasks.deliver_outbox",
        "schedule": schedule(DELIVER_EVERY),
        "options": {"expires": max(DELIVER_EVERY, DROP_AFTER)},
    },
    "publish_due": {
        "task": "publications.tasks.publish_due",
        "schedule": schedule(PUBLISH_EVERY),
        "options": {"expires": max(PUBLISH_EVERY, DROP_AFTER)},
    },
    "purge": {"task": "referrals.tasks.purge_drafts", "schedule": schedule(PURGE_EVERY)},
    "sweep_files": {"task": "referrals.tasks.sweep_files", "schedule": schedule(PURGE_EVERY)},
    "forget_sessions": {"task": "referrals.tasks.forget_sessions", "schedule": schedule(PURGE_EVERY)},
    "scan": {"task": "referrals.tasks.scan_waiting_files", "schedule": schedule(SCAN_EVERY)},
    "packs": {
        "task": "rapid_reviews.tasks.make_waiting_packs",
        "schedule": schedule(PACK_EVERY),
        "options": {"queue": "pdf", "expires": max(PACK_EVERY, DROP_AFTER)},
    },
    "candidates": {
        "task": "publications.tasks.make_waiting_candidates",
        "schedule": schedule(CHECK_EVERY),
        "options": {"queue": "pdf", "expires": max(CHECK_EVERY, DROP_AFTER)},
    },
    "candidate_files": {
        "task": "publications.tasks.sweep_candidate_files",
        "schedule": schedule(PURGE_EVERY),
        "options": {"queue": "pdf"},
    },
    "library": {
        "task": "publications.tasks.tidy_library",
        "schedule": schedule(SWEEP_EVERY),
        "options": {"expires": max(SWEEP_EVERY, DROP_AFTER)},
    },
    "pack_files": {
        "task": "rapid_reviews.tasks.sweep_pack_files",
        "schedule": schedule(PURGE_EVERY),
        "options": {"queue": "pdf"},
    },
}
