"""Several workers at the same minute, and one that dies half way: each publication goes out once, and none is lost."""

import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connections, transaction

from cspr.models import OutgoingEmail
from publications import scheduling
from publications.models import Publication, PublishedReview
from tests.cast import person
from tests.publications import drafts
from tests.publications.drafts import APPROVED

MOMENT = datetime(2021, 5, 20, 8, 30, tzinfo=UTC)
WORKERS = 4
# Publishes what is due, and is killed the moment after the public row was written.
DIES = """
import os, signal, sys, datetime
import django
django.setup()
from django.conf import settings
from pathlib import Path
from publications import library, scheduling
settings.PUBLIC_MEDIA_ROOT = Path(sys.argv[1])
settings.STAFF_MEDIA_ROOT = Path(sys.argv[1]).parent / "staff"
add = library.add
def add_and_die(*args, **kwargs):
    add(*args, **kwargs)
    os.kill(os.getpid(), signal.SIGKILL)
library.add = add_and_die
scheduling.publish_due(at=datetime.datetime(2021, 5, 20, 8, 30, tzinfo=datetime.UTC))
"""


def ordered(count: int) -> list[Publication]:
    manager = person("business_manager")
    return [scheduling.order(drafts.approved(manager), MOMENT, by=manager, at=APPROVED) for _ in range(count)]


def look(start: threading.Barrier) -> int:
    """One worker of those that begin together."""
    try:
        start.wait(timeout=60)
        return scheduling.publish_due(at=MOMENT)
    finally:
        connections.close_all()


def test_four_workers_at_the_same_minute_publish_each_once(committed_db: str) -> None:
    publications, start = ordered(3), threading.Barrier(WORKERS)
    with ThreadPoolExecutor(WORKERS) as pool:
        counts = list(pool.map(lambda _: look(start), range(WORKERS)))
    # Whoever found a row held went on; a last look takes what nobody took.
    assert sum(counts) + scheduling.publish_due(at=MOMENT) == len(publications)
    assert PublishedReview.objects.count() == len(publications)
    assert set(Publication.objects.values_list("status", "publish_stopped_because")) == {("published", "")}
    assert not OutgoingEmail.objects.filter(key__startswith="publication-stopped:").exists()


def test_a_row_that_somebody_holds_is_left_for_the_next_look_and_not_stopped(committed_db: str) -> None:
    (one,) = ordered(1)
    held, done = threading.Event(), threading.Event()

    def hold_the_case() -> None:
        with transaction.atomic():
            type(one.case).objects.select_for_update().get(pk=one.case_id)
            held.set()
            done.wait(timeout=60)
        connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        holder = pool.submit(hold_the_case)
        assert held.wait(timeout=60)
        try:
            assert scheduling.publish_due(at=MOMENT) == 0
        finally:
            done.set()
        holder.result()
    one.refresh_from_db()
    assert (one.status, one.publish_stopped_because) == ("approved", "")
    assert scheduling.publish_due(at=MOMENT) == 1


def test_a_worker_that_is_killed_half_way_publishes_nothing_and_the_next_one_publishes_all(
    committed_db: str, public_disk: Path
) -> None:
    ordered(2)
    where = settings.DATABASES["default"]
    address = f"postgres://{where['USER']}@{str(where['HOST']).replace('/', '%2F')}/{committed_db}"
    environment = {**os.environ, "DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "config.settings_test"}
    killed = subprocess.run([sys.executable, "-c", DIES, str(public_disk)], env=environment, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert (PublishedReview.objects.count(), Publication.objects.filter(status="published").count()) == (0, 0)
    assert scheduling.publish_due(at=MOMENT) == 2
    assert PublishedReview.objects.count() == 2
