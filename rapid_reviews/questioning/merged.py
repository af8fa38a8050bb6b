"""All signed rows of a review in one order, what was found in them, and what was asked and answered about each finding."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from cspr.models import Agency
from rapid_reviews import chronology
from rapid_reviews.chronology import Family, Finding, Found, Relative, Telling
from rapid_reviews.models import AgencyRequest, ChronologyRow, RapidReview, RowQuestion, SearchedPerson
from rapid_reviews.questioning import words

# What an agency does where its name does not say it.
USUAL = {
    Agency.Kind.LOCAL_AUTHORITY: "social care",
    Agency.Kind.POLICE: "police",
    Agency.Kind.EDUCATION: "school",
    Agency.Kind.JUSTICE: "probation",
    Agency.Kind.HOUSING: "housing",
}


@dataclass(frozen=True)
class Voice:
    """An agency that has a part in a finding: whether it may be asked, and what was asked of it about this."""

    request: AgencyRequest
    question: RowQuestion | None


@dataclass(frozen=True)
class Entry:
    """A row of the table: its number among all, and the numbers of the findings in which it stands."""

    number: int
    telling: Telling
    request: AgencyRequest
    findings: tuple[int, ...]


@dataclass(frozen=True)
class Shown:
    """A finding with its number, in words, its rows, and whom to ask about it."""

    number: int
    finding: Finding
    title: str
    words: str
    entries: tuple[Entry, ...]
    voices: tuple[Voice, ...]

    @property
    def is_asked(self) -> bool:
        """Whether every agency that may be asked about it was."""
        return all(voice.question is not None for voice in self.voices)


@dataclass(frozen=True)
class Merged:
    """The chronology of one review, and what it was compared within."""

    review: RapidReview
    requests: tuple[AgencyRequest, ...]
    people: tuple[SearchedPerson, ...]
    entries: tuple[Entry, ...]
    findings: tuple[Shown, ...]
    questions: tuple[RowQuestion, ...]
    first: date
    last: date
    weeks: int
    family: Family = field(repr=False)

    def shown(self, found: str) -> Shown | None:
        """The finding with that digest."""
        return next((one for one in self.findings if one.finding.found == found), None)


def merged(review: RapidReview, *, on: date, weeks: int = chronology.USUAL_WEEKS) -> Merged:
    """Read all rows that agencies have signed and compare them. What is not signed is the agency's own until it signs.

    Times without a row count within the period that was asked about; where that has no end, until the last row. `on` is today.
    """
    signed = review.requests.filter(status=AgencyRequest.Status.SIGNED)
    requests = tuple(signed.select_related("agency", "contact", "delegate", "review__case").order_by("agency__name"))
    people = tuple(review.family.all())
    tellings = _tellings({request.pk: str(request.agency) for request in requests})
    days = [row.on for row in tellings]
    first = review.scope_from or min(days, default=on)
    last = min(review.scope_to or max(days, default=on), on)
    relatives = [Relative(one.name, one.relation, one.also_known_as) for one in people]
    looked = chronology.look(
        tellings,
        relatives,
        agencies=[str(request.agency) for request in requests],
        services={str(one.agency): USUAL[one.agency.kind] for one in requests if one.agency.kind in USUAL},
        first=first,
        last=last,
        weeks=weeks,
    )
    questions = tuple(RowQuestion.objects.filter(request__in=requests).select_related("request__agency", "asked_by"))
    by_agency = {str(request.agency): request for request in requests}
    entries = _entries(tellings, looked.all(), by_agency)
    findings = _shown(looked.all(), {entry.telling.pk: entry for entry in entries}, by_agency, questions)
    return Merged(review, requests, people, entries, findings, questions, first, last, weeks, Family(relatives))


def _tellings(agencies: dict[UUID, str]) -> list[Telling]:
    rows = ChronologyRow.objects.filter(request__in=agencies.keys())
    fields = rows.values_list("pk", "request_id", "on", "until", "time", "people", "event", "source")
    return chronology.merge([Telling(pk, agencies[request], *rest) for pk, request, *rest in fields])


def _entries(rows: list[Telling], found: tuple[Finding, ...], requests: dict[str, AgencyRequest]) -> tuple[Entry, ...]:
    places = defaultdict(list)
    for number, finding in enumerate(found, 1):
        # A row beside a long time without one is no fault of the row.
        if finding.kind is not Found.GAP:
            for pk in finding.pks:
                places[pk].append(number)
    return tuple(Entry(number, row, requests[row.agency], tuple(places[row.pk])) for number, row in enumerate(rows, 1))


def _shown(
    found: tuple[Finding, ...],
    entries: dict[int, Entry],
    requests: dict[str, AgencyRequest],
    questions: tuple[RowQuestion, ...],
) -> tuple[Shown, ...]:
    asked = {(question.request_id, question.found): question for question in questions if question.found}
    shown = []
    for number, finding in enumerate(found, 1):
        names = dict.fromkeys([finding.agency] if finding.agency else [row.agency for row in finding.rows])
        names |= dict.fromkeys(finding.named)
        # For all agencies together nobody is to be asked: each of them has its own.
        whom = [] if finding.kind is Found.GAP and not finding.agency else list(names)
        voices = tuple(Voice(requests[name], asked.get((requests[name].pk, finding.found))) for name in whom)
        rows = tuple(entries[row.pk] for row in finding.rows)
        shown.append(Shown(number, finding, words.title(finding), words.told(finding), rows, voices))
    return tuple(shown)
