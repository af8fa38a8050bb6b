"""Taking everything about a case away: what is in it and how it must be kept is read first; it is recorded, and told."""

from tempfile import SpooledTemporaryFile
from typing import Any, cast

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from cspr import access, exporting, outbox
from cspr.audited import staff
from cspr.exporting.parcel import KEEP
from cspr.models import Case, User

MAY, ROUTE = "cspr.export_case", "cspr_case_export"
# Beyond this the zip lies on the disk while it is made, and nowhere afterwards.
IN_MEMORY = 4 * 1024 * 1024


def page(request: HttpRequest, pk: int, admin_site: AdminSite) -> HttpResponse:
    """What would be taken, and then the file, for those who may and have just shown their second factor again."""
    if not staff(request).has_perm(MAY):
        raise PermissionDenied
    case = Case.objects.visible_to(staff(request)).filter(pk=pk).first()
    if case is None:
        raise Http404
    answer: HttpResponse = _page(request, case, admin_site)
    return answer


@reauthentication_required  # type: ignore[untyped-decorator]
def _page(request: HttpRequest, case: Case, admin_site: AdminSite) -> Any:
    """By POST the file, otherwise the page that asks."""
    if request.method == "POST":
        return _file(request, case)
    access.record(request, "opened the page to export", "case", case=case, obj=case)
    context = {
        **admin_site.each_context(request),
        "title": f"Take everything about {case} away",
        "case": case,
        "contents": exporting.contents_of(case, at=timezone.now()),
        "keep": KEEP,
        "marking": True,
    }
    return TemplateResponse(request, "admin/export_case.html", context)


@sensitive_variables()
def _file(request: HttpRequest, case: Case) -> Any:
    """The zip under a name that says nothing but the reference; recorded before a byte of it is made."""
    access.record(request, "exported", "everything about the case", case=case, obj=case)
    user, at = staff(request), timezone.now()
    target = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the response closes it
    try:
        exporting.write(cast(Any, target), case, exporting.contents_of(case, at=at), by=user, at=at)
    except OSError:
        target.close()
        messages.error(request, "One of the stored files could not be read, so nothing was taken. Try again, or ask for help.")
        return HttpResponseRedirect(reverse(f"admin:{ROUTE}", args=[case.pk]))
    _tell_managers(user, case)
    target.seek(0)
    return FileResponse(target, as_attachment=True, filename=f"{case.reference}.zip", content_type="application/zip")


def _tell_managers(user: User, case: Case) -> None:
    """Whoever answers for the house hears at once that a case left it, and nothing of what is in it."""
    at = timezone.now()
    for manager in User.objects.with_roles("business_manager").exclude(pk=user.pk):
        outbox.queue(
            key=f"export:{at.isoformat()}:{user.pk}:{manager.pk}",
            to=manager.email,
            subject="A case was exported",
            body=f"A colleague has taken everything about {case.reference} away as a file. Who it was stands under Access "
            f"records; if you did not expect it, ask them.\n\nOpen it: {settings.STAFF_URL}/cspr/accessrecord/?case={case.pk}",
            at=at,
            case=case,
        )


def urls(admin_site: AdminSite) -> list[URLPattern]:
    """The address of this module, before those of the case's own admin."""
    return [path("<int:pk>/export/", admin_site.admin_view(page), {"admin_site": admin_site}, name=ROUTE)]
