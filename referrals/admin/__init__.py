"""The staff's pages of referrals."""

from referrals.admin import referral

__all__ = ["referral"]
