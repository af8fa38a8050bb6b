"""The zip that travels with the pack: the document, the files of the agencies as they came, and a list of both."""

import hashlib
import json
import shutil
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

# A zip has a time for each file: always this one, so that the same files are the same zip.
NO_TIME = (1980, 1, 1, 0, 0, 0)
MODE = 0o600 << 16


@dataclass(frozen=True)
class Enclosed:
    """One file of an agency: the name that it has in the zip, which says nothing; the name as sent; where it lies."""

    name: str
    title: str
    agency: str
    size: int
    sha256: str
    path: Path


def write_parcel(target: IO[bytes], reference: str, document: bytes, files: Iterable[Enclosed]) -> None:
    """Write the zip. The list in it gives size and SHA-256 of each, so that whoever receives it can check."""
    enclosed = list(files)
    name = f"{reference}-pack.pdf"
    listed = [{"file": name, "size": len(document), "sha256": hashlib.sha256(document).hexdigest()}]
    listed += [
        {"file": one.name, "sent as": one.title, "agency": one.agency, "size": one.size, "sha256": one.sha256}
        for one in enclosed
    ]
    manifest = json.dumps({"reference": reference, "files": listed}, indent=2, ensure_ascii=False) + "\n"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as parcel:
        parcel.writestr(_entry("manifest.json"), manifest.encode())
        parcel.writestr(_entry(name, zipfile.ZIP_STORED), document)
        for one in enclosed:
            with one.path.open("rb") as source, parcel.open(_entry(one.name, zipfile.ZIP_STORED), "w") as place:
                shutil.copyfileobj(source, place, 1 << 16)


def _entry(name: str, how: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, NO_TIME)
    entry.compress_type, entry.external_attr, entry.create_system = how, MODE, 3
    return entry
