"""The zip: a workbook, the documents, the files as they were sent, and a list of all of them. No more of it is in memory

than the workbook and one document at a time.
"""

import hashlib
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any, cast

from cspr.clocks import LONDON
from cspr.exporting.sheets import Held, Paper, Sheet, tables_of
from cspr.models import Case, User
from cspr.pdf import MARKING
from cspr.spreadsheets import as_xlsx
from cspr.stages import declared

PIECE = 1 << 16
MODE = 0o600 << 16
KEEP = (
    "Keep it only where your partnership allows records of this kind: on an encrypted drive of the council, never in a "
    "mailbox, never on a device of your own. Delete it as soon as what you took it for is done. "
    "Who took it, and when, is recorded."
)


@dataclass(frozen=True)
class Contents:
    """What the zip of a case would hold. The documents are not made yet."""

    sheets: tuple[Sheet, ...]
    papers: tuple[Paper, ...]
    files: tuple[Held, ...]

    @property
    def left_behind(self) -> list[Held]:
        """Files that nobody may receive as they are."""
        return [file for file in self.files if file.why_not]

    @property
    def enclosed(self) -> list[Held]:
        """Files that go with it."""
        return [file for file in self.files if not file.why_not]

    @property
    def tally(self) -> list[tuple[str, int]]:
        """Each sheet that has rows, and how many."""
        return [(table.title, len(table.rows)) for table in tables_of(self.sheets)]


def contents_of(case: Case, *, at: datetime) -> Contents:
    """What there is about the case, as each app declares it."""
    return Contents(
        tuple(sheet for sheets in _declared("SHEETS") for sheet in sheets(case)),
        tuple(paper for papers in _declared("PAPERS") for paper in papers(case, at)),
        tuple(file for files in _declared("FILES") for file in files(case)),
    )


def write(target: IO[bytes], case: Case, contents: Contents, *, by: User, at: datetime) -> None:
    """Write the zip. Its list can be checked with any program that knows SHA-256. Raises OSError."""
    listed: list[tuple[str, str]] = []
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as parcel:
        for name, make in _made(case, contents):
            content = make()
            listed.append((hashlib.sha256(content).hexdigest(), name))
            parcel.writestr(_entry(name, at), content)
        for file in contents.enclosed:
            listed.append((_copy(parcel, file, at), file.name))
        read_me = _read_me(case, contents, by, at).encode()
        listed.append((hashlib.sha256(read_me).hexdigest(), "READ-ME-FIRST.txt"))
        parcel.writestr(_entry("READ-ME-FIRST.txt", at), read_me)
        manifest = "".join(f"{digest}  {name}\n" for digest, name in listed)
        parcel.writestr(_entry("manifest.sha256", at), manifest.encode())


def _declared(name: str) -> list[Callable[..., Any]]:
    return cast(list[Callable[..., Any]], declared("exporting", name))


def _made(case: Case, contents: Contents) -> Iterator[tuple[str, Callable[[], bytes]]]:
    tables = tables_of(contents.sheets)
    yield f"{case.reference}.xlsx", lambda: as_xlsx(*tables)
    for sheet in contents.sheets:
        for text in sheet.long:
            yield text.name, text.words.encode
    for paper in contents.papers:
        yield paper.name, paper.make


def _copy(parcel: zipfile.ZipFile, file: Held, at: datetime) -> str:
    """A stored file, piece by piece; its SHA-256 as it went in."""
    digest = hashlib.sha256()
    with file.path.open("rb") as source, parcel.open(_entry(file.name, at, zipfile.ZIP_STORED), "w") as place:
        while piece := source.read(PIECE):
            digest.update(piece)
            place.write(piece)
    return digest.hexdigest()


def _read_me(case: Case, contents: Contents, by: User, at: datetime) -> str:
    lines = [
        MARKING,
        f"Everything about {case.reference}, taken by {by} on {at.astimezone(LONDON):%-d %B %Y at %H:%M}.",
        KEEP,
        "",
        "The list manifest.sha256 gives the SHA-256 of each file: sha256sum --check manifest.sha256",
    ]
    lines += [f"{file.name}: sent as “{file.title}”" for file in contents.enclosed]
    lines += [f"Not enclosed: “{file.title}”, SHA-256 {file.sha256}. {file.why_not}." for file in contents.left_behind]
    return "\n".join(lines) + "\n"


def _entry(name: str, at: datetime, how: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    local = at.astimezone(LONDON)
    entry = zipfile.ZipInfo(name, (local.year, local.month, local.day, local.hour, local.minute, local.second))
    entry.compress_type, entry.external_attr, entry.create_system = how, MODE, 3
    return entry
