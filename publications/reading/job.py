"""What a reader has in its hands: the tools, how thoroughly it looks, and the files that it finds inside."""

from dataclasses import dataclass, field

from publications.reading.ocr import Ocr


@dataclass(frozen=True)
class Inner:
    """A file inside a file. `name` is for people; `file_name` says what kind it may be; `kind` is given where it is known."""

    name: str
    content: bytes = field(repr=False)
    file_name: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Job:
    """One request. `every_page`: each page is looked at as a picture, whatever is on it."""

    ocr: Ocr
    pikepdf: bool = True
    pdfium: bool = True
    every_page: bool = False
    depth: int = 0
