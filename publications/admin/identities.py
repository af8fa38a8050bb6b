"""The list of who must not be named in a publication of a case: what its record says, and what people add to it."""

from datetime import datetime
from itertools import groupby
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from cspr import access
from cspr.audited import AuditedModelAdmin, Verb, staff
from cspr.lifecycle import MoveRefused
from cspr.models import Case, User
from publications import identities
from publications.forms import KnownIdentityForm, TakeOffForm
from publications.models import KnownIdentity

VIEW, CHANGE = "publications.view_publication", "publications.change_publication"


def _take_off(row: KnownIdentity, typed: dict[str, Any], user: User, at: datetime) -> KnownIdentity:
    return identities.take_off(row, because=typed["because"], by=user, at=at)


@admin.register(KnownIdentity)
class KnownIdentityAdmin(AuditedModelAdmin):
    """One row that was added by hand. Whoever may write publications may write the list; it is reached from them."""

    list_display = ("__str__", "sort", "added_by", "added_at", "removed_at")
    list_select_related = ("case", "added_by")
    list_filter = ("sort",)
    fields = ("sort", "text", "note", "added_by", "added_at", "removed_at", "removed_because")
    readonly_fields = fields
    verbs: ClassVar[Any] = (
        Verb(
            slug="take-off",
            label="Take it off the list",
            permission=CHANGE,
            form=TakeOffForm,
            run=_take_off,
            when=lambda row: row.removed_at is None,
            intro="It is no longer looked for in publications of this case. It stays on record, with your reason.",
            done="Taken off the list.",
        ),
    )

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Not in the menu."""
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever reads publications."""
        return staff(request).has_perm(VIEW)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """It is added on the page of its case."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A row is taken off the list, never rewritten."""
        return False

    def after_verb(self, obj: Any, verb: Verb) -> str:
        """Back to the list of the case."""
        return reverse("admin:publications_knownidentity_of_case", args=[obj.case_id])

    def get_urls(self) -> list[URLPattern]:
        """Django's own, the steps, and the list of a case."""
        wrap = self.admin_site.admin_view
        return [
            path("of-case/<int:case_id>/", wrap(self.of_case_view), name="publications_knownidentity_of_case"),
            *super().get_urls(),
        ]

    def of_case_view(self, request: HttpRequest, case_id: int) -> HttpResponse:
        """The whole list of a case, recorded; a row is added here."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        case = Case.objects.visible_to(staff(request)).filter(pk=case_id).first()
        if case is None:
            raise Http404
        access.record(request, "read the list of identities of", "case", case=case, obj=case)
        may_add = staff(request).has_perm(CHANGE)
        form = KnownIdentityForm(request.POST if request.method == "POST" else None)
        if request.method == "POST":
            if not may_add:
                raise PermissionDenied
            if form.is_valid() and self._added(request, case, form):
                return HttpResponseRedirect(request.path)
        context: dict[str, Any] = {
            "form": form if may_add else None,
            "case": case,
            "groups": _grouped(case),
            "rows": identities.by_hand(case),
        }
        context |= {"title": f"Who must not be named: {case}", "is_empty": identities.is_empty(case), "opts": self.opts}
        context |= {"marking": True, "may_add": may_add, **self.admin_site.each_context(request)}
        return TemplateResponse(request, "publications/identities.html", context)

    def _added(self, request: HttpRequest, case: Case, form: KnownIdentityForm) -> bool:
        try:
            identities.add(case, **form.cleaned_data, by=staff(request), at=timezone.now())
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
            return False
        messages.success(request, "Added. From now on it is looked for in every publication of this case.")
        return True


def _grouped(case: Case) -> list[tuple[str, list[tuple[str, list[str]]]]]:
    """What the record says: by its part, then by what it is."""
    known = sorted(identities.of_record(case), key=lambda one: one.group)
    found = []
    for group, rows in groupby(known, key=lambda one: one.group):
        by_what: dict[str, list[str]] = {}
        for one in rows:
            if one.words not in by_what.setdefault(one.what, []):
                by_what[one.what].append(one.words)
        found.append((group, list(by_what.items())))
    return found
