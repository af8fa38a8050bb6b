"""What Celery nudges for publications: the exact bytes are made and read on a worker of their own, and ordered ones go out."""

import logging

from celery import shared_task
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from cspr import health
from publications import checking, library, scheduling
from publications.models import Candidate

logger = logging.getLogger(__name__)
QUEUE = "pdf"


def call_a_worker(candidate: Candidate) -> None:
    """Tell the queue of a candidate that waits, once it is written. Without a broker the next look at the rows finds it."""
    transaction.on_commit(lambda: _call(candidate.pk))


def _call(pk: int) -> None:
    try:
        make_candidate.apply_async((pk,), queue=QUEUE, retry=False)
    except OperationalError:
        logger.warning("The broker does not answer; candidate %s waits for the next look at the rows.", pk)


@shared_task
def make_candidate(pk: int) -> None:
    """Make this one, unless another worker has it or has made it."""
    candidate = checking.take(at=timezone.now(), pk=pk)
    if candidate is not None:
        checking.make(candidate, now=timezone.now)


@shared_task
def make_waiting_candidates() -> None:
    """Make whatever waits: asked for while no worker was there, or left by one that was killed."""
    checking.make_waiting(now=timezone.now)


@shared_task
def sweep_candidate_files() -> None:
    """Remove files that no candidate knows."""
    checking.remove_strays()


@shared_task
def tidy_library() -> None:
    """Remove files that no published document knows, and say anew which library stands where a crash left that open."""
    library.remove_strays()


@shared_task
def publish_due() -> None:
    """Publish what was ordered for a moment that has come. Raises health.ClocksDiffer rather than publish on the wrong day."""
    health.refuse_if_clocks_differ(now=timezone.now)
    scheduling.publish_due(at=timezone.now())
