"""What the pages say of meetings: when the next one is, which were never recorded, and which actions are not done."""

from datetime import date
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Q
from django.urls import reverse

from cspr import deadlines
from cspr.clocks import london_date
from cspr.models import Case, User
from cspr.panels import Row
from rapid_reviews.meetings.quorum import TO_BE_NAMED, among
from rapid_reviews.meetings.steps import moment, when
from rapid_reviews.models import Action, Meeting
from rapid_reviews.plan import day_in_words, how_it_stands

VIEW, CHANGE = "rapid_reviews.view_meeting", "rapid_reviews.change_meeting"
Status = Meeting.Status


def address(meeting: Meeting) -> str:
    """The page of the meeting."""
    return reverse("admin:rapid_reviews_meeting_change", args=[meeting.pk])


def of_case(case: Case, user: User, on: date) -> list[Row]:
    """For the page of a case: each meeting, the latest first, with its quorum and what is still to be done."""
    if not user.has_perm(VIEW):
        return []
    here, named = Q(attendance__was_present=True), ~Q(attendance__name=TO_BE_NAMED)
    meetings = Meeting.objects.filter(review__case=case).annotate(
        present=ArrayAgg("attendance__partner", filter=here, distinct=True, default=[]),
        invited=ArrayAgg("attendance__partner", filter=named, distinct=True, default=[]),
        left=Count("actions", filter=Q(actions__done_on=None), distinct=True),
    )
    return [
        Row(moment(meeting), f"{meeting.get_status_display()}. {_words(meeting)}".strip(), address(meeting))
        for meeting in meetings
    ]


def to_be_recorded(user: User, on: date) -> list[Row]:
    """Meetings whose day has passed and that nobody has recorded as held."""
    if not user.has_perm(CHANGE):
        return []
    rows = Meeting.objects.visible_to(user).filter(status=Status.PLANNED).select_related("review__case").order_by("starts_at")
    return [
        Row(str(meeting), f"It was to be held {when(meeting)}.", address(meeting), "past")
        for meeting in rows
        if london_date(meeting.starts_at) < on
    ]


def actions_open(user: User, on: date) -> list[Row]:
    """Actions that are not done, those that are due first."""
    if not user.has_perm(CHANGE):
        return []
    calendar = deadlines.calendar()
    rows = Action.objects.visible_to(user).filter(done_on=None).exclude(meeting__status=Status.CANCELLED)
    return [
        Row(
            f"{action.meeting}: {action.owner}",
            f"{action.words} By {day_in_words(action.due_on)}: {how_it_stands(action.due_on, on, calendar)}."
            if action.due_on
            else f"{action.words} No day is set.",
            address(action.meeting),
            "past" if action.due_on and action.due_on < on else "",
        )
        for action in rows.select_related("meeting__review__case").order_by("due_on", "pk")
    ]


def _words(meeting: Any) -> str:
    if meeting.status == Status.CANCELLED:
        return ""
    held = meeting.status == Status.HELD
    still = f" {meeting.left} {'action is' if meeting.left == 1 else 'actions are'} not done." * bool(meeting.left)
    return among(meeting.present if held else meeting.invited, held=held).words + still
