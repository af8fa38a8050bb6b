"""The confidential side and the public side: publishing copies, and what is copied leads nowhere back."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from cspr.models import User
from publications import library, lifecycle
from publications.models import Candidate, Publication, PublishedReview
from tests.publications import drafts

pytestmark = pytest.mark.django_db
# Says of a database whether it is a demonstration, and which words readers may have meant: neither is made by a publication.
NOT_OF_A_REVIEW = {"demo_demomarker"}


def published_rows() -> str:
    """Every row that the role of the public site may read, as PostgreSQL writes it."""
    tables = [
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if getattr(model, "database_access", "") == "published" and model._meta.db_table not in NOT_OF_A_REVIEW
    ]
    with connection.cursor() as cursor:
        found = []
        for table in tables:
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            found += [f"{table}: {row[0]}" for row in cursor.fetchall()]
    return "\n".join(found)


def files(disk: Path) -> list[Path]:
    """The files that the public process could serve."""
    return sorted(disk.rglob("*.pdf"))


def test_nothing_is_on_the_public_side_before_it_is_published(manager: User, public_disk: Path) -> None:
    publication = drafts.approved(manager)
    assert (publication.public_slug, publication.public_document) == ("", "")
    assert not PublishedReview.objects.exists()
    assert publication.title not in published_rows()
    assert files(public_disk) == []


def test_the_bytes_that_were_approved_are_copied_under_a_name_that_nobody_knew(manager: User, public_disk: Path) -> None:
    publication, _ = drafts.published(manager)
    candidate = Candidate.objects.get(publication=publication, digest=publication.approved_digest)
    (file,) = files(public_disk)
    assert hashlib.sha256(file.read_bytes()).hexdigest() == candidate.sha256
    # 256 bits of chance, and none of them those under which the staff side keeps its own.
    assert len(file.stem) >= 43
    assert file.stem not in (candidate.key, candidate.digest, candidate.sha256)
    assert file == library.path_of(file.stem)


def test_no_value_of_the_case_and_of_its_people_stands_in_what_was_copied(manager: User) -> None:
    publication, _ = drafts.published(manager)
    candidate = Candidate.objects.get(publication=publication, digest=publication.approved_digest)
    rows = published_rows()
    assert publication.title in rows
    people = [(person.name, person.email) for person in User.objects.all()]
    kept = [
        *(publication.case.reference, candidate.key, candidate.digest, candidate.page_sha256, publication.approved_digest),
        *(word for person in people for word in person),
    ]
    assert [value for value in kept if value and value in rows] == []


def test_a_later_change_of_the_working_record_does_not_reach_the_public(manager: User, site: Callable[[str], Client]) -> None:
    publication, review = drafts.published(manager)
    public = site("public")
    before = [public.get(address).content for address in (f"/reviews/{review.slug}/", "/reviews/", "/feed.atom")]
    Publication.objects.filter(pk=publication.pk).update(title="Child Changed", summary="Changed", body="## Changed")
    assert [public.get(address).content for address in (f"/reviews/{review.slug}/", "/reviews/", "/feed.atom")] == before
    assert "Changed" not in published_rows()


def test_a_withdrawal_leaves_the_record_inside_and_a_tombstone_without_a_pseudonym_outside(
    manager: User, public_disk: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    publication, review = drafts.published(manager, title="Child Quokka", subject="About Quokka", summary="Quokka was harmed.")
    slug = review.slug
    assert "Quokka" in published_rows()
    with django_capture_on_commit_callbacks(execute=True):
        lifecycle.withdraw(publication, by=manager, at=drafts.WITHDRAWN, because="A sibling was recognised.")
    rows = published_rows().lower()
    assert [word for word in ("quokka", slug, "recognised", publication.case.reference.lower()) if word in rows] == []
    assert "publications_withdrawn" in rows
    assert files(public_disk) == []
    publication.refresh_from_db()
    assert (publication.title, publication.withdrawn_because) == ("Child Quokka", "A sibling was recognised.")
