"""Initials: the first letters of a name, with dots, with spaces or without."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from publications.anonymisation.dates import Seen
from publications.anonymisation.folding import Text
from publications.anonymisation.identity import Identity
from publications.anonymisation.ordinary import INTRODUCE, KIN, word_set

_WHY = "The first letters of a name, or an abbreviation of something else: see what they stand for here."
_WHY_DOTTED = "The first letters of a name, written as initials."
# Abbreviations that reports of this kind are full of.
_COMMON = word_set(
    """
    gp gps sw sws la las nhs cp it hv hvs pc dc ds di dci dcs ms mr dr st md ma ba bs bsc pe re hr pr qa qi cv dv da mh
    yp yps cyp ft pt ne nw se sw uk us eu un usa am pm id ok tv dvd cd ed ad ip op ot slt ld asd asc adhd sen send senco
    ehc ehcp camhs mash lado cin cpp cpr cpc icpc rcpc ccg icb ics nice bma rcn rcgp gmc nmc cqc hmic ofsted dfe dhsc
    moj ho cps crown hmp ypt yot yjs nps sar dhr scr cspr lcspr rr npa sip sib jtai lscp lscb lscps bcssp mp mps qc kc
    jp vs eg ie etc nb ps ref tbc na nk dna dnas wnb aka dob nok dna rag hms rn sn sb sg ta tb hiv gbh abh pnd ptsd ocd
    bmi iq icu nicu picu scbu ae mri ct ecg bp hr rsv sids sudi sudc sudic sub fii fgm cse cce csa npd nfa s17 s47 s20
    kb mb gb ss eps po dlo lac clac cla irc iro cio ro vc dslo dsls dsl ddsl pta ks ey eyfs aw tac taf toc tor hoc hod ceo cfo
    cto dpo gdpr foi ico ict ai ml pdf doc docx xls csv html http https www url api bame bme lgbt lgbtq eal fsm cctv gps
    vat cic ltd plc rspca nspcc bbc itv rnib mind age sands uc dwp hmrc hmcts ct cafcass dols mca mha amhp cmht iapt
    crht eip awp hcrg brnssg bnssg bsw rd nd th os ns ks ms bi ni wc wi fi tk ge xl iii ii iv vi vii viii ix xi xii
    xiii xiv xv xx in of to an is as at on by we if or do no so up my he me go be us am oh ah hi the and for not but all
    any are was has had his her him she who why how our out one two six ten can did let may now new old own per put see
    set she too use via way yes yet you no. vol pp ed eds fig dh cs bs ca da dd fs gc gm gs hq hs mc mm nt ot pa pb pd
    pm pp pq ra rc ro rt sa sc sd sf sm sp sq ss td ti tm tn tu tx va vp
    """
)
# Who has a name behind these: “social worker AK”, “PC AK”.
_AT_WORK = word_set(
    """
    worker visitor nurse midwife gp doctor consultant paediatrician teacher headteacher manager officer constable sergeant
    inspector detective pc dc ds di sw ssw hv psychiatrist psychologist therapist counsellor solicitor senco coordinator
    practitioner registrar guardian reviewer mentor childminder supervisor mr mrs ms miss dr
    """
)
# What an abbreviation belongs to, if it comes before these: “a child CP plan”.
_THINGS = word_set(
    """
    plan plans conference conferences register registration team teams service services support surgery practice practices
    practitioner practitioners referral referrals appointment appointments records record letter letters system process
    meeting meetings form forms assessment assessments review reviews concerns procedures protection lead leads role hub unit
    """
)
# With dots these are no initials either.
_COMMON_DOTTED = word_set("uk us usa eu un nb ps pm am eg ie ad bc phd qc kc gp ma ba bsc md pp st rip tv dc no")


def index_of(identities: Iterable[Identity]) -> dict[str, list[Identity]]:
    """Identities by their initials."""
    index: dict[str, list[Identity]] = defaultdict(list)
    for identity in identities:
        for initials in identity.initials:
            index[initials].append(identity)
    return index


def find(index: dict[str, list[Identity]], text: Text) -> Iterator[Seen]:
    """Every place where initials of somebody stand. Of practitioners and places only what cannot be much else."""
    spaced = ""
    first = 0
    for number, word in enumerate(text.words):
        if len(word.text) == 1 and word.text.isalpha() and text.shape(number) == "title":
            if first + len(spaced) == number and spaced and _goes_on(text.gap(number)):
                spaced += word.text
            else:
                spaced, first = word.text, number
            if not _letter_follows(text, number):
                yield from _of(index, text, spaced, first, number, dotted=True)
        elif 1 < len(word.text) <= 7 and word.text in index and text.shape(number) == "upper":
            yield from _of(index, text, word.text, number, number, dotted=False)


def _of(index: dict[str, list[Identity]], text: Text, letters: str, first: int, last: int, *, dotted: bool) -> Iterator[Seen]:
    somebody = _is_somebody(text, first, last)
    if len(letters) < 2 or (not somebody and letters in (_COMMON_DOTTED if dotted else _COMMON)):
        return
    for identity in index.get(letters, ()):
        if dotted and "." not in text.gap(last) and not _is_introduced(text, first):
            continue
        if identity.sort in ("name", "nickname") or len(letters) > 2 or (dotted and "." in text.gap(last)) or somebody:
            yield Seen(first, last, identity, False, _WHY_DOTTED if dotted else _WHY)


def _is_introduced(text: Text, first: int) -> bool:
    """Whether letters with spaces between them stand for somebody: “Child Z Q”. In a table they stand for anything."""
    return len(text.words) < 6 or (first > 0 and text.words[first - 1].text in KIN | INTRODUCE)


def _is_somebody(text: Text, first: int, last: int) -> bool:
    """Whether letters stand right behind what somebody is: “social worker AK”, “Child TA”, and not “social worker, GP”."""
    if not first or text.gap(first) not in (" ", "\n", ". ") or text.words[first - 1].text not in KIN | _AT_WORK:
        return text.words[first].text not in _COMMON and _is_set_beside(text, first, last)
    follows = last + 1 < len(text.words) and text.gap(last + 1) == " "
    return not (follows and text.words[last + 1].text in _THINGS)


def _is_set_beside(text: Text, first: int, last: int) -> bool:
    """“the social worker (AK)”, “AK, health visitor,”: for letters that are no abbreviation."""
    if first and text.gap(first) in (" (", ", ", " - ", ": ") and text.words[first - 1].text in KIN | _AT_WORK:
        return True
    after = [text.words[number].text for number in range(last + 1, min(last + 4, len(text.words)))]
    return bool(after) and text.gap(last + 1) in (" (", ", ", " - ", ", the ") and not _AT_WORK.isdisjoint(after)


def _goes_on(gap: str) -> bool:
    return gap in (".", ". ", " ", ".-", "-", "/", ".\u00a0", "\u00a0")


def _letter_follows(text: Text, number: int) -> bool:
    if number + 1 >= len(text.words):
        return False
    following = text.words[number + 1].text
    return len(following) == 1 and following.isalpha() and text.shape(number + 1) == "title" and _goes_on(text.gap(number + 1))
