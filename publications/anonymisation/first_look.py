"""A first, honest look for identities in what is about to be published. Pure: imports neither Django nor Celery.

It finds whole names, dates, numbers and addresses as the record of the case has them, however they are written. It does
not find nicknames, or details that identify a child only together: people read for those.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

# Letters that stand for others and that Unicode does not take apart.
_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
# The Hangul fillers count as letters, and show nothing.
_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u3164\ufeff\uffa0]")
# Marks upon letters, marks around them, and signs that only steer the writing.
_NOT_SHOWN = frozenset(("Mn", "Me", "Cf"))
_POSSESSIVE = re.compile(r"['’ʼ`´]s(?![^\W_])")
_APOSTROPHE = re.compile(r"['’ʼ`´]")
_WORD = re.compile(r"[^\W_]+")
_POSTCODE = re.compile(r"\b([a-z]{1,2}[0-9][a-z0-9]?)\s*([0-9][a-z]{2})\b")
_STREETS = frozenset(
    """road rd street st lane ln avenue ave close crescent drive way court gardens place terrace grove hill park square rise row
    walk view green parade mews buildings house cottage farm flats""".split()  # noqa: SIM905
)
_TITLES = frozenset(("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "rev", "sir", "dame"))
# What people write into a box for a name when there is none, or beside one. Two of these are never a name.
_NO_NAME = frozenset(
    """unknown not known none unnamed named yet given n na tbc baby child unborn infant name no the a of
    deceased died dead born late mother father mum dad parent parents brother sister sibling siblings son daughter twin twins
    triplet boy girl aunt uncle grandmother grandfather grandparent carer carers foster guardian partner stepfather stepmother
    stepdad stepmum husband wife adoptive adopted birth maiden previous previously former formerly surname family first last
    confirmed details male female years months weeks days old aged age due
    de la le van der den von di da del bin binti ibn al el""".split()  # noqa: SIM905
)
# Words that stand between names and belong to none.
_BETWEEN = frozenset("and with see is was his her their the of in on at to by from for lives living not as".split())  # noqa: SIM905
_BRACKETED = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]")
# Where one name ends and another of the same person, or another person, begins.
_ANOTHER = re.compile(
    r"[()\[\]{}/\\;:|=\n]|\s[-\u2010-\u2015]+\s"
    r"|\b(?:a\.?k\.?a|(?:also|formerly|previously|now)?\s*(?:known|called)\s+as|alias|formerly|previously|nee|or)\b"
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


def name(what: str, text: str) -> list[Identity]:
    """The names in a box for a name, each as people write it; empty where there is none.

    A box may hold several ("Liam Brook (known as Lee)"). Of each, every two words in their order are looked for, in both
    orders, and the whole. A single word is looked for alone only where the box holds nothing longer.
    """
    pieces = _pieces(text)
    longer, single = [piece for piece in pieces if len(piece) > 1], [piece[0] for piece in pieces if len(piece) == 1]
    forms = [_forms(piece) for piece in longer]
    if longer:
        forms += [_forms(piece) for one in single for piece in ([one, longer[0][-1]], [longer[0][0], one])]
    else:
        forms += [frozenset({one}) for one in single]
    return [Identity(what, form) for form in dict.fromkeys(forms)]


def day(what: str, on: date) -> Identity:
    """A date in the forms that people write: 5 March 2019, 5th day of March 2019, March 5 2019, 5Mar19, 05/03/19."""
    number, short = str(on.day), f"{on.day:02}"
    ordinal = {1: "st", 2: "nd", 3: "rd"}.get(on.day % 10 if on.day not in (11, 12, 13) else 0, "th")
    month = _MONTHS[on.month - 1]
    days = [(number,), (short,), (f"{number}{ordinal}",), (number, ordinal)]
    months, digits = [month, month[:3], *(["sept"] if on.month == 9 else [])], [str(on.month), f"{on.month:02}"]
    years = [str(on.year), f"{on.year % 100:02}"]
    forms = {(*d, m, y) for d in days for m in [*months, *digits] for y in years}
    forms |= {(*d, *of, m, y) for d in days for of in (("of",), ("day", "of")) for m in months for y in years}
    together = [f"{number}", short, f"{number}{ordinal}"]
    for m in months:
        for y in years:
            forms |= {form for d in together for form in ((f"{d}{m}{y}",), (f"{d}{m}", y), (d, f"{m}{y}"))}
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
    # By the first letter where words may be run together, else by the whole first word.
    by_first: dict[tuple[bool, str], list[tuple[Identity, tuple[str, ...]]]] = {}
    for identity in identities:
        for form in identity.forms:
            first = form[0][0] if identity.joined else form[0]
            by_first.setdefault((identity.joined, first), []).append((identity, form))
    found = set()
    for place, text in places.items():
        words = _words(text)
        for start, word in enumerate(words):
            for identity, form in (*by_first.get((True, word.text[0]), ()), *by_first.get((False, word.text), ())):
                if _stands(words, start, identity, form):
                    found.add(Finding(place, word.line, identity.what))
    return sorted(found)


def _pieces(text: str) -> list[list[tuple[str, ...]]]:
    """Every name that a box holds, as parts of words (Quill-Feather is one part of two); a family name may come first."""
    folded = _fold(text)
    found: list[list[tuple[str, ...]]] = []
    for outer in (_BRACKETED.sub(" ", folded), *_BRACKETED.findall(folded)):
        for piece in _ANOTHER.split(outer):
            between = [part for part in map(_parts, piece.split(",")) if part]
            found += [[part for parts in (*between[1:], between[0]) for part in parts]] if len(between) > 1 else []
            found += between
    return [
        piece for place, piece in enumerate(found) if not all(map(_is_no_name, piece)) and not (place and _is_remark(piece))
    ]


def _parts(piece: str) -> list[tuple[str, ...]]:
    parts = [words for part in piece.split() if (words := tuple(_WORD.findall(part)))]
    while parts and parts[0][0] in _TITLES:
        parts = parts[1:]
    return parts


def _is_remark(parts: list[tuple[str, ...]]) -> bool:
    """Whether it is said about a name and holds none: "born in Bath"."""
    return any(set(part) <= _BETWEEN for part in parts) and sum(not _is_no_name(part) for part in parts) < 2


def _is_no_name(part: tuple[str, ...]) -> bool:
    return all(len(word) == 1 or word in _NO_NAME or word in _BETWEEN or any(map(str.isdigit, word)) for word in part)


def _forms(parts: list[tuple[str, ...]]) -> frozenset[tuple[str, ...]]:
    """The whole, the family name before the rest, and every two words that may stand for the whole, in both orders."""
    forms = {tuple(word for part in parts for word in part)}
    forms.add((*parts[-1], *(word for part in parts[:-1] for word in part)))
    named = [part for part in parts if not set(part) <= _BETWEEN]
    pairs = [(named[0], later) for later in named[1:]] + list(pairwise(named))
    for one, other in pairs:
        letter = len("".join(one)) == 1 or len("".join(other)) == 1
        if (letter and (one, other) != (parts[0], parts[-1])) or (_is_no_name(one) and _is_no_name(other)):
            continue
        # Of a double-barrelled name people also use one half.
        for first in {one, *((half,) for half in one)}:
            for last in {other, *((half,) for half in other)}:
                forms |= {(*first, *last), (*last, *first)}
    return frozenset(forms)


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
    plain = "".join(letter for letter in plain if unicodedata.category(letter) not in _NOT_SHOWN).casefold().translate(_LETTERS)
    return _APOSTROPHE.sub("", _POSSESSIVE.sub(" s", plain))
