"""The register of agency contacts: who answers for an agency, who has to be rung, and the key that is told once."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from cspr import contacts
from cspr.audited import AuditedModelAdmin, Verb, staff
from cspr.models import AgencyContact, User

GIVE = "cspr.give_contact_key"


class CalledForm(forms.Form):
    """Whether the contact was rung, at the number of the register."""

    called = forms.BooleanField(
        label="I rang this number, and the person answered to their name",
        error_messages={"required": "Ring the registered number first, and speak with the person"},
    )

    def __init__(self, *args: Any, phone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["called"].help_text = phone


class KeyFilter(admin.SimpleListFilter):
    """Who has a key that works."""

    title = "key"
    parameter_name = "key"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Both ways."""
        return [("none", "To be rung: no key that works"), ("given", "Has a key")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[AgencyContact]) -> QuerySet[AgencyContact]:
        """The call list, or the others."""
        waiting = AgencyContact.objects.without_a_key().values("pk")
        if self.value() == "none":
            return queryset.filter(pk__in=waiting)
        return queryset.exclude(pk__in=waiting).filter(is_active=True) if self.value() == "given" else queryset


# The key goes from the step to the page that shows it: on the record in hand, which is stored nowhere with it.
def _give(contact: AgencyContact, typed: dict[str, Any], by: User, at: datetime) -> object:
    contact.told_once = contacts.give_key(contact, by=by, at=at)  # type: ignore[attr-defined]
    return contact


@admin.register(AgencyContact)
class AgencyContactAdmin(AuditedModelAdmin):
    """Who answers for an agency. A contact is struck off by taking the tick away, and never deleted."""

    case_path = None
    fields = ("agency", "name", "role", "email", "phone", "is_lead", "is_active", "key")
    readonly_fields = ("key",)
    list_display = ("name", "agency", "role", "phone", "key", "is_active")
    list_filter = (KeyFilter, "is_lead", "is_active")
    list_select_related = ("agency", "key_set_by")
    search_fields = ("name", "agency__name")
    search_help_text = "Part of the person’s or the agency’s name."
    lookups = ("agency__id__exact",)
    verbs = (
        Verb(
            slug="give-key",
            label="Give a key by telephone",
            permission=GIVE,
            form=CalledForm,
            run=_give,
            when=lambda contact: bool(contact.is_active and contact.agency.is_active),
            intro=(
                "Ring the number below, which the register holds, and no number that anybody gave you since. Give the key to "
                "the person only, not to a colleague and not to an answering machine. It is shown once, on the next page; "
                "read it out, and never put it into an e-mail. An earlier key stops working at once."
            ),
            done="A key was given.",
        ),
    )

    @admin.display(description="key")
    def key(self, contact: AgencyContact) -> str:
        """Whether there is one that works, since when and from whom; never the key."""
        if contact.key_digest and not contact.tries_left:
            return "Used up by wrong tries: ring, and give a new one"
        if not contact.has_a_key or contact.key_set_at is None:
            return "None: ring, and give one"
        return f"Given on {timezone.localtime(contact.key_set_at):%-d %B %Y} by {contact.key_set_by}"

    def save_model(self, request: HttpRequest, obj: AgencyContact, form: Any, change: bool) -> None:
        """By the only writer."""
        contacts.keep(obj, by=staff(request))

    def verb_form(self, request: HttpRequest, obj: Any, verb: Verb) -> forms.Form:
        """With the number to ring."""
        return CalledForm(request.POST if request.method == "POST" else None, phone=f"{obj.name}, {obj.agency}: {obj.phone}")

    def taken(self, request: HttpRequest, obj: Any, verb: Verb) -> HttpResponse:
        """The key, once, in the answer itself: it goes into no message, no session and no address."""
        context = {**self.admin_site.each_context(request), "opts": self.opts, "original": obj, "key": obj.told_once}
        return TemplateResponse(request, "admin/contact_key.html", {**context, "title": "Read this key out", "marking": True})
