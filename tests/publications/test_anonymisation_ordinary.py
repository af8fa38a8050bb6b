"""Words that are also names: told where they stand as a name, left alone where they do not."""

import pytest

from publications import anonymisation
from publications.anonymisation import Identity

FIRST = "Grace Hope Mark Will Rose Faith May Summer Dean Frank Amber Joy Ivy Chase April Robin Penny Jordan".split()  # noqa: SIM905
FAMILIES = """Bath Wells Ward Case Price Field Church Nurse Page Law Love Green Wood Stone Day Long Short Bishop Justice Black
Young Hill""".split()  # noqa: SIM905
EVERYBODY: list[Identity] = [
    identity
    for name in (*(f"{first} Zebrowska" for first in FIRST), *(f"Oona {family}" for family in FAMILIES))
    for identity in anonymisation.name("a name", name)
]
WORKERS = [
    identity for name in ("Frank Dean", "Thandiwe Marchbanks") for identity in anonymisation.practitioner("a worker", name)
]


def sorts(identities: list[Identity], text: str) -> list[str]:
    return [one.sort for one in anonymisation.search(identities, {"Report": text})]


ORDINARY = """In May 2024 the panel met. By May it had not. At the end of May they wrote. Since May nobody came.
On 7 May and from May to July the team was short. The May bank holiday passed. Between April and June three calls were made.
The family may have known. May this be a lesson. Will it last? It will. “Will you help?” she asked. “May I come in?”
May is a busy month. Mid-May. May/June. Figures for March, April and May.
Last Summer, in Summer 2023, the Summer Term was short.
Mark the date. A mark was seen on the cheek. - Mark each visit in the record.
There was hope. Hope is not a plan. Hope alone protects nobody. Hope for Children and Families is a report.
The Hope Project closed.
Grace under pressure. The grace period ended. The Grace period ended. Grace House opened its doors.
The baby’s weight rose. Rose-tinted reports. The Rose Centre in Keynsham. Rose petals lay there.
In good faith. Faith groups were asked. Faith in services was low. Faith and hope are words.
To be frank. Frank conversations are needed. A frank discussion took place. Frank words helped.
The Dean of the school spoke. Dean Street was closed. The University of Bath. The Bishop of Bath and Wells.
Bath and North East Somerset Community Safety and Safeguarding Partnership. They went from Bath to Bristol.
Bath time was hard.
In Bath, Bristol and Wells. Bath’s schools were told. The Bath area is hilly. Wells Cathedral is old. Bath or Wells will do.
The action is rated Amber. Red, Amber and Green mean what they say. Amber or Red. An amber light. Status: Amber alert.
Joy was felt. Ivy leaves. Holly and ivy. To chase appointments. Chase up letters. A robin sang. Not a penny was spent.
Penny for them.
The ward was full. Ward staff were told. The Children’s Ward. Case 4 was similar. Case files. In Case 4 too.
Page 5 of the file.
The price is high. Price matters. Field work began. The church helped. Church groups run a bank. Church Road is long.
The School Nurse called. Nurse prescribers came. The Named Nurse wrote. A nurse came. See page 4.
Law and guidance. The Law Commission. Love is not enough. The love of a parent. The Green Paper. Green space.
Wood smoke. Stone walls. Day one. Day care. Christmas Day was quiet. Long waits. Short visits. It was a long day.
Ministry of Justice. Youth Justice Board. Justice was done. St Mark’s Church. Saint Joy’s Hospital. Young carers.
The Young Carers Service.
Black and minority ethnic families. Black families were asked. The Hill Surgery. A hill. The Schools Bill.
Jordan and Syria are countries.
Families came from Jordan. In Jordan it is warm. New Hope. Operation Hope began. Hope-led work. The Chase.
# Hope and Faith: What We Heard
## Will It Happen Again?
THE PANEL WILL MEET IN MAY
HOPE AND FAITH IN PRACTICE
| May | 4 | 7 |"""


@pytest.mark.parametrize(
    "text", [part for line in ORDINARY.split("\n") for part in {line, *line.replace("? ", ". ").split(". ")}]
)
def test_an_ordinary_use_of_a_word_that_is_also_a_name_is_left_alone(text: str) -> None:
    assert sorts(EVERYBODY, text) == []
    assert sorts(EVERYBODY, f"The plan was late.\n\n{text}\n\nNobody asked.") == []


def test_a_whole_document_of_ordinary_words_is_left_alone() -> None:
    assert sorts(EVERYBODY, ORDINARY) == []
    assert sorts(EVERYBODY, "\n".join(("Spring", "Hope", "Joy", "Faith", "Grace", "Rose"))) == []


NAMED = """{} was at home alone.|{} said that she was tired.|{} told the teacher.|{}, aged 4, lived there.|Then {} cried.
{} died.
{} was four years old.|{} has never been seen.|{} did not attend.|{} had a bruise.|{} took her brother away.|{} went to nursery.
They saw {} twice.|Her sister {} helped.|The child {} was hungry.|Mother told {} to wait.|“{} is fine,” she said.|Author: {}
Her sister, {}, came.|The mother of {} and her brother cried.|Baby {} slept.|{}’s mother was ill.|They were told by Mrs {}."""


@pytest.mark.parametrize("text", NAMED.replace("\n", "|").split("|"))
@pytest.mark.parametrize("first", FIRST)
def test_a_word_that_stands_as_a_name_is_told_with_a_reason(first: str, text: str) -> None:
    if first in ("Summer", "Jordan") and text.startswith("The mother of"):
        first = "April"
    found = anonymisation.search(EVERYBODY, {"Report": f"The plan was late. {text.format(first)} Nobody asked."})
    assert [one.sort for one in found] == ["possible"]
    assert found[0].why.endswith("see whether somebody is meant here.")
    assert first.casefold() not in found[0].why.casefold().split()
    assert first in found[0].excerpt


@pytest.mark.parametrize(
    "text",
    [
        "then Hope ran",
        "It was Will who called.",
        "with Rose and the twins",
        "a photo of Mark in the hall",
        "the Rose family",
        "the Bath children",
        "Child:\nGrace\n4 years",
        "Faith",
        "Mark (4) sat there.",
        "Grace and her mother came.",
        "grace@example.org wrote",
        "see @grace for more",
        "Grace.pdf was sent",
        "He hit Joy\nwith a belt, and nobody came though the neighbours heard it all",
    ],
)
def test_other_places_where_a_word_stands_as_a_name(text: str) -> None:
    assert sorts([*EVERYBODY, *anonymisation.name("a name", "Oona Rose")], text) == ["possible"]


@pytest.mark.parametrize(
    ("word", "why"),
    [
        ("May", "a month"),
        ("Summer", "a season"),
        ("Jordan", "a place"),
        ("Christian", "people or"),
        ("Grace", "an ordinary word"),
    ],
)
def test_the_reason_says_what_else_the_word_is(word: str, why: str) -> None:
    (one,) = anonymisation.search(anonymisation.name("a name", f"{word} Zebrowska"), {"Report": f"Her sister {word} cried."})
    assert why in one.why


@pytest.mark.parametrize(
    "text",
    [
        "Oona Bath",
        "Bath, Oona",
        "BATH Oona",
        "Mrs Bath came",
        "with Ms. Ward",
        "Grace May Bath came",
        "Grace Bath came in",
        "Then Bath, Grace wrote",
        "grace.bath@example.org",
        "grace_bath.docx",
        "GraceBath wrote to us",
        "then grace may bath wrote",
        "Grace M Bath was there",
        "Gracie Bath was there",
        "G r a c e   B a t h",
    ],
)
def test_two_ordinary_words_of_one_name_are_a_name(text: str) -> None:
    identities = [*EVERYBODY, *anonymisation.name("a name", "Grace May Bath")]
    assert sorts(identities, f"They knew. {text} and more words follow here.")[:1] == ["identity"]


@pytest.mark.parametrize(
    "text",
    [
        "In Bath, Grace House is known.",
        "Bath. Grace under fire is rare.",
        "The Bath, may grace that room.",
        "grace in a bath",
        "Grace: a note on Bath and Wells",
        "In Grace House May 2024 was calm.",
        "They came to Grace Church Hall in May",
    ],
)
def test_two_ordinary_words_that_only_meet_are_no_name(text: str) -> None:
    assert "identity" not in sorts(anonymisation.name("a name", "Grace May Bath"), f"It is so. {text} They went on.")


def test_a_letter_before_a_family_name_that_is_a_word_may_be_its_bearer() -> None:
    bath = anonymisation.name("a name", "Grace Bath")
    assert sorts(bath, "It was signed by G. Bath that day.") == ["possible"]
    assert sorts(bath, "It was signed in X. Bath that day.") == []


def test_of_practitioners_a_first_name_alone_is_only_a_hint() -> None:
    assert sorts(WORKERS, "Thandiwe wrote a note.") == ["possible"]
    assert sorts(WORKERS, "It was so thandiwe.") == []
    assert sorts(WORKERS, "Marchbanks wrote a note.") == ["identity"]
    assert sorts(WORKERS, "Mr Dean wrote a note.") == ["identity"]
    assert sorts(WORKERS, "Frank Dean wrote a note.") == ["identity"]
    assert sorts(WORKERS, "The Dean was frank, and Dean wrote a frank note.") == []
    assert sorts(WORKERS, "Her worker Frank said so.") == ["possible"]
    assert sorts(WORKERS, "It was good with Frank there.") == []


def test_a_short_first_name_is_told_with_a_capital() -> None:
    bo = anonymisation.name("a name", "Bo Zebrowska")
    assert sorts(bo, "They saw Bo there.") == ["possible"]
    assert sorts(bo, "They saw bo there.") == []
    so = anonymisation.name("a name", "So Zebrowska")
    assert sorts(so, "So they went. They were so tired.") == []
