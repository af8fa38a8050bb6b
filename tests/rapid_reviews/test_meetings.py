"""A meeting is planned, held or called off; without all three partners it needs a reason; what leaves the site says nothing."""

from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest

from cspr.lifecycle import MoveRefused
from cspr.models import CaseConflict, TimelineEntry, User
from rapid_reviews import asking, meetings
from rapid_reviews.meetings import rows
from rapid_reviews.models import Action, Attendance, Meeting, RapidReview
from tests.cast import person
from tests.pdf_text import text
from tests.rapid_reviews.agencies import NOW, ask, asked_review, contact, family_case
from tests.walk import sent_rapid_review

Status = Meeting.Status
# As the plan has it: Tuesday 5 January 2027, ten o'clock in London.
STARTS = datetime(2027, 1, 5, 10, 0, tzinfo=UTC)
OVER = STARTS + timedelta(hours=3)
PARTNERS = [code.value for code in User.Partner]


def plan(review: RapidReview, by: User, **fields: object) -> Meeting:
    facts = {"starts_at": STARTS, "minutes": 90, "place": "Room 2", "chair": "Dr Chair", "agenda": meetings.AGENDA, **fields}
    return meetings.plan_meeting(review, by=by, at=NOW, **facts)  # type: ignore[arg-type]


def leads(*partners: str) -> list[User]:
    return [person("partner_lead", partner=partner, name=f"Lead of {partner}") for partner in partners]


def present(meeting: Meeting, *partners: str) -> list[Attendance]:
    return list(meeting.attendance.filter(partner__in=partners))


def test_planned_with_the_partners_and_the_agencies_that_were_asked(coordinator: User) -> None:
    leads(*PARTNERS)
    review, (first, second, third) = asked_review(coordinator, agencies=3)
    asking.cancel(first, because="x", by=coordinator, at=NOW)
    second.delegate = contact(second.agency)
    second.save()
    meeting = plan(review, coordinator)
    assert (meeting.status, meeting.minutes, meeting.chair) == (Status.PLANNED, 90, "Dr Chair")
    invited = list(meeting.attendance.values_list("name", "partner"))
    assert invited[:3] == [(f"Lead of {partner}", partner) for partner in PARTNERS]
    assert set(invited[3:]) == {(second.delegate.name, ""), (third.contact.name, "")}
    words = TimelineEntry.objects.get(kind="meeting_planned").words
    assert words == "Rapid Review meeting planned, to be held on Tuesday 5 January at 10:00."


def test_a_partner_without_a_lead_stands_on_the_list_to_be_named(coordinator: User) -> None:
    leads("police")
    meeting = plan(family_case(coordinator), coordinator)
    assert list(meeting.attendance.values_list("name", flat=True)) == ["To be named", "Lead of police", "To be named"]
    assert meetings.quorum_of(meeting).words == "Quorum: the local authority and the integrated care board are missing."


def test_a_lead_with_a_conflict_is_not_invited(coordinator: User) -> None:
    review, (lead,) = family_case(coordinator), leads("police")
    CaseConflict.objects.create(case=review.case, user=lead, because="Knows the family")
    assert not plan(review, coordinator).attendance.filter(name=lead.name).exists()


def test_a_page_sent_twice_plans_one_meeting(coordinator: User) -> None:
    review = family_case(coordinator)
    assert plan(review, coordinator) == plan(review, coordinator)
    assert review.meetings.count() == 1


def test_no_meeting_is_planned_once_the_review_is_with_the_panel_or_in_another_century(coordinator: User) -> None:
    with pytest.raises(MoveRefused, match="no meeting is planned any more"):
        plan(sent_rapid_review(coordinator), coordinator)
    with pytest.raises(MoveRefused, match="Check the year"):
        plan(family_case(coordinator), coordinator, starts_at=STARTS.replace(year=2207))


@pytest.mark.parametrize(
    ("there", "words"),
    [
        (PARTNERS, "Quorum: all three safeguarding partners are present."),
        (["local_authority", "icb"], "Quorum: the police are missing."),
        (["local_authority", "police"], "Quorum: the integrated care board is missing."),
        (["police"], "Quorum: the local authority and the integrated care board are missing."),
        ([], "Quorum: the local authority, the police and the integrated care board are missing."),
    ],
)
def test_the_quorum_of_the_three_partners_is_said_in_words(coordinator: User, there: list[str], words: str) -> None:
    leads(*PARTNERS)
    meeting = plan(family_case(coordinator), coordinator)
    held = meetings.hold(
        meeting, present=present(meeting, *there), decisions="Nothing yet.", because="Ill.", by=coordinator, at=OVER
    )
    assert meetings.quorum_of(held).words == words
    assert held.no_quorum_because == ("" if len(there) == 3 else "Ill.")
    assert words in TimelineEntry.objects.get(kind="meeting_held").words


def test_without_quorum_it_is_recorded_only_with_a_reason(coordinator: User) -> None:
    leads(*PARTNERS)
    meeting = plan(family_case(coordinator), coordinator)
    with pytest.raises(MoveRefused, match=r"the police are missing\. Say why the meeting was held all the same"):
        meetings.hold(meeting, present=present(meeting, "local_authority", "icb"), decisions="x", by=coordinator, at=OVER)
    meeting.refresh_from_db()
    assert (meeting.status, meeting.attendance.filter(was_present=True).count()) == (Status.PLANNED, 0)


def test_nobody_whose_name_is_not_known_was_present(coordinator: User) -> None:
    leads("police", "icb")
    meeting = plan(family_case(coordinator), coordinator)
    with pytest.raises(MoveRefused, match="Write down who it was"):
        meetings.hold(meeting, present=present(meeting, *PARTNERS), decisions="x", by=coordinator, at=OVER)
    meeting.refresh_from_db()
    assert meeting.status == Status.PLANNED


def test_held_it_marks_the_meeting_of_the_plan(coordinator: User) -> None:
    leads(*PARTNERS)
    review = family_case(coordinator)
    meeting = plan(review, coordinator)
    meetings.hold(meeting, present=present(meeting, *PARTNERS), decisions="A local review.", by=coordinator, at=OVER)
    step = review.milestones.get(title="Rapid Review meeting")
    assert step.done_on == date(2027, 1, 5)


@pytest.mark.parametrize(
    ("at", "decisions", "said"), [(STARTS - timedelta(minutes=1), "x", "once it is over"), (OVER, " ", "what was decided")]
)
def test_it_is_not_recorded_before_it_begins_or_without_decisions(
    coordinator: User, at: datetime, decisions: str, said: str
) -> None:
    meeting = plan(family_case(coordinator), coordinator)
    with pytest.raises(MoveRefused, match=said):
        meetings.hold(meeting, present=[], decisions=decisions, because="x", by=coordinator, at=at)


def test_what_was_held_or_called_off_is_neither_again(coordinator: User) -> None:
    held, off = (plan(family_case(coordinator), coordinator) for _ in range(2))
    meetings.hold(held, present=[], decisions="x", because="x", by=coordinator, at=OVER)
    meetings.call_off(off, because="Snow", by=coordinator, at=NOW)
    for meeting in (held, off):
        with pytest.raises(MoveRefused):
            meetings.hold(meeting, present=[], decisions="x", because="x", by=coordinator, at=OVER)
        with pytest.raises(MoveRefused):
            meetings.call_off(meeting, because="x", by=coordinator, at=OVER)
    assert "called off: Snow." in TimelineEntry.objects.get(kind="meeting_called_off").words
    with pytest.raises(MoveRefused, match="Say why"):
        meetings.call_off(plan(family_case(coordinator), coordinator), because=" ", by=coordinator, at=NOW)


def test_a_conflict_that_is_declared_shuts_the_case_for_a_member_of_staff(coordinator: User) -> None:
    (lead,) = leads("police")
    review = family_case(coordinator)
    meeting = plan(review, coordinator)
    row = meeting.attendance.get(partner="police")
    for _ in range(2):
        meetings.declare_conflict(
            meeting, person=row, conflict=" Knows the family ", left_for_it=True, shut_for=lead, by=coordinator, at=NOW
        )
    row.refresh_from_db()
    assert (row.conflict, row.left_for_it) == ("Knows the family", True)
    assert review.case.conflicts.get().user == lead
    assert not RapidReview.objects.visible_to(lead).filter(pk=review.pk).exists()
    words = TimelineEntry.objects.filter(kind="conflict_declared").values_list("words", flat=True)
    assert [("shut for one member of staff" in one, lead.name in one) for one in words] == [(False, False), (True, False)]


def test_a_conflict_of_a_guest_shuts_nothing(coordinator: User) -> None:
    review = family_case(coordinator)
    meeting = plan(review, coordinator)
    row = meeting.attendance.all()[0]
    meetings.declare_conflict(meeting, person=row, conflict="A neighbour", by=coordinator, at=NOW)
    assert review.case.conflicts.count() == 0
    meetings.call_off(meeting, because="Snow", by=coordinator, at=NOW)
    with pytest.raises(MoveRefused, match="called off"):
        meetings.declare_conflict(meeting, person=row, conflict="x", by=coordinator, at=NOW)


def test_actions_are_written_down_once_and_done_once(coordinator: User) -> None:
    meeting = plan(family_case(coordinator), coordinator)

    def add() -> Action:
        words, owner, due_on = "Tell the school", "The lead", date(2027, 1, 8)
        return meetings.add_action(meeting, words=words, owner=owner, due_on=due_on, by=coordinator, at=NOW)

    action, again = add(), add()
    assert (action, meeting.actions.count()) == (again, 1)
    with pytest.raises(MoveRefused, match="still to come"):
        meetings.finish_action(meeting, action=action, done_on=date(2027, 1, 8), by=coordinator, at=NOW)
    done = meetings.finish_action(meeting, action=action, done_on=NOW.date(), by=coordinator, at=NOW)
    assert done.done_on == NOW.date()
    with pytest.raises(MoveRefused, match="already"):
        meetings.finish_action(meeting, action=action, done_on=NOW.date(), by=coordinator, at=NOW)
    meetings.call_off(meeting, because="Snow", by=coordinator, at=NOW)
    with pytest.raises(MoveRefused, match="nothing follows"):
        add()


def test_the_calendar_file_has_a_reference_a_time_and_nothing_else(coordinator: User) -> None:
    review = family_case(coordinator)
    meeting = plan(review, coordinator)
    first = meetings.calendar_file(meeting, at=NOW)
    (event,) = icalendar.Calendar.from_ical(first).walk("VEVENT")
    assert str(event["summary"]) == f"{review.case.reference}: meeting"
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (STARTS, STARTS + timedelta(minutes=90))
    assert str(event["uid"]).startswith(str(meeting.uid))
    for word in ("Room 2", "Dr Chair", "Invented", "Rowan", "criteria", "LOCATION", "ATTENDEE"):
        assert word not in first.decode()
    meetings.call_off(meeting, because="Snow", by=coordinator, at=NOW)
    meeting.refresh_from_db()
    (off,) = icalendar.Calendar.from_ical(meetings.calendar_file(meeting, at=NOW)).walk("VEVENT")
    assert (str(off["status"]), str(off["uid"])) == ("CANCELLED", str(event["uid"]))
    assert int(str(off["sequence"])) > int(str(event["sequence"]))


def test_the_agenda_on_paper_says_when_who_and_which_answers_are_in(coordinator: User) -> None:
    leads(*PARTNERS)
    review, (answered, awaited) = asked_review(coordinator)
    asking.mark_signed(answered, at=NOW)
    words = " ".join(text(meetings.agenda_pdf(plan(review, coordinator))).split())
    for said in (
        review.case.reference,
        "Tuesday 5 January 2027, 10:00 to 11:30",
        "Room 2",
        "Dr Chair",
        "8. The local criteria (a) to (d)",
        "Lead of police",
        "Quorum: all three safeguarding partners are invited.",
        f"{answered.agency} Answered and signed",
        f"{awaited.agency} Sent, answer awaited",
    ):
        assert said in words
    assert "Rowan" not in words


def test_an_agenda_without_items_and_of_a_meeting_called_off_says_so(coordinator: User) -> None:
    meeting = plan(family_case(coordinator), coordinator, agenda="")
    meetings.call_off(meeting, because="Snow", by=coordinator, at=NOW)
    meeting.refresh_from_db()
    words = text(meetings.agenda_pdf(meeting))
    assert "None was written." in words
    assert "This meeting was called off." in words


def test_the_pages_say_what_is_to_be_recorded_and_to_be_done(coordinator: User) -> None:
    review = family_case(coordinator)
    ask(review, coordinator, contact())
    meeting = plan(review, coordinator)
    for words, due_on in (("Later", None), ("Tell the school", date(2027, 1, 5))):
        meetings.add_action(meeting, words=words + ".", owner="The lead", due_on=due_on, by=coordinator, at=NOW)
    day = date(2027, 1, 6)
    assert rows.to_be_recorded(coordinator, meeting.starts_at.date()) == []
    assert [row.words for row in rows.to_be_recorded(coordinator, day)] == ["It was to be held on Tuesday 5 January at 10:00."]
    assert [(row.words, row.tone) for row in rows.actions_open(coordinator, day)] == [
        ("Tell the school. By Tuesday 5 January: 1 working day late.", "past"),
        ("Later. No day is set.", ""),
    ]
    (said,) = rows.of_case(review.case, coordinator, day)
    assert said.label == "Tuesday 5 January at 10:00"
    assert said.words.endswith("are missing. 2 actions are not done.")
    meetings.call_off(meeting, because="Snow", by=coordinator, at=NOW)
    assert [row.words for row in rows.of_case(review.case, coordinator, day)] == ["Cancelled."]
    assert rows.actions_open(coordinator, day) == []
    reader = person("administrator")
    assert [rows.to_be_recorded(reader, day), rows.actions_open(reader, day)] == [[], []]
    assert rows.of_case(review.case, person("auditor"), day) == []
