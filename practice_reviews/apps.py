"""The app's name."""

from django.apps import AppConfig


class PracticeReviewsConfig(AppConfig):
    """Local child safeguarding practice reviews."""

    name = "practice_reviews"
    verbose_name = "Practice reviews"
