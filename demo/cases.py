"""The invented cases of the demonstration, told from the first day to today by the lifecycles themselves.

Every date counts back from now: whenever it is loaded, one deadline is near, one past our own standard, and one late.
"""

from datetime import datetime

from cspr.models import Agency, Child, User
from demo import asking, notified, referral_words, referred, reviews, walk, words
from demo.stage import Stage
from notifications import lifecycle as notifying
from notifications.models import Notification
from practice_reviews import lifecycle as practice
from rapid_reviews import lifecycle as rapid
from rapid_reviews.models import RapidReview


def tell(agencies: dict[str, Agency], staff: dict[str, User], *, now: datetime) -> None:
    """All cases, the oldest first, so that their references follow their dates."""
    stage = Stage(
        agencies,
        staff["manager@partnership.example"],
        staff["coordinator@partnership.example"],
        staff["lead@council.example"],
        tuple(staff[f"lead@{partner}.example"] for partner in ("council", "police", "icb")),
        staff["reviewer@reviews.example"],
        now,
    )
    reviews.young_person_published(stage)
    reviews.baby_published(stage)
    _under_review(stage)
    reviews.in_the_countdown(stage)
    _other_learning(stage)
    _past_our_standard(stage)
    _late(stage)
    _withdrawn(stage)
    _in_care(stage)
    _not_notified(stage)
    referred.tell_declined(stage)
    referred.tell_considered(stage)
    _due_soon(stage)
    referred.tell_received(stage)


def _under_review(stage: Stage) -> None:
    """A practice review that is to be published in about six weeks."""
    child = {"name": "Barnaby Quillfeather", "born_on": stage.born(years=15)}
    referral = referred.refer(stage, "Meadow secondary school", "head@meadow.example", child, days=160)
    review = walk.notify(stage, walk.accept(stage, referral, days=159), 2, days=158)
    started = walk.initiate(stage, walk.finish(stage, review, "local_review", days=146), days=140)
    practice.record_progress(started, by=stage.coordinator, at=stage.ago(60), on=stage.day(60), words=words.PROGRESS)
    reviews.held(stage, started.case)


def _other_learning(stage: Stage) -> None:
    """A Rapid Review with other learning, with the Panel's reply."""
    child = {"name": "Clementine Brambleby", "born_on": stage.born(years=4)}
    referral = referred.refer(stage, "Riverside surgery", "practice@nhs.example", child, days=75)
    review = walk.notify(stage, walk.accept(stage, referral, days=74), 3, days=73)
    sent = walk.finish(stage, review, "other_learning", days=61)
    said, written_on = RapidReview.Reply.AGREES, stage.day(50)
    rapid.record_reply(sent, by=stage.coordinator, at=stage.ago(49), reply=said, reply_on=written_on, words=words.PANEL_AGREES)
    reviews.to_go_out(stage, sent)


def _past_our_standard(stage: Stage) -> None:
    """A Rapid Review that has passed our fifteen days, and not yet the national limit of fifteen working days."""
    child = {"name": "Digby Larkspur", "born_on": stage.born(years=0, days=120)}
    referral = referred.refer(stage, "Community health services", "visitor@nhs.example", child, days=18)
    review = walk.notify(stage, walk.accept(stage, referral, days=17), 4, days=16)
    review.facts = words.RAPID_REVIEW["facts"]
    review.save()
    asking.tell(stage, review, days=13)


def _late(stage: Stage) -> None:
    """A notification that should have been sent; the partners were told in time."""
    notification = notifying.open_case_directly(
        by=stage.coordinator,
        at=stage.ago(15),
        aware_at=stage.ago(15),
        incident_on=stage.day(16),
        incident_place="A park",
        summary=words.LATE_SUMMARY,
    )
    told = stage.ago(14)
    notifying.record_partners_told(notification, by=stage.coordinator, at=told, told_at=told, how="In the meeting of the day")
    Child.objects.create(case=notification.case, name="Esmeralda Thistlewood", born_on=stage.born(years=9))


def _withdrawn(stage: Stage) -> None:
    """A notification that turned out to be outside the criteria after it was sent; its Rapid Review has ended."""
    child = {"name": "Perdita Saltmarsh", "born_on": stage.born(years=0, days=60)}
    referral = referred.refer(stage, "City hospital", "ward@hospital.example", child, days=34)
    review = walk.notify(stage, walk.accept(stage, referral, days=33), 5, days=32)
    notified.withdraw(stage, review.notification, days=26)


def _in_care(stage: Stage) -> None:
    """A looked-after child's death without suspected abuse or neglect: notified, and no Rapid Review opens."""
    child = {"name": "Rosalind Fairweather", "born_on": stage.born(years=8), **notified.IN_CARE_CHILD}
    referral = referred.refer(stage, "City hospital", "ward@hospital.example", child, days=30, **notified.IN_CARE)
    notification = walk.accept(stage, referral, days=29)
    at = stage.ago(28)
    notified.complete(stage, notification, days=28)
    notifying.record_sent(
        notification, by=stage.coordinator, at=at, sent_at=at, national_reference="DEMO-0006", partners_told=True
    )


def _not_notified(stage: Stage) -> None:
    """The local authority decided not to notify, which is recorded and listed."""
    child = {"name": "Florian Hartwell", "born_on": stage.born(years=12)}
    notification = walk.accept(stage, referred.refer(stage, "Valley college", "tutor@college.example", child, days=12), days=11)
    notified.complete(stage, notification, days=10, against=User.Partner.LOCAL_AUTHORITY, **notified.AN_ACCIDENT)
    notifying.decide_not_to_notify(
        notification,
        by=stage.coordinator,
        at=stage.ago(9),
        decided_by="Director of children’s services",
        because=words.NOT_NOTIFIED,
    )


def _due_soon(stage: Stage) -> None:
    """A notification that is being prepared, with a few working days left for it and for telling the partners."""
    child = {"name": "Horatio Pemberwick", "born_on": stage.born(years=2)}
    referral = referred.refer(stage, "Police, protecting vulnerable people", "desk@police.example", child, days=3)
    notification = walk.accept(stage, referral, days=2)
    notification.nature, notification.incident_details = Notification.Nature.SERIOUS_HARM, referral_words.NOW["narrative"]
    notification.save()
