"""The staff's pages of referrals and of drafts."""

from referrals.admin import drafts, referral

__all__ = ["drafts", "referral"]
