"""The switchboard: settings, urls, Celery, wsgi and the staff admin site. Holds no rule and no model."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
