"""A stranger reads the description of the interface, asks it everything that it allows and forbids, and compares."""

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from pytest_django import Settings

from devtools import drills, environment
from devtools.bench.public import granian
from devtools.ports import HOST
from publications import library
from tests import database
from tests.public.world import elsewhere, entry

EXAMPLES = drills.count(sample=15, complete=400)  # for each address and phase
SEED = 20261123


@pytest.mark.drill
def test_the_interface_does_what_its_description_says(committed_db: str, tmp_path: Path, settings: Settings) -> None:
    settings.PUBLIC_MEDIA_ROOT = tmp_path / "media" / "public"
    for number in range(23):
        entry(number)
        elsewhere(100 + number)
    library.remove(entry(99).slug, on=date(2026, 5, 1))
    env = environment.local(database.urls_for(committed_db), tmp_path, keep={})
    with granian("public", environment.of_site(env, "public"), tmp_path) as (port, _):
        root = f"http://{HOST}:{port}"
        argv = ("schemathesis", "run", f"{root}/api/openapi.json", "-u", root, "-n", str(EXAMPLES), "--seed", str(SEED))
        command = (str(Path(sys.executable).parent / argv[0]), *argv[1:], "--continue-on-failure", "--no-color")
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    found = re.search(r"(\d+) generated, \1 passed", done.stdout)
    assert found is not None, done.stdout
    drills.report(
        "interface for programs against its description",
        f"{int(found[1]):,} requests invented from seed {SEED}, allowed and forbidden ones: 0 failures",
        measures=("publications/views/api.py", "publications/feeds", "publications/search"),
    )
