"""Two people, or a person and a fault, at the same moment: nothing is lost, and everybody is told in words."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections, transaction

from cspr.lifecycle import Busy, MoveRefused, lock
from cspr.models import User
from publications import bringing, countdown, identities, library, lifecycle
from publications.models import KnownIdentity, Publication, PublishedDocument, UploadedReport
from referrals.models import Attachment
from tests.cast import person
from tests.publications import drafts
from tests.publications.drafts import DRAFTED, PUBLISHED, WITHDRAWN
from tests.publications.test_bringing import a_pdf
from tests.publications.test_correction import corrected


@pytest.mark.parametrize("step", ["plan", "identity"])
@pytest.mark.usefixtures("committed_db")
def test_whoever_comes_while_somebody_else_holds_the_case_is_told_so_in_words(step: str) -> None:
    manager = person("business_manager")
    one = drafts.draft(manager)
    steps: dict[str, Callable[[], object]] = {
        "plan": lambda: countdown.plan(one, on=PUBLISHED.date(), by=manager, at=DRAFTED),
        "identity": lambda: identities.add(one.case, sort="person", text="Ottoline Dapperwing", by=manager, at=DRAFTED),
    }
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            lock(one.case)
            held.set()
            done.wait(timeout=60)
        connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        holder = pool.submit(hold)
        assert held.wait(timeout=60)
        try:
            with pytest.raises(Busy):
                steps[step]()
        finally:
            done.set()
        holder.result()
    one.refresh_from_db()
    assert (one.planned_on, KnownIdentity.objects.count()) == (None, 0)
    steps[step]()


@pytest.mark.usefixtures("committed_db")
def test_a_fault_after_the_publication_is_written_leaves_its_file_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise OSError("Nobody can be told.")

    manager = person("business_manager")
    approved = drafts.approved(manager)
    with monkeypatch.context() as broken:
        broken.setattr(lifecycle, "announce", lambda *_, **__: transaction.on_commit(fail))
        with pytest.raises(OSError, match="Nobody can be told"):
            lifecycle.publish(approved, by=manager, at=PUBLISHED)
    assert library.path_of(PublishedDocument.objects.get().file_key).is_file()


@pytest.mark.usefixtures("committed_db")
def test_a_corrected_version_stands_though_the_disk_keeps_the_file_before_it() -> None:
    manager = person("business_manager")
    one, review = drafts.published(manager)
    # The old file cannot be taken away: something else stands in its place.
    old = library.path_of(review.documents.get().file_key)
    old.unlink()
    (old / "something").mkdir(parents=True)
    lifecycle.publish(corrected(one, manager), by=manager, at=WITHDRAWN)
    document = PublishedDocument.objects.get()
    assert document.version == 2
    assert library.path_of(document.file_key).is_file()


def test_a_file_laid_beside_what_somebody_published_meanwhile_is_not_kept(manager: User) -> None:
    seen = drafts.approved(manager)
    lifecycle.publish(Publication.objects.get(), by=manager, at=PUBLISHED)
    with pytest.raises(MoveRefused, match="has been published"):
        bringing.lay_report(seen, SimpleUploadedFile("report.pdf", a_pdf()), by=manager, at=PUBLISHED)
    assert (UploadedReport.objects.count(), Attachment.objects.count()) == (0, 0)


def test_the_same_file_laid_twice_leaves_everything_as_it_is_the_second_time(manager: User) -> None:
    publication, content = drafts.draft(manager), a_pdf()
    for _ in range(2):
        bringing.lay_report(publication, SimpleUploadedFile("report.pdf", content), by=manager, at=DRAFTED)
    assert publication.case.timeline.filter(kind="publication_file_changed").count() == 1
