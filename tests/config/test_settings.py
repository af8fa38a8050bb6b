"""A process that is half configured refuses to start and says what is missing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
COMPLETE = {
    "SITE": "staff",
    "SECRET_KEY": "k3y-" * 20 + "0f-m4ny-Ch4r4cters!",
    "ALLOWED_HOSTS": "staff.partnership.example",
    "DATABASE_URL": "postgres://app@db.partnership.example/cspr",
    "PUBLIC_DATABASE_URL": "postgres://public_web@db.partnership.example/cspr",
    "REDIS_URL": "redis://redis.partnership.example/0",
    "EMAIL_URL": "smtp+tls://user:word@mail.partnership.example:587",
    "DEFAULT_FROM_EMAIL": "reviews@partnership.example",
    "PUBLIC_URL": "https://reviews.partnership.example",
    "REFERRALS_URL": "https://refer.partnership.example",
    "STAFF_URL": "https://staff.partnership.example",
    "CLAMAV": "/run/clamav/clamd.ctl",
    "UNIT_PHONE": "01225 000000",
    "RISK_PHONE": "01225 000001",
}
SHOW = (
    "from config import settings as s;"
    "print(s.ROOT_URLCONF, s.SESSION_COOKIE_NAME, s.DATABASES['default']['USER'], len(s.DATABASES), s.SESSION_COOKIE_SECURE)"
)


def start(changes: dict[str, str], code: str = SHOW) -> subprocess.CompletedProcess[str]:
    """Load the settings in a process that has these variables and no others of ours."""
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **COMPLETE, **changes}
    env = {name: value for name, value in env.items() if value}
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("site", "shown"),
    [
        ("staff", "config.urls_staff __Host-staff app 1 True"),
        ("referrals", "config.urls_referrals __Host-referrals app 1 True"),
        ("public", "config.urls_public __Host-unused public_web 1 True"),
    ],
)
def test_each_site_has_its_own_url_map_cookie_and_database_role(site: str, shown: str) -> None:
    assert start({"SITE": site}).stdout.strip() == shown


@pytest.mark.parametrize(
    "missing",
    [
        "SECRET_KEY",
        "ALLOWED_HOSTS",
        "DATABASE_URL",
        "REDIS_URL",
        "EMAIL_URL",
        "DEFAULT_FROM_EMAIL",
        "STAFF_URL",
        "UNIT_PHONE",
        "RISK_PHONE",
        "CLAMAV",
    ],
)
def test_a_staff_process_without_a_needed_variable_refuses_and_names_it(missing: str) -> None:
    refused = start({missing: ""})
    assert refused.returncode != 0
    assert missing in refused.stderr.splitlines()[-1]


def test_the_public_process_needs_neither_redis_nor_mail_nor_the_applications_database() -> None:
    assert start({"SITE": "public", "REDIS_URL": "", "EMAIL_URL": "", "DATABASE_URL": ""}).returncode == 0


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"SITE": ""}, "SITE is not set"),
        ({"SITE": "everything"}, "must be public, referrals or staff"),
        ({"SECRET_KEY": "short"}, "too short"),
        ({"ALLOWED_HOSTS": "*"}, "never '*'"),
        ({"CLAMAV": "yes"}, "must be the path of a socket, host:port, or none"),
    ],
)
def test_a_dangerous_setting_is_refused_in_words(changes: dict[str, str], says: str) -> None:
    refused = start(changes)
    assert refused.returncode != 0
    assert says in refused.stderr


def test_all_three_sites_in_one_process_only_for_a_developer() -> None:
    assert start({"SITE": "", "DEBUG": "1"}).stdout.startswith("config.urls_all")


def test_the_settings_import_without_the_development_packages() -> None:
    code = "import sys; sys.modules['playwright'] = None; sys.modules['hypothesis'] = None;" + SHOW
    assert start({}, code).returncode == 0
