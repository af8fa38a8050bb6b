"""The meeting in the staff admin: planned, prepared, held; its agenda on paper and its file for a calendar."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from cspr.audited import Verb, staff
from cspr.clocks import london_date
from cspr.editing import StaffInline
from cspr.models import Case, User
from notifications.admin import OpenedByAStepAdmin
from rapid_reviews import meetings
from rapid_reviews.forms.meetings import (
    ActionDoneForm,
    AddActionForm,
    CallOffForm,
    ConflictForm,
    HoldForm,
    MeetingForm,
    OfAMeeting,
    PlanMeetingForm,
)
from rapid_reviews.models import Action, Attendance, Meeting

MAY, MAY_PLAN = "rapid_reviews.change_meeting", "rapid_reviews.add_meeting"
Status = Meeting.Status


def _plan(record: None, typed: dict[str, Any], user: User, at: datetime) -> Meeting:
    return meetings.plan_meeting(by=user, at=at, **typed)


def _hold(meeting: Meeting, typed: dict[str, Any], user: User, at: datetime) -> Meeting:
    return meetings.hold(meeting, by=user, at=at, **typed)


def _call_off(meeting: Meeting, typed: dict[str, Any], user: User, at: datetime) -> Meeting:
    return meetings.call_off(meeting, by=user, at=at, **typed)


def _declare(meeting: Meeting, typed: dict[str, Any], user: User, at: datetime) -> Attendance:
    return meetings.declare_conflict(meeting, by=user, at=at, **typed)


def _add_action(meeting: Meeting, typed: dict[str, Any], user: User, at: datetime) -> Action:
    return meetings.add_action(meeting, by=user, at=at, **typed)


def _finish(meeting: Meeting, typed: dict[str, Any], user: User, at: datetime) -> Action:
    return meetings.finish_action(meeting, by=user, at=at, **typed)


def _is_planned(meeting: Meeting) -> bool:
    return meeting.status == Status.PLANNED


def _takes_place(meeting: Meeting) -> bool:
    return meeting.status != Status.CANCELLED


VERBS = (
    Verb(
        slug="hold",
        label="Record the meeting as held",
        permission=MAY,
        form=HoldForm,
        run=_hold,
        when=_is_planned,
        intro="Save the list of those invited first, if it changed. This marks the meeting in the plan as done.",
        done="The meeting is recorded.",
    ),
    Verb(
        slug="conflict",
        label="Declare a conflict of interest",
        permission=MAY,
        form=ConflictForm,
        run=_declare,
        when=_takes_place,
        done="The conflict of interest is written down.",
    ),
    Verb(
        slug="action",
        label="Add an action",
        permission=MAY,
        form=AddActionForm,
        run=_add_action,
        when=_takes_place,
        done="The action is on the list.",
    ),
    Verb(
        slug="action-done",
        label="Mark an action as done",
        permission=MAY,
        form=ActionDoneForm,
        run=_finish,
        when=lambda meeting: any(action.done_on is None for action in meeting.actions.all()),
        done="The action is marked as done.",
    ),
    Verb(
        slug="call-off",
        label="Call the meeting off",
        permission=MAY,
        form=CallOffForm,
        run=_call_off,
        when=_is_planned,
        done="The meeting is called off. Tell those invited: no e-mail goes out by this.",
    ),
)


class OfThePlannedMeeting(StaffInline):
    """Rows that whoever may change the meeting edits while it is planned, and that are read afterwards."""

    template = "admin/numbered_rows.html"

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As for the meeting; afterwards the page shows them above, in words."""
        return self.has_change_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """While it is planned."""
        return staff(request).has_perm(MAY) and (obj is None or _is_planned(obj))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As changing."""
        return self.has_change_permission(request, obj)


class AttendanceInline(OfThePlannedMeeting):
    """Who is invited."""

    model = Attendance
    verbose_name = "invited person"
    verbose_name_plural = "who is invited"
    fields = (("name", "role", "partner"),)


@admin.register(Meeting)
class MeetingAdmin(OpenedByAStepAdmin):
    """Opened by planning it; edited until it was held or called off."""

    form = MeetingForm
    case_path = "review__case"
    change_form_template = "rapid_reviews/meeting.html"
    list_display = ("__str__", "starts_at", "status", "chair")
    list_filter = ("status",)
    list_select_related = ("review__case",)
    search_fields = ("review__case__reference",)
    fields = ("status", "starts_at", "minutes", "place", "chair", "agenda", "decisions", "no_quorum_because")
    readonly_fields = ("status", "no_quorum_because")
    inlines = (AttendanceInline,)
    verbs = VERBS
    opening = Verb(
        slug="plan",
        label="Plan a meeting",
        permission=MAY_PLAN,
        form=PlanMeetingForm,
        run=_plan,
        when=lambda record: True,
        intro="The leads of the three partners and the contacts of the agencies that were asked are put on the list of those "
        "invited. You can change the list on the next page. No e-mail goes out by this.",
        done="The meeting is planned.",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Meeting]:
        """With the case, and what the page lists."""
        rows: QuerySet[Meeting] = super().get_queryset(request)
        return rows.select_related("review__case")

    def opening_form(self, request: HttpRequest) -> forms.Form:
        """Among the reviews that this person may see."""
        form = super().opening_form(request)
        if isinstance(form, PlanMeetingForm):
            form.offer(staff(request), request.GET.get("review", ""), london_date(timezone.now()))
        return form

    def verb_form(self, request: HttpRequest, obj: Any, verb: Verb) -> forms.Form:
        """A step chooses among what this meeting has."""
        form = super().verb_form(request, obj, verb)
        if isinstance(form, OfAMeeting):
            form.offer(obj, on=london_date(timezone.now()))
        return form

    def taken(self, request: HttpRequest, obj: Any, verb: Verb) -> HttpResponse:
        """Whoever has shut the case for themselves goes to the first page: that of the meeting is no longer theirs."""
        visible = Case.objects.visible_to(staff(request)).filter(pk=obj.review.case_id).exists()
        return super().taken(request, obj, verb) if visible else HttpResponseRedirect(reverse("admin:index"))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The meeting with its quorum, who was there, and its actions."""
        meeting: Meeting = self.visible(request, unquote(object_id))
        extra = {
            "quorum": meetings.quorum_of(meeting),
            "attendance": meeting.attendance.select_related("agency"),
            "actions": meeting.actions.all(),
            "is_planned": _is_planned(meeting),
            "was_held": meeting.status == Status.HELD,
        }
        return super().change_view(request, object_id, form_url, {**extra, **(extra_context or {})})

    def get_urls(self) -> list[URLPattern]:
        """Django's own, the steps, the agenda and the file for a calendar."""
        papers = [
            path(f"<path:object_id>/{file}", self.admin_site.admin_view(view), name=f"rapid_reviews_meeting_{name}")
            for file, view, name in (
                ("agenda.pdf", self.agenda_view, "agenda"),
                ("meeting.ics", self.calendar_view, "calendar"),
            )
        ]
        return [*papers, *super().get_urls()]

    def agenda_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The agenda as a PDF; taking it away is recorded."""
        meeting: Meeting = self.visible(request, unquote(object_id))
        self.record(request, "downloaded the agenda of", meeting)
        return _as_file(meetings.agenda_pdf(meeting), "application/pdf", f"{meeting}-agenda.pdf")

    def calendar_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The meeting for a calendar: its reference and its time; taking it away is recorded."""
        meeting: Meeting = self.visible(request, unquote(object_id))
        self.record(request, "downloaded the calendar file of", meeting)
        made = meetings.calendar_file(meeting, at=timezone.now())
        return _as_file(made, "text/calendar; charset=utf-8", f"{meeting}-meeting.ics")


def _as_file(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
