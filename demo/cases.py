"""The invented cases of the demonstration, told from the first day to today by the lifecycles themselves.

Every date counts back from now: whenever it is loaded, one deadline is near, one past our own standard, and one late.
"""

from datetime import datetime, timedelta

from cspr.clocks import london_date
from cspr.models import Agency, CaseAssignment, Child, User
from demo import asking, notified, referral_words, referred, words
from demo.stage import Stage
from notifications import lifecycle as notifying
from notifications.models import Notification
from practice_reviews import lifecycle as practice
from practice_reviews.models import PracticeReview
from publications import countdown
from publications import lifecycle as publishing
from publications.models import Kind, Recipient, Theme
from rapid_reviews import lifecycle as rapid
from rapid_reviews.models import RapidReview
from referrals import lifecycle as referring
from referrals.models import Referral


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
    _published(stage)
    _under_review(stage)
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


def _accept(stage: Stage, referral: Referral, *, days: float) -> Notification:
    """The coordinator accepts; the local authority became aware when it was told."""
    at, aware_at = stage.ago(days), referral.la_told_at or stage.ago(days)
    referring.accept(referral, by=stage.coordinator, at=at, aware_at=aware_at, agency=referral.agency)
    return Notification.objects.get(referral=referral)


def _notify(stage: Stage, notification: Notification, number: int, *, days: float) -> RapidReview:
    """The local authority notified the Panel; the Rapid Review opens by itself."""
    at = stage.ago(days)
    notified.complete(stage, notification, days=days)
    number_given = f"DEMO-{number:04d}"
    notifying.record_sent(
        notification, by=stage.coordinator, at=at, sent_at=at, national_reference=number_given, partners_told=True
    )
    return RapidReview.objects.get(notification=notification)


def _finish(stage: Stage, review: RapidReview, decision: str, *, days: float) -> RapidReview:
    """The report is written, the partners decide and give their keys, and it goes to the Panel."""
    for part, text in words.RAPID_REVIEW.items():
        setattr(review, part, text)
    review.save()
    at = stage.ago(days)
    review = rapid.decide(
        review, by=stage.manager, at=at, decision=decision, reasons=words.DECISIONS[decision], nationally_important=False
    )
    for lead in stage.leads:
        rapid.sign(review, partner=lead.partner, agrees=True, reasons="", by=lead, at=at)
    return rapid.record_sent(review, by=stage.coordinator, at=at, sent_at=at)


def _initiate(stage: Stage, review: RapidReview, *, days: float) -> PracticeReview:
    """A local review begins, with its reviewer, who may see this one case."""
    at = stage.ago(days)
    started = practice.initiate(review, by=stage.manager, at=at, decided_at=at, decided_by="The three safeguarding partners")
    started.reviewer, started.terms_of_reference = stage.reviewer.name, words.TERMS
    started.save()
    until = london_date(stage.now) + timedelta(days=180)
    CaseAssignment.objects.create(case=started.case, user=stage.reviewer, until=until)
    return started


def _published(stage: Stage) -> None:
    """From the referral to the public library."""
    child = {"name": "Ottoline Fernsby", "born_on": stage.born(years=1, days=200)}
    referral = referred.refer(stage, "City hospital", "ward@hospital.example", child, days=190)
    review = _notify(stage, _accept(stage, referral, days=189), 1, days=188)
    started = _initiate(stage, _finish(stage, review, "local_review", days=176), days=170)
    practice.record_progress(started, by=stage.coordinator, at=stage.ago(120), on=stage.day(120), words=words.PROGRESS)
    practice.receive_report(started, by=stage.coordinator, at=stage.ago(40), received_at=stage.ago(40), report=words.REPORT)
    started.refresh_from_db()
    draft = publishing.draft_from(started, by=stage.coordinator, at=stage.ago(38), kind=Kind.FULL_REPORT)
    draft = countdown.plan(draft, on=stage.day(20), by=stage.coordinator, at=stage.ago(37.9))
    sent = stage.ago(37.8)
    countdown.record_advance_copy(draft, sent_at=sent, to=Recipient.values, by=stage.coordinator, at=sent)
    draft.title, draft.subject, draft.summary, draft.body = words.PUBLICATION
    publishing.save_edit(draft, by=stage.coordinator, at=stage.ago(30))
    draft.themes.set(Theme.objects.filter(slug__in=words.THEMES))
    publishing.ask_for_approval(draft, by=stage.coordinator, at=stage.ago(28))
    publishing.approve(draft, by=stage.lead, at=stage.ago(25))
    lines = {line.what: countdown.Said("done", stage.day(24), "Invented.") for line in countdown.lines_of(draft)}
    countdown.write(draft, lines, by=stage.coordinator, at=stage.ago(24))
    publishing.publish(draft, by=stage.manager, at=stage.ago(20))


def _under_review(stage: Stage) -> None:
    """A practice review that is to be published in about six weeks."""
    child = {"name": "Barnaby Quillfeather", "born_on": stage.born(years=15)}
    referral = referred.refer(stage, "Meadow secondary school", "head@meadow.example", child, days=160)
    review = _notify(stage, _accept(stage, referral, days=159), 2, days=158)
    started = _initiate(stage, _finish(stage, review, "local_review", days=146), days=140)
    practice.record_progress(started, by=stage.coordinator, at=stage.ago(60), on=stage.day(60), words=words.PROGRESS)


def _other_learning(stage: Stage) -> None:
    """A Rapid Review with other learning, with the Panel's reply."""
    child = {"name": "Clementine Brambleby", "born_on": stage.born(years=4)}
    referral = referred.refer(stage, "Riverside surgery", "practice@nhs.example", child, days=75)
    review = _notify(stage, _accept(stage, referral, days=74), 3, days=73)
    sent = _finish(stage, review, "other_learning", days=61)
    said, written_on = RapidReview.Reply.AGREES, stage.day(50)
    rapid.record_reply(sent, by=stage.coordinator, at=stage.ago(49), reply=said, reply_on=written_on, words=words.PANEL_AGREES)


def _past_our_standard(stage: Stage) -> None:
    """A Rapid Review that has passed our fifteen days, and not yet the national limit of fifteen working days."""
    child = {"name": "Digby Larkspur", "born_on": stage.born(years=0, days=120)}
    referral = referred.refer(stage, "Community health services", "visitor@nhs.example", child, days=18)
    review = _notify(stage, _accept(stage, referral, days=17), 4, days=16)
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
    review = _notify(stage, _accept(stage, referral, days=33), 5, days=32)
    notified.withdraw(stage, review.notification, days=26)


def _in_care(stage: Stage) -> None:
    """A looked-after child's death without suspected abuse or neglect: notified, and no Rapid Review opens."""
    child = {"name": "Rosalind Fairweather", "born_on": stage.born(years=8), **notified.IN_CARE_CHILD}
    referral = referred.refer(stage, "City hospital", "ward@hospital.example", child, days=30, **notified.IN_CARE)
    notification = _accept(stage, referral, days=29)
    at = stage.ago(28)
    notified.complete(stage, notification, days=28)
    notifying.record_sent(
        notification, by=stage.coordinator, at=at, sent_at=at, national_reference="DEMO-0006", partners_told=True
    )


def _not_notified(stage: Stage) -> None:
    """The local authority decided not to notify, which is recorded and listed."""
    child = {"name": "Florian Hartwell", "born_on": stage.born(years=12)}
    notification = _accept(stage, referred.refer(stage, "Valley college", "tutor@college.example", child, days=12), days=11)
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
    notification = _accept(stage, referral, days=2)
    notification.nature, notification.incident_details = Notification.Nature.SERIOUS_HARM, referral_words.NOW["narrative"]
    notification.save()
