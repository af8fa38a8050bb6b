"""The parts of a PDF that are not its pages. Every object is looked at, so that no place is forgotten."""

from collections.abc import Iterator
from typing import Any

import pikepdf

from publications.reading import conduct, places, streams
from publications.reading.job import Inner, Job
from publications.reading.limits import MOST_DEPTH, MOST_STREAMS
from publications.reading.notes import Notes
from publications.reading.opened import BROKEN, NotOpened
from publications.reading.streams import Extra
from publications.reading.where import Where

__all__ = ["Extra", "read"]


def read(document: Any, notes: Notes, job: Job) -> tuple[list[Inner], list[Extra], set[str]]:
    """Write down what every object says and does; and alter the document so that pdfium finds all there is to see.

    Gives the embedded files, what was added as further pages, and the pages that have to be looked at. Raises NotOpened.
    """
    try:
        where = Where(document)
        conduct.judge_root(document, notes)
        files, total = _Files(), 0
        looked: list[Any] = list(document.objects)
        for thing in looked:
            for holder, path in _within(thing):
                conduct.judge(holder, where.of(thing), notes)
                places.read_strings(holder, thing, path, where, notes)
                if isinstance(holder, pikepdf.Dictionary | pikepdf.Stream):
                    files.take_from(holder)
            if isinstance(thing, pikepdf.Stream):
                total += streams.read(thing, where, notes, job)
                if total > MOST_STREAMS:
                    raise NotOpened("It unpacks to more than can be read. Make its pictures smaller or split it.")
        for holder, path in _within(document.trailer):
            places.read_strings(holder, document.trailer, path, where, notes)
        streams.read_pages(document, where, notes)
        places.read_names(where, notes)
        return files.found(notes), streams.spread(document, looked, where, notes, job), where.unsure
    except BROKEN as error:
        raise NotOpened("The file is damaged. Save it again as PDF, then add that.") from error


def _within(thing: Any) -> Iterator[tuple[Any, tuple[str, ...]]]:
    """The dictionaries and lists of one object, each with the keys that lead to it."""
    waiting: list[tuple[Any, tuple[str, ...]]] = [(thing, ())]
    while waiting:
        one, path = waiting.pop()
        if len(path) > MOST_DEPTH:
            raise NotOpened("Its parts lie too deep inside each other to be read. Save it again as PDF, then add that.")
        if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            inner = list(one.items())
        elif isinstance(one, pikepdf.Array):
            inner = [("[]", value) for value in one]
        elif isinstance(one, pikepdf.String | pikepdf.Name):
            inner = []
        else:
            continue
        yield one, path
        waiting += [(value, (*path, key)) for key, value in inner if _is_direct(value)]


def _is_direct(value: Any) -> bool:
    return isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect


class _Files:
    """The files that are embedded, each once, under the name that some part gives it."""

    def __init__(self) -> None:
        self._streams: dict[Any, Any] = {}
        self._names: dict[Any, str] = {}

    def take_from(self, holder: Any) -> None:
        """Note what a file specification holds; or a file that nothing names."""
        if isinstance(holder.get("/EF"), pikepdf.Dictionary):
            for _, stream in holder.EF.items():
                self._take(stream, str(holder.get("/UF") or holder.get("/F") or ""))
        elif isinstance(holder, pikepdf.Stream) and holder.get("/Type") == "/EmbeddedFile":
            self._take(holder, "")

    def _take(self, stream: Any, name: str) -> None:
        if isinstance(stream, pikepdf.Stream):
            self._streams[stream.objgen] = stream
            self._names[stream.objgen] = name or self._names.get(stream.objgen, "")

    def found(self, notes: Notes) -> list[Inner]:
        """All of them; each is something that must not be there."""
        files = []
        for number, (key, stream) in enumerate(self._streams.items(), 1):
            name = f"embedded file {number}"
            notes.hidden(name, "A file is embedded in the document. Take it out, then save the document again.")
            notes.text(f"name of {name}", self._names[key])
            try:
                files.append(Inner(name, bytes(stream.read_bytes()), file_name=self._names[key]))
            except BROKEN:
                notes.unread(name, "It could not be unpacked. Take it out.")
        return files
