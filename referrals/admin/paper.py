"""The whole referral as one document for the unit's own file."""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone

from cspr.audited import AuditedView, staff
from referrals import letters, lifecycle
from referrals.models import Referral


class Paper(AuditedView):
    """The PDF, made on request and kept nowhere."""

    what = "whole referral on paper"
    action = "downloaded"

    def find(self, request: HttpRequest, **kwargs: Any) -> Referral:
        """The referral, if this person may see it. Raises Http404."""
        user = staff(request)
        visible = Referral.objects.visible_to(user).select_related("agency", "case", "reader", "decided_by")
        found = visible.filter(pk=kwargs["pk"]).first() if user.has_perm("referrals.view_referral") else None
        if found is None:
            raise Http404
        return found

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The tagged document, under a name that says nothing but the reference."""
        headers = {"Content-Disposition": f'attachment; filename="{self.found.reference}.pdf"'}
        document = letters.file_pdf(self.found, agency_is_open=lifecycle.agency_is_open(self.found), at=timezone.now())
        return HttpResponse(document, content_type="application/pdf", headers=headers)


def urls(admin_site: AdminSite) -> list[URLPattern]:
    """The addresses of this module, before those of the referral's own admin."""
    view = admin_site.admin_view(Paper.as_view())
    return [path("<int:pk>/paper.pdf", view, name="referrals_referral_paper")]
