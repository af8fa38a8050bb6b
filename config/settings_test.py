"""Settings of the test suite: real PostgreSQL and Valkey, given by ./test; only the mail wire is faked."""

import os
import tempfile

os.environ.setdefault("SITE", "staff")
os.environ.setdefault("SECRET_KEY", "a-key-that-only-the-tests-use-and-that-is-long-enough-for-the-check")
os.environ.setdefault("ALLOWED_HOSTS", "testserver,localhost,127.0.0.1")
os.environ.setdefault("INSECURE_LOCAL_HTTP", "1")
os.environ.setdefault("EMAIL_URL", "smtp://localhost:1")
os.environ.setdefault("DEFAULT_FROM_EMAIL", "reviews@partnership.example")
os.environ.setdefault("PUBLIC_URL", "https://reviews.partnership.example")
os.environ.setdefault("REFERRALS_URL", "https://refer.partnership.example")
os.environ.setdefault("STAFF_URL", "https://staff.partnership.example")
os.environ.setdefault("UNIT_PHONE", "01225 000000")
os.environ.setdefault("UNIT_EMAIL", "unit@partnership.example")
os.environ.setdefault("CLAMAV", "none")
os.environ.setdefault("UPLOAD_RESERVE_MB", "1")
# What tests write is gone with them; the processes that they start write to the same place.
if "MEDIA_DIR" not in os.environ:
    _media = tempfile.TemporaryDirectory(prefix="media-")
    os.environ["MEDIA_DIR"] = _media.name
# A test that makes a check red asks again at once.
os.environ.setdefault("HEALTH_KEPT_FOR", "0")
os.environ.setdefault("RISK_PHONE", "01225 000001")
os.environ.setdefault("RISK_PHONE_OUT_OF_HOURS", "01454 000002")
# Type checkers and linters read the settings without any server; the tests themselves refuse to start without one.
os.environ.setdefault("DATABASE_URL", "postgres://app@localhost/none")
os.environ.setdefault("REDIS_URL", "redis://localhost:1/0")

from config.settings import *  # noqa: F403
from config.settings import DATABASES as _DATABASES
from config.settings import REDIS_URL, STORAGES

# Each test worker has its own numbered database in the one Valkey.
_worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) + 1
CACHES = {
    "default": {
        "BACKEND": "config.cache.ForgivingRedisCache",
        "LOCATION": REDIS_URL.replace("db=0", f"db={_worker}"),
    }
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
# The tests are the application: its own role, and never the owner of the tables.
DATABASES = {"default": _DATABASES["default"]}
