"""What the case page says of the practice review, and what waits to be initiated or decided."""

from datetime import date

from django.db.models import Max
from django.urls import reverse

from cspr import deadlines
from cspr.clocks import london_date
from cspr.models import Case, User
from cspr.panels import Panel, Row, Waiting
from cspr.standing import record_of
from practice_reviews.clocks import PROGRESS
from practice_reviews.models import PracticeReview, calls_for_a_review, rapid_reviews_to_follow
from rapid_reviews.models import RapidReview

VIEW, ADD = "practice_reviews.view_practicereview", "practice_reviews.add_practicereview"
CHANGE = "practice_reviews.change_practicereview"


def address(review: PracticeReview) -> str:
    """Its page."""
    return reverse("admin:practice_reviews_practicereview_change", args=[review.pk])


def of_case(case: Case, user: User, on: date) -> list[Row]:
    """How the practice review of the case stands, or that one is called for."""
    if not user.has_perm(VIEW):
        return []
    review: PracticeReview | None = record_of(case, "practice_review")
    if review is None:
        before: RapidReview | None = record_of(case, "rapid_review")
        return [_to_initiate(before, "Practice review", user)] if before and calls_for_a_review(before) else []
    rows = [
        Row("Practice review", review.get_status_display(), address(review)),
        Row("Initiated", f"{london_date(review.initiated_at):%-d %B %Y}, by {review.initiated_by}"),
    ]
    if review.reviewer:
        rows.append(Row("Independent reviewer", review.reviewer))
    last = review.progress_notes.first()
    if last is not None:
        rows.append(Row("Last check of progress", f"{last.on:%-d %B %Y}"))
    if review.report_received_at:
        rows.append(Row("Report received", f"{london_date(review.report_received_at):%-d %B %Y}"))
    if review.published_at:
        rows.append(Row("Published", f"{london_date(review.published_at):%-d %B %Y}"))
    return rows


def to_initiate(user: User, on: date) -> list[Row]:
    """Rapid Reviews that call for a practice review and have none, the oldest first."""
    if not user.has_perm(ADD):
        return []
    rows = rapid_reviews_to_follow().filter(pk__in=RapidReview.objects.visible_to(user))
    return [_to_initiate(one, str(one), user) for one in rows.select_related("case").order_by("opened_at", "pk")]


def to_publish(user: User, on: date) -> list[Row]:
    """Reviews whose report is in and of which the public has not heard yet."""
    if not user.has_perm(CHANGE):
        return []
    rows = PracticeReview.objects.visible_to(user).filter(status=PracticeReview.Status.REPORT_RECEIVED)
    return [
        Row(str(one), "Report received", address(one)) for one in rows.select_related("case").order_by("initiated_at", "pk")
    ]


def to_check(user: User, on: date) -> list[Row]:
    """Reviews under way whose next check of time and quality is due, the one that waits longest first. Never late."""
    if not user.has_perm(CHANGE):
        return []
    under_way = PracticeReview.objects.visible_to(user).filter(status=PracticeReview.Status.INITIATED).select_related("case")
    rows = under_way.annotate(checked_on=Max("progress_notes__on")).order_by("pk")
    since = sorted(((one.checked_on or london_date(one.initiated_at), one.pk, one) for one in rows), key=lambda row: row[:2])
    expected = deadlines.dates_for_each(PROGRESS.code, [day for day, _, _ in since])
    return [
        Row(str(one), f"Last looked at on {day:%-d %B %Y}; a check was to be expected by {due:%-d %B %Y}", address(one))
        for day, _, one in since
        if (due := expected[day].due_on) <= on
    ]


def _to_initiate(review: RapidReview, label: str, user: User) -> Row:
    words = "Asked for by the Panel" if review.reply == RapidReview.Reply.RECONSIDER else "Local review decided"
    page = reverse("admin:practice_reviews_practicereview_add")
    return Row(label, f"{words}, not yet initiated", f"{page}?rapid_review={review.pk}" if user.has_perm(ADD) else "")


PANELS = (Panel("Practice review", of_case),)
WAITING = (
    Waiting("Local review decided, not yet initiated", to_initiate),
    Waiting("Practice reviews whose progress is to be checked", to_check),
    Waiting("Report received, publication to be decided", to_publish),
)
