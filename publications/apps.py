"""The app's name."""

from django.apps import AppConfig


class PublicationsConfig(AppConfig):
    """From draft to the public library."""

    name = "publications"
    verbose_name = "Publications"
