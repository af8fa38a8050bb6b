"""What the gate found in the bytes, and what a second person lets stay of it with a reason."""

import pytest

from cspr.lifecycle import MoveRefused
from cspr.models import User
from publications import gate, lifecycle
from publications.models import Candidate, Publication
from tests.cast import person
from tests.publications import drafts
from tests.publications.candidates import finished, made
from tests.publications.drafts import APPROVED


def found(by: User) -> Candidate:
    return finished(by, made(("Report", "Quillfeather"), ("PDF, page 1", "Quillfeather"), ("PDF, page 1", "Zephyrine")))


def test_a_second_person_accepts_with_a_reason_and_then_it_can_be_approved(manager: User) -> None:
    candidate, second = found(manager), person("partner_lead")
    rows = list(candidate.findings.all())
    assert len(rows) == len(gate.open_findings(candidate)) > 1
    with pytest.raises(MoveRefused, match="nobody has accepted"):
        lifecycle.approve(candidate.publication, by=second, at=APPROVED)
    lifecycle.accept_finding(rows[0], because=" A pen. ", by=second, at=APPROVED)
    rest = [row.digest for row in rows[1:]]
    assert lifecycle.accept_findings(candidate.publication, digests=rest, because="A pen.", by=second, at=APPROVED) == len(rest)
    assert gate.open_findings(candidate) == []
    assert {(row.accepted_by, row.accepted_because) for row in gate.accepted(candidate)} == {(second, "A pen.")}
    assert candidate.publication.case.timeline.filter(kind="publication_findings_accepted").count() == 2
    assert lifecycle.approve(candidate.publication, by=second, at=APPROVED).approved_digest == candidate.digest


def test_nobody_accepts_without_a_reason_twice_in_their_own_words_or_without_the_right(manager: User) -> None:
    candidate, second = found(manager), person("partner_lead")
    row = candidate.findings.first()
    assert row is not None
    for by, because, words in (
        (manager, "A pen.", "You wrote this"),
        (person("administrator"), "A pen.", "role does not approve"),
        (second, "  ", "Say why it may stay"),
    ):
        with pytest.raises(MoveRefused, match=words):
            lifecycle.accept_finding(row, because=because, by=by, at=APPROVED)
    lifecycle.accept_finding(row, because="A pen.", by=second, at=APPROVED)
    with pytest.raises(MoveRefused, match="no longer open"):
        lifecycle.accept_finding(row, because="A pen.", by=second, at=APPROVED)
    with pytest.raises(MoveRefused, match="no longer open"):
        lifecycle.accept_findings(candidate.publication, digests=[], because="A pen.", by=second, at=APPROVED)


def test_nothing_of_a_draft_is_accepted_nor_of_what_nobody_has_made(manager: User) -> None:
    second = person("partner_lead")
    with pytest.raises(MoveRefused, match="not waiting for a second person"):
        lifecycle.accept_findings(drafts.draft(manager), digests=["x"], because="A pen.", by=second, at=APPROVED)
    publication = drafts.draft(manager)
    Publication.objects.filter(pk=publication.pk).update(status="approved")
    with pytest.raises(MoveRefused, match="no longer open"):
        lifecycle.accept_findings(publication, digests=["x"], because="A pen.", by=second, at=APPROVED)


def test_an_acceptance_by_somebody_who_wrote_some_of_it_counts_for_nothing(manager: User) -> None:
    candidate = found(manager)
    candidate.findings.update(accepted_by=manager, accepted_at=APPROVED, accepted_because="Mine.")
    assert len(gate.open_findings(candidate)) == candidate.findings.count()
    assert gate.accepted(candidate) == []


def test_the_same_finding_in_the_same_bytes_has_the_same_digest_and_two_alike_have_two(manager: User) -> None:
    candidate = finished(manager, made(("Report", "Quillfeather\n"), ("Report", "x")))
    first = [one.digest for one in gate.findings_of(candidate)]
    assert first == [one.digest for one in gate.findings_of(Candidate.objects.get())]
    twice = finished(manager, made(("Report", "Quillfeather, Quillfeather")))
    digests = [one.digest for one in gate.findings_of(twice)]
    assert len(digests) == len(set(digests)) == 2


def test_an_edit_voids_what_was_accepted(manager: User) -> None:
    candidate, second = found(manager), person("partner_lead")
    for row in candidate.findings.all():
        lifecycle.accept_finding(row, because="A pen.", by=second, at=APPROVED)
    publication = candidate.publication
    publication.refresh_from_db()
    publication.summary = "Another summary about Quillfeather."
    lifecycle.save_edit(publication, by=manager, at=APPROVED)
    drafts.asked(publication, manager)
    with pytest.raises(MoveRefused, match="nobody has accepted"):
        lifecycle.approve(publication, by=second, at=APPROVED)
