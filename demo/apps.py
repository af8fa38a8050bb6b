"""The app's name."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demonstration: invented cases, and only in a database that was marked as one."""

    name = "demo"
    verbose_name = "Demonstration"
