"""What the case page says of the referral, and which referrals wait to be read."""

from datetime import date

from django.urls import reverse

from cspr.clocks import london_date
from cspr.models import Case, User
from cspr.panels import Expected, Panel, Provisional, Row, Waiting
from referrals import awareness
from referrals.awareness import Running
from referrals.models import Referral
from referrals.standing import referrals_of


def _address(referral: Referral) -> str:
    return reverse("admin:referrals_referral_change", args=[referral.pk])


def _of_case(case: Case, user: User, on: date) -> list[Row]:
    return [
        Row(
            referral.reference,
            f"Received {london_date(referral.received_at):%-d %B %Y} from {referral.agency}; "
            f"{referral.get_status_display().lower()}",
            _address(referral),
        )
        for referral in referrals_of(case, user)
    ]


def _undecided(user: User, on: date) -> list[Row]:
    clocks = {clock.referral.pk: clock for clock in awareness.running(Referral.objects.visible_to(user).waiting())}
    return [_waiting_row(one, clocks.get(one.pk), on) for one in Referral.objects.visible_to(user).waiting()]


def _waiting_row(referral: Referral, clock: Running | None, on: date) -> Row:
    words, tone = f"Received {london_date(referral.received_at):%-d %B %Y}", ""
    if referral.read_at is None:
        words += f", to be read by {referral.read_by:%-d %B %Y}"
        if referral.read_by < on:
            words, tone = f"{words}. Not read yet: this is past our own rule", "past"
    else:
        words += f"; {referral.get_status_display().lower()}"
    if clock is not None:
        words += f". The local authority’s clock: {clock.words}"
    if clock is not None and clock.latest_on < on:
        words, tone = f"{words}. That day is past", "late"
    return Row(referral.reference, words, _address(referral), tone)


def expected(clock: Running) -> Expected:
    """The provisional clock of a referral, as the staff pages draw it."""
    words = (
        "The moment is confirmed; the referral is not decided yet."
        if clock.confirmed
        else "To be confirmed: it is counted from what the sender wrote, and nobody has checked it yet."
    )
    return Expected(
        clock=awareness.CLOCK,
        reference=clock.referral.reference,
        url=_address(clock.referral),
        started_on=clock.started_on,
        due_on=clock.due_on,
        latest_on=clock.latest_on,
        words=words,
    )


def _expected(user: User, on: date) -> list[Expected]:
    return [expected(clock) for clock in awareness.running(Referral.objects.visible_to(user).waiting())]


PANELS = (Panel("Referral", _of_case),)
WAITING = (Waiting("Referrals to be read or decided", _undecided),)
EXPECTED = (Provisional(_expected),)
