"""What Celery nudges for the referrals: files are scanned, and what nobody needs any more is removed."""

from celery import shared_task
from django.contrib.sessions.backends.db import SessionStore
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


@shared_task
def sweep_files() -> None:
    """Remove files that no row knows, and tell of rows without their file."""
    uploads.sweep(at=timezone.now())


@shared_task
def forget_sessions() -> None:
    """Remove sessions that have run out: each holds the address of whoever signed in, or asked to."""
    SessionStore.clear_expired()
