"""What staff type when a meeting is planned, held or called off, and when a conflict or an action is written down."""

from datetime import date, datetime, time
from typing import cast

from django import forms

from cspr.clocks import LONDON
from cspr.forms import ClosingForm, DayField, MomentField, WordsField
from cspr.models import User
from rapid_reviews import planning
from rapid_reviews.meetings import AGENDA
from rapid_reviews.models import Action, Attendance, Meeting, RapidReview
from rapid_reviews.plan import day_in_words

# Of a meeting whose hour nobody has chosen yet.
TEN = time(10, 0, tzinfo=LONDON)
LONGEST = 600


class ByReference(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the Rapid Reviews, each under the reference of its case."""

    def label_from_instance(self, obj: RapidReview) -> str:
        """The reference."""
        return str(obj)


class PlanMeetingForm(forms.Form):
    """When, where and with what agenda. Who is invited follows from the case, and is edited afterwards."""

    review = ByReference(queryset=RapidReview.objects.none(), label="Case", empty_label=None)
    starts_at = MomentField(label="Begins")
    minutes = forms.IntegerField(label="Length in minutes", min_value=5, max_value=LONGEST, initial=120)
    place = forms.CharField(
        label="Where", max_length=200, required=False, help_text="A room, or the word “online”. No link: it would be on paper."
    )
    chair = forms.CharField(label="Who chairs", max_length=200, required=False)
    agenda = WordsField(label="Agenda", rows=12, required=False, initial=AGENDA, help_text="One item on each line. No names.")

    def offer(self, user: User, asked: str, on: date) -> None:
        """The open reviews that the person may see; the one that was asked for first, on the day of its plan."""
        reviews = RapidReview.objects.visible_to(user).filter(status__in=planning.PLANNED).select_related("case")
        cast(ByReference, self.fields["review"]).queryset = reviews
        review = reviews.filter(pk=asked).first() if asked.isdecimal() and len(asked) < 19 else None
        if review is not None:
            step = planning.step_called(review, planning.MEETING)
            day = max(step.planned_on, on) if step else on
            self.initial.update({"review": review.pk, "starts_at": datetime.combine(day, TEN)})


class MeetingForm(ClosingForm):
    """A planned meeting, until it was held or called off."""

    open_while = frozenset({Meeting.Status.PLANNED})


class OfAMeeting(forms.Form):
    """A step with a meeting. What can be chosen depends on it."""

    def offer(self, meeting: Meeting, *, on: date) -> None:
        """Fill in what there is to choose from on that London day."""


class PresentField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Whoever is on the list, each with what they stand for."""

    def label_from_instance(self, obj: Attendance) -> str:
        """Ada Example, Director (Police)."""
        return in_words(obj)


class HoldForm(OfAMeeting):
    """Who was present, what was decided, and why without all partners, if so."""

    present = PresentField(
        queryset=Attendance.objects.none(),
        label="Who was present",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Somebody who came without being on the list is added on the page of the meeting first.",
    )
    decisions = WordsField(label="What was decided", help_text="The decision of the review itself is recorded on its own page.")
    because = WordsField(
        label="Why it was held without all three partners",
        rows=3,
        required=False,
        help_text="Only where the local authority, the police or the integrated care board was missing. It is kept.",
    )

    def offer(self, meeting: Meeting, *, on: date) -> None:
        """Everybody on the list; those already ticked stay ticked."""
        cast(PresentField, self.fields["present"]).queryset = meeting.attendance.all()
        self.initial.update({"decisions": meeting.decisions, "present": meeting.attendance.filter(was_present=True)})


class CallOffForm(OfAMeeting):
    """Why it does not take place."""

    because = forms.CharField(label="Why it does not take place", max_length=300, help_text="Kept on the timeline of the case.")


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of those on the list."""

    def label_from_instance(self, obj: Attendance) -> str:
        """Ada Example, Director (Police)."""
        return in_words(obj)


class ColleagueField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the staff."""

    def label_from_instance(self, obj: User) -> str:
        """Ada Example, Partner lead."""
        return f"{obj.name}, {obj.role_name}"


class ConflictForm(OfAMeeting):
    """Who declared what; and whether the case is shut for them."""

    person = PersonField(queryset=Attendance.objects.none(), label="Who declared it", empty_label=None)
    conflict = forms.CharField(label="What was declared", max_length=300, help_text="Without details of the family.")
    left_for_it = forms.BooleanField(label="They left the room for what it touches", required=False)
    shut_for = ColleagueField(
        queryset=User.objects.none(),
        label="Shut the case for this member of staff",
        required=False,
        empty_label="For nobody: they are not of the staff, or may still see the case",
        help_text="At once, and for every page of the case. A manager can open it again on the page of the case.",
    )

    def offer(self, meeting: Meeting, *, on: date) -> None:
        """Those on the list, and the staff."""
        cast(PersonField, self.fields["person"]).queryset = meeting.attendance.all()
        cast(ColleagueField, self.fields["shut_for"]).queryset = User.objects.filter(is_active=True).order_by("name")


class AddActionForm(OfAMeeting):
    """What somebody will do."""

    words = WordsField(label="What will be done", rows=3)
    owner = forms.CharField(label="Who does it", max_length=200)
    due_on = DayField(label="By", required=False)


class ActionField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the actions that are not done."""

    def label_from_instance(self, obj: Action) -> str:
        """Tell the school, Ada Example, by Tuesday 5 January."""
        return f"{obj.words}, {obj.owner}" + (f", by {day_in_words(obj.due_on)}" if obj.due_on else "")


class ActionDoneForm(OfAMeeting):
    """Which action is done, since when."""

    action = ActionField(queryset=Action.objects.none(), label="Which action", widget=forms.RadioSelect, empty_label=None)
    done_on = DayField(label="Done on")

    def offer(self, meeting: Meeting, *, on: date) -> None:
        """Those that are open; as usual it was done today."""
        cast(ActionField, self.fields["action"]).queryset = meeting.actions.filter(done_on=None)
        self.initial.update({"done_on": on})


def in_words(row: Attendance) -> str:
    """Ada Example, Director (Police)."""
    words = f"{row.name}, {row.role}" if row.role else row.name
    return f"{words} ({row.get_partner_display()})" if row.partner else words
