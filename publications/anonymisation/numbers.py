"""Numbers that belong to somebody: NHS number, reference, telephone."""

from publications.anonymisation.folding import folded_words
from publications.anonymisation.identity import Identity

SHORTEST = 6


def number(what: str, text: str) -> Identity | None:
    """A number such as the NHS number, however it is grouped. None where there are fewer than six digits or letters.

    A telephone number is also looked for with and without the prefix of the country,
    and without its first nought, which spreadsheets lose.
    """
    joined = "".join(folded_words(text))
    if len(joined) < SHORTEST or not any(map(str.isdigit, joined)):
        return None
    return Identity("number", what, frozenset((way,) for way in {joined, *_of_a_telephone(joined)}))


def _of_a_telephone(digits: str) -> set[str]:
    if not digits.isdigit():
        return set()
    for prefix, size in (("0044", 14), ("440", 13), ("44", 12), ("0", 11)):
        if digits.startswith(prefix) and size - 1 <= len(digits) <= size:
            core = digits[len(prefix) :]
            return {start + core for start in ("", "0", "44", "440", "0044", "00440")}
    return set()
