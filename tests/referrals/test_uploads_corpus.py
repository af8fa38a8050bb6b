"""Evil files made by hand, all refused in words; good files as people send them, all taken."""

import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import ImageFile

from referrals import uploads
from referrals.letters.papers import file_pdf
from referrals.models import Attachment
from referrals.parsing import limits
from referrals.parsing.examine import examine
from referrals.parsing.reasons import Reason, Refused
from referrals.uploads import judging
from referrals.uploads.parser import Parser
from referrals.uploads.words import REASONS
from tests.referrals import answers
from tests.referrals.answers import MONDAY
from tests.referrals.corpus import EVIL, GOOD, bytes_of, good
from tests.referrals.files import SENDER, arriving, keep, stored

GOOD_ONES = [(kind, what) for kind, files in GOOD.items() for what in files]
FOR_THE_PARSER = [what for what in EVIL if not what.startswith("name")]


@pytest.mark.django_db
@pytest.mark.parametrize("what", EVIL)
def test_an_evil_file_is_refused_in_words_and_leaves_nothing(what: str, media: Path) -> None:
    name, content = EVIL[what]
    draft = answers.draft()
    with pytest.raises(uploads.FileRefused) as refused:
        uploads.keep(arriving(name, bytes_of(content)), sender=SENDER, form_uuid=draft.pk, at=MONDAY)
    said = str(refused.value)
    assert "not kept" in said or "not accepted" in said
    assert said.endswith(".")
    assert not Attachment.objects.exists()
    assert stored(media) == []


def test_there_are_at_least_60_evil_files_and_20_good_ones_of_each_kind() -> None:
    assert len(EVIL) >= 60
    assert {kind: len(files) >= 20 for kind, files in GOOD.items()} == dict.fromkeys(("pdf", "docx", "jpg", "png", "txt"), True)


@pytest.mark.parametrize(("kind", "what"), GOOD_ONES)
def test_a_good_file_is_taken(kind: str, what: str) -> None:
    judged, examined = judging.judge(f"a.{kind}", io.BytesIO(bytes_of(GOOD[kind][what])))
    assert (judged, examined.refused) == (kind, None)


@pytest.mark.parametrize("what", FOR_THE_PARSER)
def test_the_parsers_refuse_it_also_without_their_process(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same judgement in this process, where it can be followed line by line."""
    # Another library of this process, which the parsers' own process does not have, asks for the opposite.
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", False)
    name, content = EVIL[what]
    with pytest.raises(Refused) as refused:
        examine(name.rpartition(".")[2], io.BytesIO(bytes_of(content)))
    assert refused.value.reason in REASONS


@pytest.mark.parametrize(("kind", "what"), GOOD_ONES)
def test_the_parsers_take_it_also_without_their_process(kind: str, what: str) -> None:
    examine(kind, io.BytesIO(bytes_of(GOOD[kind][what])))


@pytest.mark.django_db
def test_our_own_pdf_of_a_whole_referral_is_a_good_one() -> None:
    made = file_pdf(answers.arrived(), agency_is_open=False, at=MONDAY)
    assert keep("referral.pdf", made).kind == "pdf"


@pytest.mark.parametrize(
    ("limit", "kind", "content"),
    [
        ("pdf.MOST_STREAMS", "pdf", good.pdf(pages=3)),
        ("pdf.MOST_PAGES", "pdf", good.pdf(pages=11)),
        ("zips.MOST_INFLATED", "docx", good.docx()),
        ("examine.MOST_INSIDE_BYTES", "docx", good.docx({"word/media/a.png": good.png()})),
    ],
)
def test_each_limit_of_a_parser_is_kept(limit: str, kind: str, content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"referrals.parsing.{limit}", 10)
    with pytest.raises(Refused) as refused:
        examine(kind, io.BytesIO(content))
    assert refused.value.reason is Reason.TOO_BIG


@pytest.mark.parametrize("size", [65_535, 65_536, 65_537, 65_700, 131_072, 131_330])
def test_a_part_of_any_length_is_read_to_its_last_byte(size: int) -> None:
    words = b"A" * 600 + b"B" * (size - 600)
    [found] = examine("docx", io.BytesIO(good.docx({"word/media/a.bmp": words})))
    assert found.content == words


BOMBS = ("docx: a bomb of 200 MiB", "picture: a png of 900 million pixels", "pdf: a stream that swells")


@pytest.mark.parametrize("what", BOMBS)
def test_a_real_bomb_stays_far_below_the_limits_of_its_child(what: str) -> None:
    name, content = EVIL[what]
    packed = bytes_of(content)
    parser = Parser()
    try:
        found = parser.examine(name.rpartition(".")[2], io.BytesIO(packed))
    finally:
        parser.close()
    print(f"{what}: {len(packed)} bytes, child used {found.memory // limits.MEGABYTE} MB and {found.seconds:.2f} s")
    assert found.refused is not None
    assert found.memory < limits.MEMORY / 2
    assert found.seconds < limits.CPU_SECONDS / 2


def test_an_upload_is_judged_from_its_start_wherever_it_was_read_to() -> None:
    upload = SimpleUploadedFile("notes.txt", b"notes")
    assert upload.file is not None
    upload.file.read()
    assert judging.judge("notes.txt", upload.file)[0] == "txt"
