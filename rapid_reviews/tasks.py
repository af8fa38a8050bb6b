"""What Celery nudges for the Rapid Review: packs are made on a worker of their own, and strays of theirs removed."""

import logging

from celery import shared_task
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from rapid_reviews import packing
from rapid_reviews.models import Pack

logger = logging.getLogger(__name__)
QUEUE = "pdf"


def call_a_worker(pack: Pack) -> None:
    """Tell the queue of a pack that waits, once it is written. Without a broker the next look at the rows finds it."""
    transaction.on_commit(lambda: _call(pack.pk))


def _call(pk: int) -> None:
    try:
        make_pack.apply_async((pk,), queue=QUEUE, retry=False)
    except OperationalError:
        logger.warning("The broker does not answer; pack %s waits for the next look at the rows.", pk)


@shared_task
def make_pack(pk: int) -> None:
    """Make this pack, unless another worker has it or has made it."""
    pack = packing.take(at=timezone.now(), pk=pk)
    if pack is not None:
        packing.make(pack, now=timezone.now)


@shared_task
def make_waiting_packs() -> None:
    """Make whatever waits: asked for while no worker was there, or left by one that was killed."""
    packing.make_waiting(now=timezone.now)


@shared_task
def sweep_pack_files() -> None:
    """Remove files that no pack knows."""
    packing.remove_strays()
