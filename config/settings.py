"""All settings, read from the environment. A production process that is half configured refuses to start."""

from pathlib import Path
from urllib.parse import unquote

import django_stubs_ext
import environ
from django.core.exceptions import ImproperlyConfigured

from config import headers, log_lines
from config.accounts import *  # noqa: F403
from config.periods import *  # noqa: F403
from config.periods import OUTBOX_LEASE
from config.sites import SITES
from config.timetable import CELERY_BEAT_SCHEDULE as CELERY_BEAT_SCHEDULE

# Lets generic classes of Django be written with their type, as the type checker reads them.
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEBUG = env.bool("DEBUG", default=False)
# Set by ./run and ./test only: plain http on this machine, so no Secure cookies and no HSTS.
INSECURE_LOCAL_HTTP = env.bool("INSECURE_LOCAL_HTTP", default=False)

SITE = env.str("SITE", default="")
if SITE not in SITES:
    raise ImproperlyConfigured(f"SITE is {SITE!r}; it must be public, referrals or staff.")
if SITE == "" and not DEBUG:
    raise ImproperlyConfigured(
        "SITE is not set. One process for all three sites is for a developer's runserver with DEBUG=1; "
        "set SITE to public, referrals or staff."
    )
_site = SITES[SITE]


def _needed(name: str) -> str:
    """A variable without which the process must not start."""
    value = str(env.str(name, default=""))
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. See 'How to run it for real' in README.md.")
    return value


SECRET_KEY = env.str("SECRET_KEY", default="") or ("only-for-a-developer" if DEBUG else _needed("SECRET_KEY"))
if not DEBUG and len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("SECRET_KEY is too short: it needs at least 50 random characters.")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
if not DEBUG and (not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS):
    raise ImproperlyConfigured("ALLOWED_HOSTS must name the hosts of this site, and never '*'.")

INSTALLED_APPS = [
    "config.apps.StaffAdminConfig",
    "cspr",
    "referrals",
    "notifications",
    "rapid_reviews",
    "practice_reviews",
    "publications",
    "demo",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "simple_history",
    "csp",
]
if SITE not in ("staff", ""):
    # Neither the admin nor its sign-in exists there, not even as an importable app.
    INSTALLED_APPS = [app for app in INSTALLED_APPS if not app.startswith(("allauth", "config.apps.StaffAdmin"))]
MIDDLEWARE = list(_site.middleware)
ROOT_URLCONF = _site.urlconf
WSGI_APPLICATION = "config.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_TEMPLATE_PACK = "govuk"
CRISPY_ALLOWED_TEMPLATE_PACKS = ("govuk",)

_context_processors = [
    "django.template.context_processors.request",
    "cspr.context.site_facts",
    "demo.context.demonstration",
]
if SITE != "public":
    _context_processors.append("django.contrib.messages.context_processors.messages")
if SITE in ("staff", ""):
    _context_processors.append("django.contrib.auth.context_processors.auth")
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": _context_processors},
    }
]

# --- Databases: `app` owns nothing, `public_web` may read the published tables only, `migrator` owns the tables.
_database_url = _needed(_site.database_variable)


def _database(url: str) -> dict[str, object]:
    """Django's settings for one PostgreSQL URL: persistent connections, checked before use."""
    config = environ.Env.db_url_config(url)
    # A Unix socket directory arrives percent-encoded in the place of the host.
    host = unquote(str(config.get("HOST") or ""))
    return {**config, "HOST": host, "CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}


DATABASES = {"default": _database(_database_url)}
if SITE != "public" and env.str("MIGRATOR_DATABASE_URL", default=""):
    DATABASES["migrator"] = _database(env.str("MIGRATOR_DATABASE_URL"))
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Redis: the broker, and the cache that sign-in limits share. Losing it loses no fact.
REDIS_URL = _needed("REDIS_URL") if SITE != "public" else ""
if SITE == "public":
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
else:
    CACHES = {"default": {"BACKEND": "config.cache.ForgivingRedisCache", "LOCATION": REDIS_URL}}


def _broker(url: str) -> str:
    """kombu spells a Unix socket in its own way: unix:///p?db=0 becomes redis+socket:///p?virtual_host=0."""
    if not url.startswith("unix://"):
        return url
    path, _, query = url.removeprefix("unix://").partition("?")
    return f"redis+socket://{path}?virtual_host={query.removeprefix('db=') or '0'}"


CELERY_BROKER_URL = _broker(REDIS_URL)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A task that is lost with its worker is handed out again after this many seconds; every task is idempotent and short.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": env.int("CELERY_VISIBILITY_TIMEOUT", default=300),
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
}
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 120
CELERY_TASK_SOFT_TIME_LIMIT = 90
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SYNC_EVERY = 1
CELERY_TIMEZONE = "UTC"

# --- E-mail
if env.str("EMAIL_URL", default="") == "demomail://":
    EMAIL_BACKEND = "demo.mail.MailboxBackend"
elif DEBUG and not env.str("EMAIL_URL", default=""):
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
else:
    _email = environ.Env.email_url_config(_needed("EMAIL_URL")) if SITE != "public" else {}
    EMAIL_BACKEND = str(_email.get("EMAIL_BACKEND", "django.core.mail.backends.dummy.EmailBackend"))
    EMAIL_HOST = str(_email.get("EMAIL_HOST", ""))
    EMAIL_PORT = int(_email.get("EMAIL_PORT") or 25)
    EMAIL_HOST_USER = str(_email.get("EMAIL_HOST_USER") or "")
    EMAIL_HOST_PASSWORD = str(_email.get("EMAIL_HOST_PASSWORD") or "")
    EMAIL_USE_TLS = bool(_email.get("EMAIL_USE_TLS", False))
    EMAIL_USE_SSL = bool(_email.get("EMAIL_USE_SSL", False))
# Seconds for each answer of the mail server. A whole conversation (greeting, encryption, sign-in, message, farewell) asks
# for about eleven and must end within the lease, or a second worker would take the message while the first still sends it.
EMAIL_TIMEOUT = env.float("EMAIL_TIMEOUT", default=10.0)
ANSWERS_OF_A_CONVERSATION = 11
if OUTBOX_LEASE <= ANSWERS_OF_A_CONVERSATION * EMAIL_TIMEOUT:
    raise ImproperlyConfigured(
        f"OUTBOX_LEASE is {OUTBOX_LEASE:g} s; it must be more than {ANSWERS_OF_A_CONVERSATION} times EMAIL_TIMEOUT "
        f"({EMAIL_TIMEOUT:g} s), or a slow mail server would be given the same message twice."
    )
DEMO_MAIL_DIR = Path(env.str("DEMO_MAIL_DIR", default=str(BASE_DIR / "var" / "mail")))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="") or (
    "reviews@localhost" if DEBUG or SITE == "public" else _needed("DEFAULT_FROM_EMAIL")
)

# --- Where the three sites are reached; every link in a message is made from these and never from a request.
PUBLIC_URL = env.str("PUBLIC_URL", default="http://localhost:8000").rstrip("/")
REFERRALS_URL = env.str("REFERRALS_URL", default="http://localhost:8000/refer" if DEBUG else "").rstrip("/")
STAFF_URL = env.str("STAFF_URL", default="http://localhost:8000/staff" if DEBUG else "").rstrip("/")
if not DEBUG and SITE != "public" and not (REFERRALS_URL and STAFF_URL):
    raise ImproperlyConfigured("REFERRALS_URL and STAFF_URL must be set: links in e-mails are made from them.")

# --- Who runs it. Shown on every site; the numbers are the partnership's own.
PARTNERSHIP = {
    "name": env.str("PARTNERSHIP_NAME", default="Bath and North East Somerset Community Safety and Safeguarding Partnership"),
    "short_name": env.str("PARTNERSHIP_SHORT_NAME", default="BCSSP"),
    "area": env.str("PARTNERSHIP_AREA", default="Bath and North East Somerset"),
    "unit_name": env.str("UNIT_NAME", default="BCSSP business unit"),
    # Every page says whom to call: a site without these numbers does not start.
    "unit_phone": env.str("UNIT_PHONE", default="") if DEBUG else _needed("UNIT_PHONE"),
    "unit_email": env.str("UNIT_EMAIL", default=""),
    "risk_phone": env.str("RISK_PHONE", default="") if DEBUG else _needed("RISK_PHONE"),
    "risk_phone_out_of_hours": env.str("RISK_PHONE_OUT_OF_HOURS", default=""),
}
CASE_PREFIX = env.str("CASE_PREFIX", default="CSPR")

# --- Files. Each site has its own root; the public one holds published files only.
MEDIA_DIR = Path(env.str("MEDIA_DIR", default=str(BASE_DIR / "var" / "media")))
PUBLIC_MEDIA_ROOT = MEDIA_DIR / "public"
REFERRALS_MEDIA_ROOT = MEDIA_DIR / "referrals"
STAFF_MEDIA_ROOT = MEDIA_DIR / "staff"
MEDIA_ROOT = str({"public": PUBLIC_MEDIA_ROOT, "referrals": REFERRALS_MEDIA_ROOT}.get(SITE, STAFF_MEDIA_ROOT))
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = env.str("STATIC_ROOT", default=str(BASE_DIR / "var" / "static"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# Free space that uploads leave alone: below it nothing is accepted, rather than half kept.
UPLOAD_RESERVE_MB = env.int("UPLOAD_RESERVE_MB", default=500)
# The scanner of senders' files: the path of clamd's socket, host:port, or the word "none" for a unit that has none.
CLAMAV = env.str("CLAMAV", default="none") if DEBUG or SITE == "public" else _needed("CLAMAV")
if CLAMAV != "none" and not CLAMAV.startswith("/") and not CLAMAV.rpartition(":")[2].isdecimal():
    raise ImproperlyConfigured(f"CLAMAV is {CLAMAV!r}; it must be the path of a socket, host:port, or none.")
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
# More than a referral may hold, so that the page can say so in words.
DATA_UPLOAD_MAX_NUMBER_FILES = 100
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600

# --- Sign-in of staff: password and one-time code (or passkey) on every view; a sender never is a User.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.bool("BEHIND_TLS_PROXY", default=False) else 0
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = INSECURE_LOCAL_HTTP or DEBUG

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_SERIALIZER = "django.contrib.sessions.serializers.JSONSerializer"
SESSION_COOKIE_AGE = 30 * 60  # idle seconds
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_ABSOLUTE_AGE = 12 * 60 * 60  # seconds after which even a busy session ends
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = _site.csrf_failure
_https = not (DEBUG or INSECURE_LOCAL_HTTP)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
_prefix = "__Host-" if _https else ""
SESSION_COOKIE_NAME = f"{_prefix}{_site.cookie or 'unused'}"
CSRF_COOKIE_NAME = f"{_prefix}{_site.cookie or 'unused'}-csrf"
SECURE_SSL_REDIRECT = _https
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_TLS_PROXY", default=False) else None
SECURE_HSTS_SECONDS = 31536000 if _https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _https
SECURE_REDIRECT_EXEMPT = [r"^healthz/"]
# Not "no-referrer": with it browsers send "Origin: null" with a form post, which the CSRF check refuses.
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# The public site has no cookie and changes nothing, so there is no request that anybody could forge.
SILENCED_SYSTEM_CHECKS = ["security.W003"] if SITE == "public" else []

CONTENT_SECURITY_POLICY = headers.content_security_policy(scripts_with_nonce=SITE != "public")

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = False
USE_TZ = True
FORMAT_MODULE_PATH = "config.formats"

LOGGING = log_lines.LOGGING
