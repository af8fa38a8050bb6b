"""Importing old cases: choose the spreadsheet, read what would become of every row, then import in one piece."""

import json
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from cspr import access
from cspr.audited import staff
from cspr.clocks import london_date
from practice_reviews import importing
from practice_reviews.importing import Fate, OldCase, Read
from practice_reviews.importing.writing import CREATED, REFUSED, THERE
from referrals.uploads import FileRefused

MAY = "cspr.import_cases"
WHAT = "old cases from a spreadsheet"
# What was read travels with the page, signed for this person; after an hour it is to be read anew.
SALT, KEPT_FOR = "practice_reviews.importing", 3600
LARGEST = 2 * 1024 * 1024
KINDS = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csv": "text/csv; charset=utf-8"}
HEADINGS = {CREATED: "Would be created", THERE: "Already here", REFUSED: "Refused"}


class ChooseForm(forms.Form):
    """One spreadsheet."""

    sheet = forms.FileField(
        label="Spreadsheet",
        help_text="An Excel workbook (.xlsx) or a CSV file, at most 2 MB, with the headings of the template.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"required": "Choose the spreadsheet first."},
    )

    def clean_sheet(self) -> Any:
        """Of a size that people type."""
        sheet = self.cleaned_data["sheet"]
        if sheet.size > LARGEST:
            raise forms.ValidationError("The file is larger than 2 MB. Send the cases in several smaller ones.")
        return sheet


def page(request: HttpRequest, admin_site: AdminSite) -> HttpResponse:
    """Choose a file and read every row's fate; nothing is written."""
    _may(request)
    access.record(request, "opened", WHAT)
    form = ChooseForm(request.POST or None, request.FILES or None)
    read = _read(form) if request.method == "POST" and form.is_valid() else None
    return _answer(request, admin_site, form, read)


def take(request: HttpRequest, admin_site: AdminSite) -> HttpResponse:
    """Import what was read and shown, all of it or nothing."""
    _may(request)
    cases = _sent(request)
    if cases is None:
        messages.error(request, "What was read is no longer at hand. Nothing was imported: choose the spreadsheet again.")
        return HttpResponseRedirect(reverse("admin:practice_reviews_practicereview_import"))
    access.record(request, "imported", f"{len(cases)} {WHAT}"[:120])
    made = [fate for fate in importing.write(cases, by=staff(request), at=timezone.now()) if fate.kind == CREATED]
    words = "1 case was imported." if len(made) == 1 else f"{len(made)} cases were imported."
    messages.success(request, f"{words} Those that were here already stay as they were.")
    return HttpResponseRedirect(reverse("admin:cspr_case_changelist"))


def template(request: HttpRequest, kind: str) -> HttpResponse:
    """The spreadsheet to fill in; it says nothing of any case."""
    _may(request)
    if kind not in KINDS:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="old-cases.{kind}"'}
    return HttpResponse(importing.template(kind), content_type=KINDS[kind], headers=headers)


def _may(request: HttpRequest) -> None:
    if not staff(request).has_perm(MAY):
        raise PermissionDenied


def _read(form: ChooseForm) -> Read | None:
    sheet = form.cleaned_data["sheet"]
    try:
        return importing.read(sheet.name, sheet, on=london_date(timezone.now()))
    except FileRefused as refused:
        form.add_error("sheet", str(refused))
        return None


def _answer(request: HttpRequest, admin_site: AdminSite, form: ChooseForm, read: Read | None) -> HttpResponse:
    rows = [] if read is None else _fates(read)
    count = sum(fate.kind == CREATED for fate in rows)
    context = {
        **admin_site.each_context(request),
        "title": "Import old cases",
        "form": form,
        "read": read is not None,
        "rows": [(fate, HEADINGS[fate.kind]) for fate in rows],
        "tally": [(words, sum(fate.kind == kind for fate in rows)) for kind, words in HEADINGS.items()],
        "count": count,
        "kept": _signed(request, read.cases) if read is not None and count else "",
        "marking": True,
    }
    return TemplateResponse(request, "admin/import_cases.html", context)


def _fates(read: Read) -> list[Fate]:
    refused = [Fate(number, reference, REFUSED, words) for number, reference, words in read.refused]
    return sorted((*importing.fates(read.cases), *refused), key=lambda fate: fate.number)


def _signed(request: HttpRequest, cases: tuple[OldCase, ...]) -> str:
    plain = {"by": staff(request).pk, "cases": [case.as_plain() for case in cases]}
    return signing.dumps(plain, salt=SALT, compress=True)


def _sent(request: HttpRequest) -> list[OldCase] | None:
    """What was read and shown to this person within the hour."""
    try:
        plain = signing.loads(request.POST.get("kept", ""), salt=SALT, max_age=KEPT_FOR)
        return [OldCase.from_plain(one) for one in plain["cases"]] if plain["by"] == staff(request).pk else None
    except (signing.BadSignature, json.JSONDecodeError, TypeError, ValueError, KeyError):
        return None


def urls(admin_site: AdminSite) -> list[URLPattern]:
    """The addresses of this module, before those of the practice reviews' own admin."""
    name = "practice_reviews_practicereview_import"
    given = {"admin_site": admin_site}
    return [
        path("import/", admin_site.admin_view(page), given, name=name),
        path("import/take/", admin_site.admin_view(take), given, name=f"{name}_take"),
        path("import/old-cases.<slug:kind>", admin_site.admin_view(template), name=f"{name}_template"),
    ]
