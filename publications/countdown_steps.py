"""The steps of staff around the day of publication: it is planned, the advance copy is sent, and a year later it is kept."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from cspr.audited import Verb
from cspr.clocks import london_date
from cspr.models import User
from publications import countdown
from publications.forms import AdvanceCopyForm, DropPlanForm, KeepForm, PlanForm
from publications.models import Publication

CHANGE, PUBLISH = "publications.change_publication", "publications.publish_publication"
Typed = dict[str, Any]


def _plan(publication: Publication, typed: Typed, user: User, at: datetime) -> Publication:
    return countdown.plan(publication, by=user, at=at, **typed)


def _drop_plan(publication: Publication, typed: Typed, user: User, at: datetime) -> Publication:
    return countdown.drop_plan(publication, by=user, at=at, because=typed["because"])


def _advance_copy(publication: Publication, typed: Typed, user: User, at: datetime) -> Publication:
    return countdown.record_advance_copy(publication, by=user, at=at, **typed)


def _keep(publication: Publication, typed: Typed, user: User, at: datetime) -> Publication:
    return countdown.keep(publication, by=user, at=at, because=typed["because"])


def _may_be_planned(publication: Publication) -> bool:
    return countdown.goes_in_advance(publication) and publication.status in countdown.BEFORE_PUBLICATION


def _is_planned(publication: Publication) -> bool:
    return publication.planned_on is not None and publication.status in countdown.BEFORE_PUBLICATION


def _year_is_over(publication: Publication) -> bool:
    return countdown.is_to_be_looked_at(publication, on=london_date(timezone.now()))


STEPS = (
    Verb(
        slug="plan",
        label="Plan the day of publication",
        permission=CHANGE,
        form=PlanForm,
        run=_plan,
        when=_may_be_planned,
        intro="The advance copy for the Panel and the Secretary of State is counted back from this day, and moves with it.",
        done="Planned. The date of the advance copy stands among the dates of the case.",
    ),
    Verb(
        slug="no-day",
        label="Take the planned day away",
        permission=CHANGE,
        form=DropPlanForm,
        run=_drop_plan,
        when=_is_planned,
        done="No day is planned any more.",
    ),
    Verb(
        slug="advance-copy",
        label="Record that the advance copy was sent",
        permission=CHANGE,
        form=AdvanceCopyForm,
        run=_advance_copy,
        when=countdown.awaits_advance_copy,
        intro="At least seven working days before the publication (Working Together, chapter 5). This meets that date.",
        done="Recorded.",
    ),
    Verb(
        slug="keep",
        label="Keep it public",
        permission=PUBLISH,
        form=KeepForm,
        run=_keep,
        when=_year_is_over,
        intro="It has been public for a year, as it had to be. Nothing is removed by itself: keep it, or withdraw it instead.",
        done="It stays. You are asked again in a year.",
    ),
)
