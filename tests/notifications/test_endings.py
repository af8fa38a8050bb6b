"""What becomes of a notification: no Rapid Review where none is required, withdrawn, decided against, opened again."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from cspr import deadlines
from cspr.dashboards import panels
from cspr.lifecycle import MoveRefused
from cspr.models import Case, Deadline, OutgoingEmail, User
from cspr.standing import overview
from notifications import awareness, facts, lifecycle
from notifications.models import DecisionNotToNotify, Notification
from rapid_reviews.models import RapidReview
from tests import walk
from tests.cast import person
from tests.notifications.records import change, complete, with_children
from tests.walk import AWARE, NOTIFIED_IN_TIME

LATER = NOTIFIED_IN_TIME + timedelta(days=9)
LAC = {"nature": "death", "looked_after": "yes", "care_leaver": "no", "suspicion": "neither"}
LEAVER = {"nature": "death", "looked_after": "no", "care_leaver": "yes", "suspicion": "suspected"}


def send(one: Notification, by: User) -> Notification:
    return lifecycle.record_sent(one, by=by, at=NOTIFIED_IN_TIME, sent_at=NOTIFIED_IN_TIME, national_reference="SIN-7")


def withdraw(one: Notification, by: User, **changes: Any) -> Notification:
    said: dict[str, Any] = {"at": LATER, "decided_by": "Director", "because": "No abuse is suspected any more.", **changes}
    return lifecycle.withdraw(one, by=by, **said)


def decline(one: Notification, by: User, **changes: Any) -> Notification:
    said: dict[str, Any] = {"at": NOTIFIED_IN_TIME, "decided_by": "Director", "because": "Outside the criteria.", **changes}
    return lifecycle.decide_not_to_notify(one, by=by, **said)


def clocks(of: Case) -> dict[str, tuple[str, date, date]]:
    return {row.clock: (row.outcome, row.started_on, row.latest_on) for row in of.deadlines.all()}


def rows(of: Notification, user: User) -> dict[str, str]:
    case = Case.objects.get(pk=of.case_id)
    return {row.label: row.words for block in panels(case, user, on=LATER.date()) for row in block.rows}


@pytest.mark.parametrize(
    ("facts_", "born", "why"),
    [
        (LAC, date(2010, 1, 1), "A looked-after child has died"),
        ({**LAC, "suspicion": "suspected"}, date(2010, 1, 1), ""),
        ({**LAC, "suspicion": "known"}, date(2010, 1, 1), ""),
        ({**LAC, "suspicion": "not_known"}, date(2010, 1, 1), ""),
        ({**LAC, "suspicion": ""}, date(2010, 1, 1), ""),
        ({**LAC, "looked_after": "not_known"}, date(2010, 1, 1), ""),
        ({**LAC, "nature": "serious_harm"}, date(2010, 1, 1), ""),
        ({**LAC, "looked_after": "no"}, date(2010, 1, 1), ""),
        (LEAVER, date(2002, 1, 1), "A care leaver has died"),
        (LEAVER, date(2002, 12, 24), "A care leaver has died"),
        (LEAVER, date(2002, 12, 25), ""),
        (LEAVER, None, ""),
        ({**LEAVER, "suspicion": "neither"}, date(2003, 6, 1), "A care leaver has died"),
        ({**LEAVER, "nature": "serious_harm"}, date(2002, 1, 1), ""),
    ],
)
def test_a_rapid_review_follows_unless_it_is_known_that_none_is_required(
    coordinator: User, facts_: dict[str, str], born: date | None, why: str
) -> None:
    one = with_children(coordinator, 1, **facts_)
    one.case.children.update(born_on=born)
    assert facts.why_no_review(one)[: len(why) or None] == why
    sent = send(one, coordinator)
    assert RapidReview.objects.filter(notification=sent).exists() is (why == "")
    assert sent.no_review_because.startswith(why)
    kinds = set(sent.case.timeline.values_list("kind", flat=True))
    assert ("rapid_review_not_required" in kinds, "rapid_review_opened" in kinds) == (why != "", why == "")


def test_a_care_leaver_beside_a_younger_child_does_not_shut_the_review_for_that_child(coordinator: User) -> None:
    one = with_children(coordinator, 2, **LEAVER)
    first, second = one.case.children.order_by("pk")
    type(first).objects.filter(pk=first.pk).update(born_on=date(2001, 1, 1))
    assert facts.why_no_review(one) == ""
    type(second).objects.filter(pk=second.pk).update(born_on=date(2002, 1, 1))
    assert facts.why_no_review(one) == "A care leaver has died: no Rapid Review is required."


def test_where_none_opens_the_clock_is_met_all_the_same_and_the_case_says_why(coordinator: User) -> None:
    sent = send(with_children(coordinator, 1, **LAC), coordinator)
    assert clocks(sent.case)["notification"][0] == "met"
    assert set(clocks(sent.case)) == {"notification", "partners_told"}
    why = "A looked-after child has died, and neither abuse nor neglect is known or suspected: no Rapid Review is required."
    assert rows(sent, coordinator)["No Rapid Review"] == why
    assert sent.case.timeline.get(kind="rapid_review_not_required").words == why
    steps = {step.title: step.words for step in overview(Case.objects.get(pk=sent.case_id), coordinator, on=LATER.date()).steps}
    assert steps["Notification"] == f"Sent to the Panel, 29 December 2020. No Rapid Review opens: a{why[1:]}"


def test_withdrawn_it_keeps_what_was_sent_and_the_rapid_review_ends_visibly(coordinator: User) -> None:
    gone = withdraw(walk.sent_notification(coordinator), coordinator)
    assert (gone.status, gone.withdrawn_at, gone.withdrawn_by) == ("withdrawn", LATER, "Director")
    assert (gone.sent_at, gone.national_reference) == (NOTIFIED_IN_TIME, "SIN-1")
    review = RapidReview.objects.get(notification=gone)
    assert (review.status, review.ended_because) == ("ended", "No abuse is suspected any more.")
    assert {clock: found[0] for clock, found in clocks(gone.case).items()} == {
        "notification": "met", "partners_told": "met", "rapid_review": "not_required",
    }  # fmt: skip
    words = gone.case.timeline.get(kind="notification_withdrawn").words
    assert words == "Notification withdrawn: outside the criteria. Decided by Director."
    assert rows(gone, coordinator)["Withdrawn"] == "7 January 2021, by Director: No abuse is suspected any more."


def test_withdrawn_before_the_partners_were_told_they_need_not_be(coordinator: User) -> None:
    gone = withdraw(send(walk.notification(coordinator), coordinator), coordinator)
    assert clocks(gone.case)["partners_told"][0] == "not_required"
    assert not lifecycle.partners_are_to_be_told(gone)


def test_a_further_referral_is_not_lost_in_a_case_whose_notification_was_withdrawn(coordinator: User) -> None:
    gone = withdraw(walk.sent_notification(coordinator), coordinator)
    further = walk.referral(gone.case, la_aware_at=AWARE)
    with pytest.raises(MoveRefused, match=f"{gone.case.reference} was withdrawn.*as a new case"):
        lifecycle.open_from(further, by=coordinator, at=LATER)
    assert not gone.case.timeline.filter(kind="referral_joined").exists()


def test_withdrawn_where_no_review_had_opened_nothing_else_ends(coordinator: User) -> None:
    gone = withdraw(send(with_children(coordinator, 1, **LAC), coordinator), coordinator)
    assert (gone.status, RapidReview.objects.count()) == ("withdrawn", 0)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"because": " "}, "why"),
        ({"decided_by": " "}, "who withdrew"),
        ({"withdrawn_at": LATER + timedelta(minutes=1)}, "still to come"),
        ({"withdrawn_at": NOTIFIED_IN_TIME - timedelta(minutes=1)}, "before it was sent"),
    ],
)
def test_withdrawn_without_reason_name_or_a_possible_moment_is_refused(
    coordinator: User, changes: dict[str, Any], said: str
) -> None:
    sent = walk.sent_notification(coordinator)
    with pytest.raises(MoveRefused, match=said):
        withdraw(sent, coordinator, **changes)
    sent.refresh_from_db()
    assert (sent.status, RapidReview.objects.get().status) == ("sent", "open")


def test_only_what_was_sent_is_withdrawn_and_only_once(coordinator: User) -> None:
    with pytest.raises(MoveRefused, match="Being prepared"):
        withdraw(walk.notification(coordinator), coordinator)
    gone = withdraw(walk.sent_notification(coordinator), coordinator)
    with pytest.raises(MoveRefused, match="Withdrawn"):
        withdraw(gone, coordinator)


def test_a_decision_not_to_notify_keeps_the_view_of_each_partner_and_the_dissent(coordinator: User) -> None:
    one = complete(coordinator)
    one.stances.filter(partner="local_authority").update(stance="does_not", words="An accident.")
    one.stances.filter(partner="icb").update(stance="not_given")
    decline(one, coordinator)
    kept = DecisionNotToNotify.objects.get(notification=one)
    assert (kept.decided_by, kept.because, kept.by, str(kept)) == ("Director", "Outside the criteria.", coordinator, str(one))
    given = "(A lead, 24 December 2020)."
    assert kept.views == [
        {"partner": "Local authority", "dissents": False, "words": f"Does not agree to notify {given} An accident."},
        {"partner": "Police", "dissents": True, "words": f"Agrees to notify {given}"},
        {"partner": "Integrated care board", "dissents": False, "words": "Not given."},
    ]
    assert rows(one, coordinator)["Dissent"] == "Agrees to notify: Police"
    lifecycle.reopen(one, because="New facts.", by=coordinator, at=LATER)
    assert rows(one, coordinator)["Dissent"] == "Does not agree to notify: Local authority"
    with pytest.raises(DatabaseError), transaction.atomic():
        DecisionNotToNotify.objects.update(because="Something else.")


def test_opened_again_its_clocks_run_to_the_original_dates_and_the_trail_says_so(coordinator: User) -> None:
    one = walk.notification(coordinator)
    before = clocks(one.case)
    decline(one, coordinator)
    assert {found[0] for found in clocks(one.case).values()} == {"not_required"}
    again = lifecycle.reopen(one, because=" A post-mortem report. ", by=coordinator, at=LATER)
    assert (again.status, again.decided_not_at, again.decided_not_by, again.reopened_because) == (
        "preparing", None, "", "A post-mortem report.",
    )  # fmt: skip
    assert clocks(one.case) == before == dict.fromkeys(before, ("", date(2020, 12, 24), date(2021, 1, 5)))
    assert {(row.ended_on, row.because) for row in one.case.deadlines.all()} == {(None, "")}
    assert Deadline.objects.late(on=LATER.date()).count() == 2
    told = list(one.case.timeline.order_by("pk").values_list("kind", "words"))[-3:]
    assert told == [
        ("notification_reopened", "Notification to the Panel being prepared again. The earlier decision not to notify is "
         "kept."),
        ("deadline_runs_again", "Clock runs again. Notification to the Panel: counted from 24 December 2020 as before, "
         "due 5 January 2021."),
        ("deadline_runs_again", "Clock runs again. Local authority tells its safeguarding partners: counted from "
         "24 December 2020 as before, due 5 January 2021."),
    ]  # fmt: skip
    assert one.decisions_not.get().because == "Outside the criteria."
    assert rows(one, coordinator)["Opened again"] == "A post-mortem report."
    assert again.history.first().history_user == coordinator


def test_partners_who_were_told_before_are_not_to_be_told_again(coordinator: User) -> None:
    one = walk.notification(coordinator, partners_told=True)
    decline(one, coordinator)
    lifecycle.reopen(one, because="New facts.", by=coordinator, at=LATER)
    assert {clock: found[0] for clock, found in clocks(one.case).items()} == {"notification": "", "partners_told": "met"}


def test_decided_against_twice_both_decisions_stand_and_partners_hear_of_each(coordinator: User) -> None:
    lead, one = person("partner_lead"), walk.notification(coordinator)
    for _ in range(2):
        decline(one, coordinator)
        lifecycle.reopen(one, because="New facts.", by=coordinator, at=LATER)
    assert one.decisions_not.count() == 2
    keys = OutgoingEmail.objects.filter(key__startswith=f"notification:{one.pk}:").values_list("key", flat=True)
    told = {key.removeprefix(f"notification:{one.pk}:").removesuffix(f":{lead.pk}") for key in keys}
    assert told == {"not_required", "reopened", "not_required:2", "reopened:2"}


def test_only_a_decision_not_to_notify_is_opened_again_and_never_without_a_reason(coordinator: User) -> None:
    one = walk.notification(coordinator)
    with pytest.raises(MoveRefused, match="Being prepared"):
        lifecycle.reopen(one, because="New facts.", by=coordinator, at=LATER)
    decline(one, coordinator)
    with pytest.raises(MoveRefused, match="new"):
        lifecycle.reopen(one, because=" ", by=coordinator, at=LATER)
    one.refresh_from_db()
    assert (one.status, one.decided_not_by, clocks(one.case)["notification"][0]) == ("not_required", "Director", "not_required")


def test_opened_again_it_can_be_sent_late_with_the_reason(coordinator: User) -> None:
    one = walk.notification(coordinator)
    decline(one, coordinator)
    lifecycle.reopen(one, because="New facts.", by=coordinator, at=LATER)
    late = deadlines.Late("It was decided otherwise first.", "Director", panel_told=False)
    sent = lifecycle.record_sent(one, by=coordinator, at=LATER, sent_at=LATER, national_reference="SIN-8", late=late)
    assert (sent.status, clocks(sent.case)["notification"]) == ("sent", ("met", date(2020, 12, 24), date(2021, 1, 5)))


def test_a_clock_that_runs_or_was_met_does_not_run_again(coordinator: User) -> None:
    one = walk.notification(coordinator, partners_told=True)
    for clock in ("notification", "partners_told", "rapid_review"):
        with pytest.raises(Deadline.DoesNotExist):
            deadlines.reopen(one.case, clock, at=LATER, by=coordinator)


def test_a_second_referral_brings_its_children_into_what_is_being_prepared_and_into_nothing_else(coordinator: User) -> None:
    one = with_children(coordinator, 1)
    one.case.children.create(name="Joined", born_on=date(2018, 1, 1))
    second = walk.referral(one.case, la_aware_at=AWARE)
    lifecycle.open_from(second, by=coordinator, at=NOTIFIED_IN_TIME)
    assert [row.child.name for row in one.children.all()] == ["Child 1", "Joined"]
    sent = send(change(one, nature="serious_harm"), coordinator)
    sent.case.children.create(name="Too late", born_on=date(2018, 1, 1))
    lifecycle.open_from(walk.referral(one.case, la_aware_at=AWARE), by=coordinator, at=LATER)
    assert sent.children.count() == 2


def test_the_moment_that_counts_is_that_of_the_decision(coordinator: User) -> None:
    decided = datetime.fromisoformat("2020-12-28T12:00:00+00:00")
    declined = decline(walk.notification(coordinator), coordinator, decided_at=decided)
    assert declined.decisions_not.get().decided_at == decided
    assert {row.ended_on for row in declined.case.deadlines.all()} == {date(2020, 12, 28)}


def test_with_new_facts_the_review_that_was_left_out_opens_after_all_and_counts_from_the_sending(coordinator: User) -> None:
    sent = send(with_children(coordinator, 1, **LAC), coordinator)
    with pytest.raises(MoveRefused, match="new"):
        lifecycle.call_for_review(sent, because=" ", by=coordinator, at=LATER)
    called = lifecycle.call_for_review(sent, because="The post-mortem report.", by=coordinator, at=LATER)
    assert RapidReview.objects.get(notification=called).opened_at == LATER
    assert clocks(called.case)["rapid_review"] == ("", NOTIFIED_IN_TIME.date(), date(2021, 1, 20))
    told = called.case.timeline.get(kind="rapid_review_required").words
    assert told == "A Rapid Review follows after all. The post-mortem report."
    with pytest.raises(MoveRefused, match="left out"):
        lifecycle.call_for_review(called, because="Again.", by=coordinator, at=LATER)


def test_opened_again_it_counts_from_the_earlier_day_that_a_referral_has_shown_meanwhile(coordinator: User) -> None:
    one = decline(walk.notification(coordinator), coordinator)
    earlier = AWARE - timedelta(days=3)
    further = walk.referral(one.case, la_aware_at=earlier, la_aware_because="Duty record.", decided_at=LATER)
    assert lifecycle.open_from(further, by=coordinator, at=LATER).aware_at == AWARE
    again = lifecycle.reopen(one, because="A referral came.", by=coordinator, at=LATER)
    assert again.aware_at == earlier
    assert {started for _, started, _ in clocks(one.case).values()} == {earlier.date()}
    assert one.case.timeline.filter(kind="awareness_corrected").count() == 1


def test_opened_again_it_keeps_the_moment_that_a_second_person_confirmed_against_its_referral(coordinator: User) -> None:
    case = walk.notification(coordinator).case
    one = Notification.objects.get(case=case)
    walk.referral(case, la_aware_at=AWARE, decided_at=AWARE)
    corrected = AWARE + timedelta(days=1)
    awareness.correct(one, aware_at=corrected, because="A letter.", by=coordinator, at=NOTIFIED_IN_TIME)
    awareness.confirm(one, by=person("partner_lead"), at=NOTIFIED_IN_TIME)
    one.refresh_from_db()
    again = lifecycle.reopen(decline(one, coordinator), because="New facts.", by=coordinator, at=LATER)
    assert again.aware_at == corrected
