"""Tells an ordinary use of a word from a name, by what stands around it."""

import re

from publications.anonymisation import ordinary
from publications.anonymisation.folding import Text

_END = re.compile(r"[.!?:;]|\n\s*\n|\n\s*(?:[-*•>#|+]|\d+[.)])|[“\"‘]\s*$|[(\[]\s*[-*•]|\|\s*$|\t")
_SENTENCE = re.compile(r"[.!?;:]")
_MARKS = "-*•>#|+_~ \t“”\"'‘’([—–"


def stands_as_name(text: Text, number: int) -> bool:
    """Whether an ordinary word with a capital may be somebody's name where it stands."""
    if text.shape(number) == "lower" or used_otherwise(text, number):
        return False
    if told_of_somebody(text, number):
        return True
    word = text.words[number].text
    if word in ordinary.CALENDAR or word in ordinary.PLACES or word in ordinary.PEOPLES:
        return _says_nothing_else(text, number) or (word == "may" and not capital_means_nothing(text, number))
    return _stands_alone(text, number) or not capital_means_nothing(text, number)


def capital_means_nothing(text: Text, number: int) -> bool:
    """Whether any word would have a capital here: it begins a sentence or a line, or stands in a heading."""
    return begins_sentence(text, number) or is_heading(text.line(number)) or text.shape(number) == "upper"


def begins_sentence(text: Text, number: int) -> bool:
    """Whether it is the first word of a text, a sentence, a quotation or an item of a list."""
    gap = text.gap(number)
    if number == 0 or _END.search(gap):
        return not (gap.strip() == "." and len(text.words[number - 1].text) == 1) if number else True
    if "\n" not in gap:
        return False
    above = text.line_at(text.words[number].line - 1).strip()
    return len(above) < 60 or is_heading(above)


def is_heading(line: str) -> bool:
    """Whether a line is a heading, in which words have capitals whatever they are."""
    stripped = line.strip(_MARKS)
    words: list[str] = re.findall(r"[^\W\d_]{2,}", stripped)
    if line.lstrip().startswith("#"):
        return True
    long: list[str] = [word for word in words if len(word) > 3 or word[0].isupper()]
    if len(words) < 3 or _SENTENCE.search(stripped[:-1]) or "," in stripped:
        return bool(words) and len(words) > 1 and stripped.isupper()
    return sum(word[0].isupper() for word in long) >= max(2, 0.75 * len(long))


def used_otherwise(text: Text, number: int) -> bool:
    """Whether it plainly is a month, a place, a saint, a body, a thing: whatever its capital."""
    word, before, after = text.words[number].text, _word(text, number, -1), _word(text, number, 1)
    if before in ordinary.SAINTS or before in ordinary.FIRST_OF_A_TITLE:
        return True
    if before in ordinary.ARTICLES and after not in ordinary.FAMILY:
        return True
    if _capital(text, number, 1) and after in ordinary.BODIES:
        return True
    if word in ordinary.CALENDAR:
        return _is_time(text, number, before, after)
    if word in ordinary.PLACES:
        return before in {"in", "at", "near", "around", "across", "outside", "within", "of"} or after in ordinary.BODIES
    if word in ordinary.PEOPLES:
        return (
            text.shape(number) != "lower" and _shape(text, number, 1) == "lower" and after not in ordinary.DOES | {"was", "is"}
        )
    return (after in ordinary.LEADS_ON and _capital(text, number, 2)) or _is_hyphened(text, number)


def told_of_somebody(text: Text, number: int) -> bool:
    """Whether the words beside it speak of somebody: “Baby Grace”, “Grace said”, “May was born”, “Hope’s mother”."""
    before, after = _word(text, number, -1), _word(text, number, 1)
    if before in ordinary.TITLES or before in ordinary.INTRODUCE:
        return True
    if after in ordinary.DOES or after in ordinary.FAMILY:
        return after in ordinary.DOES or text.is_possessive(number) or before in ordinary.ARTICLES
    if after in {"was", "is", "had", "has", "were"}:
        further = {_word(text, number, 2), _word(text, number, 3)}
        return bool(further & ordinary.IS_BEING) and (
            after in {"was", "is"} or bool(further & {"been", "not", "never", "always"})
        )
    if text.is_possessive(number):
        return not {text.words[number].text} & (ordinary.CALENDAR | ordinary.PLACES)
    tail = text.raw[text.words[number].end : text.words[number].end + 24]
    if re.match(r",?\s*\(?(?:aged\s+)?\d{1,2}(?:\s*(?:years|months|weeks|yrs)|\)|,)", tail) or re.match(
        r",\s*(?:who|whose|aged)\b", tail
    ):
        return text.words[number].text not in ordinary.MONTHS
    return after == "and" and _word(text, number, 2) in {"her", "his", "their"} and _word(text, number, 3) in ordinary.INTRODUCE


def _is_time(text: Text, number: int, before: str, after: str) -> bool:
    if before.isdigit() or after.isdigit() or before[:-2].isdigit():
        return True
    if before in {"in", "by", "during", "since", "until", "till", "throughout", "late", "early", "mid", "last", "next"}:
        return True
    if after in ordinary.TIME_GOES_ON - {"and", "to", "or"} or before in ordinary.CALENDAR or after in ordinary.CALENDAR:
        return True
    far_before, far_after = _word(text, number, -2), _word(text, number, 2)
    if before in ordinary.ABOUT_TIME | {"to", "and", "or", "for"} and (
        far_before in ordinary.CALENDAR | _PART or far_before.isdigit()
    ):
        return True
    return after in {"and", "to", "or", "until"} and (far_after in ordinary.CALENDAR or far_after.isdigit())


_PART = ordinary.word_set("end beginning start middle half month week weeks course up prior leading part rest close")


def _stands_alone(text: Text, number: int) -> bool:
    """Whether its line holds no other word, and the lines beside it are no list of such words."""
    line = text.line(number)
    if line.lstrip().startswith("#") or len(re.findall(r"[^\W_]+", line)) > 1:
        return False
    beside = [text.line_at(text.words[number].line + step).strip(_MARKS).casefold() for step in (-2, -1, 1, 2)]
    return not any(" " not in word and ordinary.is_ordinary(word) for word in beside if word)


def _says_nothing_else(text: Text, number: int) -> bool:
    """Whether the whole text is this word: the property of a file, the name in a box."""
    return len(text.words) == 1 and number == 0


def _is_hyphened(text: Text, number: int) -> bool:
    """“Hope-led”, “post-Grace”: part of another word."""
    end = text.words[number].end
    return text.raw[end : end + 1] == "-" and text.raw[end + 1 : end + 2].islower()


def _word(text: Text, number: int, step: int) -> str:
    """The word so many steps away in the same sentence; empty where there is none."""
    at = number + step
    if not 0 <= at < len(text.words):
        return ""
    low, high = sorted((number, at))
    between = "".join(text.gap(place) for place in range(low + 1, high + 1))
    if _SENTENCE.search(between.replace(".", "", 1) if text.words[low].text in ordinary.TITLES | ordinary.SAINTS else between):
        return ""
    return "" if re.search(r"\n\s*\n", between) else text.words[at].text


def _capital(text: Text, number: int, step: int) -> bool:
    return bool(_word(text, number, step)) and text.shape(number + step) in ("title", "upper", "mixed")


def _shape(text: Text, number: int, step: int) -> str:
    return text.shape(number + step) if _word(text, number, step) else ""
