"""Referrals by partner agencies: the form, receipt, triage and decision."""
