"""The public site's own settings around one bare view: what Django and its middleware cost by themselves."""

from config.settings import *  # noqa: F403
from config.settings import MIDDLEWARE as _MIDDLEWARE

# What answers from store is the thing that is measured beside it.
MIDDLEWARE = [name for name in _MIDDLEWARE if not name.startswith("publications.middleware.")]
ROOT_URLCONF = "devtools.bench._bare_urls"
