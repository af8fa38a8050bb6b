"""The app's name."""

from django.apps import AppConfig


class RapidReviewsConfig(AppConfig):
    """Rapid Reviews: what follows each notification."""

    name = "rapid_reviews"
    verbose_name = "Rapid Reviews"
