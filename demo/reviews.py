"""The invented publications: two reviews with several documents, one in its countdown, one at the gate, one at its time."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from cspr.clocks import LONDON
from cspr.models import Case
from demo import referred, walk
from demo.review_words import baby, short, young_person
from demo.stage import Stage
from practice_reviews.models import PracticeReview
from publications import checking, correction, countdown, gate, holds, lifecycle, scheduling
from publications.models import CountdownStep, GateFinding, Kind, Publication, Recipient, Theme
from rapid_reviews.models import RapidReview

What = CountdownStep.What
CORRECTED = "In the first version the third recommendation named one service twice; the second is now named."


def young_person_published(stage: Stage) -> None:
    """A review with a briefing beside it, and a third document at which the gate has found something."""
    child = {"name": "Lysander Hollowbrook", "born_on": stage.born(years=17)}
    referral = referred.refer(stage, "Police, protecting vulnerable people", "desk@police.example", child, days=330)
    review = walk.reported(stage, referral, 7, days=330, in_days=170)
    _publish(stage, review, Kind.FULL_REPORT, young_person.REPORT, young_person.THEMES, drafted=168, published=140)
    _publish(stage, review, Kind.LEARNING_BRIEFING, young_person.BRIEFING, young_person.THEMES[:3], drafted=139, published=130)
    words = {**short.WITH_FINDINGS, "body": short.WITH_FINDINGS["body"].format(name="Lysander")}
    _asked(stage, _drafted(stage, review, Kind.ACTION_PLAN, words, (), days=9), days=8)


def baby_published(stage: Stage) -> None:
    """From the referral to the public library: a report that was corrected since, a briefing, and the partners' response."""
    child = {"name": "Ottoline Fernsby", "born_on": stage.born(years=1, days=200)}
    referral = referred.refer(stage, "City hospital", "ward@hospital.example", child, days=190)
    review = walk.reported(stage, referral, 1, days=190, in_days=60)
    report = _publish(stage, review, Kind.FULL_REPORT, baby.REPORT, baby.THEMES, drafted=58, published=30)
    _publish(stage, review, Kind.SEVEN_MINUTE_BRIEFING, baby.BRIEFING, baby.THEMES, drafted=29, published=22)
    _publish(stage, review, Kind.ACTION_PLAN, baby.RESPONSE, baby.THEMES[:4], drafted=21, published=15)
    report.refresh_from_db()
    corrected = correction.begin(report, by=stage.coordinator, at=stage.ago(7))
    corrected.correction_note = CORRECTED
    lifecycle.save_edit(corrected, by=stage.coordinator, at=stage.ago(6))
    _approved(stage, corrected, days=5)
    _listed(stage, corrected, days=4)
    lifecycle.publish(corrected, by=stage.manager, at=stage.ago(3))


def in_the_countdown(stage: Stage) -> None:
    """A report that is being written, planned for a day in some weeks; half of its list is done."""
    child = {"name": "Marigold Pennyfeather", "born_on": stage.born(years=8)}
    referral = referred.refer(stage, "Riverside surgery", "practice@nhs.example", child, days=130)
    review = walk.reported(stage, referral, 8, days=130, in_days=20)
    draft = _drafted(stage, review, Kind.FULL_REPORT, short.PLANNED, short.PLANNED_THEMES, days=16)
    draft = countdown.plan(draft, on=_weekday(stage.day(-40)), by=stage.coordinator, at=stage.ago(15))
    day = stage.day(12)
    lines = {
        What.FAMILY_TOLD: countdown.Said("done", day, "Invented: by the reviewer, at home; to be rung the day before."),
        What.PSEUDONYM: countdown.Said("done", day, "Invented: chosen by the mother."),
        What.COURTS: countdown.Said("done", day, "Invented: the coroner's officer and the police were asked."),
    }
    countdown.write(draft, lines, by=stage.coordinator, at=stage.ago(12))


def to_go_out(stage: Stage, review: RapidReview) -> None:
    """Learning from a Rapid Review, approved and ordered for a morning next week."""
    draft = _drafted(stage, review, Kind.RAPID_REVIEW_LEARNING, short.RAPID_REVIEW, short.RAPID_THEMES, days=14)
    _approved(stage, draft, days=10)
    _listed(stage, draft, days=9)
    morning = datetime.combine(_weekday(stage.day(-6)), time(9, 30), LONDON)
    scheduling.order(draft, morning, by=stage.manager, at=stage.ago(2))


def held(stage: Stage, case: Case) -> None:
    """A trial that nobody runs ahead of; somebody looks at it again this week."""
    because = "Invented: trial at the Crown Court"
    holds.place(case, because=because, review_by=stage.day(-4), by=stage.manager, at=stage.ago(45))


def _publish(
    stage: Stage,
    review: PracticeReview,
    kind: Kind,
    words: dict[str, Any],
    themes: Iterable[str],
    *,
    drafted: float,
    published: float,
) -> Publication:
    """From the first word to the public page, with everything that stands before it."""
    draft = _drafted(stage, review, kind, words, themes, days=drafted)
    if countdown.goes_in_advance(draft):
        draft = countdown.plan(draft, on=stage.day(published), by=stage.coordinator, at=stage.ago(drafted - 0.1))
        sent = stage.ago(drafted - 0.2)
        countdown.record_advance_copy(draft, sent_at=sent, to=Recipient.values, by=stage.coordinator, at=sent)
    _approved(stage, draft, days=published + 4)
    _listed(stage, draft, days=published + 1)
    lifecycle.publish(draft, by=stage.manager, at=stage.ago(published))
    return draft


def _drafted(
    stage: Stage,
    source: PracticeReview | RapidReview,
    kind: Kind,
    words: dict[str, Any],
    themes: Iterable[str],
    *,
    days: float,
) -> Publication:
    draft = lifecycle.draft_from(source, by=stage.coordinator, at=stage.ago(days), kind=kind)
    for name, text in words.items():
        setattr(draft, name, text)
    lifecycle.save_edit(draft, by=stage.coordinator, at=stage.ago(days - 0.05))
    draft.themes.set(Theme.objects.filter(slug__in=themes))
    return draft


def _asked(stage: Stage, draft: Publication, *, days: float) -> None:
    """A second person is asked; page and PDF are made and read."""
    lifecycle.ask_for_approval(draft, by=stage.coordinator, at=stage.ago(days))
    checking.make_waiting(now=lambda: stage.ago(days))


def _approved(stage: Stage, draft: Publication, *, days: float) -> None:
    """The second person reads it, lets ordinary words stay where the gate asked about them, and approves."""
    _asked(stage, draft, days=days + 0.5)
    candidate = checking.newest(draft)
    found = gate.open_findings(candidate) if candidate is not None else []
    digests = [one.digest for one in found if one.sort in (GateFinding.Sort.POSSIBLE, GateFinding.Sort.JIGSAW)]
    if digests:
        because = "Invented: I know the case. These are ordinary words here, and point to nobody."
        lifecycle.accept_findings(draft, digests=digests, because=because, by=stage.lead, at=stage.ago(days))
    lifecycle.approve(draft, by=stage.lead, at=stage.ago(days))


def _listed(stage: Stage, draft: Publication, *, days: float) -> None:
    """Every line that is asked for is done."""
    lines = {line.what: countdown.Said("done", stage.day(days), "Invented.") for line in countdown.still_open(draft)}
    countdown.write(draft, lines, by=stage.coordinator, at=stage.ago(days))


def _weekday(day: date) -> date:
    """That day, or the Monday after it."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)
