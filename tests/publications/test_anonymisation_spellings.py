"""Names, dates and places written as somebody in a hurry, or somebody who hides them, would write them."""

from datetime import date

import pytest

from publications import anonymisation
from publications.anonymisation import Identity

BORN = anonymisation.day("a date", date(2019, 3, 5))
HOME = anonymisation.address("home", "12 Tanyard Road\nUpper Brindlesham\nBath\nSomerset\nBA2 1QX")
WORKER = anonymisation.practitioner("a worker", "Gethin Prydderch")


def sorts(identities: list[Identity], text: str) -> list[str]:
    return [one.sort for one in anonymisation.search(identities, {"Report": text})]


def called(name: str, text: str) -> list[str]:
    return sorts(anonymisation.name("a name", name), f"They said that {text} was well.")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Oona Brindlewitt", "Br1nd13w1tt"),
        ("Oona Brindlewitt", "8rind1ewit7"),
        ("Oona Brindlewitt", "Brind!ewitt"),
        ("Oona Brindlesmith", "Brindle$mith"),
        ("Oona Brindlesmith", "8r1nd1e5m1th"),
        ("Isolde Brindlewitt", "150lde"),
        ("Azul Brindlewitt", "A2ul"),
    ],
)
def test_figures_and_signs_for_letters_are_read_as_letters(name: str, text: str) -> None:
    assert called(name, text) == ["identity"]


@pytest.mark.parametrize("text", ["s47", "5417", "B1", "C19", "15", "£10.50", "CO2", "it cost $5!", "A4 and B12", "1015"])
def test_figures_that_only_look_like_letters_are_figures(text: str) -> None:
    assert called("Sat Bi Lois Soa", text) == []


@pytest.mark.parametrize("between", ["<!-- -->", "<!-- see line 4 -->", "<!---->", "<!>", "<?x?>", "<!-- one\ntwo -->"])
def test_a_comment_inside_a_name_hides_nothing(between: str) -> None:
    identities = anonymisation.name("a name", "Oona Brindlewitt")
    found = anonymisation.search(identities, {"Report": f"Then Brindle{between}witt came.\nNobody asked."})
    assert [(one.sort, one.line) for one in found] == [("identity", 1)]


def test_a_comment_whose_signs_are_escaped_hides_nothing() -> None:
    identities = anonymisation.name("a name", "Oona Brindlewitt")
    assert "identity" in sorts(identities, "Then Brindle&#60;!-- --&#62;witt came.")


def test_a_comment_of_more_lines_leaves_the_lines_after_it_where_they_are() -> None:
    identities = anonymisation.name("a name", "Oona Brindlewitt")
    text = "It was so.\n<!-- one\ntwo\nthree -->\nThen Brindle<!-- -->witt came."
    assert [one.line for one in anonymisation.search(identities, {"Report": text})] == [5]


def test_what_is_seen_in_two_ways_is_told_once() -> None:
    identities = anonymisation.name("a name", "Oona Brindlewitt")
    assert sorts(identities, "Then Brindlewitt came, <b>and</b> nobody, oh one two three four five six, asked.") == ["identity"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Oona Castlewick", "Casslewik"),
        ("Oona Castlewick", "Kastlewik"),
        ("Oona Brindlewitt", "Brindlewit"),
        ("Oona Brindlesmith", "Brindelsmit"),
        ("Mattheus Brindle", "Matteus"),
        ("Cressida Brindle", "Kresida"),
        ("Rhiannon Brindle", "Rianon"),
        ("Philomena Brindle", "Filomina"),
        ("Oona Whittaker", "Witaker"),
    ],
)
def test_a_name_spelt_as_it_sounds_is_a_hint(name: str, text: str) -> None:
    assert called(name, text) == ["possible"]


@pytest.mark.parametrize("text", ["castles", "Nightly", "Whittled", "Critical", "Castle", "Matters", "Crossed", "Castlegate"])
def test_an_ordinary_word_or_another_name_that_sounds_near_is_none(text: str) -> None:
    names = "Oona Castlewick", "Mattheus Knights", "Cressida Whittaker"
    identities = [one for name in names for one in anonymisation.name("a name", name)]
    assert sorts(identities, f"They said that {text} was well.") == []


@pytest.mark.parametrize(
    "text",
    ["social worker GP", "health visitor G.P.", "Social Worker GP,", "the midwife GP wrote", "PC GP", "worker G P", "Dr GP’s"],
)
def test_initials_after_what_somebody_is_at_work_are_a_hint(text: str) -> None:
    assert sorts(WORKER, f"They met the {text} then, and she wrote it down.") == ["possible"]


@pytest.mark.parametrize(
    "text", ["social worker, GP and school", "the GP", "social worker (GP)", "social worker GP surgery", "social workers GP"]
)
def test_an_abbreviation_beside_what_somebody_is_at_work_is_none(text: str) -> None:
    assert sorts(WORKER, f"They met the {text} then, and she wrote it down.") == []


@pytest.mark.parametrize(
    "text", ["social worker (AK)", "social worker, AK, wrote", "AK (social worker)", "AK, the health visitor,", "Reviewer: AK"]
)
def test_initials_that_are_no_abbreviation_are_a_hint_beside_what_somebody_is_at_work(text: str) -> None:
    worker = anonymisation.practitioner("a worker", "Anwen Kettlewell")
    assert sorts(worker, f"It was so. {text} then.") == ["possible"]
    assert sorts(worker, "It was so. AK (form 4) was used. The AK, a plan.") == []
    assert sorts(worker, "They used form AK") == []


@pytest.mark.parametrize("text", ["Child TA", "child T.A.", "baby TA’s mother", "Baby T A", "her brother TA"])
def test_initials_after_a_word_for_a_child_are_a_hint_whatever_else_they_mean(text: str) -> None:
    assert sorts(anonymisation.name("a name", "Tamsel Axbridge"), f"They met {text} then, and wrote.") == ["possible"]
    assert sorts(anonymisation.name("a name", "Tamsel Axbridge-Orme"), f"They met {text} then, and wrote.") == ["possible"]


@pytest.mark.parametrize("text", ["A TA came", "the child’s TA came", "a child CP plan", "child CP conferences", "Child CPs"])
def test_an_abbreviation_beside_a_word_for_a_child_is_none(text: str) -> None:
    identities = [one for name in ("Tamsel Axbridge", "Clem Prys") for one in anonymisation.name("a name", name)]
    assert sorts(identities, f"It was so. {text} then, and they wrote it down.") == []


@pytest.mark.parametrize("name", ["Ulla Kvist", "Tamsel Vane", "Petra Marsh"])
def test_a_common_abbreviation_with_dots_after_a_word_for_a_child_is_a_hint(name: str) -> None:
    first, last = name.split()
    assert sorts(anonymisation.name("a name", name), f"They met child {first[0]}.{last[0]}. that day.") == ["possible"]


def test_a_single_letter_earlier_in_the_text_belongs_to_no_initials() -> None:
    identities = anonymisation.name("a name", "Zephyrine Quillfeather")
    assert sorts(identities, "A plan was made. They heard that Z.Q. was seen.") == ["possible"]
    assert sorts(identities, "A plan B was made for Z and for Q then.") == []


@pytest.mark.parametrize("text", ["Download the report (PDF, 2 MB).", "Emails were awaited.", "An e-mail; Email us.", "EMAIL"])
def test_the_words_of_a_page_are_nobody(text: str) -> None:
    names = "Matilda Bennett", "Emily Waite"
    assert sorts([one for name in names for one in anonymisation.name("a name", name)], text) == []


WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


@pytest.mark.parametrize(
    "text",
    [
        *(form.translate(WIDE) for form in ("05/03/2019", "05.03.2019", "2019-03-05", "5 March 2019")),
        "5\u22153\u22152019",
        "5\u20443\u20442019",
    ],
)
def test_a_date_in_signs_of_another_width_is_found(text: str) -> None:
    assert sorts([BORN], f"It was {text} then.") == ["identity"]


@pytest.mark.parametrize("text", ["in Upper Brindlesham", "of Upper Brindlesham", "UPPER BRINDLESHAM", "in Brindlesham"])
def test_a_village_of_an_address_is_a_hint(text: str) -> None:
    found = anonymisation.search(HOME, {"Report": f"They lived {text} then."})
    assert [one.sort for one in found] == ["possible"]
    assert "village" in found[0].why


@pytest.mark.parametrize("line", ["Brindlesham", "Brindle Hay", "Whinmoor Estate", "Brindle Lodge"])
def test_an_estate_a_house_and_a_village_of_one_word_are_hints(line: str) -> None:
    home = anonymisation.address("home", f"12 Tanyard Road, {line}, Bath")
    assert sorts(home, f"They lived near {line} then.") in (["possible"], ["identity"])


@pytest.mark.parametrize(
    "line",
    [
        "Bath",
        "North Somerset",
        "Bath and North East Somerset",
        "Midsomer Norton",
        "Weston-super-Mare",
        "Milton Keynes",
        "United Kingdom",
        "Somerset",
        "Swindon",
        "No Fixed Abode",
        "Temporary Accommodation",
        "Flat",
        "Not Known",
        "Foster Placement",
    ],
)
def test_a_town_a_county_and_a_remark_of_an_address_are_none(line: str) -> None:
    assert sorts(anonymisation.address("home", f"12 Tanyard Road\n{line}"), f"It was in {line} then, {line} said.") == []


@pytest.mark.parametrize(
    ("school", "text"),
    [
        ("St Brindle’s Church of England Primary School", "Saint Brindles C of E"),
        ("St Brindle’s Church of England Primary School", "St Brindle’s CofE"),
        ("St Brindle’s C of E Primary", "Saint Brindle’s Church of England School"),
        ("Saint Brindle’s CE Infants", "St. Brindles"),
        ("Brackenmoss Church of England Primary School", "Brackenmoss School"),
        ("Brackenmoss Church of England Primary School", "Brackenmoss C of E"),
        ("Brackenmoss / St Brindle’s Church of England Primary School", "Brackenmoss CE Primary"),
        ("Meadow Church of England Primary School", "Meadow C of E"),
        ("Meadow Church of England Primary School", "Meadow School"),
        ("Meadow Church of England Primary School", "Meadow Primary"),
        ("Meadow Academy", "Meadow Academy"),
        ("Saint Brindle’s C. of E. (VA) Primary School", "St Brindles"),
    ],
)
def test_a_school_is_found_by_a_shorter_name(school: str, text: str) -> None:
    assert sorts(anonymisation.place("a school", school), f"They went to {text} then.") == ["identity"]


@pytest.mark.parametrize("text", ["a meadow", "the meadow school", "Church of England schools", "a C of E primary"])
def test_what_other_schools_share_is_none(text: str) -> None:
    identities = [
        *anonymisation.place("a school", "Meadow Church of England Primary School"),
        *anonymisation.place("a school", "St Brindle’s Church of England Primary School"),
    ]
    assert sorts(identities, f"They went to {text} then.") == []


@pytest.mark.parametrize(
    "text",
    [
        "nine four three four seven six five nine one nine",
        "Nine Four Three, Four Seven Six, Five Nine One Nine",
        "nine-four-three-four-seven-six-five-nine-one-nine",
        "nine four three / four seven six / five nine one nine",
        "nine. four. three. four. seven. six. five. nine. one. nine",
        "nine four three and four seven six and five nine one nine",
        "nine, four, three, four, seven, six,\nfive, nine, one, nine",
    ],
)
def test_a_number_said_aloud_is_found(text: str) -> None:
    number = anonymisation.number("a number", "943 476 5919")
    assert number
    assert sorts([number], f"It was {text} then.\nNobody asked.") == ["identity"]


@pytest.mark.parametrize("text", ["oh seven seven double oh, nine hundred", "nought double seven treble oh one two three"])
def test_figures_said_twice_are_found(text: str) -> None:
    number = anonymisation.number("a number", "077000123")
    assert number
    assert sorts([number], f"Call {text} then.") == (["identity"] if "treble" in text else [])


def test_two_words_of_a_name_of_which_only_the_first_has_a_capital_are_a_hint() -> None:
    quill = anonymisation.name("a name", "Oona Quillfeather")
    assert sorts(quill, "It was Quill feather then.") == ["possible"]
    assert sorts(quill, "Quill feather pens were used. Then a quill feather broke.") == []


JACK = [one for first in ("Jack", "Bob", "Peter", "Sally") for one in anonymisation.name("a name", f"{first} Zebrowska")]


@pytest.mark.parametrize(
    "text",
    [
        "Jack of all trades, master of none.",
        "They spoke of a “Jack of all trades” role.",
        "Jack up no caseload.",
        "They would jack up the price, and jack it in.",
        "The Union Jack flew.",
        "It may bob up and down. Numbers peter out. They sally forth.",
        "Peter out as it may, hope stays.",
    ],
)
def test_a_name_that_is_part_of_a_saying_is_nobody(text: str) -> None:
    assert sorts(JACK, text) == []


@pytest.mark.parametrize("text", ["Jack cried.", "They saw Jack twice.", "Jack needed a coat.", "the mother of Jack and Peter"])
def test_the_same_name_outside_a_saying_is_somebody(text: str) -> None:
    assert set(sorts(JACK, text)) == {"identity"}


def test_the_same_name_in_small_letters_is_told_where_it_stands_as_a_name() -> None:
    assert sorts(JACK, "then jack cried and went home") == ["possible"]
    assert sorts(JACK, "it was written to jack@example.org then") == ["identity"]


WORDS = [
    one
    for first in ("May", "Bill", "Rob", "Penny", "Mark", "Will", "Hope", "Grace")
    for one in anonymisation.name("a name", f"{first} Zebrowska")
]


@pytest.mark.parametrize(
    "text",
    [
        "By the following May it had been rewritten.",
        "It was in a drawer, and by the following May it had gone.",
        "Since May nobody came; since last May, none.",
        "Audit in May and in November. The previous May and the same May were dry. By early May it was done.",
        "The following May, all was well. In the preceding May it was not. The coming May will tell. This past May too.",
        "They would rob nobody. Do not rob a child of time. Bill the agency. The Bill was read. The bill came.",
        "A penny was saved. Penny wise. Every penny counts. The penny dropped.",
        "Mark the day. Marks were seen. Will it last? Where there is a will. Hope is no plan. They hope so.",
        "Will staff know? May staff ask? May and June were dry. Mark every visit. Bill every hour. Hope for more.",
        "We hope and trust. With hope, and with grace. Rob nobody of hope.",
    ],
)
def test_verbs_nouns_and_months_that_are_also_names_are_left_alone(text: str) -> None:
    assert sorts(WORDS, text) == []
