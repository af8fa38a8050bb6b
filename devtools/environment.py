"""The environment variables of the local processes: complete, as in production, but for plain http on this machine."""

import os
import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path

from devtools import paths
from devtools.postgres import clean_environment

SITES = {"public": 8000, "referrals": 8001, "staff": 8002}
# Where ./run tries first; a stack that gets other ports says so with `with_urls`.
USUAL_URLS = {site: f"http://localhost:{port}" for site, port in SITES.items()}
# What each kind of process has no business with. The public site can reach the published tables and nothing else.
NOT_FOR_PUBLIC = {"DATABASE_URL", "MIGRATOR_DATABASE_URL", "SUPERUSER_DATABASE_URL", "REDIS_URL", "EMAIL_URL", "DEMO_MAIL_DIR"}
NOT_FOR_STAFF = {"PUBLIC_DATABASE_URL", "MIGRATOR_DATABASE_URL", "SUPERUSER_DATABASE_URL"}


def local(servers: Mapping[str, str], home: Path, *, keep: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Everything the settings ask for; what the person has chosen in `keep` is kept.

    The journeys of the tests pass an empty `keep`, so that they see the same whoever runs them.
    """
    chosen = {name: keep.get(name) or value for name, value in _choices(home).items()}
    _make_places(chosen)
    fixed = {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SITE": "staff",
        "PYTHONUNBUFFERED": "1",
        "PYTHONPATH": str(paths.ROOT),
    }
    return with_urls({**clean_environment(), **chosen, **servers, **fixed}, USUAL_URLS)


def for_tests(servers: Mapping[str, str], home: Path) -> dict[str, str]:
    """What pytest is given: servers, browser, and places for files. All else stands in the tests' own settings."""
    choices = _choices(home)
    _make_places(choices)
    others = {k: v for k, v in clean_environment().items() if k not in choices and k != "SITE"}
    places = {name: choices[name] for name in ("MEDIA_DIR", "DEMO_MAIL_DIR", "STATIC_ROOT")}
    own = {"DJANGO_SETTINGS_MODULE": "config.settings_test", "PYTHONUNBUFFERED": "1", "PYTHONPATH": str(paths.ROOT)}
    return {**others, **places, **servers, **own, "CHROMIUM": os.environ.get("CHROMIUM") or chromium() or ""}


def _choices(home: Path) -> dict[str, str]:
    return {
        "DEBUG": "0",
        "SECRET_KEY": secret_key(home / "secret_key"),
        "ALLOWED_HOSTS": "localhost,127.0.0.1",
        "INSECURE_LOCAL_HTTP": "1",
        "EMAIL_URL": "demomail://",
        "DEFAULT_FROM_EMAIL": "reviews@localhost",
        "DEMO_MAIL_DIR": str(home / "mail"),
        "MEDIA_DIR": str(home / "media"),
        "STATIC_ROOT": str(paths.VAR / "static"),
        "CLAMAV": "none",
        # Numbers that Ofcom keeps free for invented stories.
        "UNIT_PHONE": "01632 960 001",
        "RISK_PHONE": "01632 960 002",
        "RISK_PHONE_OUT_OF_HOURS": "01632 960 003",
    }


def _make_places(chosen: Mapping[str, str]) -> None:
    Path(chosen["DEMO_MAIL_DIR"]).mkdir(parents=True, exist_ok=True)
    for site in SITES:
        (Path(chosen["MEDIA_DIR"]) / site).mkdir(parents=True, exist_ok=True)


def chromium() -> str | None:
    """The browser that is installed here."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((found for found in map(shutil.which, names) if found), None)


def with_urls(env: Mapping[str, str], urls: Mapping[str, str]) -> dict[str, str]:
    """The same environment, told where the three sites are reached."""
    return {**env, **{f"{site.upper()}_URL": url for site, url in urls.items()}}


def of_site(env: Mapping[str, str], site: str) -> dict[str, str]:
    """What one site's process is given: its own database role, and no other."""
    withheld = NOT_FOR_PUBLIC if site == "public" else NOT_FOR_STAFF
    return {**{k: v for k, v in env.items() if k not in withheld}, "SITE": site}


def of_worker(env: Mapping[str, str]) -> dict[str, str]:
    """What the workers and the clock are given."""
    return of_site(env, "staff")


def secret_key(path: Path) -> str:
    """This checkout's own key, made at the first start and readable by this user alone."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text()
    with os.fdopen(handle, "w") as file:
        key = secrets.token_urlsafe(64)
        file.write(key)
    return key
