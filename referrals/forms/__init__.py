"""What senders and staff type, judged; whether it may happen is the lifecycle's."""

from referrals.forms.decisions import AcceptForm, DeclineForm
from referrals.forms.sign_in import AddressForm, CodeForm
from referrals.forms.whole import WholeReferral

__all__ = ["AcceptForm", "AddressForm", "CodeForm", "DeclineForm", "WholeReferral"]
