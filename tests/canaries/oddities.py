"""What nobody thought of at first: names in codes and odd letters, days to be reckoned, what neighbours say for an address."""

import base64
from datetime import date, timedelta

from tests.canaries.disguises import plain, word_of
from tests.canaries.families import Family
from tests.canaries.leaks import NUMBERED, WHEN, WHERE, Leak, every, mapped

STROKED = ("abcdefhilotuwyz", "ⱥƀȼđɇƒħɨłøŧʉⱳɏƶ")
LISU = ("ABPDTGKJCZFMNLSRVHWXYEIOU", "ꓮꓐꓑꓓꓔꓖꓗꓙꓚꓜꓝꓟꓠꓡꓢꓣꓦꓧꓪꓫꓬꓰꓲꓳꓴ")
SYLLABICS = ("ABCDFHJKLMNPQRSUVWXZ", "ᗩᗷᑕᗪᖴᕼᒍᛕᒪᗰᑎᑭᑫᖇᔕᑌᐯᗯ᙭ᘔ")
WELSH = "Ionawr Chwefror Mawrth Ebrill Mai Mehefin Gorffennaf Awst Medi Hydref Tachwedd Rhagfyr".split()  # noqa: SIM905
POLISH = (
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia".split()  # noqa: SIM905
)
FRENCH = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()  # noqa: SIM905


def _bytes(f: Family) -> bytes:
    return f.full.encode()


CODES = (
    Leak("Base64", lambda f: base64.b64encode(_bytes(f)).decode(), "rare"),
    Leak(
        "Base64 in the address of a link", lambda f: f"[here](https://example.org/?id={base64.b64encode(_bytes(f)).decode()})"
    ),
    Leak("hexadecimal digits", lambda f: _bytes(f).hex(), "classic"),
    Leak("hexadecimal digits in pairs", lambda f: _bytes(f).hex(" "), "african"),
    Leak("escapes of a program", lambda f: "".join(f"\\u{ord(sign):04x}" for sign in f.full), "accent"),
    Leak("escapes of mail", lambda f: "".join(f"={byte:02X}" for byte in _bytes(f)), "polish"),
    Leak("entities without their end", lambda f: "".join(f"&#{ord(sign)}" if sign != " " else " " for sign in f.full), "rare"),
    Leak("name of a server", lambda f: f"https://xn--{f.last.lower().encode('punycode').decode()}.example.org/", "accent"),
    Leak("letters with strokes", lambda f: mapped(f.full.lower(), *STROKED), "classic"),
    Leak("letters of the Lisu", lambda f: mapped(f.full.upper(), *LISU), "classic"),
    Leak("letters of the Cree", lambda f: mapped(plain(f.full).upper(), *SYLLABICS), "ligature"),
    Leak(
        "variation selectors for bytes",
        lambda f: "a child" + "".join(chr(0xE0100 + byte - 16) for byte in _bytes(f)),
        "double",
    ),
)


def _day(channel: str, make: object) -> Leak:
    return Leak(channel, make, "", "body", WHEN, "that day")  # type: ignore[arg-type]


def _said(on: date) -> str:
    return f"{on.day} {on:%B %Y}"


def _slip(on: date) -> str:
    month = f"{on:%B}"
    return f"{on.day} {month[:2]}{month[3]}{month[2]}{month[4:]} {on.year}" if len(month) > 4 else _said(on)


RECKONED = (
    _day("date in Welsh", lambda f: f"{f.born.day} {WELSH[f.born.month - 1]} {f.born.year}"),
    _day("date in Polish", lambda f: f"{f.died.day} {POLISH[f.died.month - 1]} {f.died.year} roku"),
    _day("date in French", lambda f: f"{f.born.day} {FRENCH[f.born.month - 1]} {f.born.year}"),
    _day("date with a slip of the pen", lambda f: _slip(f.died)),
    _day("date with waves", lambda f: f"{f.born:%d~%m~%Y}"),
    _day("date letter by letter", lambda f: every(f"{f.died.day}{f.died:%B%Y}", " ")),
    _day("date in the boxes of a form", lambda f: f"Day: {f.born.day}, Month: {f.born.month}, Year: {f.born.year}"),
    _day("day and month with a stroke", lambda f: f"{f.died.day}/{f.died.month}"),
    _day("the day before", lambda f: f"the day before {_said(f.born + timedelta(days=1))}"),
    _day("weeks after", lambda f: f"exactly three weeks after {_said(f.died - timedelta(days=21))}"),
    _day(
        "days after a birthday",
        lambda f: f"{_said(f.born.replace(year=f.born.year + 4) + timedelta(days=2))}, two days after the fourth birthday",
    ),
    _day(
        "age in days",
        lambda f: f"{_said(f.born + timedelta(days=1317))}, when the child was aged 1,317 days",
    ),
)
CALLED = (
    Leak("first name and initial, which is a word", lambda f: f"{f.first} {f.last[0]}.", "word"),
    Leak("house without its road", lambda f: f"{f.house} {f.road}", "", "body", WHERE, "another town"),
    Leak("road without its last word", lambda f: f"a house in {f.road}", "", "body", WHERE, "another town"),
    Leak("school by its letters", lambda f: f"{_letters(f.school)}CEPS", "", "body", WHERE, "another school"),
    Leak("school with a letter lost", lambda f: f"{_slipped(f.school)} Primary", "", "body", WHERE, "another school"),
    Leak("telephone without its nought", lambda f: f.phone[1:], "", "body", NUMBERED, "a number"),
)


def _letters(school: str) -> str:
    return "".join(word[0] for word in school.split())


def _slipped(school: str) -> str:
    *first, last = school.removesuffix("'s").split()
    return " ".join([*first, word_of(last)])
