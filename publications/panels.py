"""What the case page says of publications, and which of them wait for somebody."""

from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from cspr.clocks import london_date
from cspr.deadlines import dates_for
from cspr.models import Case, User
from cspr.panels import Panel, Row, Waiting
from practice_reviews.models import PracticeReview
from publications import countdown
from publications.clocks import STAYS_PUBLIC
from publications.models import Publication
from publications.standing import publications_of

VIEW, ADD = "publications.view_publication", "publications.add_publication"
CHANGE = "publications.change_publication"
APPROVE, PUBLISH = "publications.approve_publication", "publications.publish_publication"
Status = Publication.Status


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
    """Publications that were approved and can go out."""
    if not user.has_perm(PUBLISH):
        return []
    return [Row(str(one), one.get_kind_display(), address(one)) for one in _in(user, Status.APPROVED)]


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


def _in(user: User, status: Status) -> QuerySet[Publication]:
    rows = Publication.objects.visible_to(user).filter(status=status)
    return rows.select_related("case", "drafted_by").order_by("drafted_at", "pk")


def _stands(publication: Publication) -> str:
    words = publication.get_status_display()
    if publication.status == Status.PUBLISHED and publication.published_at:
        day = london_date(publication.published_at)
        return f"{words} on {day:%-d %B %Y}; to stay public until {dates_for(STAYS_PUBLIC.code, day).due_on:%-d %B %Y} at least"
    if publication.planned_on is None or publication.status not in countdown.BEFORE_PUBLICATION:
        return str(words)
    copy = "; advance copy to be sent" if countdown.awaits_advance_copy(publication) else ""
    return f"{words}; planned for {publication.planned_on:%-d %B %Y}{copy}"


PANELS = (Panel("Publications", of_case),)
WAITING = (
    Waiting("Reports to be made public", to_begin),
    Waiting("Waiting for a second person's approval", to_approve),
    Waiting("Approved, to be published", to_publish),
    Waiting("Sent back to you", sent_back),
    Waiting("Public for a year: keep or withdraw", public_for_a_year),
)
