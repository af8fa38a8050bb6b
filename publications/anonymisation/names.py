"""Takes the names out of what people write into a box for a name, in the forms in which they may be written."""

import re
from itertools import pairwise

from publications.anonymisation.folding import fold
from publications.anonymisation.identity import Identity, IdentitySort
from publications.anonymisation.ordinary import is_ordinary, word_set

Part = tuple[str, ...]
_POSSESSIVE = re.compile(r"'s(?![^\W_])")
_WORD = re.compile(r"[^\W_]+")
_TITLES = word_set("mr mrs ms miss mx dr prof professor rev sir dame master")
# What people write into a box for a name when there is none, or beside one. Two of these are never a name.
_NO_NAME = word_set(
    """
    unknown not known none unnamed named yet given n na tbc baby child unborn infant name no the a of deceased died dead
    born late mother father mum dad parent parents brother sister sibling siblings son daughter twin twins triplet boy
    girl aunt uncle grandmother grandfather grandparent carer carers foster guardian partner stepfather stepmother
    stepdad stepmum husband wife adoptive adopted birth maiden previous previously former formerly surname family first
    last confirmed details male female years months weeks days old aged age due de la le van der den von di da del bin
    binti ibn al el
    """
)
# What somebody is at work: it stands before a name, or for one.
_WORK = word_set(
    """
    health visitor social worker nurse school midwife gp doctor consultant paediatrician teacher head headteacher
    manager team leader lead officer police constable sergeant inspector detective pc dc ds di dci dsl senco lado
    designated safeguarding duty senior deputy assistant practitioner support key community ward sister staff registrar
    student psychiatrist psychologist therapist counsellor solicitor coroner probation housing hospital surgery clinic
    nursery college service services reviewing independent chair author reviewer director of for children childrens
    adult adults mental
    """
)
# Words that stand between names and belong to none.
_BETWEEN = word_set("and with see is was his her their the of in on at to by from for lives living not as")
_BRACKETED = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]")
# Where one name ends and another of the same person, or another person, begins.
_ANOTHER = re.compile(
    r"[()\[\]{}/\\;:|=\n\"“”]|\s[-\u2010-\u2015]+\s"
    r"|\b(?:a\.?k\.?a|(?:also|formerly|previously|now)?\s*(?:known|called)\s+as|alias|formerly|previously|nee|or)\b"
)
_SPELT_OUT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "Å": "Aa", "Ø": "Oe"}
)


def name(what: str, text: str) -> list[Identity]:
    """The names of a child or somebody of the family in a box for a name; empty where there is none.

    A box may hold several ("Liam Brook (known as Lee)"). Of each, every two words in their order are looked for, in both
    orders, and the whole; and every word of it alone.
    """
    return _named("name", what, text)


def practitioner(what: str, text: str) -> list[Identity]:
    """The names of people who worked with the family. A first name alone is only a hint of them."""
    return _named("practitioner", what, text)


def nickname(what: str, text: str) -> list[Identity]:
    """Names that somebody goes by, as they are used alone or beside a family name."""
    return _named("nickname", what, text)


def _named(sort: IdentitySort, what: str, text: str) -> list[Identity]:
    found: list[Identity] = []
    for written in dict.fromkeys((text, text.translate(_SPELT_OUT))):
        found += _identities(sort, what, written)
    return list(dict.fromkeys(found))


def _identities(sort: IdentitySort, what: str, text: str) -> list[Identity]:
    pieces = _pieces(plain(text))
    words = [word for piece in pieces for part in piece for word in part]
    if text == text.lower() and sort != "nickname" and all(map(is_ordinary, words)):
        return []
    longer, single = [piece for piece in pieces if len(piece) > 1], [piece for piece in pieces if len(piece) == 1]
    found = [_of_a_piece(sort, what, piece) for piece in longer]
    for (one,) in single:
        forms = frozenset(form for whole in longer[:1] for form in _forms([one, whole[-1]]) | _forms([whole[0], one]))
        forms |= _compounds([one])
        alone = _alone([one])
        found.append(Identity(sort, what, forms, given=alone, family=alone if not longer else frozenset()))
    return found


def _of_a_piece(sort: IdentitySort, what: str, piece: list[Part]) -> Identity:
    named = [part for part in piece if not set(part) <= _BETWEEN | _NO_NAME]
    first = [part for before, part in pairwise([("and",), *piece]) if set(before) <= {"and"} and part in named] or named[:1]
    last = named[-1:] if named[-1:] != first or len(named) == 1 else []
    given, family = _alone(first), _alone(last if len(named) > 1 or _is_no_name(piece[0]) else [])
    middle = _alone(named) - given - family
    return Identity(sort, what, _forms(piece) | _compounds(named), given, middle, family, _initials(named))


def _alone(parts: list[Part]) -> frozenset[str]:
    """Words that tell somebody when they stand alone."""
    return frozenset(word for part in parts for word in part if len(word) > 1 and word not in _NO_NAME | _BETWEEN)


def _compounds(parts: list[Part]) -> frozenset[Part]:
    """Names of more than one word, which people also write as one."""
    return frozenset(part for part in parts if len(part) > 1)


def _initials(named: list[Part]) -> frozenset[str]:
    if len(named) < 2:
        return frozenset()
    letters = [part[0][0] for part in named]
    halves = [word[0] for part in named for word in part]
    return frozenset({letters[0] + letters[-1], "".join(letters), "".join(halves)} if ("and",) not in named else ())


def plain(text: str) -> str:
    """A text as it is compared, with its signs between words, without apostrophes."""
    return _POSSESSIVE.sub(" s", fold(text)[0]).replace("'", "")


def _pieces(folded: str) -> list[list[Part]]:
    """Every name that a box holds, as parts of words (Quill-Feather is one part of two); a family name may come first."""
    found: list[list[Part]] = []
    for outer in (_BRACKETED.sub(" ", folded), *_BRACKETED.findall(folded)):
        for piece in _ANOTHER.split(outer):
            between = [part for part in map(_parts, piece.split(",")) if part]
            if len(between) > 1:
                found.append([part for parts in (*between[1:], between[0]) for part in parts])
                found += between if len(between[0]) > 1 or len(between) > 2 else []
            else:
                found += between
    return [
        piece for place, piece in enumerate(found) if not all(map(_is_no_name, piece)) and not (place and _is_remark(piece))
    ]


def _parts(piece: str) -> list[Part]:
    """The words of a name without titles, and without what its bearer is at work; empty where that is all."""
    parts = [words for part in piece.split() if (words := tuple(_WORD.findall(part)))]
    if all(set(part) <= _WORK | _TITLES | _NO_NAME for part in parts) and any(set(part) <= _WORK for part in parts):
        return []
    while parts and (parts[0][0] in _TITLES or set(parts[0]) <= _WORK):
        parts = parts[1:]
    return parts


def _is_remark(parts: list[Part]) -> bool:
    """Whether it is said about a name and holds none: "born in Bath"."""
    return any(set(part) <= _BETWEEN for part in parts) and sum(not _is_no_name(part) for part in parts) < 2


def _is_no_name(part: Part) -> bool:
    return all(len(word) == 1 or word in _NO_NAME or word in _BETWEEN or any(map(str.isdigit, word)) for word in part)


def _forms(parts: list[Part]) -> frozenset[Part]:
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
