"""The public site's own settings around one bare view: what Django and its middleware cost by themselves.

With BENCH_MIDDLEWARE=usual it is the middleware that Django gives a new project, which does more than the public site needs.
"""

import os

from config.settings import *  # noqa: F403
from config.settings import MIDDLEWARE as _MIDDLEWARE

_USUAL = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
# What answers from store is the thing that is measured beside it.
_OURS = [name for name in _MIDDLEWARE if not name.startswith("publications.middleware.")]
MIDDLEWARE = _USUAL if os.environ.get("BENCH_MIDDLEWARE") == "usual" else _OURS
ROOT_URLCONF = "devtools.bench._bare_urls"
