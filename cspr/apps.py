"""The kernel app."""

from django.apps import AppConfig


class CsprConfig(AppConfig):
    """The case and what every stage shares."""

    name = "cspr"
    verbose_name = "Cases and the register"
