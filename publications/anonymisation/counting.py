"""Numbers and years that are written in words."""

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
CARDINALS = {word: number for number, word in enumerate(_UNITS.split())}
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_RANKS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
    " sixteenth seventeenth eighteenth nineteenth twentieth"
)
ORDINALS = {word: number for number, word in enumerate(_RANKS.split(), start=1)} | {"thirtieth": 30}


def century(short: int) -> int:
    """The year that two digits stand for."""
    return 2000 + short if short < 70 else 1900 + short


def year_in_words(words: list[str]) -> tuple[int | None, int]:
    """The year with which these words begin, and how many of them it takes: two thousand and nineteen, twenty nineteen."""
    if words[:2] == ["two", "thousand"]:
        skip = 3 if words[2:3] == ["and"] else 2
        more, used = _up_to_99(words[skip:])
        return (2000 + more, skip + used) if used else (2000, 2)
    for name, base in (("twenty", 2000), ("nineteen", 1900)):
        if words[:1] == [name]:
            more, used = _up_to_99(words[1:])
            return (base + more, 1 + used) if used and more > 9 else (None, 0)
    return None, 0


def _up_to_99(words: list[str]) -> tuple[int, int]:
    if not words:
        return 0, 0
    if words[0] in TENS:
        more = CARDINALS.get(words[1], 10) if len(words) > 1 else 10
        return (TENS[words[0]] + more, 2) if 0 < more < 10 else (TENS[words[0]], 1)
    return (CARDINALS[words[0]], 1) if words[0] in CARDINALS else (0, 0)
