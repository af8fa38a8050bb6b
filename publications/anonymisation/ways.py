"""The same lines as somebody else would read them: what is hidden between, behind or beneath the letters."""

import re
from collections.abc import Iterator

from publications.anonymisation.codes import decoded
from publications.anonymisation.scripts import spoken_ways

# Written from right to left though it is not, or hidden in signs that are no letters.
_BACKWARDS = re.compile("[\u202e\u2067]([^\u202c\u2069\n]*)")
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,200}>")
_TAGS = re.compile("[\U000e0020-\U000e007e]+")
# Letters one by one, as headings have them: M a r c h.
_APART = re.compile(r"(?<![^\W_])[^\W_](?:[ \u00a0][^\W_](?![^\W_])){3,}")
# The three boxes of a form: “Day: 14, Month: 3, Year: 2016”, or d14 m3 y2016.
_BOXES = re.compile(
    r"\bd(?:ay)?\W{0,4}(\d{1,2})\W{0,8}m(?:onth)?\W{0,4}([A-Za-z]{3,9}|\d{1,2})\W{0,8}y(?:ear)?\W{0,4}(\d{4}|\d\d)\b",
    re.IGNORECASE,
)
# A comment or an instruction of a page, and the rest of the word behind it.
_COMMENT = re.compile(r"(?:<!--.{0,2000}?-->|<[!?][^<>]{0,200}>)([^\s<]*)", re.DOTALL)
# Signs that stand for letters inside a word, one of them also at its beginning; they are read as figures are.
_SIGN = re.compile(r"(?<=[^\W\d_])[$!@|](?=[^\W\d_])|(?<![^\W_])\$(?=[^\W\d_]{2})")
_SIGNS = str.maketrans("$!@|", "5141")
_DIGITS = {word: str(at % 10) for at, word in enumerate("zero one two three four five six seven eight nine".split())}  # noqa: SIM905
_DIGITS |= {"oh": "0", "o": "0", "nought": "0", "naught": "0", "nil": "0"}
_TIMES = {"double": 2, "treble": 3, "triple": 3}
_BETWEEN = r"[ ,./\n\u2010-\u2014-]{0,3}(?:and )?"
_SPOKEN = re.compile(
    rf"\b(?:(?:(?:{'|'.join(_TIMES)})[ -])?(?:{'|'.join(_DIGITS)})\b{_BETWEEN}){{5,}}(?<=\w)",
    re.IGNORECASE,
)


def other_ways(raw: str) -> Iterator[str]:
    """A text in each way in which it reads otherwise; every line stays where it is."""
    if _SPOKEN.search(raw):
        yield _SPOKEN.sub(_figures, raw)
    if _BOXES.search(raw):
        yield _BOXES.sub(lambda match: f"{match[1]}/{match[2]}/{match[3]}" + "\n" * match.group().count("\n"), raw)
    if _APART.search(raw):
        yield _APART.sub(lambda match: re.sub(r"[ \u00a0]", "", match.group()), raw)
    if (plain := decoded(raw)) != raw:
        yield plain
    yield from spoken_ways(raw)
    if _COMMENT.search(raw):
        yield _COMMENT.sub(lambda match: match.group(1) + "\n" * match.group().count("\n"), raw)
    if _TAG.search(raw):
        yield _TAG.sub("", raw)
    if _SIGN.search(raw):
        yield _SIGN.sub(lambda match: match.group().translate(_SIGNS), raw)
    if _BACKWARDS.search(raw):
        yield _BACKWARDS.sub(lambda match: match.group(1)[::-1], raw)
    if _TAGS.search(raw):
        yield _TAGS.sub(lambda match: " " + "".join(chr(ord(sign) - 0xE0000) for sign in match.group()) + " ", raw)


def _figures(match: re.Match[str]) -> str:
    figures, times = "", 1
    for word in re.findall(r"[a-z]+", match.group().casefold()):
        if word in _TIMES:
            times = _TIMES[word]
        elif word in _DIGITS:
            figures, times = figures + _DIGITS[word] * times, 1
    return figures + "\n" * match.group().count("\n")
