"""The spreadsheet of an agency: what is taken from it, and what is said of every row that cannot be."""

import io
import random
import zipfile
from datetime import date, time
from time import perf_counter
from typing import Any

import pytest

from cspr.spreadsheets import Table, as_csv, as_xlsx
from rapid_reviews import sheets
from rapid_reviews.chronology.rows import HEADS
from rapid_reviews.chronology.written import NotADay, NotATime, day_of, day_of_number, time_of, time_of_number
from referrals.uploads import FileRefused

TODAY = date(2026, 11, 23)


def read(lines: list[tuple[str | int, ...]], *, heads: tuple[str, ...] = HEADS, ending: str = "csv") -> sheets.Read:
    table = Table("Chronology", heads, lines)
    content = as_csv(table) if ending == "csv" else as_xlsx(table)
    return sheets.read(f"rows.{ending}", io.BytesIO(content), on=TODAY)


@pytest.mark.parametrize(
    "written",
    [
        *(
            "3/4/2024",
            "03/04/2024",
            "03.04.24",
            "3-4-24",
            "3 April 2024",
            "3rd April 2024",
            "Wed 3 Apr 24",
            "Wednesday, 3 April 2024",
        ),
        *("2024-04-03", "April 3, 2024", "3-Apr-2024", "03 04 2024", "3rd of April 2024", "03Apr2024", "3 apr. 2024"),
    ],
)
def test_a_day_is_read_as_it_is_written_here(written: str) -> None:
    assert day_of(written, on=TODAY) == (date(2024, 4, 3), None)


def test_a_time_beside_the_day_is_read_with_it() -> None:
    assert day_of("03/04/2024 14:30", on=TODAY) == (date(2024, 4, 3), time(14, 30))
    assert day_of("3 April 2024 at 2.30pm", on=TODAY) == (date(2024, 4, 3), time(14, 30))
    assert day_of("2024-04-03T14:30:00", on=TODAY) == (date(2024, 4, 3), time(14, 30))


def test_a_year_of_two_figures_is_one_that_has_come() -> None:
    assert day_of("1/1/26", on=TODAY)[0] == date(2026, 1, 1)
    assert day_of("1/1/27", on=TODAY)[0] == date(1927, 1, 1)


@pytest.mark.parametrize(
    "written", ["April 2024", "31/2/2024", "4/25/2024", "last week", "3-5 April 2024", "c. 2019", "3 Foo 2024", "0/4/2024"]
)
def test_what_is_not_one_day_is_not_guessed(written: str) -> None:
    with pytest.raises(NotADay):
        day_of(written, on=TODAY)


@pytest.mark.parametrize(
    "written", ["14:30", "1430", "14.30", "2.30pm", "2:30 PM", "2.30 p.m.", "14:30:00", "1430hrs", "14:30 h"]
)
def test_a_time_is_read_as_it_is_written_here(written: str) -> None:
    assert time_of(written) == time(14, 30)


@pytest.mark.parametrize("written", ["25:00", "14", "13pm", "afternoon", "14:61"])
def test_what_is_not_a_time_is_not_guessed(written: str) -> None:
    with pytest.raises(NotATime):
        time_of(written)


def test_numbers_of_a_workbook_are_days_and_times() -> None:
    assert day_of_number("45385") == (date(2024, 4, 3), None)
    assert day_of_number("45385.604166666664") == (date(2024, 4, 3), time(14, 30))
    assert day_of_number("43923", from1904=True) == (date(2024, 4, 3), None)
    assert time_of_number("0.6041666666666666") == time(14, 30)
    assert time_of_number("1430") == time(14, 30)
    with pytest.raises(NotADay):
        day_of_number("20240403")


@pytest.mark.parametrize("sign", [",", "T", " ,", ":"])
def test_a_cell_of_a_hundred_thousand_signs_is_refused_at_once_as_a_day_and_as_a_time(sign: str) -> None:
    begun = perf_counter()
    with pytest.raises(NotADay):
        day_of(sign * 100_000 + "x", on=TODAY)
    with pytest.raises(NotATime):
        time_of(sign * 100_000 + "x")
    assert perf_counter() - begun < 2


@pytest.mark.parametrize("figures", ["1E999", "9" * 400])
def test_a_number_beyond_all_numbers_is_neither_a_day_nor_a_time(figures: str) -> None:
    with pytest.raises(NotADay):
        day_of_number(figures)
    with pytest.raises(NotATime):
        time_of_number(figures)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_good_row_comes_as_plain_data(ending: str) -> None:
    found = read([("3/4/2024", "5/4/2024", "2.30pm", "Mother;  baby", "=Seen at home\nall well", "SystmOne")], ending=ending)
    assert found.bad == ()
    assert found.rows == (
        {
            "on": date(2024, 4, 3),
            "until": date(2024, 4, 5),
            "time": time(14, 30),
            "people": "Mother; baby",
            "event": "=Seen at home\nall well",
            "source": "SystmOne",
        },
    )
    assert found.numbers == (2,)


def test_a_day_that_a_workbook_keeps_as_a_number_is_read() -> None:
    assert read([(45385, "", "", "", "Seen", "")], ending="xlsx").rows[0]["on"] == date(2024, 4, 3)


def test_every_bad_row_is_told_by_its_number_and_the_good_ones_are_kept_apart() -> None:
    found = read(
        [
            ("3/4/2024", "", "", "", "Seen", ""),
            ("31/2/2024", "", "25:00", "", "Seen", ""),
            ("", "", "", "", "Seen", ""),
            ("3/4/2024", "", "", "", "", "SystmOne"),
            ("3/4/2024", "2/4/2024", "", "", "Seen", ""),
            ("3/4/2027", "", "", "", "Seen", ""),
            ("3/4/2024", "", "", "x" * 301, "Seen", ""),
        ]
    )
    assert len(found.rows) == 1
    assert [(bad.number, bad.column) for bad in found.bad] == [
        *((3, "Date"), (3, "Time"), (4, "Date"), (5, "What happened"), (6, "Last day, if it lasted"), (7, "Date")),
        (8, "Who it concerned"),
    ]
    assert found.bad_rows == 6
    assert "no such day" in found.bad[0].sentence
    assert "31/2/2024" in found.bad[0].sentence
    assert "has not come yet" in found.bad[5].sentence


def test_columns_are_found_by_their_names_in_any_order_below_a_title() -> None:
    content = "Chronology of the school\n\nDetails;Date of contact;Who\nSeen in class;03.04.24;child\n"
    found = sheets.read("rows.CSV", io.BytesIO(content.encode("cp1252")), on=TODAY)
    assert [(row["on"], row["event"], row["people"]) for row in found.rows] == [(date(2024, 4, 3), "Seen in class", "child")]
    assert found.numbers == (4,)


@pytest.mark.parametrize(("name", "made"), [("t.xlsx", sheets.template_xlsx), ("t.csv", sheets.template_csv)])
def test_the_template_is_read_as_empty_because_its_example_is_never_taken(name: str, made: Any) -> None:
    assert sheets.read(name, io.BytesIO(made()), on=TODAY) == sheets.Read((), ())


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("rows.docx", b"PK\x03\x04", "neither an Excel workbook"),
        ("rows.xlsx", b"PK\x03\x04 broken", "could not be read"),
        ("rows.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "password"),
        ("rows.csv", b"%PDF-1.7", "could not be read"),
        ("rows.csv", b"a,b\r\n1,2\r\n", "columns could not be recognised"),
        ("rows.csv", b"Date,Event\r\n" + b"1/1/2024,x\r\n" * 5001, "too large"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(name: str, content: bytes, words: str) -> None:
    with pytest.raises(FileRefused, match=words) as refused:
        sheets.read(name, io.BytesIO(content), on=TODAY)
    assert "Everything that you saved before is still here." in str(refused.value)


def test_a_workbook_that_fetches_from_elsewhere_is_refused() -> None:
    with pytest.raises(FileRefused, match="fetches a part"):
        sheets.read("rows.xlsx", io.BytesIO(_with_a_link_outside(sheets.template_xlsx())), on=TODAY)


def _with_a_link_outside(content: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/_rels/workbook.xml.rels":
                link = b'<Relationship Id="r9" Type="x/externalLink" Target="file:///x" TargetMode="External"/></Relationships>'
                part = part.replace(b"</Relationships>", link)
            new.writestr(name, part)
    return made.getvalue()


def test_altered_spreadsheets_are_read_or_refused_and_nothing_else() -> None:
    chance = random.Random(5)
    rows = [("3/4/2024", "", "14:30", "Mother", f"Seen {number}", "Record") for number in range(30)]
    whole = as_xlsx(Table("Chronology", HEADS, rows)), as_csv(Table("Chronology", HEADS, rows))
    read_or_refused = 0
    for number in range(200):
        content = bytearray(whole[number % 2])
        for _ in range(chance.randint(1, 6)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        cut = bytes(content[: chance.randrange(1, len(content))]) if number % 5 == 0 else bytes(content)
        try:
            found = sheets.read(("rows.xlsx", "rows.csv")[number % 2], io.BytesIO(cut), on=TODAY)
        except FileRefused:
            read_or_refused += 1
        else:
            read_or_refused += 1
            assert len(found.rows) + found.bad_rows <= 2 * len(rows)
    assert read_or_refused == 200


def test_the_largest_spreadsheet_is_read() -> None:
    lines: list[tuple[str | int, ...]] = [("3/4/2024", "", "", "Mother", f"Seen {number}", "Record") for number in range(4999)]
    for ending in ("csv", "xlsx"):
        assert len(read(lines, ending=ending).rows) == 4999
