"""Withdrawing: row, file and search entry go together, and a tombstone without a name stays."""

from datetime import date
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django import DjangoCaptureOnCommitCallbacks

from cspr.lifecycle import MoveRefused
from cspr.models import TimelineEntry, User
from publications import library, lifecycle
from publications.models import LibraryState, PublishedReview, PublishedTheme, WithdrawnReview
from tests.publications import drafts
from tests.publications.drafts import WITHDRAWN


def files_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*") if not path.name.startswith("version")) if folder.is_dir() else []


def test_withdrawing_takes_row_themes_and_file_away_and_leaves_a_tombstone_without_a_name(
    manager: User, public_disk: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    publication, review = drafts.published(manager)
    with django_capture_on_commit_callbacks(execute=True):
        lifecycle.withdraw(publication, by=manager, at=WITHDRAWN, because=" A sibling was recognised. ")
    publication.refresh_from_db()
    assert (publication.status, publication.withdrawn_because, publication.withdrawn_by, publication.public_slug) == (
        "withdrawn",
        "A sibling was recognised.",
        manager,
        "",
    )
    assert (PublishedReview.objects.count(), PublishedTheme.objects.count(), files_in(public_disk)) == (0, 0, [])
    document = library.digest_of_document(review.slug, "full-report")
    assert set(WithdrawnReview.objects.values_list("slug_digest", "withdrawn_on")) == {
        (digest, date(2021, 6, 1)) for digest in (library.digest_of(review.slug), document)
    }
    state = LibraryState.objects.get()
    assert (state.version, state.total, state.themes, state.years) == (2, 0, [], [])
    assert TimelineEntry.objects.filter(case=publication.case, kind="publication_withdrawn").count() == 1


def test_an_address_that_was_withdrawn_is_never_used_again(manager: User) -> None:
    publication, _ = drafts.published(manager)
    lifecycle.withdraw(publication, by=manager, at=WITHDRAWN, because="Replaced.")
    assert drafts.published(manager)[1].slug == "child-r-2021-2"


def test_a_withdrawal_that_fails_keeps_row_and_file(manager: User, public_disk: Path) -> None:
    publication, review = drafts.published(manager)

    def withdraw_and_fail() -> None:
        with transaction.atomic():
            lifecycle.withdraw(publication, by=manager, at=WITHDRAWN, because="Replaced.")
            raise OSError("the connection broke")

    with pytest.raises(OSError, match="connection broke"):
        withdraw_and_fail()
    assert PublishedReview.objects.filter(slug=review.slug).exists()
    assert files_in(public_disk) == [f"{review.documents.get().file_key}.pdf"]


def test_withdrawing_needs_a_reason_and_something_that_is_published(manager: User) -> None:
    publication = drafts.approved(manager)
    with pytest.raises(MoveRefused, match="Give the reason"):
        lifecycle.withdraw(publication, by=manager, at=WITHDRAWN, because="")
    with pytest.raises(MoveRefused, match="not possible while the status"):
        lifecycle.withdraw(publication, by=manager, at=WITHDRAWN, because="Replaced.")
