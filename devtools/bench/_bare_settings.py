"""The public site's own settings around one bare view: what Django and its middleware cost by themselves."""

from config.settings import *  # noqa: F403

ROOT_URLCONF = "devtools.bench._bare_urls"
