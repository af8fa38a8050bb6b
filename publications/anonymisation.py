"""A first, honest look for identities in what is about to be published. Pure: imports neither Django nor Celery.

It finds whole names, dates, numbers and addresses as the record of the case has them, however they are written. It does
not find nicknames, or details that identify a child only together: people read for those.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

# Letters that stand for others and that Unicode does not take apart.
_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_POSSESSIVE = re.compile(r"['’ʼ`´]s(?![^\W_])")
_APOSTROPHE = re.compile(r"['’ʼ`´]")
_WORD = re.compile(r"[^\W_]+")
_POSTCODE = re.compile(r"\b([a-z]{1,2}[0-9][a-z0-9]?)\s*([0-9][a-z]{2})\b")
_STREETS = frozenset(
    """road rd street st lane ln avenue ave close crescent drive way court gardens place terrace grove hill park square rise row
    walk view green parade mews buildings house cottage farm flats""".split()  # noqa: SIM905
)
_TITLES = frozenset(("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "rev", "sir", "dame"))
# What people write into a box for a name when there is none.
_NO_NAME = frozenset(
    "unknown not known none unnamed named yet given n na tbc baby child unborn infant name no the a of".split()  # noqa: SIM905
)
_MONTHS = [date(2000, number, 1).strftime("%B").lower() for number in range(1, 13)]


@dataclass(frozen=True)
class Identity:
    """Something that must not be published: what it is, for people, and the forms in which it may be written.

    A form is a run of words. Where `joined`, words may also be run together or split: SW1A 1AA and SW1A1AA are one.
    """

    what: str
    forms: frozenset[tuple[str, ...]]
    joined: bool = True


@dataclass(frozen=True, order=True)
class Finding:
    """Where an identity was found. It says which kind and never which name."""

    place: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.place}, line {self.line}: {self.what}"


@dataclass(frozen=True)
class _Word:
    text: str
    line: int


def name(what: str, text: str) -> Identity | None:
    """A person's full name: as written, without the middle names, and the family name first. None where there is no name."""
    parts = [words for piece in _fold(text).split() if (words := tuple(_WORD.findall(piece)))]
    while parts and parts[0][0] in _TITLES:
        parts = parts[1:]
    if not parts or {word for part in parts for word in part} <= _NO_NAME:
        return None
    first, last = parts[0], parts[-1]
    forms = {tuple(word for part in parts for word in part)}
    if len(parts) > 1:
        rest = tuple(word for part in parts[:-1] for word in part)
        # Of a double-barrelled name people also use one half.
        ends = {last, *((half,) for half in last)}
        forms |= {(*first, *end) for end in ends} | {(*end, *first) for end in ends} | {(*last, *rest)}
    return Identity(what, frozenset(forms))


def day(what: str, on: date) -> Identity:
    """A date in the forms that people write: 5 March 2019, 5th of March 2019, March 5 2019, 05/03/19, 2019-03-05."""
    number, short = str(on.day), f"{on.day:02}"
    ordinal = {1: "st", 2: "nd", 3: "rd"}.get(on.day % 10 if on.day not in (11, 12, 13) else 0, "th")
    month = _MONTHS[on.month - 1]
    days = [(number,), (short,), (f"{number}{ordinal}",), (number, ordinal)]
    months, digits = [month, month[:3], *(["sept"] if on.month == 9 else [])], [str(on.month), f"{on.month:02}"]
    years = [str(on.year), f"{on.year % 100:02}"]
    forms = {(*d, m, y) for d in days for m in [*months, *digits] for y in years}
    forms |= {(*d, "of", m, y) for d in days for m in months for y in years}
    forms |= {(m, *d, y) for d in days for m in months for y in years}
    forms |= {(years[0], m, *d) for d in days for m in [*months, *digits]}
    forms |= {(f"{on:%d%m%Y}",), (f"{on:%Y%m%d}",)}
    return Identity(what, frozenset(forms), joined=False)


def number(what: str, text: str) -> Identity | None:
    """A number such as the NHS number, however it is grouped. None where there are fewer than six digits or letters."""
    joined = "".join(word.text for word in _words(text))
    return Identity(what, frozenset({(joined,)})) if len(joined) >= 6 else None


def address(what: str, text: str) -> list[Identity]:
    """The lines of an address that say where somebody lives: house and street, street alone, postcode; not the town."""
    found: list[Identity] = []
    pieces = [piece for piece in re.split(r"[\n,;]", _fold(text)) if piece.strip()]
    for place, piece in enumerate(pieces):
        found += [Identity(f"{what} (postcode)", frozenset({match.groups()})) for match in _POSTCODE.finditer(piece)]
        words = tuple(_WORD.findall(_POSTCODE.sub(" ", piece)))
        street = tuple(words[next((i for i, word in enumerate(words) if not word[0].isdigit()), len(words)) :])
        numbered, in_street = street != words, bool(street) and street[-1] in _STREETS
        forms = {form for form in (words, street) if len(form) > 1 and (place == 0 or numbered or in_street)}
        if forms:
            found.append(Identity(what, frozenset(forms)))
    return found


def search(identities: Iterable[Identity], places: Mapping[str, str]) -> list[Finding]:
    """Everything found, in order, once for each place, line and kind. `places` are texts by what they are called."""
    by_first: dict[str, list[tuple[Identity, tuple[str, ...]]]] = {}
    for identity in identities:
        for form in identity.forms:
            by_first.setdefault(form[0][0], []).append((identity, form))
    found = set()
    for place, text in places.items():
        words = _words(text)
        for start, word in enumerate(words):
            for identity, form in by_first.get(word.text[0], ()):
                if _stands(words, start, identity, form):
                    found.add(Finding(place, word.line, identity.what))
    return sorted(found)


def _stands(words: list[_Word], start: int, identity: Identity, form: tuple[str, ...]) -> bool:
    """Whether the form stands in the text from that word on."""
    if not identity.joined:
        return tuple(word.text for word in words[start : start + len(form)]) == form
    wanted, so_far = "".join(form), ""
    for word in words[start : start + len(wanted)]:
        so_far += word.text
        if len(so_far) >= len(wanted) or not wanted.startswith(so_far):
            break
    return so_far == wanted


def _words(text: str) -> list[_Word]:
    return [_Word(word, at) for at, line in enumerate(_fold(text).split("\n"), start=1) for word in _WORD.findall(line)]


def _fold(text: str) -> str:
    """Without case, accents, ligatures, invisible characters and apostrophes: what is left is compared."""
    plain = unicodedata.normalize("NFKD", _INVISIBLE.sub("", text))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold().translate(_LETTERS)
    return _APOSTROPHE.sub("", _POSSESSIVE.sub(" s", plain))
