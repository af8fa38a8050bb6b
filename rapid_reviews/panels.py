"""What the case page says of the Rapid Review, and which reviews wait for somebody."""

from datetime import date

from django.urls import reverse

from cspr import deadlines
from cspr.clocks import london_date
from cspr.models import Case, User
from cspr.panels import Panel, Row, Waiting
from cspr.standing import record_of
from rapid_reviews import dashboards
from rapid_reviews.asking import awaited
from rapid_reviews.clocks import PANEL_REPLY
from rapid_reviews.deciding import waiting
from rapid_reviews.meetings import rows as meetings
from rapid_reviews.models import RapidReview
from rapid_reviews.plan import day_in_words
from rapid_reviews.questioning import rows as chronology

VIEW, CHANGE = "rapid_reviews.view_rapidreview", "rapid_reviews.change_rapidreview"


def address(review: RapidReview) -> str:
    """Its page."""
    return reverse("admin:rapid_reviews_rapidreview_change", args=[review.pk])


def of_case(case: Case, user: User, on: date) -> list[Row]:
    """How the Rapid Review of the case stands."""
    review: RapidReview | None = record_of(case, "rapid_review") if user.has_perm(VIEW) else None
    if review is None:
        return []
    rows = [Row("Rapid Review", review.status_in_words(), address(review))]
    if step := dashboards.next_step(review, on=on):
        rows.append(Row("Next step of the plan", step, f"{address(review)}#plan"))
    if review.status in (RapidReview.Status.OPEN, RapidReview.Status.DECIDED) and review.missing_parts():
        rows.append(Row("Parts still to write", ", ".join(review.missing_parts())))
    if review.decision:
        rows.append(Row("Decision", review.get_decision_display()))
        rows.append(Row("Of national importance", "The partners think so" if review.nationally_important else "No"))
    if review.sent_at:
        rows.append(Row("Sent to the Panel", f"{london_date(review.sent_at):%-d %B %Y}"))
    if review.reply_on:
        rows.append(Row("Panel's reply", f"{review.get_reply_display()}, letter of {review.reply_on:%-d %B %Y}"))
    return rows + _earlier_letters(review)


def _earlier_letters(review: RapidReview) -> list[Row]:
    """What the Panel wrote in earlier rounds, the newest first."""
    letters = review.replies.filter(round__lt=review.round) if review.round > 1 else ()
    return [
        Row(f"Panel’s letter in round {one.round}", f"{one.get_reply_display()}, {one.reply_on:%-d %B %Y}") for one in letters
    ]


def with_us(user: User, on: date) -> list[Row]:
    """Reviews that are not with the Panel yet, the oldest first, each with its next step."""
    if not user.has_perm(CHANGE):
        return []
    open_ones = RapidReview.objects.visible_to(user).filter(status__in=(RapidReview.Status.OPEN, RapidReview.Status.DECIDED))
    return [
        Row(str(one), "To be decided" if one.status == RapidReview.Status.OPEN else waiting.awaited_in_words(one), address(one))
        for one in open_ones.select_related("case").order_by("opened_at", "pk")
    ]


def steps_due(user: User, on: date) -> list[Row]:
    """Steps of a plan that are due today, or whose day has passed."""
    if not user.has_perm(CHANGE):
        return []
    return [
        Row(
            f"{step.rapid_review}: {step.title}",
            f"{step.owner}. Planned for {day_in_words(step.planned_on)}: {words}.",
            f"{address(step.rapid_review)}#plan",
            "past" if step.planned_on < on else "",
        )
        for step, words in dashboards.due_steps(user, on=on)
    ]


def with_the_panel(user: User, on: date) -> list[Row]:
    """Reviews that the Panel has not answered. There is no time limit for its reply."""
    if not user.has_perm(CHANGE):
        return []
    rows = RapidReview.objects.visible_to(user).filter(status=RapidReview.Status.SENT, sent_at__isnull=False)
    sent = [(one, london_date(one.sent_at)) for one in rows.select_related("case").order_by("sent_at", "pk") if one.sent_at]
    expected = deadlines.dates_for_each(PANEL_REPLY.code, [day for _, day in sent])
    return [
        Row(str(one), f"Sent on {day:%-d %B %Y}. A reply is expected by about {expected[day].due_on:%-d %B %Y}", address(one))
        for one, day in sent
    ]


PANELS = (
    Panel("Rapid Review", of_case),
    Panel("Keys of the three partners", waiting.keys_of_case),
    Panel("Agencies that were asked", awaited.of_case),
    Panel("Chronology", chronology.of_case),
    Panel("Meetings", meetings.of_case),
)
WAITING = (
    Waiting("Your key is asked", waiting.your_key),
    Waiting("Steps of a Rapid Review", steps_due),
    Waiting("Answers awaited", awaited.answers_awaited),
    Waiting("Ring these contacts: they cannot open their request yet", awaited.to_ring),
    Waiting("Questions about a chronology", chronology.answers_awaited),
    Waiting("Meetings to be recorded as held", meetings.to_be_recorded),
    Waiting("Actions of a meeting", meetings.actions_open),
    Waiting("Rapid Reviews to complete", with_us),
    Waiting("Panel's reply awaited", with_the_panel),
)
