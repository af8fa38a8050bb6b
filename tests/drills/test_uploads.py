"""Files that were altered at random: whatever they are by then, they are kept or refused in words, and nothing fails.

`./test` alters a few hundred; `./test all uploads` ten thousand. The seed is printed, so that a failure can be had again.
"""

import os
import random
import time
from collections import Counter
from pathlib import Path
from typing import IO

import pytest
from pytest_django import Settings

from devtools import drills
from referrals import uploads
from referrals.models import Attachment
from referrals.parsing import limits
from referrals.uploads import keeping
from referrals.uploads.parser import PARSER, Examined
from tests.referrals import answers
from tests.referrals.answers import MONDAY
from tests.referrals.corpus import EVIL, GOOD, bytes_of
from tests.referrals.files import SENDER, arriving

FILES = drills.count(sample=300, complete=10_000)
SEED = int(os.environ.get("UPLOAD_SEED", "20261123"))
# Of the evil ones, those that are made at once; the bombs have a test of their own.
SMALL = 40_000


def originals() -> list[tuple[str, bytes]]:
    """Good files and evil ones, by a name that lets them reach their parser."""
    made = [(f"a.{kind}", bytes_of(content)) for kind, files in GOOD.items() for content in files.values()]
    made += [(name, content) for what, (name, content) in EVIL.items() if isinstance(content, bytes) and "name" not in what]
    return [(name, content) for name, content in made if len(content) < SMALL]


def altered(content: bytes, chance: random.Random, others: list[tuple[str, bytes]]) -> bytes:
    """One to four alterations: bits turned over, parts lost, doubled, moved or taken from another file."""
    made = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        at, length = chance.randrange(len(made) + 1), chance.randint(1, 64)
        match chance.randrange(7):
            case 0 if at < len(made):
                made[at] ^= 1 << chance.randrange(8)
            case 1:
                made[at : at + length] = chance.randbytes(length)
            case 2:
                del made[at : at + length]
            case 3:
                made[at:at] = made[at : at + length] * chance.randint(1, 50)
            case 4:
                other = chance.choice(others)[1]
                start = chance.randrange(len(other) + 1)
                made[at:at] = other[start : start + chance.randint(1, 2000)]
            case 5:
                del made[at:]
            case _:
                made[at : at + 4] = chance.choice((b"\xff" * 4, bytes(4), b"\x7f\xff\xff\xff", b"<<<<", b"%PDF"))
    return bytes(made)


@pytest.mark.drill
@pytest.mark.django_db
def test_altered_files_are_kept_or_refused_in_words(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.REFERRALS_MEDIA_ROOT = tmp_path
    for limit in ("PER_HOUR", "PER_HOUR_OF_ALL", "TRIES_PER_HOUR", "TRIES_PER_HOUR_OF_ALL", "PER_REFERRAL", "LARGEST_REFERRAL"):
        monkeypatch.setattr(keeping, limit, 1 << 60)
    seen: list[Examined] = []
    examine = PARSER.examine

    def noting(kind: str, content: IO[bytes]) -> Examined:
        seen.append(examine(kind, content))
        return seen[-1]

    monkeypatch.setattr(PARSER, "examine", noting)
    chance, sources = random.Random(SEED), originals()
    draft = answers.draft()
    said: Counter[str] = Counter()
    took = []
    for _ in range(FILES):
        name, content = chance.choice(sources)
        upload = arriving(name, altered(content, chance, sources))
        began = time.monotonic()
        try:
            uploads.keep(upload, sender=SENDER, form_uuid=draft.pk, at=MONDAY)
            said["kept"] += 1
        except uploads.FileRefused as refused:
            said[str(refused)[:40]] += 1
        took.append(time.monotonic() - began)
    took.sort()
    slowest, middle = took[int(len(took) * 0.99) - 1], took[len(took) // 2]
    memory, seconds = max(one.memory for one in seen), max(one.seconds for one in seen)
    ended = [one for one in seen if one.refused == "too_much_work"]
    assert sum(said.values()) == FILES
    assert 0 < said["kept"] < FILES
    # The parsers have seen nearly all of them: no other refusal came first.
    assert len(seen) > FILES * 0.8
    assert memory < limits.MEMORY
    assert seconds < limits.CPU_SECONDS
    assert slowest < 2
    assert Attachment.objects.kept_for(SENDER, draft.pk).count() <= said["kept"]
    print(f"seed {SEED}: {said}")
    drills.report(
        "altered files",
        f"{FILES} files of seed {SEED}, 0 errors, {said['kept']} kept, {len(ended)} ended by the limits; a child used "
        f"{memory // limits.MEGABYTE} MB and {seconds:.1f} s at most; half within {middle * 1000:.0f} ms, "
        f"99 % within {slowest * 1000:.0f} ms",
        measures=("referrals/parsing", "referrals/uploads"),
    )
