"""The register of agencies: one page adds an agency with the addresses that may refer for it."""

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from cspr.editing import StaffInline, StaffModelAdmin
from cspr.models import Agency, AgencyAddress, AgencyDomain


class AddressForm(forms.ModelForm[AgencyAddress]):
    """One address."""

    class Meta:
        model = AgencyAddress
        fields = ("email",)
        labels = {"email": "E-mail address"}


class DomainInline(StaffInline):
    """Mail domains whose every address may refer."""

    model = AgencyDomain
    extra = 1
    verbose_name = "mail domain"
    verbose_name_plural = "mail domains: everybody with such an address may refer"


class AddressInline(StaffInline):
    """Single addresses that may refer."""

    model = AgencyAddress
    form = AddressForm
    extra = 1
    verbose_name = "single address"
    verbose_name_plural = "single addresses that may refer"


@admin.register(Agency)
class AgencyAdmin(StaffModelAdmin):
    """Agencies, and who may speak for them."""

    fields = ("name", "kind", "safeguarding_partner", "phone", "is_active")
    list_display = ("name", "kind", "safeguarding_partner", "who_may_refer", "is_active")
    list_filter = ("kind", "safeguarding_partner", "is_active")
    search_fields = ("name",)
    search_help_text = "Part of an agency's name."
    inlines = (DomainInline, AddressInline)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Agency]:
        """With the addresses that the list shows."""
        rows: QuerySet[Agency] = super().get_queryset(request).prefetch_related("domains", "addresses")
        return rows

    @admin.display(description="who may refer")
    def who_may_refer(self, agency: Agency) -> str:
        """Domains and how many single addresses."""
        domains = ["@" + domain.domain for domain in agency.domains.all()]
        single = len(agency.addresses.all())
        if single:
            domains.append("1 single address" if single == 1 else f"{single} single addresses")
        return ", ".join(domains) or "nobody yet"
