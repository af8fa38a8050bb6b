"""Invented families, each with what a case's record would say of them. The same seed gives the same people."""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from tests.canaries.shapes import Fact

# Of each tradition: the child (first, middle, last), a brother or sister, the mother, and what the child is called at home.
# Every combination is made up; none is taken from a register.
NAMES: dict[str, list[tuple[tuple[str, str, str], str, str, str]]] = {
    "rare": [
        (("Zephyrine", "Anne", "Quillfeather"), "Barnaby", "Marisol Featherstonehaugh", "Zephy"),
        (("Peregrine", "Jude", "Thistlewick"), "Ottoline", "Cressida Thistlewick", "Perry"),
    ],
    "classic": [
        (("Elizabeth", "Jane", "Hawksmarrow"), "Catherine", "Margaret Hawksmarrow", "Bunny"),
        (("William", "Robert", "Penhalurick"), "Catherine", "Elizabeth Trevorrow", "Boo"),
    ],
    "word": [
        (("May", "Grace", "Field"), "Mark", "Penny Field", "Maisie-Moo"),
        (("Summer", "Hope", "Rivers"), "Will", "Rose Rivers", "Sumsum"),
        (("Amber", "April", "Dean"), "Jack", "Iris Dean", "Ambs"),
    ],
    "accent": [
        (("Zoë", "Renée", "Lefèvre"), "Théo", "Chloë Lefèvre", "Zozo"),
        (("Anaïs", "Noëlle", "Béranger"), "Rémy", "Hélène Béranger", "Nana"),
    ],
    "double": [
        (("Tobias", "Wren", "Ashcombe-Pryor"), "Clementine", "Harriet Ashcombe-Pryor", "Tobes"),
        (("Isadora", "Fern", "Marlpit-Goodhew"), "Lysander", "Philippa Marlpit-Goodhew", "Izzy-Bee"),
    ],
    "asian": [
        (("Muhammad", "Ayaan", "Chaudhry"), "Zainab", "Nusrat Chaudhry", "Ayu"),
        (("Sukhmanpreet", "Kaur", "Dhaliwal"), "Gurtej", "Harjinder Dhaliwal", "Sukhi"),
    ],
    "polish": [
        (("Łukasz", "Jan", "Wiśniewski"), "Małgorzata", "Agnieszka Wiśniewska", "Łukaszek"),
        (("Stanisław", "Adam", "Dąbrowski"), "Zofia", "Grażyna Dąbrowska", "Staszek"),
    ],
    "irish": [
        (("Caoimhe", "Rós", "O'Dwyerbane"), "Oisín", "Sinéad O'Dwyerbane", "Keevs"),
        (("Fionnuala", "Méabh", "Ó Súilleabháin"), "Tadhg", "Gráinne Ó Súilleabháin", "Nuala"),
    ],
    "short": [
        (("Bo", "", "Li"), "Jo", "Mei Li", "Bobo"),
        (("Ed", "", "Ng"), "Al", "Sue Ng", "Eddy"),
    ],
    "ligature": [
        (("Griffin", "", "Suffield"), "Effie", "Fiona Suffield", "Griffy"),
        (("Alfie", "", "Hefflewaite"), "Sofia", "Fleur Hefflewaite", "Fifi"),
    ],
    "african": [
        (("Oluwaseun", "", "Adeyemi"), "Temitope", "Folasade Adeyemi", "Seun"),
        (("Chukwuemeka", "", "Nwachukwu"), "Ngozi", "Ifeoma Nwachukwu", "Emeka"),
    ],
}
# People of whom the seeds below STRANGERS_FROM know nothing: whoever mends something by those has not seen these.
STRANGERS: dict[str, list[tuple[tuple[str, str, str], str, str, str]]] = {
    "rare": [
        (("Ignatius", "Paul", "Crowsnest"), "Persephone", "Leocadia Bellwetherby", "Iggy"),
        (("Thomasina", "Clare", "Uffcott"), "Leopold", "Verity Uffcott", "Tommo"),
    ],
    "classic": [
        (("Katherine", "Mary", "Ollerenshaw"), "Matthew", "Deborah Ollerenshaw", "Pidge"),
        (("Robert", "James", "Tattersley"), "Benjamin", "Susan Wainscott", "Bear"),
    ],
    "word": [
        (("Daisy", "Joy", "Marsh"), "Rob", "Faith Marsh", "Dizzy-Doo"),
        (("River", "Ash", "Banks"), "Poppy", "Heather Banks", "Riv"),
    ],
    "accent": [(("Máté", "Dezső", "Köröskényi"), "Réka", "Zsófia Köröskényi", "Matyi")],
    "double": [(("Rowena", "Jill", "Stanbridge-Foyle"), "Cosmo", "Davina Stanbridge-Foyle", "Weenie")],
    "asian": [(("Mohammad", "Zakariya", "Rahmatullah"), "Sumaiya", "Farzana Rahmatullah", "Zakky")],
    "polish": [(("Bożena", "Ewa", "Jabłońska"), "Mieszko", "Dorota Jabłońska", "Bożenka")],
    "irish": [(("Aoibhinn", "Órla", "O'Shaughran"), "Cathal", "Bríd O'Shaughran", "Bee-Bee")],
    "short": [(("Ty", "", "Ho"), "Ivy", "An Ho", "Tyty")],
    "ligature": [(("Geoffrey", "", "Muffleton"), "Raffaela", "Steffi Muffleton", "Geffo")],
    "african": [(("Adaeze", "", "Okwuosah"), "Kelechi", "Nkechinyere Okwuosah", "Dazey")],
}
STRANGERS_FROM = 11
STRANGE_WORKERS = ("Rosalind Heckmondwike", "Tendai Mapfumo", "Gwilym Trefor-Hughes", "Priyanka Venkataraghavan")
ROADS = ("Marrowbone", "Tallowgate", "Cinderhill", "Larkspittle", "Quarrymead", "Withywindle")
VILLAGES = ("Nether Wallop Green", "Hinton Sallow", "Corston Magna", "Little Scawby")
SCHOOLS = ("St Brannoc's", "Thistledown", "Hollowmere", "St Werburga's")
WORKERS = ("Abimbola Throssell", "Gwenllian Prothero", "Desmond Yarrowby", "Anjali Kothandaraman")


@dataclass(frozen=True)
class Family:
    """A child, those around the child, and what is known about them."""

    first: str
    middle: str
    last: str
    called: str
    sibling: str
    mother: str
    worker: str
    born: date
    died: date
    mother_born: date
    nhs: str
    house: str
    road: str
    village: str
    postcode: str
    school: str
    reference: str
    crime: str
    phone: str

    @property
    def full(self) -> str:
        """First and last name of the child."""
        return f"{self.first} {self.last}"

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The identity list of the case."""
        whole = " ".join(part for part in (self.first, self.middle, self.last) if part)
        return (
            Fact("name", "the name of a child", whole),
            Fact("nickname", "another name of a child", self.called),
            Fact("name", "the name of a child", f"{self.sibling} {self.last}"),
            Fact("name", "the name of a person around the child", self.mother),
            Fact("practitioner", "the name of a practitioner", self.worker),
            Fact("day", "a child's date of birth", self.born.isoformat()),
            Fact("day", "a child's date of death", self.died.isoformat()),
            Fact("day", "the date of birth of a person around the child", self.mother_born.isoformat()),
            Fact("number", "an NHS number", self.nhs),
            Fact("number", "the reference of the case", self.reference),
            Fact("number", "a reference of the police", self.crime),
            Fact("number", "a telephone number", self.phone),
            Fact("address", "an address", f"{self.house} {self.road} Road\n{self.village}\nBath\n{self.postcode}"),
            Fact("place", "a school", f"{self.school} Church of England Primary School"),
        )


@cache
def families(seed: int) -> dict[str, Family]:
    """One family of each tradition."""
    chance = random.Random(f"families {seed}")
    strange = seed >= STRANGERS_FROM
    named, workers = (STRANGERS, STRANGE_WORKERS) if strange else (NAMES, WORKERS)
    return {trait: _family(chance, workers, *chance.choice(choices)) for trait, choices in named.items()}


def _family(
    chance: random.Random, workers: tuple[str, ...], child: tuple[str, str, str], sibling: str, mother: str, called: str
) -> Family:
    born = date(2012, 1, 1) + timedelta(days=chance.randrange(3200))
    # A day that reads the same in no two forms: day, month and year differ, and the day is not a month.
    born = born.replace(day=chance.randint(13, 27))
    died = (born + timedelta(days=chance.randrange(900, 2000))).replace(day=chance.randint(13, 27))
    return Family(
        *child,
        called=called,
        sibling=sibling,
        mother=mother,
        worker=chance.choice(workers),
        born=born,
        died=died,
        mother_born=(born - timedelta(days=chance.randrange(7000, 12000))).replace(day=chance.randint(13, 27)),
        nhs=_nhs(chance),
        house=str(chance.randint(11, 98)),
        road=chance.choice(ROADS),
        village=chance.choice(VILLAGES),
        postcode=f"BA{chance.randint(11, 16)} {chance.randint(1, 9)}{''.join(chance.choices('ABDEFGHJLNPQRSTUWXYZ', k=2))}",
        school=chance.choice(SCHOOLS),
        reference=f"CSPR-{chance.randint(2017, 2025)}-{chance.randint(11, 98):04d}",
        crime=f"522{chance.randint(1000000, 9999999)}/{chance.randint(17, 25)}",
        # A range that Ofcom keeps for drama: it is nobody's.
        phone=f"07700 900{chance.randint(100, 999)}",
    )


def _nhs(chance: random.Random) -> str:
    """Ten figures that begin with 999, as no real one does, the last of which checks the others."""
    while True:
        figures = [9, 9, 9, *(chance.randrange(10) for _ in range(6))]
        check = -sum(figure * (10 - place) for place, figure in enumerate(figures)) % 11
        if check < 10:
            text = "".join(str(figure) for figure in [*figures, check])
            return f"{text[:3]} {text[3:6]} {text[6:]}"
