"""The pack of a case with twelve agencies and six hundred rows, made by a worker of its own process: time, memory, PDF/UA.

`./test` makes a small one; `./test all pack` the whole.
"""

import hashlib
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pdfua
import pytest
from pytest_django import Settings

from cspr.models import User
from devtools import drills, paths
from rapid_reviews import packing
from rapid_reviews.models import Pack
from tests import database
from tests.cast import person
from tests.journey.world import wait_until
from tests.rapid_reviews.packs import large_review

ROWS, AGENCIES = drills.count(sample=60, complete=600), drills.count(sample=4, complete=12)
MOST_SECONDS, MOST_MEGABYTES = 20, 400
# Made as a worker makes it, in a process that has done nothing else; twice, with another order of every set in between.
# Its peak is read from its own memory: what getrusage says of a child begins with the size of its parent.
MAKER = """
import re, time
from pathlib import Path
import django
django.setup()
from django.utils import timezone
from rapid_reviews import packing
wall, begun = time.monotonic(), time.process_time()
made = packing.make_waiting(now=timezone.now)
peak = int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1]) / 1024
print(made, time.process_time() - begun, time.monotonic() - wall, peak)
"""


def worker(name: str, media: Path, seed: str, **more: str) -> dict[str, str]:
    """What a worker's process finds around it."""
    env = {**os.environ, **database.urls_for(name), "DJANGO_SETTINGS_MODULE": "config.settings", "SITE": "staff"}
    return env | {"MEDIA_DIR": str(media), "PYTHONHASHSEED": seed} | more


def make(name: str, media: Path, seed: str) -> tuple[float, float, float]:
    """Seconds of the processor, seconds on the clock of a machine that others share, and the peak of memory in megabytes."""
    env = worker(name, media, seed)
    done = subprocess.run([sys.executable, "-c", MAKER], cwd=paths.ROOT, env=env, capture_output=True, text=True, check=True)
    count, seconds, wall, megabytes = done.stdout.split()
    assert count == "1", done.stderr
    return float(seconds), float(wall), float(megabytes)


@pytest.mark.drill
def test_the_pack_of_a_large_case_is_made_in_time_in_little_memory_and_for_everybody_to_read(
    committed_db: str, settings: Settings, tmp_path: Path
) -> None:
    settings.STAFF_MEDIA_ROOT, settings.REFERRALS_MEDIA_ROOT = tmp_path / "staff", tmp_path / "referrals"
    by: User = person("business_manager")
    review = large_review(by, agencies=AGENCIES, rows=ROWS)
    digests, figures = set(), []
    for seed in ("1", "2"):
        pack = packing.ask(review, by=by, at=datetime.now(UTC))
        figures.append(make(committed_db, tmp_path, seed))
        pack = Pack.objects.get(pk=pack.pk)
        found = packing.file_of(pack, "pdf")
        digests.add((pack.sha256, pack.zip_sha256, hashlib.sha256(found.read_bytes()).hexdigest()))
        findings = pdfua.validate(str(found)).findings
        assert [f"{one.rule_id} {one.message}" for one in findings] == []
    assert len(digests) == 1, "the same record gave other bytes"
    seconds, wall, megabytes = (max(column) for column in zip(*figures, strict=True))
    assert seconds < MOST_SECONDS
    assert megabytes < MOST_MEGABYTES
    drills.report(
        "pack for the Panel",
        f"{AGENCIES} agencies, {ROWS} rows, {pack.pages} pages: {seconds:.1f} s of the processor ({wall:.1f} s on the clock), "
        f"{megabytes:.0f} MB, "
        "the same bytes twice, 0 findings of a PDF/UA checker",
        measures=("rapid_reviews/packing", "rapid_reviews/letters", "cspr/pdf.py"),
    )


@pytest.mark.drill
def test_a_worker_that_is_killed_while_it_sets_the_pages_loses_nothing(
    committed_db: str, settings: Settings, tmp_path: Path
) -> None:
    settings.STAFF_MEDIA_ROOT, settings.REFERRALS_MEDIA_ROOT = tmp_path / "staff", tmp_path / "referrals"
    by: User = person("business_manager")
    pack = packing.ask(large_review(by, agencies=4, rows=60), by=by, at=datetime.now(UTC))
    env = worker(committed_db, tmp_path, "1", PACK_LEASE="1")
    with subprocess.Popen([sys.executable, "-c", MAKER], cwd=paths.ROOT, env=env, stdout=subprocess.DEVNULL) as killed:
        wait_until(lambda: Pack.objects.filter(pk=pack.pk, percent__gt=0).exists(), 120)
        killed.kill()
    assert Pack.objects.get(pk=pack.pk).state == Pack.State.MAKING
    wait_until(lambda: Pack.objects.filter(pk=pack.pk, leased_until__lt=datetime.now(UTC)).exists(), 10)
    make(committed_db, tmp_path, "2")
    pack = Pack.objects.get(pk=pack.pk)
    assert (pack.state, pack.tries) == (Pack.State.READY, 2)
    assert packing.file_of(pack, "zip").exists()
