"""The checks of ./test, in their order: each a command line with its environment."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from devtools import environment


@dataclass(frozen=True)
class Check:
    """One command that must end with status 0."""

    name: str
    argv: tuple[str, ...]
    env: Mapping[str, str]


def static(env: Mapping[str, str]) -> list[Check]:
    """Everything but the tests themselves."""
    python = (sys.executable, "-m")
    tools = [
        ("ruff: rules", (*python, "ruff", "check")),
        ("ruff: layout", (*python, "ruff", "format", "--check")),
        ("mypy", (*python, "mypy", ".")),
        ("import contracts", (str(Path(sys.executable).parent / "lint-imports"),)),
        ("templates: rules", (*python, "djlint", ".", "--lint", "--quiet")),
        ("templates: layout", (*python, "djlint", ".", "--check")),
    ]
    found = [Check(name, argv, env) for name, argv in tools]
    manage = (sys.executable, "manage.py")
    found.append(Check("migrations are complete", (*manage, "makemigrations", "--check", "--dry-run"), env))
    for site in environment.SITES:
        argv = (*manage, "check", "--deploy", "--fail-level", "WARNING")
        found.append(Check(f"{site} site is fit for production", argv, production_environment(env, site)))
    return found


def pytest(report: Path) -> tuple[str, ...]:
    """The whole suite, with coverage of lines and branches written to `report`."""
    return (
        *(sys.executable, "-m", "pytest", "-n", worker_count()),
        *("--cov", "--cov-branch", "--cov-report=term:skip-covered", f"--cov-report=json:{report}"),
    )


def production_environment(env: Mapping[str, str], site: str) -> dict[str, str]:
    """What an owner would set for one site: nothing of the local conveniences, nothing missing."""
    owner = {
        "DEBUG": "0",
        "SECRET_KEY": environment.secret_key(Path(env["MEDIA_DIR"]).parent / "secret_key"),
        "ALLOWED_HOSTS": "reviews.example.org",
        "EMAIL_URL": "smtp+tls://mailer:secret@mail.example.org:587",
        "DEFAULT_FROM_EMAIL": "reviews@example.org",
        "PUBLIC_URL": "https://reviews.example.org",
        "REFERRALS_URL": "https://referrals.example.org",
        "STAFF_URL": "https://staff.example.org",
        "BEHIND_TLS_PROXY": "1",
        "CLAMAV": "/run/clamav/clamd.ctl",
        "UNIT_PHONE": "01632 960 001",
        "RISK_PHONE": "01632 960 002",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SITE": site,
    }
    local_only = {"INSECURE_LOCAL_HTTP", "DEMO_MAIL_DIR"}
    return environment.of_site({**{k: v for k, v in env.items() if k not in local_only}, **owner}, site)


def worker_count() -> str:
    """Two at least: a browser and the servers beside it wait for one another more than they work."""
    return str(min(8, max(2, os.cpu_count() or 1)))
