"""What Celery nudges for the Rapid Review: packs are made on a worker of their own, and strays of theirs removed."""

from celery import shared_task
from django.utils import timezone

from rapid_reviews import packing


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
