"""Adds what becomes public and takes it away again: rows, files, tombstones and counts, together or not at all."""

import hashlib
import time
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from cspr.markdown import plain
from publications.library import changes, files
from publications.library.changes import changing
from publications.library.counting import count_offers, forget_words, learn_words
from publications.library.drawing import card_of, drawn_with
from publications.library.entries import Entry
from publications.library.refreshing import relate
from publications.models import (
    Kind,
    LibraryState,
    PublishedDocument,
    PublishedReview,
    PublishedTheme,
    Theme,
    WithdrawnReview,
)

# Characters of all documents of a page together: what the search index can surely hold.
_LONGEST_TEXT = 400_000
_LONGEST_SLUG = 100
_DATED = ("published_on", "precision", "published_words", "year")


def copy_of(entry: Entry, slug: str) -> PublishedReview:
    """The public row of an entry, not yet saved, with its `document` beside it: a preview shows both, `add` saves them."""
    review = PublishedReview(slug=slug, source_url=entry.source_url, **_page_of(entry))
    review.document = _document_of(entry, review)
    review.kinds = _kinds(review, [review.document] if review.document else [])
    return review


def add(entry: Entry) -> PublishedReview:
    """Copy an entry to the public side and give the library its next version. The review has what was added as `document`.

    Raises PublishedReview.DoesNotExist or PublishedDocument.DoesNotExist where `to_slug` or `replaces` name nothing.
    """
    with changing(), transaction.atomic():
        state = _lock()
        for slug, name in entry.themes:
            PublishedTheme.objects.get_or_create(slug=slug, defaults={"name": name, "group": _group_of(slug)})
        if entry.to_slug:
            review = PublishedReview.objects.get(slug=entry.to_slug)
            forget_words(review.pk)
            document = _replace(review, entry) if entry.replaces else _append(review, entry)
        else:
            review = copy_of(entry, _free_slug(entry))
            document = review.document
            review.save(force_insert=True)
            if document is not None:
                document.save(force_insert=True)
        _settle(review)
        _next_version(state)
    review.document = document
    return review


def remove(slug: str, document: str = "", *, on: date) -> None:
    """Take a document or, without one, the page with all of them away, and the files when that is certain.

    Each address leaves a tombstone. The last document takes its page along. Raises PublishedReview.DoesNotExist and
    PublishedDocument.DoesNotExist.
    """
    with changing(), transaction.atomic():
        state = _lock()
        review = PublishedReview.objects.get(slug=slug)
        forget_words(review.pk)
        going = list(review.documents.all())
        if document and going != [PublishedDocument.objects.get(review=review, slug=document)]:
            going = [one for one in going if one.slug == document]
            review.documents.filter(slug=document).delete()
            _settle(review)
        else:
            review.delete()
            _bury(digest_of(slug), on)
        for gone in going:
            _bury(digest_of_document(slug, gone.slug), on)
            _remove_in_the_end(gone.file_key)
        _next_version(state)


def digest_of(slug: str) -> str:
    """What a tombstone keeps instead of an address."""
    return hashlib.sha256(slug.encode()).hexdigest()


def digest_of_document(slug: str, document: str) -> str:
    """What the tombstone of a document keeps instead of its address."""
    return digest_of(f"{slug}/{document}")


def remove_strays() -> int:
    """Remove files that belong to no published document, left behind where a process died half way; return how many.

    Also says anew which version of the library stands, where a crash left that open.
    """
    known = set(PublishedDocument.objects.values_list("file_key", flat=True))
    changes.heal()
    return files.remove_stray_files(known, before=time.time() - files.STRAY_AFTER)


def _page_of(entry: Entry) -> dict[str, Any]:
    """What the page says because of an entry: fields of PublishedReview."""
    on = entry.when.on
    points = (entry.learning_html, entry.recommendations_html, entry.changes_html)
    return {
        "title": entry.title,
        "partnership": entry.partnership,
        "partnership_slug": slugify(entry.partnership)[:_LONGEST_SLUG],
        "kind": entry.kind,
        "review_type": entry.review_type,
        "published_on": on,
        "precision": entry.when.precision,
        "published_words": entry.when.words,
        "year": on.year if on else None,
        "version": entry.version,
        "year_of_incident": entry.year_of_incident,
        "child_age_band": entry.age_band,
        "subject": entry.subject,
        "summary_text": entry.summary,
        "learning_html": entry.learning_html,
        "recommendations_html": entry.recommendations_html,
        "changes_html": entry.changes_html,
        "points_text": "\n".join(plain(html) for html in points if html),
        "theme_slugs": [slug for slug, _ in entry.themes],
        "theme_names": [name for _, name in entry.themes],
        "theme_words": " ".join(name for _, name in entry.themes),
    }


def _document_of(entry: Entry, review: PublishedReview) -> PublishedDocument | None:
    """The document of an entry, not yet saved; None where somebody else published it. A preview has no file yet."""
    if entry.source_url:
        return None
    page = _page_of(entry)
    title = entry.document_title or str(Kind(entry.kind).label)
    return PublishedDocument(
        review=review,
        slug=slugify(title)[:50].strip("-"),
        kind=entry.kind,
        title=title,
        html=entry.rendered.html,
        text=entry.rendered.text,
        contents=entry.rendered.contents,
        file_key=entry.file.key if entry.file else "",
        file_size=entry.file.size if entry.file else 0,
        file_pages=entry.file.pages if entry.file else 0,
        file_digest=entry.file.digest if entry.file else "",
        version=entry.version,
        published_on=entry.when.on,
        correction_note=entry.correction_note,
        page={**page, "published_on": entry.when.on.isoformat() if entry.when.on else None},
    )


def _append(review: PublishedReview, entry: Entry) -> PublishedDocument | None:
    """A further document, at an address of its own below the page's."""
    document = _document_of(entry, review)
    if document is not None:
        used = {one.slug for one in review.documents.all()}
        document.slug = next(
            slug
            for slug in _numbered(document.slug)
            if slug not in used and not _is_buried(digest_of_document(review.slug, slug))
        )
        document.save(force_insert=True)
    return document


def _replace(review: PublishedReview, entry: Entry) -> PublishedDocument | None:
    """A corrected version: at the address of the old one, whose file goes. The page keeps the day of its first publication."""
    old = PublishedDocument.objects.get(review=review, slug=entry.replaces)
    document = _document_of(entry, review)
    if document is not None:
        document.pk, document.slug = old.pk, old.slug
        document.page |= {name: old.page[name] for name in _DATED}
        document.save(force_update=True)
        _remove_in_the_end(old.file_key)
    return document


def _remove_in_the_end(key: str) -> None:
    """Nobody can reach the file once its row is gone. Where the disk refuses, the tidying takes it later (`remove_strays`)."""

    def remove_file() -> None:
        files.remove_file(key)

    transaction.on_commit(remove_file, robust=True)


def _settle(review: PublishedReview) -> None:
    """Make the page what its documents say it is: facts of the oldest, words, kinds and dates of all; then count its words."""
    documents = list(review.documents.all()) if review.pk else []
    if documents:
        for name, value in documents[0].page.items():
            setattr(review, name, value)
        on = documents[0].page["published_on"]
        review.published_on = date.fromisoformat(on) if on else None
        review.body_text = "\n".join(document.text for document in documents)[:_LONGEST_TEXT]
        review.updated_on = max((one.published_on for one in documents if one.published_on), default=None)
    review.kinds = _kinds(review, documents)
    review.card_html = card_of(review)
    review.save()
    learn_words(review.pk)
    relate(review)
    for other in PublishedReview.objects.filter(pk__in=review.related).only("pk", "theme_slugs"):
        relate(other)


def _kinds(review: PublishedReview, documents: Iterable[PublishedDocument]) -> list[str]:
    """The kinds of its documents, each once, and the kind of review."""
    kinds = [*(document.kind for document in documents), review.kind, review.review_type]
    return [str(kind) for kind in dict.fromkeys(kinds) if kind]


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
    return PublishedReview.objects.filter(slug=slug).exists() or _is_buried(digest_of(slug))


def _is_buried(digest: str) -> bool:
    return WithdrawnReview.objects.filter(slug_digest=digest).exists()


def _bury(digest: str, on: date) -> None:
    WithdrawnReview.objects.create(slug_digest=digest, withdrawn_on=on)


def _group_of(slug: str) -> str:
    """What a theme is about, as the partnership's own list says; blank for a theme of somebody else's."""
    return Theme.objects.filter(slug=slug).values_list("group", flat=True).first() or ""


def _lock() -> LibraryState:
    """One publication at a time: addresses and counts are decided under this lock."""
    return LibraryState.objects.select_for_update().get_or_create(pk=1, defaults={"drawn_with": drawn_with()})[0]


def _next_version(state: LibraryState) -> None:
    """Count again what the filters offer, and forget the themes that no review has any more."""
    count_offers(state)
    PublishedTheme.objects.exclude(slug__in=[row[0] for row in state.themes]).delete()
    state.version += 1
    state.save()
