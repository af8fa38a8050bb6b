"""Where a case stands with its local practice review, and the step that comes next in it."""

from datetime import date

from django.urls import reverse

from cspr.models import Case, User
from cspr.panels import Row
from cspr.standing import Stage, Standing, record_of
from practice_reviews.models import PracticeReview, calls_for_a_review
from rapid_reviews.models import RapidReview

VIEW, ADD = "practice_reviews.view_practicereview", "practice_reviews.add_practicereview"
CHANGE = "practice_reviews.change_practicereview"
Status = PracticeReview.Status


def stands(case: Case, user: User, on: date) -> Standing | None:
    """Called for, under way, reported, and then published or not."""
    if not user.has_perm(VIEW):
        return None
    review: PracticeReview | None = record_of(case, "practice_review")
    if review is None:
        return _before(record_of(case, "rapid_review"), user)
    words = str(review.get_status_display())
    if review.status == Status.INITIATED:
        who = (review.reviewer or "The independent reviewer",)
        return Standing("now", words, _step(review, user, "report", "Record the report when it comes"), who)
    if review.status == Status.REPORT_RECEIVED:
        return Standing("now", words)
    return Standing("done" if review.status == Status.PUBLISHED else "left", words)


def _before(rapid: RapidReview | None, user: User) -> Standing | None:
    """A local review is called for, or the Rapid Review ended without one. SI 2018/789, regulation 11(d)."""
    if rapid is None or not rapid.decision:
        return None
    if calls_for_a_review(rapid):
        url = f"{reverse('admin:practice_reviews_practicereview_add')}?rapid_review={rapid.pk}" if user.has_perm(ADD) else ""
        return Standing("now", "Called for, not initiated", Row("Initiate the practice review", "", url))
    return Standing("left", str(rapid.get_decision_display()))


def _step(review: PracticeReview, user: User, slug: str, label: str) -> Row:
    may = user.has_perm(CHANGE)
    return Row(label, "", reverse("admin:practice_reviews_practicereview_verb", args=[review.pk, slug]) if may else "")


STAGES = (Stage("Practice review", stands),)
