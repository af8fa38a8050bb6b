"""Every disguise finds every name; a text without any of the words names nobody."""

import string
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publications import anonymisation
from publications.anonymisation import Identity

NAMES = (
    "Zephyrine Quillfeather",
    "Siobhán Ó’Dálaigh",
    "Łukasz Wiśniewski",
    "Ebunoluwa Adeyemi-Craddock",
    "Mohammed Rafiq",
    "Anastasija Petrovićs",
    "Xanthe Bramblewick",
    "Björn Håkansson",
    "Thandiwe Nkosi",
    "Oisín Mac Giolla",
)
FILLERS = (
    "The panel heard that {} at the time, and nothing more.",
    "{}",
    "Nobody asked where {} slept.\nLater they did.",
    "- one\n- {}\n- two",
    "| 3 | {} | 4 |",
)
CYRILLIC = str.maketrans("aeopcxyiABEKMHOPCTX", "аеорсхуіАВЕКМНОРСТХ")
WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
BOLD = {ord(letter): 0x1D400 + at for at, letter in enumerate(string.ascii_uppercase)} | {
    ord(letter): 0x1D41A + at for at, letter in enumerate(string.ascii_lowercase)
}


def middle(word: str, sign: str) -> str:
    """A word with something in its middle."""
    half = len(word) // 2
    return word[:half] + sign + word[half:]


def in_each_word(sign: str) -> Callable[[str], str]:
    return lambda name: " ".join(middle(word, sign) for word in name.split())


def surname_first(name: str) -> str:
    first, *rest = name.split()
    return f"{' '.join(rest)}, {first}"


DISGUISES: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "small": str.lower,
    "large": str.upper,
    "without accents": lambda name: name.translate(str.maketrans("áíóńćöåŁśĆ", "aioncoaLsC")),
    "possessive": lambda name: f"{name}’s",
    "straight possessive": lambda name: f"{name}'s",
    "surname first": surname_first,
    "surname first without a comma": lambda name: surname_first(name).replace(",", ""),
    "soft hyphens": in_each_word("\u00ad"),
    "no width": in_each_word("\u200b"),
    "word joiner": in_each_word("\u2060"),
    "two lines": lambda name: name.replace(" ", "\n"),
    "wide spaces": lambda name: name.replace(" ", "\u2003\u00a0"),
    "line end": in_each_word("-\n"),
    "letters apart": lambda name: " ".join(name.replace(" ", "")),
    "letters and words apart": lambda name: "   ".join(" ".join(word) for word in name.split()),
    "dashes between letters": lambda name: "-".join(name.replace(" ", "")),
    "full width": lambda name: name.translate(WIDE),
    "mathematical": lambda name: name.translate(BOLD),
    "Cyrillic": lambda name: name.translate(CYRILLIC),
    "underscores": lambda name: name.replace(" ", "_"),
    "file": lambda name: name.replace(" ", "_") + ".docx",
    "run together": lambda name: name.replace(" ", ""),
    "run together in small letters": lambda name: name.replace(" ", "").lower(),
    "account": lambda name: "@" + name.replace(" ", "").lower() + "99",
    "e-mail": lambda name: name.replace(" ", ".").lower() + "@example.org",
    "escaped": lambda name: name.replace(" ", "%20"),
    "letters as numbers": lambda name: "".join(f"&#{ord(letter)};" if letter.isalpha() else letter for letter in name),
    "bold": lambda name: f"**{name.replace(' ', '** **')}**",
    "bold in the middle": in_each_word("**"),
    "in a tag": in_each_word("<b>"),
    "quoted": lambda name: f"“{name}”",
    "backwards": lambda name: f"\u202e{name[::-1]}\u202c",
    "in tags": lambda name: "".join(chr(0xE0000 + ord(letter)) for letter in name if letter.isascii()),
    "only the first name": lambda name: name.split()[0],
    "only the surname": lambda name: " ".join(name.split()[1:]),
    "a brother": lambda name: f"{name.split()[-1]} family",
}


def found(identities: list[Identity], text: str) -> set[str]:
    return {one.sort for one in anonymisation.search(identities, {"Report": text})}


@pytest.mark.parametrize("disguise", DISGUISES)
@pytest.mark.parametrize("name", NAMES)
def test_every_disguise_of_every_name_is_found(name: str, disguise: str) -> None:
    if disguise == "in tags" and not name.isascii():
        name = NAMES[0]
    written = DISGUISES[disguise](name)
    for filler in FILLERS:
        assert "identity" in found(anonymisation.name("a name", name), filler.format(written)), filler


HOME = anonymisation.address("home", "12 Marrowbone Road\nBA2 1QX")
BOXES = (anonymisation.name, anonymisation.place, anonymisation.words, anonymisation.address)
WORDS = st.sampled_from(
    """the a child was seen by two nurses who said that no plan stood and then may will hope mark rose grace bath summer in on
    at 2024 May 2023 April March 14 GP NHS Panel Council City Review baby mother’s school’s under-fives 1 2 3 one two first
    e.g. i.e. p. vol. – “they” (and) weeks; months: years? days!""".split()  # noqa: SIM905
)


@settings(max_examples=300, derandomize=True, deadline=None)
@given(st.lists(WORDS, max_size=60), st.sampled_from([" ", "\n", "  ", " - "]))
def test_a_text_without_any_of_the_words_names_nobody(words: list[str], between: str) -> None:
    identities = [identity for name in NAMES for identity in anonymisation.name("a name", name)]
    identities += [
        anonymisation.day("a date", date(2019, 11, 5)),
        *HOME,
    ]
    number = anonymisation.number("a number", "943 476 5919")
    assert number
    assert "identity" not in found([*identities, number], between.join(words))


@settings(max_examples=300, derandomize=True, deadline=None)
@given(st.text(max_size=400))
def test_any_text_at_all_is_read(text: str) -> None:
    identities = [*anonymisation.name("a name", "Zephyrine Quillfeather"), anonymisation.day("a date", date(2019, 3, 5))]
    identities += anonymisation.place("a school", "St Zebedee’s Primary School")
    for one in [*anonymisation.search(identities, {"Report": text}), *anonymisation.jigsaw({"Report": text})]:
        assert one.place == "Report"
        assert 1 <= one.line <= text.count("\n") + 1
        assert len(one.excerpt) <= 120


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.text(max_size=80), st.text(max_size=80))
def test_a_name_is_found_whatever_stands_around_it(before: str, after: str) -> None:
    identities = anonymisation.name("a name", "Zephyrine Quillfeather")
    assert "identity" in found(identities, f"{before} \n Zephyrine Quillfeather \n {after}")


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.text(max_size=60), st.sampled_from(BOXES))
def test_any_words_may_stand_in_a_box(text: str, made: Callable[[str, str], list[Identity]]) -> None:
    identities = made("a box", text)
    assert identities == list(dict.fromkeys(identities))
    anonymisation.search(identities, {"Report": text})


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.dates(min_value=date(1970, 1, 1), max_value=date(2069, 12, 31)))
def test_every_day_is_found_in_every_form(on: date) -> None:
    identity = anonymisation.day("a date", on)
    month = f"{on:%B}"
    forms = [
        f"{on.day} {month} {on.year}",
        f"{month} {on.day}, {on.year}",
        f"{on:%d/%m/%Y}",
        f"{on.day}.{on.month}.{on:%y}",
        f"{on:%Y-%m-%d}",
        f"{on:%Y%m%d}",
        f"{on:%d%m%Y}",
        f"{on.day}{on:%b}{on.year}",
        f"the {on.day}th day of {month}, {on.year}",
        f"{on.year} {month} {on.day}",
        f"{on.day}\n{month}\n{on.year}",
    ]
    for form in forms:
        assert found([identity], f"It was on {form} at home.") == {"identity"}, form
    assert found([identity], f"It was in {month} {on.year} at home.") == {"possible"}
    assert found([identity], f"It was in {month} {on.year + 1} at home.") == set()


def test_the_same_text_is_always_read_alike() -> None:
    identities = [identity for name in NAMES for identity in anonymisation.name("a name", name)]
    text = "\n".join(DISGUISES[key](name) for name in NAMES for key in DISGUISES if key != "in tags")
    first = anonymisation.search(identities, {"Report": text})
    assert anonymisation.search(list(identities), {"Report": text}) == first
    assert first == sorted(first, key=lambda one: one.line)
