"""The pack for the Panel: complete, tagged, the same bytes each time, kept once it was sent, and safe from killed workers."""

import hashlib
import io
import json
import os
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pdfua
import pikepdf
import pytest
from django.conf import settings as configured
from pytest_django import Settings

from cspr import pdf
from cspr.lifecycle import MoveRefused
from cspr.models import User
from rapid_reviews import letters, lifecycle, packing, tasks
from rapid_reviews.models import AgencyRequest, Pack, RapidReview
from rapid_reviews.packing import contents, storing
from referrals.models import Attachment
from tests.pdf_text import pages, text
from tests.rapid_reviews.packs import enclose, large_review, signed
from tests.walk import SENT, UNSIGNED, decided_rapid_review, rapid_review, sent_rapid_review

AT = datetime(2021, 1, 12, 17, 0, tzinfo=UTC)
STATES = Pack.State


@pytest.fixture(autouse=True)
def disks(settings: Settings, tmp_path: Path) -> None:
    """Files of this test only."""
    settings.STAFF_MEDIA_ROOT = tmp_path / "staff"
    settings.REFERRALS_MEDIA_ROOT = tmp_path / "referrals"


def clock(at: datetime = AT) -> Callable[[], datetime]:
    return lambda: at


def made(review: RapidReview, by: User, at: datetime = AT) -> Pack:
    """Asked for and made."""
    pack = packing.ask(review, by=by, at=at)
    assert packing.make_waiting(now=clock(at)) == 1
    pack.refresh_from_db()
    return pack


@pytest.fixture
def review(manager: User) -> RapidReview:
    """Three agencies with twenty rows, decided, two partners signed, the police dissented."""
    return large_review(manager, agencies=6, rows=20)


def test_it_is_one_tagged_document_that_says_what_it_is_of(review: RapidReview, manager: User) -> None:
    pack = made(review, manager)
    content = packing.file_of(pack, "pdf").read_bytes()
    assert (pack.state, pack.percent, pack.size, pack.pages) == (STATES.READY, 100, len(content), len(pages(content)))
    assert pack.sha256 == hashlib.sha256(content).hexdigest()
    with pikepdf.open(io.BytesIO(content)) as document:
        assert bool(document.Root.MarkInfo.Marked)
        assert str(document.Root.Lang) == "en-GB"
        assert str(document.docinfo["/Title"]) == f"{review.case.reference}: pack for the Panel"
    found = pages(content)
    assert all(pdf.MARKING in page and review.case.reference in page for page in found)


def test_a_checker_of_pdf_ua_finds_nothing_in_it(review: RapidReview, manager: User) -> None:
    path = packing.file_of(made(review, manager), "pdf")
    assert [f"{found.rule_id} {found.message}" for found in pdfua.validate(str(path)).findings] == []


def test_it_holds_everything_on_which_the_decision_rests(review: RapidReview, manager: User) -> None:
    said = text(packing.file_of(made(review, manager), "pdf").read_bytes())
    for words in (
        "SIN-1",
        *(f"Invented words on {part}." for part in RapidReview.PARTS),
        "Invented reasons for (c).",
        "(Missed before)",
        "Local child safeguarding practice review",
        "The police see no recurrent theme.",
        "They would have preferred other learning.",
        "Dissented on 12 January 2021",
        "They do not know the family",
        "Invented agency 06, signed by Contact 6",
        "The child's voice and lived experience",
        "20 rows of all agencies",
        "Rapid Review with the Panel",
    ):
        assert words in said, words
    # A narrow cell breaks a long name wherever it has to.
    for name in ("LetterofMrsInvented.pdf", "files/01-invented-agency-01.pdf"):
        assert name in said.replace(" ", "")
    assert said.count("Case notes") + said.count("Log 14/3") + said.count("Letter") > 20


def test_what_is_missing_is_listed_with_the_page_where_it_belongs(manager: User) -> None:
    review = rapid_review(manager, written=False)
    awaited = signed(review, 1)
    AgencyRequest.objects.filter(pk=awaited.pk).update(status="sent")
    pack = made(review, manager)
    assert "Report: Context: Not written yet" in pack.missing
    assert "Criteria: Not answered: (a), (b), (c), (d)" in pack.missing
    assert "Decision: Not decided yet" in pack.missing
    assert "Key: Police: Awaited" in pack.missing
    assert "Answers of agencies: 0 of 1 signed. Awaited: Invented agency 02" in pack.missing
    found = pages(packing.file_of(pack, "pdf").read_bytes())
    number = next(n for n, page in enumerate(found, 1) if "4. Decision and keys" in page and n > 3)
    assert f"Missing. Not decided yet {number}" in found[1]
    assert f"4. Decision and keys {number}" in found[2]


def test_the_reason_for_a_missing_key_stands_beside_the_keys(manager: User) -> None:
    review = lifecycle.explain_unsigned(decided_rapid_review(manager), because="Away.", by=manager, at=AT)
    said = text(packing.file_of(made(review, manager), "pdf").read_bytes())
    assert "Why it goes without the key of Local authority, Police, Integrated care board: Away." in said


def test_the_same_record_on_the_same_day_gives_the_same_bytes(review: RapidReview, manager: User) -> None:
    first = made(review, manager)
    one = [packing.file_of(first, kind).read_bytes() for kind in ("pdf", "zip")]
    second = made(review, manager, AT + timedelta(hours=3))
    assert second.pk != first.pk
    assert [packing.file_of(second, kind).read_bytes() for kind in ("pdf", "zip")] == one
    RapidReview.objects.filter(pk=review.pk).update(facts="Corrected.")
    third = made(review, manager, AT + timedelta(hours=4))
    assert packing.file_of(third, "pdf").read_bytes() != one[0]


def test_the_zip_holds_the_document_the_files_and_a_list_to_check_them_by(review: RapidReview, manager: User) -> None:
    enclose(review.requests.order_by("agency__name")[1], b"Not scanned", state=Attachment.State.WAITING)
    pack = made(review, manager)
    with zipfile.ZipFile(packing.file_of(pack, "zip")) as parcel:
        name = f"{review.case.reference}-pack.pdf"
        assert parcel.namelist() == ["manifest.json", name, "files/01-invented-agency-01.pdf"]
        assert parcel.read("files/01-invented-agency-01.pdf") == b"An invented file."
        listed = json.loads(parcel.read("manifest.json"))["files"]
        assert [hashlib.sha256(parcel.read(one["file"])).hexdigest() for one in listed] == [one["sha256"] for one in listed]
        assert listed[0] == {"file": name, "size": pack.size, "sha256": pack.sha256}
    assert "Not in the zip: Not scanned yet" in text(packing.file_of(pack, "pdf").read_bytes())
    assert "Files of agencies: 1 in the zip, 1 not" in pack.missing


def test_a_file_that_is_not_what_was_sent_stays_out_of_the_zip(review: RapidReview, manager: User) -> None:
    file = Attachment.objects.get(is_held=True)
    next(Path(configured.REFERRALS_MEDIA_ROOT).rglob(file.key)).write_bytes(b"Altered")
    pack = made(review, manager)
    with zipfile.ZipFile(packing.file_of(pack, "zip")) as parcel:
        assert len(parcel.namelist()) == 2
    assert "Not in the zip: The stored file is not what was sent" in text(packing.file_of(pack, "pdf").read_bytes())


def test_what_people_typed_is_text_and_never_markup(manager: User) -> None:
    review, typed = decided_rapid_review(manager), '<img src="file:///etc/passwd"> & <b>bold</b>'
    RapidReview.objects.filter(pk=review.pk).update(facts=typed, decision_reasons=typed)
    request = signed(review, 1)
    request.answer.summary = typed
    request.answer.save()
    request.rows.create(on=AT.date(), event=typed)
    said = text(packing.file_of(made(review, manager), "pdf").read_bytes())
    assert said.count('<img src="file:///etc/passwd"> & <b>bold</b>') == 4


def test_asking_twice_is_asking_once_until_it_is_made(manager: User) -> None:
    review = decided_rapid_review(manager)
    first = packing.ask(review, by=manager, at=AT)
    assert packing.ask(review, by=manager, at=AT).pk == first.pk
    assert packing.make_waiting(now=clock()) == 1
    assert packing.ask(review, by=manager, at=AT).pk != first.pk


def test_a_newer_pack_replaces_one_that_was_not_sent(manager: User) -> None:
    review = decided_rapid_review(manager)
    old = made(review, manager)
    path = packing.file_of(old, "pdf")
    new = made(review, manager, AT + timedelta(hours=1))
    old.refresh_from_db()
    assert (old.key, old.doing, old.state) == ("", "Replaced by a newer one", STATES.READY)
    assert packing.newest(review) == new
    assert path.exists(), "the file goes with the commit"


def test_recording_it_as_sent_binds_the_newest_pack_for_good(manager: User) -> None:
    review = decided_rapid_review(manager)
    pack = made(review, manager)
    review = lifecycle.record_sent(review, by=manager, at=SENT, sent_at=SENT, unsigned_because=UNSIGNED)
    pack.refresh_from_db()
    assert pack.sent_at == SENT
    assert review.case.timeline.get(kind="pack_sent").words == f"Pack sent: {pack.pages} pages, SHA-256 {pack.sha256}."
    with pytest.raises(MoveRefused, match="the pack that was sent is kept"):
        packing.ask(review, by=manager, at=SENT)
    lifecycle.record_reply(review, by=manager, at=SENT, reply="reconsider", reply_on=SENT.date(), words="")
    review = lifecycle.reconsider(review, because="Asked to.", by=manager, at=SENT)
    second = made(review, manager, SENT)
    pack.refresh_from_db()
    assert (pack.key != "", second.round, packing.newest(review)) == (True, 2, second)
    assert packing.file_of(pack, "pdf").exists()


def test_a_review_that_was_sent_before_there_were_packs_says_nothing_of_one(manager: User) -> None:
    assert not sent_rapid_review(manager).case.timeline.filter(kind="pack_sent").exists()


def test_a_stored_file_that_was_altered_is_not_handed_out(manager: User) -> None:
    pack = made(decided_rapid_review(manager), manager)
    packing.file_of(pack, "pdf").write_bytes(b"%PDF-altered")
    with pytest.raises(packing.FileAltered):
        packing.file_of(pack, "pdf")
    packing.file_of(pack, "zip").unlink()
    with pytest.raises(packing.FileAltered):
        packing.file_of(pack, "zip")


def test_the_name_on_disk_says_nothing_and_only_the_owner_reads_it(manager: User) -> None:
    path = packing.file_of(made(decided_rapid_review(manager), manager), "pdf")
    assert path.parent.name == "packs"
    assert len(path.stem) == 64
    assert path.stat().st_mode & 0o777 == 0o600
    for key, kind in (("../../etc/passwd", "pdf"), ("a" * 64, "exe")):
        with pytest.raises(ValueError, match="not the key of a file"):
            storing.path_of(key, kind)


def test_a_pack_whose_worker_was_killed_is_taken_up_again_when_the_lease_is_over(manager: User) -> None:
    pack = packing.ask(decided_rapid_review(manager), by=manager, at=AT)
    taken = packing.take(at=AT)
    assert taken is not None
    packing.queue.progress(taken, 40, "Setting the pages: 20 so far", at=AT)
    # The worker is gone. Before the lease is over nobody touches the pack.
    assert packing.take(at=AT + timedelta(seconds=configured.PACK_LEASE - 1)) is None
    later = AT + timedelta(seconds=configured.PACK_LEASE + 1)
    assert packing.make_waiting(now=clock(later)) == 1
    pack.refresh_from_db()
    assert (pack.state, pack.tries) == (STATES.READY, 2)
    # The first comes back after all: what is ready stays, and what it made goes.
    assert packing.make(taken, now=clock(later)) is False
    pack.refresh_from_db()
    assert packing.file_of(pack, "pdf").exists()
    assert len(list((Path(configured.STAFF_MEDIA_ROOT) / "packs").iterdir())) == 2


def test_what_cannot_be_made_is_tried_three_times_and_then_says_so(manager: User, settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("where a folder should be")
    settings.STAFF_MEDIA_ROOT = tmp_path / "a file"
    pack = packing.ask(decided_rapid_review(manager), by=manager, at=AT)
    assert packing.make_waiting(now=clock()) == 0
    pack.refresh_from_db()
    assert (pack.state, pack.tries) == (STATES.FAILED, 4)
    assert "ask for the pack again" in pack.doing
    settings.STAFF_MEDIA_ROOT = tmp_path / "staff"
    assert made(RapidReview.objects.get(), manager).state == STATES.READY


def test_a_pack_that_is_given_up_holds_up_no_other_in_the_same_look(manager: User) -> None:
    broken = packing.ask(decided_rapid_review(manager), by=manager, at=AT)
    whole = packing.ask(decided_rapid_review(manager), by=manager, at=AT)
    Pack.objects.filter(pk=broken.pk).update(tries=3)
    assert packing.make_waiting(now=clock()) == 1
    assert set(Pack.objects.values_list("pk", "state")) == {(broken.pk, STATES.FAILED), (whole.pk, STATES.READY)}


def test_files_that_no_pack_knows_are_removed_and_no_others(manager: User) -> None:
    pack = made(decided_rapid_review(manager), manager)
    storing.write("b" * 64, "pdf", lambda target: target.write(b"left behind"))
    assert packing.remove_strays() == 0
    stray = storing.path_of("b" * 64, "pdf")
    old = stray.stat().st_mtime - storing.STRAY_AFTER - 1
    for path in stray.parent.iterdir():
        os.utime(path, (old, old))
    assert packing.remove_strays() == 1
    assert packing.file_of(pack, "zip").exists()


def test_the_tasks_make_what_waits_and_nothing_twice(manager: User) -> None:
    pack = packing.ask(decided_rapid_review(manager), by=manager, at=AT)
    tasks.make_pack(pack.pk)
    tasks.make_pack(pack.pk)
    tasks.make_waiting_packs()
    tasks.sweep_pack_files()
    pack.refresh_from_db()
    assert (pack.state, pack.tries) == (STATES.READY, 1)


def test_progress_is_written_while_the_pages_are_set(review: RapidReview, manager: User) -> None:
    pack = packing.ask(review, by=manager, at=AT)
    packing.make_waiting(now=clock())
    seen: list[int] = []
    gathered = contents.gather(review, on=AT.date())
    document = letters.pack_pdf(gathered.context, identifier=gathered.identifier, told=seen.append)
    pack.refresh_from_db()
    assert pack.state == STATES.READY
    assert set(range(1, document.pages + 1)) <= set(seen)
