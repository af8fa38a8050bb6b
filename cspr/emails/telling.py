"""Who is told of a deadline, and in which words: one message to a person from one sweep, however much there is to say."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from cspr import outbox
from cspr.models import Case, CaseConflict, OutgoingEmail, User

# From the person who does the work upwards.
TIERS = ("coordinator", "business_manager", "partner_lead")
# How many deadlines one message lists; the page "Work for today" has them all.
LISTED = 100


@dataclass(frozen=True)
class Line:
    """One thing to say about a case, without a word of what happened. `about` makes the message's key unlike any other."""

    about: str
    case: Case
    words: str
    note: str = ""

    @property
    def link(self) -> str:
        """The page of the case."""
        return link_to(self.case.pk)


class Staff:
    """Everybody who may be told, without those who have a conflict of interest with a case."""

    def __init__(self, cases: Iterable[int]) -> None:
        self.people = list(User.objects.with_roles(*TIERS))
        self.conflicts = set(CaseConflict.objects.filter(case__in=set(cases)).values_list("case_id", "user_id"))

    def of_roles(self, roles: Iterable[str], case: int) -> list[User]:
        """Those of these roles who may hear of the case."""
        wanted = set(roles)
        return [one for one in self.people if one.role in wanted and (case, one.pk) not in self.conflicts]

    def or_further_up(self, roles: tuple[str, ...], case: int) -> list[User]:
        """The same, or where that is nobody the next above them."""
        return self.of_roles(roles, case) or self.above(roles, case)[1]

    def above(self, roles: Iterable[str], case: int) -> tuple[str, list[User]]:
        """The next role above all of these that has somebody who may hear of the case, and who that is."""
        highest = max(TIERS.index(role) for role in roles)
        for role in TIERS[highest + 1 :]:
            if people := self.of_roles([role], case):
                return role, people
        return "", []


def link_to(case: int) -> str:
    """The address of the case's page on the staff site."""
    return f"{settings.STAFF_URL}/cspr/case/{case}/change/"


def messages(told: Iterable[tuple[User, Line]], *, more: bool, at: datetime) -> list[OutgoingEmail]:
    """One message for each person. `more` says that there is more than the lines: the page has the rest."""
    lines: dict[User, list[Line]] = defaultdict(list)
    for person, line in told:
        lines[person].append(line)
    return [_message(person, own, more=more, at=at) for person, own in lines.items()]


def _message(person: User, lines: list[Line], *, more: bool, at: datetime) -> OutgoingEmail:
    first, key = lines[0], f"{lines[0].about}:{person.pk}"
    if len(lines) == 1 and not more:
        subject = f"{first.case.reference}: {first.words}"
        note = f"{first.note}\n\n" if first.note else ""
        sentence = first.words[0].upper() + first.words[1:]
        body = f"{sentence}.\n\n{note}Reference: {first.case.reference}\nOpen it: {first.link}"
        return outbox.message(key=key, to=person.email, subject=subject, body=body, case=first.case, at=at)
    listed = [f"{line.case.reference}: {line.words}\n{line.link}" for line in lines]
    listed.append(f"{'There is more than this list. ' * more}Everything that is due: {settings.STAFF_URL}/")
    subject = f"Deadlines: {len(lines)}{' and more' * more} to look at"
    return outbox.message(key=key, to=person.email, subject=subject, body="\n\n".join(listed), at=at)
