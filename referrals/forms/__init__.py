"""What senders and staff type, judged; whether it may happen is the lifecycle's."""

from referrals.forms.decisions import AcceptForm, DeclineForm
from referrals.forms.sign_in import AddressForm, CodeForm

__all__ = ["AcceptForm", "AddressForm", "CodeForm", "DeclineForm"]
