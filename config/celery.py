"""The Celery application: it only nudges; every decision is a query over stored facts."""

import os
from typing import Any

from celery import Celery
from celery.signals import worker_ready
from django.conf import settings

from config import broker

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

broker.use()
app = Celery("cspr")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_ready.connect
def begin_at_once(**_: Any) -> None:
    """A worker that starts does not wait for the next period: after an outage the first minute counts."""
    for name in ("cspr.tasks.sweep_deadlines", "cspr.tasks.deliver_outbox"):
        app.send_task(name, expires=settings.DROP_AFTER)
