"""An invented family, and the ways in which its members are written down."""

import random
from dataclasses import dataclass

ROLES = {
    "mother": ("mother", "mum", "Mo", "birth mother"),
    "father": ("father", "dad", "Fa", "birth father"),
    "grandmother": ("maternal grandmother", "MGM", "grandmother", "gran"),
    "brother": ("older brother", "brother", "sibling", "half-brother"),
    "child": ("child", "baby", "subject child", "index child"),
}
MOTHERS = (("Kelly", "Kel"), ("Shannon", "Shan"), ("Natalia", "Talia"), ("Rebecca", "Becky"), ("Amira", "Mira"))
FATHERS = (("Darren", "Daz"), ("Michael", "Mick"), ("Tomasz", "Tomek"), ("Jonathan", "Jonny"), ("Yusuf", "Joe"))
GRANS = (("Maureen", "Mo"), ("Patricia", "Pat"), ("Halina", "Hala"), ("Christine", "Chris"), ("Fatima", "Fati"))
BROTHERS = (("Jayden", "Jay"), ("Kacper", "Kac"), ("Ethan", "Eth"), ("Mohammed", "Mo"), ("Riley", "Ri"))
CHILDREN = (("Lacey-Mae", "Lacey"), ("Oliwia", "Oli"), ("Harper", "Harps"), ("Zainab", "Zee"), ("Theodore", "Teddy"))
SURNAMES = ("Harris", "Kowalczyk", "Okafor", "Brightwell", "Rahman", "Pemberton", "Sandhu", "Llewellyn")
SEPARATORS = ("; ", ", ", " and ", " & ", "/")


@dataclass(frozen=True)
class Member:
    """One of the family."""

    relation: str
    name: str
    known_as: str


def family(chance: random.Random) -> dict[str, Member]:
    """Five people of two surnames."""
    one, two, three = chance.sample(SURNAMES, 3)
    chosen = {
        "mother": (MOTHERS, one),
        "father": (FATHERS, two),
        "grandmother": (GRANS, three),
        "brother": (BROTHERS, one),
        "child": (CHILDREN, two),
    }
    found = {}
    for relation, (names, surname) in chosen.items():
        first, short = chance.choice(names)
        found[relation] = Member(relation, f"{first} {surname}", short)
    return found


def written(member: Member, habit: str, chance: random.Random) -> str:
    """One person in the way of one agency, now and then misspelt."""
    first, _, last = member.name.partition(" ")
    role = chance.choice(ROLES[member.relation][:3])
    ways = {
        "names": member.name,
        "roles": role,
        "both": f"{member.name} ({role})",
        "initials": f"{first[0]}{last[0]}",
        "first": first if chance.random() < 0.8 else member.known_as,
        "shouted": f"{last.upper()}, {first}",
    }
    plain = ways[habit]
    return misspelt(plain, chance) if habit in ("names", "first") and chance.random() < 0.08 else plain


def list_of(people: list[Member], habit: str, separator: str, chance: random.Random) -> str:
    """Several of them in one cell."""
    if habit == "shouted" and separator == ", ":
        separator = "; "
    return separator.join(written(one, habit, chance) for one in people)


def misspelt(words: str, chance: random.Random) -> str:
    """One slip of the fingers in a longer word."""
    places = [place for place in range(1, len(words) - 2) if words[place - 1 : place + 3].isalpha()]
    if not places:
        return words
    at = chance.choice(places)
    way = chance.randrange(3)
    if way == 0:
        return words[:at] + words[at + 1] + words[at] + words[at + 2 :]
    return words[:at] + words[at + 1 :] if way == 1 else words[:at] + words[at] + words[at:]
