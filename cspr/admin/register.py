"""The late register in the staff admin, its spreadsheets, and the dates of a case on paper."""

from collections.abc import Callable
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from allauth.core.exceptions import ReauthenticationRequired
from django import forms
from django.conf import settings
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.http import urlencode

from cspr import access, ledger, outbox, register
from cspr.audited import AuditedView, staff
from cspr.clocks import london_date
from cspr.deadlines import clocks
from cspr.models import Case, User
from cspr.register import Choice, Entry
from cspr.spreadsheets import Table, as_csv, as_xlsx

VIEW, EXPORT = "cspr.view_deadline", "cspr.export_register"
KINDS: dict[str, tuple[str, Callable[[Table], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
}


class NarrowForm(forms.Form):
    """Which rows, in which order. Everything may be left open."""

    how = forms.ChoiceField(label="Late or past", required=False)
    clock = forms.ChoiceField(label="Clock", required=False)
    year = forms.TypedChoiceField(label="Year of the latest date", required=False, coerce=int, empty_value=None)
    runs = forms.ChoiceField(label="Running", required=False)
    sort = forms.ChoiceField(label="Order", required=False)

    def __init__(self, data: Any, *, years: list[int]) -> None:
        super().__init__(data)
        offered = {
            "how": register.HOW.items(),
            "clock": ((clock.code, clock.title) for clock in clocks().values()),
            "year": ((year, str(year)) for year in years),
            "runs": register.RUNS.items(),
        }
        for name, choices in offered.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", "All"), *choices]
                field.error_messages["invalid_choice"] = "No row has this any more, so all are shown."
        self.fields["sort"].choices = list(register.SORTS.items())  # type: ignore[attr-defined]

    def choice(self) -> Choice:
        """What was chosen; all, in a part that was written by hand or has no row any more."""
        self.full_clean()
        given = self.cleaned_data
        how, clock, runs = (given.get(name, "") for name in ("how", "clock", "runs"))
        return Choice(how, clock, given.get("year"), runs, given.get("sort") or "newest")


def _found(request: HttpRequest) -> tuple[NarrowForm, list[Entry]]:
    """The form and the rows that it asks for."""
    found = register.entries(staff(request), on=london_date(timezone.now()))
    form = NarrowForm(request.GET, years=register.years(found))
    return form, register.chosen(found, form.choice())


def page(request: HttpRequest, admin_site: AdminSite) -> HttpResponse:
    """The register, recorded."""
    if not staff(request).has_perm(VIEW):
        raise PermissionDenied
    access.record(request, "listed", "late register")
    form, found = _found(request)
    context = {
        **admin_site.each_context(request),
        "title": "Late register",
        "form": form,
        "rows": found[: register.AT_MOST],
        "count": len(found),
        "at_most": register.AT_MOST,
        "query": request.GET.urlencode(),
        "shown_again": _has_shown_again(request),
        "marking": True,
    }
    return TemplateResponse(request, "admin/late_register.html", context)


def export(request: HttpRequest, kind: str) -> HttpResponse:
    """The same rows as a file, for those who may take them and have just shown their second factor again."""
    if not staff(request).has_perm(EXPORT):
        raise PermissionDenied
    if kind not in KINDS:
        raise Http404
    return _export(request, kind) if _has_shown_again(request) else _asked_again(request)


def _has_shown_again(request: HttpRequest) -> bool:
    """Whether the second factor was shown once more, a short while ago."""
    try:
        return bool(reauthentication_required(lambda _: True)(request))
    except ReauthenticationRequired:
        return False


def _asked_again(request: HttpRequest) -> HttpResponse:
    """To the second factor, and from there back to the same rows: a file would leave the person on the page of the code."""
    way = get_adapter().get_reauthentication_methods(staff(request))[0]["url"]
    back = f"{reverse('admin:cspr_deadline_register')}?{request.GET.urlencode()}#take"
    return HttpResponseRedirect(f"{way}?{urlencode({'next': back})}")


def _export(request: HttpRequest, kind: str) -> HttpResponse:
    """The file: recorded with the number of its rows, and told to the business managers."""
    user, at = staff(request), timezone.now()
    _, found = _found(request)
    table = register.table_of(found, by=user, at=at)
    access.record(request, "exported", f"late register, {len(table.rows)} rows, {kind}")
    _tell_managers(user, len(table.rows))
    content_type, write = KINDS[kind]
    name = f"late-register-{london_date(at).isoformat()}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(write(table), content_type=content_type, headers=headers)


def _tell_managers(user: User, rows: int) -> None:
    """Whoever answers for the house hears at once that rows left it; how many, and nothing of what is in them."""
    at = timezone.now()
    for manager in User.objects.with_roles("business_manager").exclude(pk=user.pk):
        outbox.queue(
            key=f"register:{at.isoformat()}:{user.pk}:{manager.pk}",
            to=manager.email,
            subject="The late register was exported",
            body=f"A colleague has taken {rows} rows of the late register as a file. Who it was stands under Access records; "
            f"if you did not expect it, ask them.\n\nOpen it: {settings.STAFF_URL}/cspr/accessrecord/",
            at=at,
        )


class DatesOfCase(AuditedView):
    """All dates of one case as a PDF, made on request and kept nowhere."""

    what = "dates of the case on paper"
    action = "downloaded"

    def find(self, request: HttpRequest, **kwargs: Any) -> Case:
        """The case, if this person may see or check it. Raises Http404."""
        user = staff(request)
        found = Case.objects.checked_by(user).filter(pk=kwargs["pk"]).first() if user.has_perm(VIEW) else None
        if found is None:
            raise Http404
        return found

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The tagged document, under a name that says nothing but the reference."""
        headers = {"Content-Disposition": f'attachment; filename="{self.found.reference}-dates.pdf"'}
        document = ledger.dates_of_case(self.found, at=timezone.now())
        return HttpResponse(document, content_type="application/pdf", headers=headers)


def urls(admin_site: AdminSite) -> list[URLPattern]:
    """The addresses of this module, before those of the deadlines' own admin."""
    return [
        path("register/", admin_site.admin_view(page), {"admin_site": admin_site}, name="cspr_deadline_register"),
        path("register/late-register.<slug:kind>", admin_site.admin_view(export), name="cspr_deadline_export"),
        path("of-case/<int:pk>/dates.pdf", admin_site.admin_view(DatesOfCase.as_view()), name="cspr_deadline_of_case"),
    ]
