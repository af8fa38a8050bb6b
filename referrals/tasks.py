"""What Celery nudges for the referrals: unsent drafts that nobody came back to are removed."""

from celery import shared_task
from django.utils import timezone

from referrals import drafts, uploads


@shared_task
def purge_drafts() -> None:
    """Remove drafts that were not saved for as long as they are kept, with their words and their files."""
    drafts.purge(at=timezone.now())


@shared_task
def scan_waiting_files() -> None:
    """Scan the files that no scanner has judged yet."""
    uploads.scan_waiting(at=timezone.now())
