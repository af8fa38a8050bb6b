"""Takes the disguise off a text: every word as it is compared, and where it stands in the text as it was."""

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple
from urllib.parse import unquote

# Letters that stand for others and that Unicode does not take apart.
_LETTERS = {"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h", "ŧ": "t", "ŋ": "n"}
# Letters of other scripts that look like Latin ones, large and small apart, for they differ.
_LOOK_ALIKE = dict(
    zip(
        "АВЕЅІЈКМНОРСТУХԚԜЗҮаеѕіјорсухһԁԛԝѵӏгпвкмнтьүҺ"
        "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαγεηικνορτυχω"
        "օսհոցԳՕՍ"
        "ɑɡɩʏɪʀɴʜʟᴀᴄᴅᴇᴊᴋᴍᴏᴘᴛᴜᴠᴡᴢƖʙꜰꜱ"
        "ᎪᏴᏟᎠᎬᎻᎫᏦᏞᎷᏢᎡᏚᎢᏙᎳᏃ"
        "ⲞⲟⲤⲥ"
        "ꓐꓑꓓꓔꓖꓗꓙꓚꓜꓝꓟꓠꓡꓢꓣꓦꓧꓪꓫꓬꓮꓰꓲꓳꓴ"
        "ᗩᗷᑕᗪᖴᕼᒍᛕᒪᗰᑎᑭᑫᖇᔕᑌᐯᗯ᙭ᘔ",
        "abesijkmhopctyxqwzyaesijopcyxhdqwvlrnbkmhtbyh"
        "abezhikmnoptyxayenikvoptuxw"
        "ouhngqou"
        "agiyirnhlacdejkmoptuvwzlbfs"
        "abcdehjklmprstvwz"
        "oocc"
        "bpdtgkjczfmnlsrvhwxyaeiou"
        "abcdfhjklmnpqrsuvwxz",
        strict=True,
    )
)
# The Hangul fillers count as letters, and show nothing.
_INVISIBLE = frozenset("\u00ad\u034f\u061c\u115f\u1160\u180e\u3164\uffa0")
# Marks upon letters, marks around them, and signs that only steer the writing.
_NOT_SHOWN = frozenset(("Mn", "Me", "Cf"))
_APOSTROPHES = frozenset("'’‘ʼ`´′ʹ＇‛")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_ESCAPED = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]{2,12});")
_RUN = re.compile(r"\S+")
_FILE = re.compile(
    r"\.(?:pdf|docx?|dotx?|xlsx?|pptx?|jpe?g|png|gif|heic|tiff?|txt|rtf|odt|csv|eml|msg|zip|mp4|mov|html?)\b|^www\.|[^\W_]_[^\W_]",
    re.I,
)
_NAMED = re.compile(
    r"LATIN (?:SMALL |CAPITAL )?LETTER (?:(?:SMALL CAPITAL|TURNED|REVERSED|DOTLESS|OPEN|CLOSED|SCRIPT|LONG|BARRED|SIDEWAYS) )*"
    r"([A-Z])(?: WITH [A-Z ]+)?"
)
Shape = Literal["lower", "title", "upper", "mixed", "other"]


class Word(NamedTuple):
    """A word as it is compared, and where it stands: offsets into `Text.raw`, and the line from 1."""

    text: str
    start: int
    end: int
    line: int


@lru_cache(maxsize=8192)
def fold_letter(letter: str) -> str:
    """One sign without case, accent, ligature, other width or other script; nothing where it shows nothing."""
    if letter in _APOSTROPHES:
        return "'"
    if letter in _INVISIBLE:
        return ""
    if letter in _LOOK_ALIKE:
        return _LOOK_ALIKE[letter]
    if "\U0001f130" <= letter <= "\U0001f189" or "\U0001f1e6" <= letter <= "\U0001f1ff":
        first = 0x1F1E6 if letter >= "\U0001f1e6" else 0x1F130 + (ord(letter) - 0x1F130) // 32 * 32
        return chr(ord("a") + ord(letter) - first) if ord(letter) - first < 26 else " "
    number = unicodedata.digit(letter, None)
    if number is not None:
        return str(number)
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", letter) if unicodedata.category(sign) not in _NOT_SHOWN)
    return "".join(_LETTERS.get(sign, _LOOK_ALIKE.get(sign)) or _by_name(sign) for sign in plain.casefold())


def _by_name(sign: str) -> str:
    """The Latin letter that another one is, by what Unicode calls it: t with a hook, a with a stroke, a turned e."""
    found = None if sign.isascii() else _NAMED.fullmatch(unicodedata.name(sign, ""))
    return found[1].lower() if found else sign


def fold(raw: str) -> tuple[str, list[int] | None]:
    """The text as it is compared, and for each of its signs where it stood; None where no sign moved."""
    if raw.isascii():
        return raw.lower().replace("`", "'"), None
    pieces, at = [], []
    for place, letter in enumerate(raw):
        piece = fold_letter(letter)
        pieces.append(piece)
        at.extend([place] * len(piece))
    return "".join(pieces), at


def folded_words(text: str) -> list[str]:
    """The words of a text as they are compared."""
    return [word.text for word in Text("", text).words]


class Text:
    """A text with its words. Escaped letters (%41, &#65;) are read; lines stay where they are."""

    def __init__(self, place: str, raw: str) -> None:
        self.place = place
        self.raw = _unescaped(raw)
        self.words = list(self._words())

    def _words(self) -> Iterator[Word]:
        folded, at = fold(self.raw)
        breaks = self._breaks
        line, size = 0, len(breaks)
        for match in _WORD.finditer(folded):
            text, start, end = match.group(), match.start(), match.end()
            if "'" in text:
                if text.endswith("'s"):
                    text, end = text[:-2], end - 2
                text = text.replace("'", "")
            if at is not None:
                start, end = at[start], at[end - 1] + 1
            while line < size and breaks[line] < start:
                line += 1
            yield Word(text, start, end, line + 1)

    @cached_property
    def _breaks(self) -> list[int]:
        return [match.start() for match in re.finditer("\n", self.raw)]

    @cached_property
    def _handles(self) -> list[tuple[int, int]]:
        runs = _RUN.finditer(self.raw)
        return [
            run.span() for run in runs if any(sign in run.group() for sign in ("@", "\\", "://")) or _FILE.search(run.group())
        ]

    def as_written(self, number: int) -> str:
        """The word as it stands in the text."""
        word = self.words[number]
        return self.raw[word.start : word.end]

    def shape(self, number: int) -> Shape:
        """How its letters are written."""
        letters = [letter for letter in unicodedata.normalize("NFKC", self.as_written(number)) if letter.isalpha()]
        if not letters:
            return "other"
        large = [letter.isupper() or letter.istitle() for letter in letters]
        if not any(large):
            return "lower"
        if all(large):
            return "upper" if len(large) > 1 else "title"
        return "title" if large[0] and not any(large[1:]) else "mixed"

    def gap(self, number: int) -> str:
        """What stands between the word before and this one, in the usual width."""
        start = self.words[number - 1].end if number else 0
        between = self.raw[start : self.words[number].start]
        return between if between.isascii() else unicodedata.normalize("NFKC", between)

    def is_possessive(self, number: int) -> bool:
        """Whether “’s” stands at its end."""
        end = self.words[number].end
        return self.raw[end : end + 1] in _APOSTROPHES and self.raw[end + 1 : end + 2] in ("s", "S")

    def in_handle(self, number: int) -> bool:
        """Whether it is part of an e-mail address, the name of an account or a file, or an address of the web."""
        word = self.words[number]
        place = bisect_right(self._handles, (word.start, len(self.raw)))
        return place > 0 and self._handles[place - 1][1] > word.start

    def line(self, number: int) -> str:
        """The whole line of a word."""
        return self.line_at(self.words[number].line)

    def line_at(self, line: int) -> str:
        """A line, counted from 1; empty beyond the text."""
        breaks = self._breaks
        if not 1 <= line <= len(breaks) + 1:
            return ""
        start = breaks[line - 2] + 1 if line > 1 else 0
        return self.raw[start : breaks[line - 1] if line <= len(breaks) else len(self.raw)]

    def excerpt(self, first: int, last: int) -> str:
        """Up to 120 signs around the words from first to last."""
        start, end = self.words[first].start, self.words[last].end
        room = max(0, 116 - (end - start)) // 2
        around = self.raw[max(0, start - room) : min(len(self.raw), min(end, start + 116) + room)]
        return " ".join(around.split())[:120]


def _unescaped(raw: str) -> str:
    """Without the escapes of web addresses and pages; no line is added."""
    for _ in range(3):
        if "%" not in raw and "&" not in raw:
            break
        raw = _ENTITY.sub(lambda match: html.unescape(match.group()).replace("\n", " "), raw)
        raw = _ESCAPED.sub(lambda match: unquote(match.group(), errors="replace").replace("\n", " "), raw)
    return raw
