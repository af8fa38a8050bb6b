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
    "text", [part for line in ORDINARY.split("\n") for part in dict.fromkeys((line, *line.replace("? ", ". ").split(". ")))]
)
def test_an_ordinary_use_of_a_word_that_is_also_a_name_is_left_alone(text: str) -> None:
    assert sorts(EVERYBODY, text) == []
    assert sorts(EVERYBODY, f"The plan was late.\n\n{text}\n\nNobody asked.") == []


TITLES_AND_TABLES = """Will Trust policies change? Nobody knows whether they will.
The Will and Probate Service was told. A will was made. Wills are private.
She was moved to Rose Ward at the hospital. Rosewood is a nursery.
The Faith Forum met, and the Faith in Families programme ran for a year.
Mark-making is a stage of early writing. Mark schemes differ. Pupils gain a Mark 4.
The gift of hope. Hope House Hospice helped. The Hope Centre in Bath ran groups.
Summer-born children start later. Summer Born children. The Summer Reading Challenge. Summer Fayre.
The Forest of Dean District Council replied. The Dean's list. Deans met.
Parents were told to Talk to Frank, the drugs helpline. The FRANK helpline is free.
By the grace of God. Saving grace. With good grace, with bad grace. Grace and favour.
The Bath Chronicle reported it. Bath Spa University, Bath College and Bath Mind were asked. A Bath-based charity.
Robin Hood. Ivy Cottage. May Day. April Fool. Red Robin. Poppy Appeal. Ruby Wedding. Lily Pad Nursery. Daisy Chain.
The parents’ joy was plain. Joyful. Joys.
In the long term the price of doing nothing is high; in the short term, practice improves.
The police officer was frank with the mother, who was frank in turn.
Young people in care, Young Carers and Young Adults were consulted by the Youth Parliament.
If the mark will fade, may it be photographed? It may, and it will.
It was raised at the Strategy Meeting in May and again in June; the minutes of the May meeting are missing.
The second visit, in early May 2023, found the home warm. The third, on Friday 12 May, did not.
His weight rose from the 2nd to the 9th centile. Concern rose. Rose again in June.
The bath was run by the older sibling. Bath seats are not safety aids. Bath water was hot.
Residents of Bath, Keynsham and Midsomer Norton replied to the survey, as did those of Wells and Frome.
The sun rose at dawn. Dawn broke. Penny by penny. Bill after bill. Grant by grant.
One worker, out of hope rather than evidence, closed the case.
In the summer of 2022, and again in autumn, the family was homeless.
The child’s drawings showed a robin, a rose, some ivy and a daisy.
Safeguarding leads from faith, sport and art groups were invited to mark the day.
Recommendation 4: Will be met by May 2025. Owner: Dean of Nursing. Status: Amber.
Recommendation 5: Hope to finish by Summer 2025. Status: Green.
| Action | Lead | Date | RAG |
| Train staff | Head of Law | May 2025 | Amber |
| Mark records | Ward Manager | June 2025 | Green |
Key: Green = done; Amber = on track; Red = late
The Chase Centre and the Grange closed. Angel Road. The Angel of the North. Star ratings.
What will change: Faith leaders will be trained. What may change: Hope clinics.
To what end? Grace. Dignity. Respect. Hope. These are our values.
Our values are Hope, Faith, Grace and Respect.
“Frank and open” was how one parent described the worker; “Hope for the best” was how another did.
Thanks go to the Panel, to the Dean, and to all who gave their time and their grace.
It is a matter of good faith, and of hope, that partners will mark each May the day on which the review was published.
The Grace Study (2019), the Hope Trial and the Rose Report informed this.
Chapter 3: Hope
Chapter 4 Grace under Pressure
Appendix B. Faith
Figure 2. Rose and fall of referrals
In a Rose-coloured way. The Summer was hot. The Spring was wet. This Summer. All Summer. That Summer.
As of May, no reply. For May and June, none. Come May, all was well. Every May. By late May. May's figures fell.
May's meeting was short.
The family had a dog, Rover, and a cat. Mother and father were young. Justice for children.
Working with Faith Communities; Living with Hope; Children of Hope
Best Start in Bath. Better Bath. Greater Bath. Bath Rec. Bath Abbey. Bath Football Club. Bath Road. Bath Street.
See Wells and others (2019). According to May and Dean (2014), hope matters. (Frank, 2011; Rose, 2012). Rose et al."""


@pytest.mark.parametrize("text", TITLES_AND_TABLES.split("\n"))
def test_titles_lists_tables_and_citations_are_left_alone(text: str) -> None:
    assert sorts(EVERYBODY, text) == []
    assert sorts(EVERYBODY, f"Nobody asked.\n{text}\nIt was so.") == []


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


@pytest.mark.parametrize("whole", ["Summer Rivers", "Mark Hill", "May Field", "Grace Church", "Will Frank", "Hope Green"])
@pytest.mark.parametrize(
    "around", ["The family of {} moved.", "Before it.\n\n{}\n\nAfter it.", "She was called {}.", "It was {}."]
)
def test_a_whole_name_with_its_capitals_is_told_whatever_its_words_may_mean(whole: str, around: str) -> None:
    found = anonymisation.search(anonymisation.name("the name of a child", whole), {"Report": around.format(whole)})
    assert any(whole in one.excerpt for one in found)
