"""What a stage shows on the case page, and what it is waiting for. Each app declares PANELS and WAITING in its panels.py."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models.expressions import Combinable
from django.urls import reverse

from cspr.models import AgencyContact, Case, User


@dataclass(frozen=True)
class Row:
    """One line: a label, its words, and where it leads. `tone` is "", "past" or "late" and is always said in words too."""

    label: str
    words: str
    url: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Panel:
    """A block of the case page. `rows(case, user, on)` is empty where the stage has nothing for the case yet."""

    title: str
    rows: Callable[[Case, User, date], list[Row]]


@dataclass(frozen=True)
class Waiting:
    """A block of the page "Work for today": what waits for somebody, whatever the clocks say."""

    title: str
    rows: Callable[[User, date], list[Row]]


@dataclass(frozen=True)
class Plan:
    """Where the plan of a clock stands. `addresses()` has an address for the key of each case with a plan under way.

    `of_case(case)` is that of one case, "" where none is under way; it asks nothing where the case came with its stages.
    Declared as PLANS beside what the stage's pages say.
    """

    clock: str
    addresses: Callable[[], dict[int, str]]
    of_case: Callable[[Case], str]


@dataclass(frozen=True)
class Expected:
    """A clock that runs provisionally before there is a case: `reference` and `url` say where, `words` why provisionally."""

    clock: str
    reference: str
    url: str
    started_on: date
    due_on: date
    latest_on: date
    words: str


@dataclass(frozen=True)
class Beside:
    """Facts that a stage wants to have with a case on its page, read in the same query; declared as BESIDE_THE_CASE.

    `name` is the attribute of the case that holds them; it is not there on other pages.
    """

    name: str
    facts: Combinable


@dataclass(frozen=True)
class Day:
    """A day that is no clock, and that somebody wants in their calendar. `key` names it for ever; `words` name nobody.

    Declared as DAYS: callables that give those of the cases a person may see.
    """

    key: str
    case: Case
    words: str
    on: date


@dataclass(frozen=True)
class Provisional:
    """Clocks that a stage knows before there is a case; declared as EXPECTED. They stand among the others, and say so."""

    clocks: Callable[[User, date], list[Expected]]


def contacts_to_ring(user: User, on: date) -> list[Row]:
    """Agency contacts who cannot answer yet, because they have no key that works."""
    if not user.has_perm("cspr.give_contact_key"):
        return []
    count = AgencyContact.objects.without_a_key().count()
    url = f"{reverse('admin:cspr_agencycontact_changelist')}?key=none"
    words = "1 contact has no key" if count == 1 else f"{count} contacts have no key"
    return [Row("Call list of agency contacts", f"{words} yet: ring, and give one", url)] if count else []


WAITING = (Waiting("Keys to give by telephone", contacts_to_ring),)
