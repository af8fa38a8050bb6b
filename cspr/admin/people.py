"""Colleagues: who they are and what they may do, how they are invited, and what happens when a device is lost."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone

from cspr import access, invitations, roles, second_factor
from cspr.editing import StaffModelAdmin, VersionedForm, staff
from cspr.models import Invitation, User

INVITE = "cspr.invite_people"
MANAGER = "business_manager"


class InviteForm(forms.ModelForm[Invitation]):
    """Whom to invite, and as what."""

    class Meta:
        model = Invitation
        fields = ("email", "name", "role", "partner")
        labels = {"email": "Work e-mail", "name": "Full name", "partner": "Safeguarding partner"}
        help_texts = {"partner": "Only for partner leads."}

    def clean(self) -> dict[str, Any]:
        """A partner lead leads for one of the three partners, and nobody else does."""
        typed = super().clean() or self.cleaned_data
        if typed.get("role") == "partner_lead" and not typed.get("partner"):
            self.add_error("partner", "Say for which of the three safeguarding partners.")
        if typed.get("role") != "partner_lead" and typed.get("partner"):
            self.add_error("partner", "Leave this empty: only a partner lead has one.")
        return typed


class ColleagueForm(VersionedForm):
    """What may be changed about a colleague."""

    def clean(self) -> dict[str, Any] | None:
        """Somebody has to be able to invite people: the last business manager stays one."""
        typed = super().clean()
        stays = self.cleaned_data.get("is_active") and self.cleaned_data.get("role") == MANAGER
        others = User.objects.with_roles(MANAGER).exclude(pk=self.instance.pk)
        was = self.initial.get("role") == MANAGER and self.initial.get("is_active")
        if was and not stays and not others.exists():
            self.add_error(None, "This is the last business manager. Invite another first; nothing was changed.")
        return typed


@admin.register(User)
class UserAdmin(StaffModelAdmin):
    """The staff. Nobody is added here: people are invited. A change of role or of access takes effect at once."""

    form = ColleagueForm
    fields = ("email", "name", "job_title", "role", "partner", "is_active", "signs_in_with", "joined_at", "last_login")
    readonly_fields = ("email", "signs_in_with", "joined_at", "last_login")
    list_display = ("name", "email", "role", "is_active", "last_login")
    list_filter = ("role", "is_active")
    search_fields = ("name", "email")
    search_help_text = "Part of a name or an e-mail address."
    change_form_template = "admin/colleague.html"

    def has_add_permission(self, request: HttpRequest) -> bool:
        """By invitation only."""
        return False

    def get_urls(self) -> list[URLPattern]:
        """Django's own, and the page for a lost device."""
        view = self.admin_site.admin_view(self.reset_device_view)
        return [path("<int:pk>/reset-device/", view, name="cspr_user_reset_device"), *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """With the way to reset a lost device, for whoever may."""
        may_reset = staff(request).has_perm(INVITE) and str(staff(request).pk) != object_id
        return super().change_view(request, object_id, form_url, {"may_reset": may_reset, **(extra_context or {})})

    @admin.display(description="second step")
    def signs_in_with(self, user: User) -> str:
        """Whether an authenticator app is set up."""
        return "Authenticator app" if second_factor.has_app(user) else "Not set up yet"

    def reset_device_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask, then reset, and show the key once."""
        by = _who_invites(request)
        colleague = self.visible(request, str(pk))
        context = {**self.admin_site.each_context(request), "opts": self.opts, "original": colleague}
        form = forms.Form(request.POST if request.method == "POST" else None)
        context |= {"title": "Reset a lost device", "form": form}
        if form.is_valid():
            access.record(request, "reset the device of", "colleague", obj=colleague)
            try:
                invitation, _, key = invitations.reset(colleague, by=by, at=timezone.now())
            except invitations.InvitationRefused as refusal:
                form.add_error(None, str(refusal))
            else:
                return _show_key(request, context, invitation, key)
        return TemplateResponse(request, "admin/reset_device.html", context)


@admin.register(Invitation)
class InvitationAdmin(StaffModelAdmin):
    """Who was invited, by whom, and whether they came. The page that invites shows the key, once."""

    fields = ("email", "name", "role", "partner", "invited_by", "resets", "created_at", "expires_at", "state")
    list_display = ("email", "role", "invited_by", "created_at", "state")
    list_select_related = ("invited_by", "resets")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Whoever may invite."""
        return staff(request).has_perm(INVITE)

    def has_change_permission(self, request: HttpRequest, obj: Invitation | None = None) -> bool:
        """An invitation is never altered; a newer one takes its place."""
        return False

    def has_view_history_permission(self, request: HttpRequest, obj: Invitation | None = None) -> bool:
        """It has no history of changes."""
        return False

    @admin.display(description="how it stands")
    def state(self, invitation: Invitation) -> str:
        """In words."""
        if invitation.used_at:
            return "Accepted"
        return "Waiting" if invitation.is_open(at=timezone.now()) else "Can no longer be used"

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The page that invites."""
        by = _who_invites(request)
        form = InviteForm(request.POST or None)
        context = {**self.admin_site.each_context(request), "opts": self.opts, "title": "Invite somebody", "form": form}
        if request.method == "POST" and form.is_valid():
            try:
                invitation, _, key = invitations.invite(**form.cleaned_data, by=by, at=timezone.now())
            except invitations.InvitationRefused as refusal:
                form.add_error("email", str(refusal))
            else:
                access.record(request, "invited", "colleague", obj=invitation)
                return _show_key(request, context, invitation, key)
        return TemplateResponse(request, "admin/invite.html", {**context, "roles": roles.ROLES})


def _who_invites(request: HttpRequest) -> User:
    """The member of staff who asks, if they may invite. Raises PermissionDenied."""
    by = staff(request)
    if not by.has_perm(INVITE):
        raise PermissionDenied
    return by


def _show_key(request: HttpRequest, context: dict[str, Any], invitation: Invitation, key: str) -> HttpResponse:
    """The answer to the form itself, so that the key is on no address that could be opened again."""
    context |= {"title": "Tell this key by telephone", "invitation": invitation, "key": key}
    return TemplateResponse(request, "admin/invitation_key.html", context)
