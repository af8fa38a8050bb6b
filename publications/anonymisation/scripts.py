"""Words in the letters of Kyiv, Moscow or Athens in those of English, as somebody who hears them would write them."""

import re
from functools import partial

# Letters, and in the same order what each says; “-” where it says nothing.
_UKRAINIAN = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяыэёъў"
_SAID = "a b v h g d e ye zh z y i yi y k l m n o p r s t u f kh ts ch sh shch - yu ya y e yo - w"
_GREEK_LETTERS, _GREEK_SAID = "αβγδεζηθικλμνξοπρσςτυφχψω", "a v g d e z i th i k l m n x o p r s s t y f ch ps o"
_CYRILLIC = dict(zip(_UKRAINIAN, _SAID.replace("-", "").split(" "), strict=True))
# The same letters as Russians and Bulgarians say them.
_RUSSIAN = _CYRILLIC | {"г": "g", "и": "i"}
_GREEK = dict(zip(_GREEK_LETTERS, _GREEK_SAID.split(" "), strict=True))
_WORD = re.compile("[\u0400-\u052f]{3,}|[\u0370-\u03ff]{3,}")
_ACCENTED = str.maketrans("άέήίόύώϊϋ", "αεηιουωιυ")


def spoken_ways(raw: str) -> list[str]:
    """The text with such words in English letters, in each way that differs; empty where it has none."""
    if not _WORD.search(raw):
        return []
    return list(dict.fromkeys(_WORD.sub(partial(_written, way=way), raw) for way in (_CYRILLIC, _RUSSIAN)))


def _written(match: re.Match[str], way: dict[str, str]) -> str:
    word = match.group()
    small = word.lower().translate(_ACCENTED)
    said = "".join(way.get(letter, _GREEK.get(letter, letter)) for letter in small)
    return said.capitalize() if word[0].isupper() else said
