"""What the pages say of requests to agencies: whose answer is awaited, how late it is, and who has to be rung."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse

from cspr import deadlines
from cspr.clocks import london_date
from cspr.models import AgencyContact, Case, User
from cspr.panels import Row
from cspr.standing import calendar_of, record_of
from cspr.working_days import Calendar
from rapid_reviews.asking.choosing import can_open
from rapid_reviews.models import AgencyRequest, RapidReview
from rapid_reviews.plan import day_in_words, how_it_stands
from rapid_reviews.planning import PLANNED

VIEW, CHANGE = "rapid_reviews.view_agencyrequest", "rapid_reviews.change_agencyrequest"
Status = AgencyRequest.Status
RING = "Ring them: they cannot open it yet"
STRUCK_OFF = "They no longer answer for the agency: take it back and ask another contact."


@dataclass(frozen=True)
class RequestLine:
    """One request in words. `tone` is "" or "late" and is always said in `words` too; `ring` is empty where nobody has to."""

    agency: str
    asked: str
    state: str
    words: str
    ring: str
    tone: str
    url: str


def address(request: AgencyRequest) -> str:
    """The page of the request."""
    return reverse("admin:rapid_reviews_agencyrequest_change", args=[request.pk])


def lines_of(review: RapidReview, *, on: date) -> list[RequestLine]:
    """Each request of the review, as it stands on that London day."""
    requests = requests_of(review)
    calendar = calendar_of(review.case) if requests else None
    return [line_of(request, on, calendar) for request in requests if calendar]


def requests_of(review: RapidReview) -> list[AgencyRequest]:
    """Every request of the review with all that a page says of it, asked for once for a page."""
    rows = AgencyRequest.objects.select_related("agency", "contact", "delegate", "answer").order_by("agency__name", "sent_at")
    prefetch_related_objects([review], Prefetch("requests", rows, to_attr="requests_of_this_page"))
    found: list[AgencyRequest] = review.requests_of_this_page  # type: ignore[attr-defined]
    return found


def line_of(request: AgencyRequest, on: date, calendar: Calendar) -> RequestLine:
    """One request in words. Asks the database nothing, if its agency, contact, delegate and answer were fetched with it."""
    is_late = request.status == Status.SENT and request.due_on < on
    return RequestLine(
        agency=str(request.agency),
        asked=", then ".join(in_charge.role for in_charge in (request.contact, request.delegate) if in_charge),
        state=request.get_status_display(),
        words=_words(request, on, calendar),
        ring=_ring(request),
        tone="late" if is_late else "",
        url=address(request),
    )


def answers_awaited(user: User, on: date) -> list[Row]:
    """Requests whose answer is awaited, those that are due first."""
    if not user.has_perm(CHANGE):
        return []
    calendar = deadlines.calendar()
    return [
        Row(
            f"{request.review.case.reference}: {request.agency}",
            _words(request, on, calendar),
            address(request),
            "late" if request.due_on < on else "",
        )
        for request in _awaited(user)
    ]


def to_ring(user: User, on: date) -> list[Row]:
    """The call list: whoever was asked and has no key that opens."""
    if not user.has_perm(CHANGE):
        return []
    rows: dict[int, Row] = {}
    for request in _awaited(user):
        for contact in _without_key(request):
            url = reverse("admin:cspr_agencycontact_change", args=[contact.pk])
            words = f"{contact.name}, {contact.role}, {contact.phone}. {why_not(contact, request)}"
            rows.setdefault(contact.pk, Row(f"{request.review.case.reference}: {request.agency}", words, url))
    return list(rows.values())


def of_case(case: Case, user: User, on: date) -> list[Row]:
    """For the page of a case: each agency that was asked, and how its answer stands."""
    review: RapidReview | None = record_of(case, "rapid_review") if user.has_perm(VIEW) else None
    lines = lines_of(review, on=on) if review else []
    return [Row(line.agency, f"{line.state}. {line.words} {line.ring}".strip(), line.url, line.tone) for line in lines]


def why_not(contact: AgencyContact, request: AgencyRequest) -> str:
    """Why a contact cannot open the request that was sent to them; empty where they can."""
    if _has_gone(contact, request):
        return STRUCK_OFF
    if can_open(contact):
        return ""
    return "Too many wrong keys: a new one is needed." if contact.key_digest else "No key was given yet."


def _awaited(user: User) -> Iterable[AgencyRequest]:
    rows = AgencyRequest.objects.visible_to(user).filter(status=Status.SENT, review__status__in=PLANNED)
    return rows.select_related("review__case", "agency", "contact", "delegate").order_by("due_on", "agency__name", "pk")


def _without_key(request: AgencyRequest) -> list[AgencyContact]:
    """Whoever has it now: the delegate, or the contact."""
    has_it = request.delegate or request.contact
    return [has_it] if why_not(has_it, request) else []


def _ring(request: AgencyRequest) -> str:
    if request.status != Status.SENT:
        return ""
    waits_for = _without_key(request)
    return " ".join(STRUCK_OFF if _has_gone(one, request) else f"{RING}. {one.role}, {one.phone}." for one in waits_for)


def _has_gone(contact: AgencyContact, request: AgencyRequest) -> bool:
    """Struck off the register, or moved to another agency of it."""
    return not contact.is_active or contact.agency_id != request.agency_id


def _words(request: AgencyRequest, on: date, calendar: Calendar) -> str:
    if request.status == Status.SENT:
        opened = "Opened by the agency." if request.opened_at else "Not opened yet."
        return f"Due {day_in_words(request.due_on)}: {how_it_stands(request.due_on, on, calendar)}. {opened}"
    if request.status == Status.SIGNED and request.ended_at:
        answer = getattr(request, "answer", None)
        nil = "Nil return: the agency does not know the family. " if answer and answer.is_nil else ""
        return f"{nil}Signed on {day_in_words(london_date(request.ended_at))}, due {day_in_words(request.due_on)}."
    return f"{request.cancelled_because.rstrip('.')}." if request.status == Status.CANCELLED else ""
