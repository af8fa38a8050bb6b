"""The sign-in pages that allauth does not have as we need them: accepting an invitation, and enrolling an authenticator app."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.recovery_codes.internal.flows import auto_generate_recovery_codes
from allauth.mfa.totp.internal.auth import clear_totp_secret
from allauth.mfa.totp.views import ActivateTOTPView
from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from config.staff_forms import BeginAnewForm, EnrolForm, JoinForm
from cspr import invitations, second_factor
from cspr.models import Invitation, User


@method_decorator(sensitive_post_parameters(), name="dispatch")
class InvitationView(FormView[JoinForm]):
    """Accepting an invitation: the link says which, the key who may. Opening the page spends nothing."""

    template_name = "account/invitation.html"
    invitation: Invitation

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Unknown, used and outworn invitations look alike."""
        try:
            self.invitation = invitations.find(kwargs["token"], at=timezone.now())
        except invitations.InvitationUnusable:
            return _unusable(request)
        return super().dispatch(request, *args, **kwargs)

    def get_form_class(self) -> type[JoinForm]:
        """Whoever was here before has a name already."""
        return BeginAnewForm if self.invitation.resets_id else JoinForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form judges the password against the address and the name."""
        return {**super().get_form_kwargs(), "invitation": self.invitation}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Which of the two it is."""
        return super().get_context_data(invitation=self.invitation, **kwargs)

    def form_valid(self, form: JoinForm) -> HttpResponse:
        """Use the invitation up and go on to the authenticator app; a wrong key costs a try."""
        typed, token = form.cleaned_data, self.kwargs["token"]
        try:
            user = invitations.accept(
                token, typed["key"], password=typed["password1"], name=typed.get("name", ""), at=timezone.now()
            )
        except invitations.InvitationUnusable:
            return _unusable(self.request)
        except invitations.WrongKey as wrong:
            if not wrong.tries_left:
                return _unusable(self.request)
            form.say_wrong_key(wrong.tries_left)
            return self.form_invalid(form)
        logout(self.request)
        record_authentication(self.request, user, "password")
        get_adapter(self.request).login(self.request, user)
        return HttpResponseRedirect(reverse("mfa_activate_totp"))


def _unusable(request: HttpRequest) -> HttpResponse:
    return render(request, "account/invitation_unusable.html", status=404)


@method_decorator(reauthentication_required(app="allauth.mfa"), name="dispatch")
class EnrolView(ActivateTOTPView):
    """Shows the secret as a picture and in letters; a right code puts the app in the place of any other and opens the door."""

    form_class = EnrolForm
    template_name = "mfa/totp/activate_form.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Also for somebody who already has an app: a new telephone takes the place of the old one."""
        response: HttpResponseBase = super(ActivateTOTPView, self).dispatch(request, *args, **kwargs)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The secret in groups of four, for somebody who types it."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        secret = context["form"].secret
        groups = [secret[start : start + 4] for start in range(0, len(secret), 4)]
        user = self.request.user
        return {**context, "secret_in_groups": groups, "replaces": isinstance(user, User) and second_factor.has_app(user)}

    def form_valid(self, form: EnrolForm) -> HttpResponse:
        """Enrol, and count the code that was just shown as this session's second factor."""
        user = self.request.user
        if not isinstance(user, User):
            raise TypeError("only staff enrol")
        first = _enrol(self.request, user, form)
        return HttpResponseRedirect(reverse("mfa_view_recovery_codes" if first else "mfa_index"))


@transaction.atomic
def _enrol(request: HttpRequest, user: User, form: EnrolForm) -> bool:
    """Whether recovery codes were made, which happens with the first app."""
    app = second_factor.enrol(user, form.secret, step=form.step)
    codes = auto_generate_recovery_codes(request)
    clear_totp_secret(request)
    record_authentication(request, user, "mfa", id=app.pk, type=app.type, reauthenticated=True)
    request.session.cycle_key()
    get_adapter(request).send_notification_mail("mfa/email/totp_activated", user)
    return codes is not None
