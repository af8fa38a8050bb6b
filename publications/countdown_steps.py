"""The steps of staff around a publication: its day and its advance copy, its list, its ordered moment, and what follows."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from cspr.audited import Verb
from cspr.clocks import london_date
from cspr.models import User
from publications import correction, countdown, scheduling
from publications.forms import AdvanceCopyForm, DropPlanForm, KeepForm, PlanForm
from publications.forms.countdown import CancelOrderForm, CorrectForm, CountdownForm, OrderForm
from publications.models import Publication

CHANGE, PUBLISH = "publications.change_publication", "publications.publish_publication"
Status = Publication.Status
Typed = dict[str, Any]


def _write_list(publication: Publication, typed: Typed, user: User, at: datetime) -> Publication:
    return countdown.write(publication, typed["lines"], by=user, at=at)


def _plan(publication: Publication, typed: Typed, user: User, at: datetime) -> Publication:
    return countdown.plan(publication, by=user, at=at, **typed)


def _drop_plan(publication: Publication, typed: Typed, user: User, at: datetime) -> Publication:
    return countdown.drop_plan(publication, by=user, at=at, because=typed["because"])


def _advance_copy(publication: Publication, typed: Typed, user: User, at: datetime) -> Publication:
    return countdown.record_advance_copy(publication, by=user, at=at, **typed)


def _order(publication: Publication, typed: Typed, user: User, at: datetime) -> Publication:
    return scheduling.order(publication, typed["moment"], by=user, at=at, late=typed["late"])


def _cancel(publication: Publication, typed: Typed, user: User, at: datetime) -> Publication:
    return scheduling.cancel(publication, because=typed["because"], by=user, at=at)


def _keep(publication: Publication, typed: Typed, user: User, at: datetime) -> Publication:
    return countdown.keep(publication, by=user, at=at, because=typed["because"])


def _correct(publication: Publication, typed: Typed, user: User, at: datetime) -> Publication:
    return correction.begin(publication, by=user, at=at)


def _is_before(publication: Publication) -> bool:
    return publication.status in countdown.BEFORE_PUBLICATION


def _may_be_planned(publication: Publication) -> bool:
    return countdown.goes_in_advance(publication) and _is_before(publication)


def _is_planned(publication: Publication) -> bool:
    return publication.planned_on is not None and _is_before(publication)


def _is_ordered(publication: Publication) -> bool:
    return publication.publish_at is not None and _is_before(publication)


def _year_is_over(publication: Publication) -> bool:
    return countdown.is_to_be_looked_at(publication, on=london_date(timezone.now()))


def _may_be_corrected(publication: Publication) -> bool:
    return publication.status == Status.PUBLISHED and not hasattr(publication, "replaced_by")


LIST = Verb(
    slug="fill-in",
    label="Fill in the countdown",
    permission=CHANGE,
    form=CountdownForm,
    run=_write_list,
    when=_is_before,
    intro="Each line is done on a day, or not needed here and why. Fill in what you know now; the rest stays open. While a "
    "line that is asked for is open, nothing goes out.",
    done="The countdown is kept.",
)
CORRECT = Verb(
    slug="correct",
    label="Begin a corrected version",
    permission=CHANGE,
    form=CorrectForm,
    run=_correct,
    when=_may_be_corrected,
    intro="A new draft with the same words. It goes through the gate and a second person's approval like any other, and "
    "then takes the place of this one at the same address, with its version and a line that says what was corrected. Until "
    "then this one stays public. No second advance copy is needed.",
    done="The corrected version is begun. Say in it what was corrected; the public reads that line.",
)
STEPS = (
    LIST,
    Verb(
        slug="plan",
        label="Plan the day of publication",
        permission=CHANGE,
        form=PlanForm,
        run=_plan,
        when=_may_be_planned,
        intro="The advance copy for the Panel and the Secretary of State is counted back from this day, and moves with it. "
        "What was ordered for another day no longer stands.",
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
        slug="order",
        label="Order the time of publication",
        permission=PUBLISH,
        form=OrderForm,
        run=_order,
        when=lambda publication: publication.status == Status.APPROVED,
        intro="It goes out by itself at that minute. Everything is checked again then; if anything no longer holds, nothing "
        "goes out, and you and your colleagues are told. Another time takes the place of the one before.",
        done="Ordered. Until then it can be cancelled at any time.",
    ),
    Verb(
        slug="cancel-order",
        label="Cancel the ordered time",
        permission=PUBLISH,
        form=CancelOrderForm,
        run=_cancel,
        when=_is_ordered,
        done="Cancelled. It goes out only when somebody publishes it.",
    ),
    CORRECT,
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
