"""What differs between the three sites: one table, read by the settings."""

from dataclasses import dataclass

SECURITY = "django.middleware.security.SecurityMiddleware"
STATIC_FILES = "whitenoise.middleware.WhiteNoiseMiddleware"
CSP = "csp.middleware.CSPMiddleware"
COMMON = "django.middleware.common.CommonMiddleware"
FRAMES = "django.middleware.clickjacking.XFrameOptionsMiddleware"
SESSION = "django.contrib.sessions.middleware.SessionMiddleware"
CSRF = "django.middleware.csrf.CsrfViewMiddleware"
MESSAGES = "django.contrib.messages.middleware.MessageMiddleware"
CHARACTERS = "cspr.middleware.CharacterSetMiddleware"
HEADERS = "cspr.middleware.PrivateHeadersMiddleware"
REFUSALS = "cspr.middleware.RefusalMiddleware"
STORED = "publications.middleware.StoredAnswersMiddleware"
PUBLIC_HEADERS = "publications.middleware.PublicHeadersMiddleware"


@dataclass(frozen=True)
class Site:
    """One of the three doors: its URL map, database role, cookie, middleware, and answer to an unprotected post."""

    urlconf: str
    database_variable: str
    cookie: str
    middleware: tuple[str, ...]
    csrf_failure: str = "cspr.views.csrf_failure"


# Stores what was typed on a page of the form; everything else gets the kernel's answer.
STORE_LATE = "referrals.views.late.csrf_failure"
PUBLIC = Site(
    urlconf="config.urls_public",
    database_variable="PUBLIC_DATABASE_URL",
    cookie="",
    middleware=(STORED, SECURITY, PUBLIC_HEADERS, STATIC_FILES, CSP, COMMON, FRAMES, REFUSALS),
)
REFERRALS = Site(
    urlconf="config.urls_referrals",
    database_variable="DATABASE_URL",
    cookie="referrals",
    middleware=(
        SECURITY,
        STATIC_FILES,
        CSP,
        HEADERS,
        CHARACTERS,
        SESSION,
        COMMON,
        CSRF,
        "referrals.middleware.SenderMiddleware",
        MESSAGES,
        FRAMES,
        REFUSALS,
    ),
    csrf_failure=STORE_LATE,
)
STAFF = Site(
    urlconf="config.urls_staff",
    database_variable="DATABASE_URL",
    cookie="staff",
    middleware=(
        SECURITY,
        STATIC_FILES,
        CSP,
        HEADERS,
        CHARACTERS,
        SESSION,
        COMMON,
        CSRF,
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "config.staff_door.StaffDoorMiddleware",
        "allauth.account.middleware.AccountMiddleware",
        "simple_history.middleware.HistoryRequestMiddleware",
        MESSAGES,
        FRAMES,
        REFUSALS,
    ),
)
# One process for a developer's runserver: every site at once, the staff door still shut.
ALL = Site(
    urlconf="config.urls_all",
    database_variable="DATABASE_URL",
    cookie="developer",
    middleware=(*STAFF.middleware[:11], "referrals.middleware.SenderMiddleware", *STAFF.middleware[11:]),
    csrf_failure=STORE_LATE,
)

SITES = {"public": PUBLIC, "referrals": REFERRALS, "staff": STAFF, "": ALL}
