"""What the case page says of publications, and which of them wait for somebody."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils import timezone

from cspr.clocks import LONDON, london_date
from cspr.deadlines import dates_for
from cspr.models import Case, User
from cspr.panels import Beside, Day, Panel, Row, Waiting
from practice_reviews.models import PracticeReview
from publications import countdown, scheduling
from publications.clocks import STAYS_PUBLIC
from publications.models import CourtHold, Publication
from publications.standing import publications_of

VIEW, ADD = "publications.view_publication", "publications.add_publication"
CHANGE = "publications.change_publication"
APPROVE, PUBLISH = "publications.approve_publication", "publications.publish_publication"
Status = Publication.Status
SOON = timedelta(days=7)
_FACTS = JSONObject(**{name: name for name in ("pk", "because", "review_by", "lifted_at", "lifted_because")})
_OF_THE_CASE = CourtHold.objects.filter(case=OuterRef("pk")).order_by("-placed_at")
HOLDS = Beside("its_court_holds", ArraySubquery(_OF_THE_CASE.values(facts=_FACTS)))


def address(publication: Publication) -> str:
    """Its page."""
    return reverse("admin:publications_publication_change", args=[publication.pk])


def of_case(case: Case, user: User, on: date) -> list[Row]:
    """How each publication of the case stands."""
    if not user.has_perm(VIEW):
        return []
    return [Row(one.get_kind_display(), _stands(one), address(one)) for one in publications_of(case)]


def to_begin(user: User, on: date) -> list[Row]:
    """Practice reviews whose report is in and of which nothing is drafted yet."""
    if not user.has_perm(ADD):
        return []
    received = PracticeReview.objects.visible_to(user).filter(status=PracticeReview.Status.REPORT_RECEIVED)
    add = reverse("admin:publications_publication_add")
    return [
        Row(str(one), "Report received: begin the publication", f"{add}?source=practice-{one.pk}")
        for one in received.filter(publications__isnull=True).select_related("case").order_by("report_received_at", "pk")
    ]


def to_approve(user: User, on: date) -> list[Row]:
    """Publications that wait for a second person: this one, if they may approve and did not write it."""
    if not user.has_perm(APPROVE):
        return []
    waiting = _in(user, Status.IN_APPROVAL).exclude(drafted_by=user).exclude(edited_by=user)
    return [Row(str(one), f"{one.get_kind_display()}, written by {one.drafted_by}", address(one)) for one in waiting]


def to_publish(user: User, on: date) -> list[Row]:
    """Publications that were approved and can go out, and for which no time is ordered."""
    if not user.has_perm(PUBLISH):
        return []
    waiting = _in(user, Status.APPROVED).filter(publish_at__isnull=True)
    return [Row(str(one), one.get_kind_display(), address(one)) for one in waiting]


def stopped(user: User, on: date) -> list[Row]:
    """What did not go out at its ordered time, and why; and what no worker has looked at since its time."""
    if not user.has_perm(CHANGE):
        return []
    ordered = _before(user).filter(publish_at__isnull=False)
    rows = [
        Row(str(one), f"Not published on {_moment(one)}: {one.publish_stopped_because}", address(one), tone="late")
        for one in ordered.exclude(publish_stopped_because="")
    ]
    overdue = ordered.filter(publish_stopped_because="", publish_at__lt=timezone.now() - scheduling.OVERDUE_AFTER)
    words = "and nothing has looked since. Publish it by hand, and tell whoever looks after the server"
    return rows + [Row(str(one), f"To go out on {_moment(one)}, {words}", address(one), tone="late") for one in overdue]


def in_the_countdown(user: User, on: date) -> list[Row]:
    """What is planned for a day or ordered for a time, the nearest first, with what is still open."""
    if not user.has_perm(CHANGE):
        return []
    rows = _before(user).filter(Q(planned_on__isnull=False) | Q(publish_at__isnull=False), publish_stopped_because="")
    found = sorted(rows.select_related("advance_copy").prefetch_related("countdown_steps"), key=_goes_out)
    return [Row(str(one), _countdown(one), address(one)) for one in found]


def holds_to_look_at(user: User, on: date) -> list[Row]:
    """Holds of courts whose day has come, or comes within a week: somebody asks how the proceeding stands."""
    if not user.has_perm("publications.change_courthold"):
        return []
    standing = CourtHold.objects.visible_to(user).filter(lifted_at__isnull=True, review_by__lte=on + SOON)
    return [_hold(one, on) for one in standing.select_related("case").order_by("review_by", "pk")]


def days_of_holds(user: User) -> list[Day]:
    """For the person's own calendar: when each hold that stands is to be looked at again. Never for what it was placed."""
    if not user.has_perm("publications.change_courthold"):
        return []
    standing = CourtHold.objects.visible_to(user).filter(lifted_at__isnull=True).select_related("case")
    words = "Court hold, to be looked at again"
    return [Day(f"court-hold-{one.pk}", one.case, words, one.review_by) for one in standing.order_by("review_by", "pk")]


def holds_of_case(case: Case, user: User, on: date) -> list[Row]:
    """Every hold of the case that stands, with the day on which it is looked at again; then those that were lifted."""
    if not user.has_perm("publications.view_courthold"):
        return []
    found = _holds_of(case)
    standing = [_hold(one, on, label=one.because) for one in found if one.lifted_at is None]
    lifted = [one for one in found if one.lifted_at is not None]
    return [*standing, *(Row(one.because, _lifted(one), _hold_page(one)) for one in lifted)]


def _holds_of(case: Case) -> list[CourtHold]:
    """All of them. The page of a case brings them along: it has few queries to spend."""
    beside: list[dict[str, Any]] | None = getattr(case, HOLDS.name, None)
    if beside is None:
        return list(case.court_holds.all())
    return [
        CourtHold(
            pk=one["pk"],
            because=one["because"],
            review_by=date.fromisoformat(one["review_by"]),
            lifted_at=one["lifted_at"] and datetime.fromisoformat(one["lifted_at"]),
            lifted_because=one["lifted_because"],
        )
        for one in beside
    ]


def public_for_a_year(user: User, on: date) -> list[Row]:
    """What has been public for a year, or was kept a year ago, the one that waits longest first. Nothing goes by itself."""
    if not user.has_perm(PUBLISH):
        return []
    asked = [(countdown.looked_at_again_on(one), one.pk, one) for one in _in(user, Status.PUBLISHED)]
    waiting = sorted(((day, pk, one) for day, pk, one in asked if day is not None and day <= on), key=lambda row: row[:2])
    words = "keep or withdraw; nothing is removed by itself"
    return [Row(str(one), f"Asked since {day:%-d %B %Y}: {words}", address(one)) for day, _, one in waiting]


def sent_back(user: User, on: date) -> list[Row]:
    """What a second person gave back to this author."""
    if not user.has_perm(CHANGE):
        return []
    mine = _in(user, Status.DRAFT).filter(drafted_by=user).exclude(sent_back_because="")
    return [Row(str(one), "Sent back: see what has to change", address(one)) for one in mine]


def _hold(hold: CourtHold, on: date, label: str = "") -> Row:
    late = hold.review_by < on
    words = f"To be looked at again by {hold.review_by:%-d %B %Y}{'; that day is past' if late else ''}"
    hold_words = words if label else f"Court hold: {hold.because}. {words}"
    return Row(label or str(hold), hold_words, _hold_page(hold), tone="late" if late else "")


def _lifted(hold: CourtHold) -> str:
    return f"Lifted on {london_date(hold.lifted_at or hold.placed_at):%-d %B %Y}: {hold.lifted_because}"


def _hold_page(hold: CourtHold) -> str:
    return reverse("admin:publications_courthold_change", args=[hold.pk])


def _before(user: User) -> QuerySet[Publication]:
    rows = Publication.objects.visible_to(user).filter(status__in=countdown.BEFORE_PUBLICATION)
    return rows.select_related("case").order_by("publish_at", "pk")


def _moment(publication: Publication) -> str:
    return scheduling.in_london(publication.publish_at) if publication.publish_at else ""


def _goes_out(publication: Publication) -> tuple[datetime, int]:
    noon = datetime.combine(publication.planned_on or date.max, time(12), LONDON)
    return publication.publish_at or noon, publication.pk


def _countdown(publication: Publication) -> str:
    words = f"Goes out on {_moment(publication)}" if publication.publish_at else _planned(publication)
    still = len(countdown.still_open(publication))
    left = "nothing is open in the list" if not still else "1 line is open" if still == 1 else f"{still} lines are open"
    copy = "; advance copy to be sent" if countdown.awaits_advance_copy(publication) else ""
    return f"{publication.get_kind_display()}. {words}; {left}{copy}"


def _planned(publication: Publication) -> str:
    return f"Planned for {publication.planned_on:%-d %B %Y}"


def _in(user: User, status: Status) -> QuerySet[Publication]:
    rows = Publication.objects.visible_to(user).filter(status=status)
    return rows.select_related("case", "drafted_by").order_by("drafted_at", "pk")


def _stands(publication: Publication) -> str:
    words = publication.get_status_display()
    if publication.status == Status.PUBLISHED and publication.published_at:
        day = london_date(publication.published_at)
        return f"{words} on {day:%-d %B %Y}; to stay public until {dates_for(STAYS_PUBLIC.code, day).due_on:%-d %B %Y} at least"
    if publication.status not in countdown.BEFORE_PUBLICATION:
        return str(words)
    if publication.publish_at is not None:
        stopped_at = f"; stopped, not published on {_moment(publication)}"
        return f"{words}{stopped_at if publication.publish_stopped_because else f'; goes out on {_moment(publication)}'}"
    if publication.planned_on is None:
        return str(words)
    copy = "; advance copy to be sent" if countdown.awaits_advance_copy(publication) else ""
    return f"{words}; planned for {publication.planned_on:%-d %B %Y}{copy}"


PANELS = (Panel("Publications", of_case), Panel("Court holds", holds_of_case))
WAITING = (
    Waiting("Stopped: not published at its time", stopped),
    Waiting("Court holds to be looked at again", holds_to_look_at),
    Waiting("In the countdown", in_the_countdown),
    Waiting("Reports to be made public", to_begin),
    Waiting("Waiting for a second person's approval", to_approve),
    Waiting("Approved, to be published", to_publish),
    Waiting("Sent back to you", sent_back),
    Waiting("Public for a year: keep or withdraw", public_for_a_year),
)
BESIDE_THE_CASE = (HOLDS,)
DAYS = (days_of_holds,)
