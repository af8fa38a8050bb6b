"""The app's name."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Serious incident notifications: the local authority's duty to tell the national Panel."""

    name = "notifications"
    verbose_name = "Notifications"
