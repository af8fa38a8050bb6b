"""Dates, numbers and addresses in their forms, details that point to a child only together, and the places of a page."""

from datetime import date

from tests.canaries.disguises import plain
from tests.canaries.families import Family
from tests.canaries.leaks import NUMBERED, SENTENCE, WHEN, WHERE, Leak, every, shifted

ORDINALS = (
    *("thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"),
    *("twenty-first", "twenty-second", "twenty-third", "twenty-fourth", "twenty-fifth", "twenty-sixth", "twenty-seventh"),
)
TEENS = (
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
    *("twenty", "twenty-one", "twenty-two"),
)
DIGITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]


def ordinal(on: date) -> str:
    """The day in a word; every day of the corpus lies between the 13th and the 27th."""
    return ORDINALS[on.day - 13]


def ended(on: date) -> str:
    """The day with the letters that English puts behind it."""
    return f"{on.day}{ {21: 'st', 22: 'nd', 23: 'rd'}.get(on.day, 'th') }"


def in_words(on: date) -> str:
    """All of it in words."""
    year = f"two thousand and {TEENS[on.year - 2010]}" if on.year >= 2010 else f"{on.year}"
    return f"the {ordinal(on)} of {on:%B}, {year}"


def _day(channel: str, shape: str) -> Leak:
    """A form that strftime knows; the child's birth and death in turn."""
    return Leak(
        f"date {channel}", lambda f: (f.born if len(channel) % 2 else f.died).strftime(shape), "", "body", WHEN, "that day"
    )


DAYS = (
    _day("in full", "%-d %B %Y"),
    _day("with the month short", "%d %b %Y"),
    _day("with the weekday", "%A %-d %B %Y"),
    _day("with strokes", "%d/%m/%Y"),
    _day("with strokes and a short year", "%-d/%-m/%y"),
    _day("with dots", "%-d.%-m.%y"),
    _day("with hyphens", "%d-%m-%Y"),
    _day("year first", "%Y-%m-%d"),
    _day("year first with strokes", "%Y/%m/%d"),
    _day("in eight figures", "%Y%m%d"),
    _day("American", "%B %-d, %Y"),
    _day("American with strokes", "%m/%d/%Y"),
    _day("without its year", "%-d %B"),
    _day("with hyphens and letters", "%d-%b-%y"),
    _day("with the time of day", "%Y-%m-%dT10:22:00Z"),
    _day("with no-break spaces", "%-d\u00a0%B\u00a0%Y"),
    _day("over two lines", "%-d\n%B\n%Y"),
    _day("with spaces in its figures", "%d / %m / %Y"),
    _day("without spaces", "%-d%b%Y"),
    Leak("date with an ordinal", lambda f: f"{ended(f.born)} of {f.born:%B %Y}", "", "body", WHEN, "that day"),
    Leak("date with the month before an ordinal", lambda f: f"{f.died:%B} the {ended(f.died)}", "", "body", WHEN, "that day"),
    Leak(
        "date with an emphasised ordinal",
        lambda f: f"{f.born.day}*{ended(f.born)[2:]}* {f.born:%B %Y}",
        "",
        "body",
        WHEN,
        "that day",
    ),
    Leak("date in words", lambda f: in_words(f.born), "", "body", WHEN, "that day"),
    Leak("date in words without its year", lambda f: f"the {ordinal(f.died)} of {f.died:%B}", "", "body", WHEN, "that day"),
    Leak(
        "date with a Roman month",
        lambda f: f"{f.born.day}.{ROMAN[f.born.month - 1]}.{f.born.year}",
        "",
        "body",
        WHEN,
        "that day",
    ),
    Leak(
        "date in full-width figures",
        lambda f: "".join(chr(ord(c) + 0xFEE0) for c in f"{f.died:%d/%m/%Y}"),
        "",
        "body",
        WHEN,
        "that day",
    ),
    Leak("date of the mother's birth", lambda f: f"{f.mother_born:%-d %B %Y}", "", "body", WHEN, "that day"),
    Leak(
        "date in cells of a table",
        lambda f: f"| Day | Month | Year |\n|---|---|---|\n| {f.born:%-d | %B | %Y} |",
        "",
        "body",
        "{}",
    ),
)


def spoken(figures: str) -> str:
    """Figures one by one, in words."""
    return " ".join(DIGITS[int(one)] for one in figures if one.isdigit())


def _number(channel: str, make: object) -> Leak:
    return Leak(channel, make, "", "body", NUMBERED, "a number")  # type: ignore[arg-type]


def _bare(f: Family) -> str:
    return f.nhs.replace(" ", "")


NUMBERS = (
    _number("NHS number", lambda f: f.nhs),
    _number("NHS number without spaces", _bare),
    _number("NHS number with hyphens", lambda f: f.nhs.replace(" ", "-")),
    _number("NHS number with dots", lambda f: f.nhs.replace(" ", ".")),
    _number("NHS number grouped by two", lambda f: " ".join(_bare(f)[at : at + 2] for at in range(0, 10, 2))),
    _number("NHS number figure by figure", lambda f: every(_bare(f), " ")),
    _number("NHS number in words", lambda f: spoken(f.nhs)),
    _number("NHS number in Arabic figures", lambda f: "".join(chr(0x660 + int(c)) if c.isdigit() else c for c in f.nhs)),
    _number("NHS number with zero-width spaces", lambda f: every(_bare(f), "\u200b")),
    _number("NHS number over two lines", lambda f: "\n".join((f.nhs[:7], f.nhs[8:]))),
    _number("reference of the case", lambda f: f.reference),
    _number("reference of the case with strokes", lambda f: f.reference.replace("-", "/").lower()),
    _number("reference of the case without signs", lambda f: f.reference.replace("-", "")),
    _number("reference of the police", lambda f: f.crime.replace("/", " ")),
    _number("telephone", lambda f: f.phone),
    _number("telephone from abroad", lambda f: f"+44 (0) {f.phone[1:]}"),
    Leak("address", lambda f: f"{f.house} {f.road} Road, {f.village}", "", "body", WHERE, "another town"),
    Leak("road alone", lambda f: f"{f.road} Road", "", "body", WHERE, "another town"),
    Leak("road shortened", lambda f: f"{f.house} {f.road} Rd.", "", "body", WHERE, "another town"),
    Leak("postcode", lambda f: f.postcode, "", "body", WHERE, "another town"),
    Leak(
        "postcode in small letters without a space", lambda f: f.postcode.replace(" ", "").lower(), "", "body", WHERE, "a town"
    ),
    Leak("postcode with a hyphen", lambda f: f.postcode.replace(" ", "-"), "", "body", WHERE, "another town"),
    Leak("postcode with spaces", lambda f: every(f.postcode.replace(" ", ""), " "), "", "body", WHERE, "another town"),
    Leak(
        "postcode in a link to a map",
        lambda f: f"[a town](https://maps.example/?q={f.postcode.replace(' ', '+')})",
        "",
        "body",
        WHERE,
    ),
    Leak("postcode in full-width letters", lambda f: shifted(f.postcode, 0xFF21, 0xFF41), "", "body", WHERE, "another town"),
    Leak("village", lambda f: f.village, "", "body", WHERE, "another town"),
    Leak("school", lambda f: f"{f.school} Church of England Primary School", "", "body", WHERE, "another school"),
    Leak("school, short", lambda f: f"{f.school} Primary", "", "body", WHERE, "another school"),
    Leak(
        "school, shortened",
        lambda f: f"{f.school.replace('St ', 'Saint ').replace(chr(39), '')} C of E",
        "",
        "body",
        WHERE,
        "a school",
    ),
)
JIGSAW = (
    "On 14 February 2021 the boy, who was three years and four months old, did not come to St Aldhelm's Primary School in "
    "Radstock; that evening he was in hospital with a ruptured pancreas.",
    "The girl was aged 7 weeks and 2 days on 3 June 2019, when an ambulance took her from the Foxhill estate to the Royal "
    "United Hospital with a fractured sternum. Her sister attended Oldfield Park Infant School.",
    "He was 15 years and 11 months old, a pupil of Writhlington School, and lived in Peasedown St John. He was stabbed with "
    "a crossbow bolt on Tuesday 9 November 2021.",
    "Twins, born at Paulton Hospital on 2 January 2020, came to the Southdown Methodist Nursery at eleven months. One of "
    "them died of salt poisoning on 21 December 2020 at Keynsham.",
)


def _together(place: int, words: str) -> Leak:
    return Leak(f"details that identify only together, {place}", lambda _: words, "rare", "body", "{}", "A child was hurt.")


TOGETHER = tuple(_together(place, words) for place, words in enumerate(JIGSAW, 1))
ELSEWHERE = (
    Leak("title", lambda f: f"Child R ({f.full})", "irish", "title", "{}"),
    Leak("title by initials", lambda f: f"Child {f.first[0]}{f.last[0]}", "double", "title", "{}", "Child R"),
    Leak("subject", lambda f: f"A baby of the {f.last} family", "accent", "subject", "{}", "A baby"),
    Leak("summary", lambda f: f.first, "african", "summary"),
    Leak("learning", lambda f: f.full, "rare", "learning"),
    Leak("recommendations", lambda f: f.worker, "", "recommendations"),
    Leak("what changed since", lambda f: f"the mother of {f.first}", "ligature", "changes"),
    Leak("theme", lambda f: f"Children of {f.village}", "", "themes", "{}", "Rural life"),
    Leak(
        "name of a file",
        lambda f: f"{plain(f.full).replace(' ', '_')}_FINAL_v3.pdf",
        "classic",
        "file_name",
        "{}",
        "child-r.pdf",
    ),
    Leak("name of a file, by date", lambda f: f"report {f.died:%d%m%Y}.pdf", "", "file_name", "{}", "report.pdf"),
    Leak("heading", lambda f: f"## What happened to {f.first}", "polish", "body", "{}", "## What happened"),
    Leak("last line of a long page", lambda f: f"{'word ' * 4000}{f.full}", "classic", "body", SENTENCE, "word"),
)
