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
# Of these the ones that are more often people than places here.
FARAWAY = word_set(
    """
    chelsea paris florence victoria sydney vienna georgia jordan israel austin lincoln chester preston ripley ashford
    milton hampton wellington nelson norton weston chester kent devon derby warwick bradford india asia china kenya
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
# What only people do, next after a name.
DOES = word_set(
    """
    said says told tells asked asks lived lives died attended attends stayed stays slept sleeps cried wanted wants
    thinks knew knows liked likes loved loves disclosed discloses explained spoke speaks denied denies suffered suffers
    sustained sustains weighed born aged ate eats drank screamed smiled laughed walked visited phoned texted rang wrote
    struggled disliked hated enjoys enjoyed remembers remembered believes believed recalls recalled understood alleged
    alleges confirmed confided enrolled joined shouted apologised who whose aka alias nee felt met moved thought refused
    presented missed described agreed hid ran
    """
)
# Words that without an article are no subject of a sentence, but for the people who are called so: “Mark hit”, “Will had”.
NO_SUBJECTS = word_set(
    """
    mark will rob sue pat bill nick chase frank carol robin dean earl guy drew penny heather holly ivy daisy poppy lily
    violet ruby pearl jade iris olive hazel jasmine ginger sandy buddy angel miles rich rose
    """
)
DID = word_set(
    """
    hit took gave got put made went came saw had did left kept held fed brought drove bit threw shook hurt began became
    felt found grew broke chose drank fought forgot fell lost met paid rang said sat sent set sold spent stood told
    thought threw understood woke wore won wrote
    """
)
# What is said of months, seasons, towns and colours too: “May saw a rise”, “Bath moved first”.
NOT_ONLY_PEOPLE = word_set(
    "lives missed met moved thought refused presented agreed joined confirmed suffered visited felt ran loved"
)
# After “is” and “was”: what only somebody can be.
IS_BEING = word_set(
    """
    born admitted discharged aged asleep crying unwell ill sick injured hurt hungry afraid frightened scared anxious
    angry upset pregnant sleeping told asked examined weighed immunised vaccinated hit struck shaken assaulted beaten
    killed murdered buried eating drinking smiling four five six seven eight nine ten eleven twelve thirteen fourteen
    fifteen sixteen fine adopted fostered breastfed excluded nonverbal autistic arrested charged convicted sentenced
    interviewed seen taken placed living staying dead happy sad playing distressed tearful quiet bruised underweight
    removed visited unconscious unresponsive
    """
)
SOMEWHERE = word_set("home school nursery hospital risk work college")
ADVERBS = word_set("not never always often also already still then very so being too only just been later first again")
COLOURS = word_set("amber green red blue brown black white grey gray")
RATED = word_set("rated rating ratings rag status alert actions action cases means flag flagged section coded red amber green")
TURNS = word_set(
    "rated rating rag as from to is was are were coded turned scored still remains stayed flagged marked red amber green at"
)
# Whose name stands beside these: “her sister, Hope”, “Name: Hope”.
KIN = word_set(
    """
    sister brother son daughter mother father mum mummy dad daddy aunt auntie uncle twin toddler infant cousin nan gran
    grandma grandad grandmother grandfather friend partner stepfather stepmother husband wife boyfriend girlfriend carer
    baby child pupil patient boy girl sibling parent neighbour
    """
)
LABELS = word_set(
    "author creator name names by signed contact reviewer pupil patient client from to initials user owner manager"
)
# What somebody had, and what somebody did to whom.
HAVINGS = word_set(
    """
    history bruise bruises bruising injury injuries asthma epilepsy diabetes sibling siblings brother sister brothers
    sisters tantrums diagnosis disability difficulties mother father friend friends nightmares appointment appointments
    fractures fracture burns scars
    """
)
HANDLED = word_set(
    "took fed held hit carried picked bathed shook left collected cuddled brought dressed pushed kicked punched bit"
)
DECLINED = word_set(
    "attend want tell go come sleep eat like know understand disclose engage answer respond return speak say live see wake"
)
# Words with which sentences begin that belong to no title: “Then Grace cried”.
OPENS = word_set(
    """
    then when although though because after before while whilst if as but and so since that later meanwhile however also
    only both neither either with from even perhaps today yesterday tomorrow once until unless where why what who how
    there here now did does had has have was were will would could should can may might must this these those which
    whose every each some many most for to by in on at of or nor yet still just again soon next last first second later
    instead next sometimes often usually never always children parents staff told asked said not about between during
    without within like unlike despite besides except
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
    old upper lower mount lake port university city county bishop archbishop dean
    """
)
# “Hope for …”, “Dean of …”: the beginning of what something is called.
LEADS_ON = word_set("of for in")
# Streets of nearly every town: alone they lead nowhere.
EVERY_TOWN = word_set(
    """
    high church station main park london victoria green manor queen queens king kings new mill north south east west
    school grange windsor chapel market bridge bath bristol the upper lower back george albert york hill mount grove
    spring long broad
    """
)
# Names that are words only in a saying, and what stands beside them there.
AFTER_IN_SAYINGS = {
    "jack": word_set("of up frost sprat"),
    "peter": word_set("out pan rabbit"),
    "bob": word_set("up"),
    "sally": word_set("forth"),
    "joe": word_set("public bloggs"),
    "john": word_set("doe lewis"),
    "jane": word_set("doe"),
    "tom": word_set("dick"),
}
BEFORE_IN_SAYINGS = {"jack": word_set("union"), "harry": word_set("dirty flash")}
# Of these the ones that in small letters are words.
SMALL_WORDS = word_set("jack peter bob sally josh jay roger kitty max don harry barney sonny")
WHEN = word_set(
    """
    following previous preceding coming past same since in by during until till throughout late early mid last next around
    into through beyond
    """
)
WHERE = word_set("in at near around across outside within of from to into towards via between beyond leaving inside")
VIRTUES = word_set("hope faith grace joy charity patience prudence justice mercy constance verity love harmony")
VALUES = word_set(
    "respect dignity kindness honesty values value compassion integrity courage equality inclusion openness fairness safety"
)
