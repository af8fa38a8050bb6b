"""What the case page says of the referral, and which referrals wait to be read."""

from datetime import date

from django.urls import reverse

from cspr.clocks import london_date
from cspr.models import Case, User
from cspr.panels import Panel, Row, Waiting
from referrals.models import Referral


def _address(referral: Referral) -> str:
    return reverse("admin:referrals_referral_change", args=[referral.pk])


def _of_case(case: Case, user: User, on: date) -> list[Row]:
    found = Referral.objects.visible_to(user).filter(case=case).select_related("agency").order_by("received_at")
    return [
        Row(
            referral.reference,
            f"Received {london_date(referral.received_at):%-d %B %Y} from {referral.agency}; "
            f"{referral.get_status_display().lower()}",
            _address(referral),
        )
        for referral in found
    ]


def _to_be_read(user: User, on: date) -> list[Row]:
    return [_waiting_row(referral, on) for referral in Referral.objects.visible_to(user).waiting()]


def _waiting_row(referral: Referral, on: date) -> Row:
    words = f"Received {london_date(referral.received_at):%-d %B %Y}, to be read by {referral.read_by:%-d %B %Y}"
    if referral.la_told == Referral.Told.YES:
        words += "; the local authority has been told, so its clock may be running"
    if referral.read_by < on:
        return Row(referral.reference, f"{words}. This is past our own rule", _address(referral), "past")
    return Row(referral.reference, words, _address(referral))


PANELS = (Panel("Referral", _of_case),)
WAITING = (Waiting("Referrals to be read", _to_be_read),)
