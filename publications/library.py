"""The only writer of the published tables and of the published files."""

import hashlib
import os
import secrets
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Count
from django.utils.text import slugify

from publications.markdown import Rendered
from publications.models import LibraryState, PublishedReview, PublishedTheme, WithdrawnReview

Precision = PublishedReview.Precision
# Seconds after which a file without a row is nobody's: publishing writes the file first and the row a moment later.
STRAY_AFTER = 3600
_LONGEST_SLUG = 100


@dataclass(frozen=True)
class When:
    """The day of a publication, as far as it is known: the first day of the month or year where no more is."""

    on: date | None
    precision: Precision = Precision.DAY

    @classmethod
    def read(cls, text: str) -> "When":
        """From 2022-04-12, 2022-03, 2025 or nothing. Raises ValueError for anything else."""
        if not text:
            return cls(None, Precision.UNKNOWN)
        parts = [int(part) for part in text.split("-")]
        precision = {1: Precision.YEAR, 2: Precision.MONTH, 3: Precision.DAY}[len(parts)]
        year, month, day = [*parts, 1, 1][:3]
        return cls(date(year, month, day), precision)

    @property
    def words(self) -> str:
        """For people: 12 April 2022, March 2022, 2025, or that it is not known."""
        if self.on is None:
            return "date not known"
        shape = {Precision.DAY: "%-d %B %Y", Precision.MONTH: "%B %Y"}.get(self.precision, "%Y")
        return self.on.strftime(shape)


@dataclass(frozen=True)
class Entry:
    """Everything that becomes public about one review. `themes` are pairs of slug and name."""

    title: str
    partnership: str
    kind: str
    when: When
    subject: str
    summary: str = ""
    rendered: Rendered = field(default_factory=lambda: Rendered("", "", []))
    year_of_incident: int | None = None
    age_band: str = ""
    themes: tuple[tuple[str, str], ...] = ()
    file: "File | None" = None
    source_url: str = ""


@dataclass(frozen=True)
class File:
    """A file that is already on the public disk."""

    key: str
    size: int
    pages: int
    digest: str


def new_key() -> str:
    """A key that nobody can guess: 256 bits."""
    return secrets.token_urlsafe(32)


def path_of(key: str) -> Path:
    """Where the file with that key lies."""
    return Path(settings.PUBLIC_MEDIA_ROOT) / f"{key}.pdf"


def write_file(key: str, content: bytes, pages: int) -> File:
    """Put the bytes on the public disk for good: written aside, flushed, then renamed, so that no half file is ever seen."""
    path = path_of(key)
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_suffix(".part")
    with open(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644), "wb") as file:
        file.write(content)
        file.flush()
        os.fchmod(file.fileno(), 0o644)
        os.fsync(file.fileno())
    aside.rename(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return File(key, len(content), pages, hashlib.sha256(content).hexdigest())


def remove_file(key: str) -> None:
    """Take the file away, with what a broken write may have left."""
    for path in (path_of(key), path_of(key).with_suffix(".part")):
        path.unlink(missing_ok=True)


def copy_of(entry: Entry, slug: str) -> PublishedReview:
    """The public row of an entry, not yet saved: a preview shows it, `add` saves it."""
    on = entry.when.on
    return PublishedReview(
        slug=slug,
        title=entry.title,
        partnership=entry.partnership,
        kind=entry.kind,
        published_on=on,
        precision=entry.when.precision,
        published_words=entry.when.words,
        year=on.year if on else None,
        year_of_incident=entry.year_of_incident,
        child_age_band=entry.age_band,
        subject=entry.subject,
        summary_text=entry.summary,
        body_html=entry.rendered.html,
        body_text=entry.rendered.text,
        contents=entry.rendered.contents,
        theme_names=[name for _, name in entry.themes],
        theme_words=" ".join(name for _, name in entry.themes),
        source_url=entry.source_url,
        **_file_facts(entry.file),
    )


@transaction.atomic
def add(entry: Entry) -> PublishedReview:
    """Copy an entry to the public side, at an address of its own, and give the library its next version."""
    state = _lock()
    review = copy_of(entry, _free_slug(entry))
    review.save(force_insert=True)
    review.themes.set([PublishedTheme.objects.get_or_create(slug=s, defaults={"name": n})[0] for s, n in entry.themes])
    _next_version(state)
    return review


@transaction.atomic
def remove(slug: str, *, on: date) -> None:
    """Take the copy and, when that is certain, its file away; leave a tombstone. Raises PublishedReview.DoesNotExist."""
    state = _lock()
    review = PublishedReview.objects.get(slug=slug)
    key = review.file_key
    review.themes.clear()
    review.delete()
    WithdrawnReview.objects.create(slug_digest=digest_of(slug), withdrawn_on=on)
    PublishedTheme.objects.filter(reviews__isnull=True).delete()
    _next_version(state)
    transaction.on_commit(lambda: remove_file(key))


def digest_of(slug: str) -> str:
    """What a tombstone keeps instead of an address."""
    return hashlib.sha256(slug.encode()).hexdigest()


def remove_strays() -> int:
    """Remove files that belong to no published review: left behind where a process died half way. Returns how many."""
    known = set(PublishedReview.objects.exclude(file_key="").values_list("file_key", flat=True))
    oldest = time.time() - STRAY_AFTER
    root = Path(settings.PUBLIC_MEDIA_ROOT)
    files = [path for path in root.glob("*") if path.suffix in (".pdf", ".part")] if root.is_dir() else []
    strays = [path for path in files if path.stem not in known and path.stat().st_mtime < oldest]
    for path in strays:
        path.unlink(missing_ok=True)
    return len(strays)


def _file_facts(file: File | None) -> dict[str, Any]:
    if file is None:
        return {}
    return {"file_key": file.key, "file_size": file.size, "file_pages": file.pages, "file_digest": file.digest}


def _free_slug(entry: Entry) -> str:
    """The title, whose it is where it is not ours, and the year; with a number where that was ever used."""
    parts = [entry.title, entry.partnership if entry.source_url else "", str(entry.when.on.year) if entry.when.on else ""]
    wanted = slugify(" ".join(parts))[:_LONGEST_SLUG].strip("-") or "review"
    return next(slug for slug in _numbered(wanted) if not _was_used(slug))


def _numbered(wanted: str) -> Iterable[str]:
    yield wanted
    number = 2
    while True:
        yield f"{wanted}-{number}"
        number += 1


def _was_used(slug: str) -> bool:
    taken = PublishedReview.objects.filter(slug=slug).exists()
    return taken or WithdrawnReview.objects.filter(slug_digest=digest_of(slug)).exists()


def _lock() -> LibraryState:
    """One publication at a time: addresses and counts are decided under this lock."""
    return LibraryState.objects.select_for_update().get_or_create(pk=1)[0]


def _next_version(state: LibraryState) -> None:
    """Count again what the filters offer, so that no page of the public site has to."""
    themes = PublishedTheme.objects.annotate(uses=Count("reviews")).order_by("name")
    years = PublishedReview.objects.filter(year__isnull=False).values_list("year").annotate(uses=Count("pk"))
    state.themes = [[theme.slug, theme.name, theme.uses] for theme in themes]
    state.years = [list(row) for row in years.order_by("-year")]
    state.total = PublishedReview.objects.count()
    state.version += 1
    state.save()
