"""Words that are also names, and kinds of words that tell how a name is used."""

from functools import cache
from pathlib import Path

# Common words of English, and names that are words too; one list for all, in small letters.
_LIST = Path(__file__).with_name("ordinary.txt")


def word_set(text: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(text.split())


@cache
def ordinary_words() -> frozenset[str]:
    """Every word that stands in a text without being anybody's name."""
    return frozenset(_LIST.read_text(encoding="ascii").split())


@cache
def is_ordinary(word: str) -> bool:
    """Whether a name is also an ordinary word, or one with the ending of a plural: Grace, Woods."""
    words = ordinary_words()
    return word in words or (word.endswith("s") and len(word) > 3 and word[:-1] in words)


@cache
def is_common(word: str) -> bool:
    """Whether a word of a text is nobody's name disguised: an ordinary word in any of its endings."""
    words = ordinary_words()
    stems = (word[: -len(end)] for end in _ENDINGS if word.endswith(end) and len(word) > len(end) + 2)
    return is_ordinary(word) or any(stem in words or stem + "e" in words or stem + "y" in words for stem in stems)


_ENDINGS = (
    "es",
    "ies",
    "ed",
    "ied",
    "ly",
    "ing",
    "ful",
    "less",
    "ness",
    "er",
    "ers",
    "est",
    "ment",
    "ments",
    "able",
    "ity",
    "ion",
    "ions",
    "al",
)


MONTHS = {
    word: number
    for number, words in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"),
        start=1,
    )
    for word in words.split()
}  # fmt: skip
CALENDAR = frozenset(MONTHS) | word_set(
    "monday tuesday wednesday thursday friday saturday sunday spring summer autumn winter easter christmas noel advent lent eve"
)
# Towns, counties and countries that a report of this part of the world names, and that are also names of people.
PLACES = word_set(
    """
    bath wells england london wales scotland ireland britain bristol somerset avon keynsham radstock norton chew weston
    twerton chelsea paris florence victoria sydney vienna georgia jordan israel austin lincoln chester york lancaster
    durham devon kent essex bedford stafford hereford warwick derby preston burnley bolton bradford kendal carlisle
    ripley ashford milton hampton wellington nelson blackpool oxford cambridge reading sandwich rugby battle hale ware
    india china america africa asia europe france germany spain poland kenya cheltenham gloucester wiltshire dorset
    cornwall frome swindon taunton exeter plymouth salisbury leeds manchester liverpool newcastle birmingham cardiff
    rochdale haringey surrey sussex norfolk suffolk cumbria
    """
)
# What people, faiths and languages are called.
PEOPLES = word_set(
    """
    english french welsh scottish irish scots german spanish polish roman christian muslim jewish hindu sikh norman
    saxon black white brown asian british african european romany gypsy traveller
    """
)
ABOUT_TIME = word_set(
    """
    in by during since until till before after throughout late early mid last next this each every following previous
    from between around about spring summer autumn winter end beginning start middle half month months week year years
    of
    """
)
# After the name of a month, a season or a feast.
TIME_GOES_ON = word_set(
    """
    half term holiday holidays bank meeting meetings election elections report session break school day term terms time
    month months solstice statistics figures return returns edition issue update onwards inclusive and to until or
    census
    """
)
ARTICLES = word_set("the a an this these those no any every each some his its their another such what which")
# After these even an article may stand before a name.
FAMILY = word_set(
    """
    family families household children child siblings sibling brothers sisters boys girls twins baby babies case inquiry
    inquest parents home house address kids lad boy girl infant toddler
    """
)
TITLES = word_set("mr mrs ms miss mx dr prof professor rev reverend sir dame lady lord master mister madam")
# What stands before a name, even at the beginning of a sentence: Baby Grace, Mother Rose.
INTRODUCE = word_set(
    """
    baby little young child called named name names nicknamed sister brother son daughter mother father mum mummy dad
    daddy aunt auntie aunty uncle twin toddler infant cousin nan nana gran granny grandma grandad grandmother
    grandfather friend partner stepfather stepmother stepdad stepmum wife husband boyfriend girlfriend carer dear hi
    hello poor darling told asked said says saw met visited examined interviewed thanked hugged fed collected worker
    nurse doctor midwife teacher officer sergeant constable inspector visitor manager colleague pupil patient client
    victim perpetrator suspect neighbour known
    """
)
# What people do and are said to be, next after a name.
DOES = word_set(
    """
    said says told tells asked asks lived lives died dies attended attends moved moves went goes came comes stayed stays
    slept sleeps cried cries wanted wants felt feels thought thinks knew knows saw sees met likes liked loves loved
    disclosed discloses reported explained described spoke speaks arrived presented presents refused refuses accepted
    agreed denied denies missed misses suffered suffers sustained sustains weighed born aged ate eats drank drinks
    became told screamed smiled laughed ran runs walked fell hid lost found visited visits phoned texted rang called
    wrote writes struggled struggles disliked hated enjoys enjoyed stopped started returned left remembers remembered
    believes believed recalls recalled understood worried worries alleged alleges stated states confirmed confided
    enrolled joined shouted apologised who whose aka alias née nee
    """
)
# After “is” and “was”: what only somebody can be.
IS_BEING = word_set(
    """
    born seen taken admitted removed discharged placed brought known aged alone asleep crying unwell ill sick injured
    hurt hungry happy sad afraid frightened scared anxious angry upset pregnant dead dying found living staying sleeping
    playing told asked examined weighed immunised vaccinated referred hit struck shaken assaulted beaten killed murdered
    buried subject looked eating drinking smiling four five six seven eight nine ten eleven twelve thirteen fourteen
    fifteen sixteen adopted fostered not always never often also breastfed bottle observed reported described thought
    described heard late absent present excluded vulnerable nonverbal autistic arrested charged convicted sentenced
    interviewed visited at with
    """
)
BODIES = word_set(
    """
    house home centre center ward school academy church trust street road lane hall team project unit hospital court
    clinic surgery foundation helpline service services group programme program award fund charity panel plan cottage
    park hill farm college nursery primary infants infant juniors junior preschool playgroup hub practice association
    council society network campaign university gardens garden close avenue crescent drive way place square terrace row
    green common mews view bridge station hotel inn pub cafe club forum federation alliance institute hostel lodge
    priory abbey castle scheme review inquiry report protocol framework policy strategy guidance act bill law pathway
    model tool toolkit week month day appeal initiative partnership board committee cathedral chapel mosque temple
    parish diocese city spa north south east west valley district area region estate village town rugby football police
    residents ltd limited plc band building buildings room suite wing trustees card mark marks stone community
    communities leaders groups line
    """
)
SAINTS = word_set("st saint saints sts ss")
FIRST_OF_A_TITLE = word_set(
    """
    new great royal project operation storm hurricane greater north south east west northern southern eastern western
    old upper lower mount lake port university city county bishop archbishop dean the national
    """
)
# “Hope for …”, “Dean of …”: the beginning of what something is called.
LEADS_ON = word_set("of for in")
