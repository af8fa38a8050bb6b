"""Where somebody lives, learns or was: addresses, schools, hospitals, estates; and words that were added by hand."""

import re

from publications.anonymisation.folding import folded_words
from publications.anonymisation.identity import Identity
from publications.anonymisation.names import plain
from publications.anonymisation.ordinary import BODIES, EVERY_TOWN, PLACES, SAINTS, is_ordinary, word_set

_WORD = re.compile(r"[^\W_]+")
_POSTCODE = re.compile(r"\b([a-z]{1,2}[0-9][a-z0-9]?)\s*([0-9][a-z]{2})\b")
_STREETS = word_set(
    """
    road rd street st lane ln avenue ave close crescent drive way court gardens place terrace grove hill park square
    rise row walk view green parade mews buildings house cottage farm flats
    """
)
_SHORT_STREETS = """
road rd|street st|street str|lane ln|lane la|avenue ave|avenue av|close cl|crescent cres|drive dr|court ct|gardens gdns|place pl
terrace terr|terrace tce|grove gr|square sq|park pk|buildings bldgs|cottage cott|rd road|ave avenue|st street|ln lane
"""
_SHORT = [entry.split() for entry in _SHORT_STREETS.replace("\n", "|").split("|") if entry]
# Words of the name of a school or a hospital that many others bear too.
_GENERIC = BODIES | SAINTS | word_set(
    """
    c e ce cofe rc of and the at in for catholic england community infants junior secondary comprehensive grammar high
    special first middle lower upper sixth form free pre day care daycare out after breakfast childminder childrens
    general royal united district maternity accident emergency department surgery medical health centre gp nhs trust
    foundation
    """
)  # fmt: skip


_SMALL = word_set("of and the for in at c e")
_SCHOOLS = word_set("school primary academy nursery infant infants junior juniors preschool college secondary")
_CHURCH = tuple(way.split() for way in ("c of e", "cofe", "c e", "ce", "church of england", "catholic", "rc", "va", "vc"))
# What people say for the whole name of a school, behind what is its own.
_TAILS = tuple((*way, *kind) for way in ([], *_CHURCH) for kind in ([], ["school"], ["primary"]) if way or kind) + tuple(
    (word,) for word in sorted(_SCHOOLS - {"school", "primary"})
)
# Towns and counties of which an address says nothing but which of them it is in; with those in PLACES.
_TOWNS = frozenset(
    " ".join(name.split())
    for name in """
    midsomer norton, weston super mare, milton keynes, bradford on avon, stoke on trent, newcastle upon tyne,
    burton upon trent, kingston upon thames, kingston upon hull, hull, southend on sea, burnham on sea, clacton on sea,
    bexhill on sea, st albans, st helens, st austell, st ives, tunbridge wells, royal tunbridge wells, welwyn garden city,
    shepton mallet, bishop auckland, stratford upon avon,
    bury st edmunds, great yarmouth, high wycombe, hemel hempstead, kings lynn, bishops stortford,
    burnham, bridgwater, yeovil, glastonbury, chippenham, trowbridge, melksham, warminster, westbury, devizes, calne, corsham,
    thornbury, yate, portishead, clevedon, nailsea, minehead, wincanton, stroud, cirencester, tewkesbury, southampton,
    portsmouth, bournemouth, poole, basingstoke, winchester, andover, eastleigh, slough, luton, northampton, peterborough,
    leicester, nottingham, coventry, wolverhampton, walsall, dudley, solihull, telford, shrewsbury, worcester, redditch,
    kidderminster, rugeley, tamworth, nuneaton, sheffield, doncaster, rotherham, barnsley, wakefield, huddersfield, halifax,
    harrogate, scarborough, middlesbrough, sunderland, gateshead, hartlepool, darlington, stockport, oldham, salford, wigan,
    warrington, birkenhead, southport, blackburn, crewe, macclesfield, ipswich, norwich, colchester, chelmsford, basildon,
    harlow, stevenage, watford, guildford, woking, crawley, brighton, hove, eastbourne, hastings, maidstone, gillingham,
    croydon, bromley, enfield, barnet, ealing, hounslow, hillingdon, newport, swansea, wrexham, edinburgh, glasgow, aberdeen,
    dundee, belfast, berkshire, buckinghamshire, cambridgeshire, cheshire, derbyshire, hampshire, hertfordshire,
    leicestershire, lincolnshire, middlesex, northamptonshire, nottinghamshire, northumberland, oxfordshire, shropshire,
    staffordshire, warwickshire, worcestershire, yorkshire, east yorkshire, merseyside, tyne and wear, bedfordshire,
    lancashire, herefordshire, rutland, gwent, glamorgan, avon and somerset, united kingdom, great britain, northern ireland
    """.replace("\n", " ").split(",")
)

_PARTS_OF_VILLAGES = word_set("upper lower little great nether higher middle north south east west magna parva green common")
# In a box for an address: that there is none, or which kind.
_NOWHERE = word_set(
    "abode accommodation placement address homeless refuge unknown known confidential withheld temporary care of"
)


def address(what: str, text: str) -> list[Identity]:
    """The lines of an address that say where somebody lives: house and street, street alone, postcode; not the town."""
    found: list[Identity] = []
    pieces = [piece for piece in re.split(r"[\n,;]", plain(text)) if piece.strip()]
    for place, piece in enumerate(pieces):
        for match in _POSTCODE.finditer(piece):
            found.append(Identity("address", f"{what} (postcode)", frozenset({("".join(match.groups()),)})))
        words = _up_to_the_street(tuple(_WORD.findall(_POSTCODE.sub(" ", piece))))
        street = tuple(words[next((i for i, word in enumerate(words) if not word[0].isdigit()), len(words)) :])
        numbered, in_street = street != words, bool(street) and street[-1] in _STREETS
        forms = {form for form in (words, street) if len(form) > 1 and (place == 0 or numbered or in_street)}
        forms = {form for form in forms if not (form[-1] in _STREETS and set(form[:-1]) <= EVERY_TOWN)}
        if forms:
            found.append(Identity("address", what, frozenset(way for form in forms for way in _shortened(form))))
            found += _of_a_street(what, words, street)
        elif place and not numbered and _is_a_village(words):
            found.append(Identity("address", f"{what} (part of a town)", _shortened_village(words), hint=True))
    return found


def _of_a_street(what: str, words: tuple[str, ...], street: tuple[str, ...]) -> list[Identity]:
    """A street as neighbours call it: 12 Marrowbone, and Marrowbone, where that is no word that many streets bear."""
    own = street[:-1] if len(street) > 1 and street[-1] in _STREETS else ()
    if not own or not _is_a_village(own):
        return []
    numbered = [Identity("address", what, frozenset({(*words[: -len(street)], *own)}))] if words != street else []
    return [*numbered, Identity("address", f"{what} (street)", frozenset({own}), hint=True)]


def _shortened_village(words: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    """As it is, and by what is its own: Brindlesham for Upper Brindlesham."""
    own = words[words[0] in _PARTS_OF_VILLAGES : len(words) - (words[-1] in _PARTS_OF_VILLAGES)]
    return frozenset({words, own} if _is_a_village(own) else {words})


def _is_a_village(words: tuple[str, ...]) -> bool:
    """Whether a line behind the first leads to fewer people than a town: one of its words is its own."""
    if not 0 < len(words) < 6 or " ".join(words) in _TOWNS or _NOWHERE & set(words):
        return False
    own = [word for word in words if len(word) > 3 and not is_ordinary(word) and word not in PLACES and word not in _TOWNS]
    return any(word not in _GENERIC and not any(map(str.isdigit, word)) for word in own)


def _up_to_the_street(words: tuple[str, ...]) -> tuple[str, ...]:
    """Without the town behind the street: 12 Marrowbone Road Twerton is 12 Marrowbone Road."""
    for place, word in enumerate(words):
        if word in _STREETS and place > 1 and words[0][0].isdigit() and word not in {"house", "farm", "cottage"}:
            return words[: place + 1]
    return words


def _shortened(form: tuple[str, ...]) -> set[tuple[str, ...]]:
    return {form} | {(*form[:-1], short) for long, short in _SHORT if long == form[-1]}


def place(what: str, text: str) -> list[Identity]:
    """A school, a hospital, an estate: its name as a whole, without the words that many share, and its first letters.

    A town or a county that is named alone is none, nor is “at home” or “hospital”.
    """
    is_school = bool(_SCHOOLS & set(folded_words(text)))
    found = [*address(what, text)] if _POSTCODE.search(plain(text)) else []
    for piece in re.split(r"[\n,;()/]|\s[-–—]\s", text):
        for run in _runs(piece):
            words = tuple(folded_words(run))
            core = _core(words)
            if not core or (len(words) == 1 and (words[0] in PLACES or len(words[0]) < 4)):
                continue
            # Without the sign, as many write it: St Zebedees.
            plural = tuple(folded_words(re.sub("['’]", "", run)))
            forms = {words, core} | {(*core, word) for word in words if word in BODIES} if len(core) > 1 else {words}
            forms |= {plural, plural[: len(words) - 1]} if plural != words else set()
            forms |= _of_a_school(core, _core(plural)) if is_school else set()
            forms |= {words[:-1]} if len(words) > 2 and words[-1] in BODIES else set()
            alone = {word for word in core if len(word) > 4 and not is_ordinary(word) and word not in PLACES}
            initials = _initials(words)
            whole = frozenset(form for form in forms if len(form) > 1 or not is_ordinary(form[0]))
            found.append(Identity("place", what, whole, middle=frozenset(alone), initials=initials))
    return list(dict.fromkeys(found))


def _initials(words: tuple[str, ...]) -> frozenset[str]:
    """The first letters of all words, of all but the small ones, and without the church: SZCOEPS, SZCEPS, SZPS."""
    church = {"church", "england", "catholic", "rc", "ce", "cofe", "community"}
    ways = (words, *(tuple(word for word in words if word not in without) for without in (_SMALL, _SMALL | church)))
    return frozenset(letters for way in ways if len(letters := "".join(word[0] for word in way)) > 2)


def _of_a_school(*cores: tuple[str, ...]) -> set[tuple[str, ...]]:
    """What people call a school: Meadow School, Meadow C of E, Saint Zebedees CE Primary."""
    begins = set(cores)
    begins |= {(saint, *core[1:]) for core in cores if core and core[0] in SAINTS for saint in ("st", "saint")}
    return {(*core, *tail) for core in begins if core for tail in _TAILS} | {core for core in begins if len(core) > 1}


def _runs(piece: str) -> list[str]:
    """What has capitals in a piece, with the small words between: “at St Zebedee’s Primary School” without “at”."""
    words = piece.split()
    large = [at for at, word in enumerate(words) if word[0].isupper() or word[0].isdigit()]
    if large:
        return [" ".join(words[large[0] : large[-1] + 1])]
    return [piece] if any(not is_ordinary(word) and word not in _GENERIC for word in folded_words(piece)) else []


def _core(words: tuple[str, ...]) -> tuple[str, ...]:
    """From the first word that is not shared by all to the last one of those; with the saint before it."""
    own = [at for at, word in enumerate(words) if word not in _GENERIC and not word.isdigit()]
    if not own:
        return words if len(words) > 2 else ()
    first = own[0] - 1 if own[0] and words[own[0] - 1] in SAINTS else own[0]
    return words[first : own[-1] + 1]


def words(what: str, text: str) -> list[Identity]:
    """Any other words that point to somebody, as they stand; of an e-mail address also what stands before the “@”."""
    run = tuple(folded_words(text))
    if not run or (len(run) == 1 and len(run[0]) < 3):
        return []
    forms = {run}
    local = tuple(folded_words(text.partition("@")[0])) if "@" in text else ()
    if len(local) > 1 or any(len(word) > 4 and not is_ordinary(word) for word in local):
        forms.add(local)
    return [Identity("words", what, frozenset(forms), as_written=text == text.lower())]
