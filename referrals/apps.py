"""The app's name."""

from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    """Referrals by partner agencies: the form, receipt, triage and decision."""

    name = "referrals"
    verbose_name = "Referrals"
