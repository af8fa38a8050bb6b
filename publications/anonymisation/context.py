"""Tells an ordinary use of a word from a name, by what stands around it."""

import re

from publications.anonymisation import ordinary
from publications.anonymisation.folding import Text

_END = re.compile(r"[.!?:;]|\n\s*\n|\n\s*(?:[-*•>#|+]|\d+[.)])|[“\"‘]\s*$|[(\[]\s*[-*•]|\|\s*$|\t")
_SENTENCE = re.compile(r"[.!?;:]")
_AGE = re.compile(r",?\s*\(?(?:aged?\s+)?\d{1,2}(?:\s*(?:years|months|weeks|yrs)|\)|,)|\s*\(aged?\b")
_WHO = re.compile(r",\s*(?:who|whose|aged)\b")
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
# Words that have no capital in a heading.
_SMALL = ordinary.word_set("a an the of and or in on at to by for from with as is are be it vs we our its not")
_NUMBERED = ordinary.word_set("appendix annex figure table part section schedule chapter option box theme")
_CITED = re.compile(r"(?:'s|’s)?,?\s\(?(?:19|20)\d\d[a-z]?[);]")
_MARKS = "-*•>#|+_~ \t“”\"'‘’([—–"


def stands_as_name(text: Text, number: int) -> bool:
    """Whether an ordinary word with a capital may be somebody's name where it stands."""
    if text.shape(number) == "lower" or used_otherwise(text, number):
        return False
    if told_of_somebody(text, number):
        return True
    word = text.words[number].text
    here = (ordinary.PLACES - ordinary.FARAWAY) | ordinary.PEOPLES
    if word in ordinary.CALENDAR or word in ordinary.PLACES or word in ordinary.PEOPLES:
        return _says_nothing_else(text, number) or (word not in here and not capital_means_nothing(text, number))
    return _stands_alone(text, number) or not capital_means_nothing(text, number)


def is_in_a_saying(text: Text, number: int) -> bool:
    """Whether a name that is no word is one all the same: “Jack of all trades”, “jack up”, “peter out”."""
    word, shape = text.words[number].text, text.shape(number)
    if _word(text, number, -1) in ordinary.BEFORE_IN_SAYINGS.get(word, ()):
        return True
    if _word(text, number, 1) in ordinary.AFTER_IN_SAYINGS.get(word, ()):
        return True
    return shape == "lower" and word in ordinary.SMALL_WORDS and not told_of_somebody(text, number)


def capital_means_nothing(text: Text, number: int) -> bool:
    """Whether any word would have a capital here: it begins a sentence or a line, or stands in a heading."""
    return begins_sentence(text, number) or is_heading(text.line(number)) or text.shape(number) == "upper"


def begins_sentence(text: Text, number: int) -> bool:
    """Whether it is the first word of a text, a sentence, a quotation or an item of a list."""
    gap = text.gap(number)
    if number == 0 or _END.search(gap):
        initial = number > 0 and gap.strip() == "." and text.words[number - 1].text in _LETTERS
        return not initial or (number > 1 and text.words[number - 2].text in _NUMBERED)
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
    long: list[str] = [word for word in words if word not in _SMALL]
    if len(words) < 3 or re.search(r"[.!?]", stripped[:-1]) or "," in stripped:
        return bool(words) and len(words) > 1 and stripped.isupper()
    return sum(word[0].isupper() for word in long) >= max(2, 0.75 * len(long))


def used_otherwise(text: Text, number: int) -> bool:
    """Whether it plainly is a month, a place, a saint, a body, a thing: whatever its capital."""
    word, before, after = text.words[number].text, _word(text, number, -1), _word(text, number, 1)
    if before in ordinary.SAINTS or before in ordinary.FIRST_OF_A_TITLE:
        return True
    if before in ordinary.ARTICLES and after not in ordinary.FAMILY:
        return True
    if _capital(text, number, 1) and (after in ordinary.BODIES or _is_plural(text, number, after)):
        return True
    if _is_counted(text, number, after) or _ends_a_title(text, number):
        return True
    if _is_hyphened(text, number) or _is_cited(text, number) or _is_a_value(text, number, word):
        return True
    if word in ordinary.CALENDAR:
        return _is_time(text, number, before, after)
    if word in ordinary.PLACES:
        return before in ordinary.WHERE or after in ordinary.BODIES or _is_listed(text, number, before, after)
    if word in ordinary.COLOURS and _is_rating(text, number, before, after):
        return True
    if word in ordinary.PEOPLES:
        return _shape(text, number, 1) == "lower" and after not in ordinary.DOES | {"was", "is"}
    return after in ordinary.LEADS_ON and _capital(text, number, 2)


def told_of_somebody(text: Text, number: int) -> bool:
    """Whether the words beside it speak of somebody: “Baby Grace”, “Grace said”, “May was born”, “Hope’s mother”."""
    word, before, after = text.words[number].text, _word(text, number, -1), _word(text, number, 1)
    if before in ordinary.TITLES or _is_introduced(text, number, before):
        return True
    thing = word in ordinary.CALENDAR or word in ordinary.PLACES or word in ordinary.COLOURS
    if text.is_possessive(number) and (not thing or after in ordinary.FAMILY | ordinary.KIN):
        return True
    if after in ordinary.FAMILY:
        return before in ordinary.ARTICLES
    if after in ordinary.DOES and text.shape(number + 1) != "title":
        return not (thing and after in ordinary.NOT_ONLY_PEOPLE)
    return _did(text, number, after, thing=thing) or _has_an_age(text, number, after)


def _is_introduced(text: Text, number: int, before: str) -> bool:
    """“her sister Hope”, “the mother, Hope,”, “Name: Hope”."""
    if before in ordinary.INTRODUCE and (before in ordinary.KIN or "," not in text.gap(number)):
        return True
    label = text.words[number - 1].text if number else ""
    return text.gap(number).strip() == ":" and label in ordinary.LABELS | ordinary.KIN


def _did(text: Text, number: int, after: str, *, thing: bool) -> bool:
    """“was born”, “had bruises”, “took her brother”, “did not attend”: what people are, have and do."""
    following = [_word(text, number, step) for step in (2, 3, 4)]
    if after in {"was", "is", "had", "has"} and _is_being(text, number):
        return True
    if after in {"had", "has"} and ordinary.HAVINGS & set(following):
        return True
    if after in ordinary.HANDLED and (ordinary.FAMILY | ordinary.KIN | {"him", "them"}) & set(following):
        return True
    if after == "did" and following[0] == "not" and following[1] in ordinary.DECLINED:
        return True
    if thing:
        return after == "went" and following[:2] in (["to", "school"], ["to", "nursery"], ["to", "bed"], ["to", "hospital"])
    if text.words[number].text in ordinary.NO_SUBJECTS:
        past = after in ordinary.DID or after in {"was", "is", "had", "has"}
        return past or (len(after) > 4 and after.endswith("ed"))
    return after == "went" and following[0] == "to"


def _is_being(text: Text, number: int) -> bool:
    """“was born”, “has never been seen”, “is not at school”: what is said of people only."""
    following = [_word(text, number, step) for step in range(2, 6)]
    passive = following[0] not in ordinary.IS_BEING and _word(text, number, 1) in {"had", "has"} and "been" not in following[:3]
    said = [word for word in following if word not in ordinary.ADVERBS][:2]
    if passive or not said:
        return False
    return said[0] in ordinary.IS_BEING or (said[0] in {"at", "in"} and said[1:2] != [] and said[1] in ordinary.SOMEWHERE)


def _has_an_age(text: Text, number: int, after: str) -> bool:
    """“Grace, 4,”, “Grace (aged 4)”, “Grace, who”, “Grace and her mother”."""
    if text.words[number].text in ordinary.CALENDAR:
        return False
    tail = text.raw[text.words[number].end : text.words[number].end + 24]
    if _AGE.match(tail) or _WHO.match(tail):
        return True
    return after == "and" and _word(text, number, 2) in {"her", "his", "their"} and _word(text, number, 3) in ordinary.INTRODUCE


def _is_plural(text: Text, number: int, after: str) -> bool:
    """“Young Carers”, “Summer Activities”: one name for many."""
    return after.endswith("s") and ordinary.is_common(after) and text.gap(number + 1).isspace() and after not in ordinary.FAMILY


def _is_cited(text: Text, number: int) -> bool:
    """“Dean (2014)”, “(Frank, 2011)”, “May and Dean (2014)”: who wrote a book. “Talk to Frank” is a helpline."""
    if text.words[number].text == "frank" and [_word(text, number, -1), _word(text, number, -2)] == ["to", "talk"]:
        return True
    ends = [text.words[number].end]
    if _word(text, number, 1) in {"and", "et"} and _word(text, number, 2):
        ends.append(text.words[number + 2].end)
    return any(_CITED.match(text.raw[end : end + 12]) for end in ends)


def _is_a_value(text: Text, number: int, word: str) -> bool:
    """“Hope, Grace and Respect”: what people hold dear."""
    beside = {text.words[at].text for at in range(max(0, number - 5), min(len(text.words), number + 6))}
    return word in ordinary.VIRTUES and bool(beside & ordinary.VALUES)


def _is_counted(text: Text, number: int, after: str) -> bool:
    """“Case 4”, “Page 5”: a thing with a number, and no age."""
    gap = text.gap(number + 1) if after else ""
    return (
        after.isdigit() and gap == " " and _word(text, number, 2) not in {"years", "months", "weeks", "days", "year", "month"}
    )


def _ends_a_title(text: Text, number: int) -> bool:
    """“the School Nurse”, “Schools Bill”, “Ministry of Justice”: the last word of what something is called."""
    before = _word(text, number, -1)
    if not before or (not text.gap(number).isspace() and not text.is_possessive(number - 1)):
        return False
    if before in ordinary.INTRODUCE | ordinary.TITLES and _word(text, number, -2) not in ordinary.ARTICLES:
        return False
    if before == "of":
        return _capital(text, number, -2) and _word(text, number, -2) not in ordinary.INTRODUCE
    further = number - 1
    if before in ordinary.CALENDAR and text.words[number].text == "day":
        return True
    if (
        text.shape(further) not in ("title", "upper")
        or len(before) < 3
        or (before in ordinary.OPENS and not text.is_possessive(further))
        or before.endswith("ly")
    ):
        return False
    return ordinary.is_ordinary(before) or text.is_possessive(further)


def _is_listed(text: Text, number: int, before: str, after: str) -> bool:
    """“Bath and Wells”, “Chelsea or Kent”: a place beside another."""
    far_before, far_after = _word(text, number, -2), _word(text, number, 2)
    return (before in {"and", "or"} and far_before in ordinary.PLACES) or (
        after in {"and", "or"} and far_after in ordinary.PLACES
    )


def _is_rating(text: Text, number: int, before: str, after: str) -> bool:
    """“rated Amber”, “Red, Amber and Green”, “Amber means”."""
    if before in ordinary.TURNS or after in ordinary.RATED:
        return after != "who"
    far_before, far_after = _word(text, number, -2), _word(text, number, 2)
    return (before in {"and", "or"} and far_before in ordinary.COLOURS) or (
        after in {"and", "or"} and far_after in ordinary.COLOURS
    )


def _is_time(text: Text, number: int, before: str, after: str) -> bool:
    word_is_season = text.words[number].text not in {"may", "april", "june", "august"}
    if before.isdigit() or after.isdigit() or before[:-2].isdigit():
        return True
    season_before = word_is_season and before in {"before", "after", "over", "for", "of", "all", "that"}
    if before in ordinary.WHEN or (season_before and not told_of_somebody(text, number)):
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
