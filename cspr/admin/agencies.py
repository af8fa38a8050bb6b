"""The register of agencies: one page adds an agency with the addresses that may refer for it."""

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cspr.editing import StaffInline, StaffModelAdmin
from cspr.models import Agency, AgencyAddress, AgencyDomain

# Mail providers that give an address to whoever asks.
ANYBODY = frozenset(
    [
        *("gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "hotmail.co.uk", "live.com"),
        *("live.co.uk", "msn.com", "yahoo.com", "yahoo.co.uk", "icloud.com", "me.com"),
        *("aol.com", "btinternet.com", "sky.com", "talktalk.net", "virginmedia.com", "ntlworld.com"),
        *("proton.me", "protonmail.com", "gmx.com", "mail.com"),
    ]
)


class AddressForm(forms.ModelForm[AgencyAddress]):
    """One address."""

    class Meta:
        model = AgencyAddress
        fields = ("email",)
        labels = {"email": "E-mail address"}


class DomainForm(forms.ModelForm[AgencyDomain]):
    """One mail domain."""

    class Meta:
        model = AgencyDomain
        fields = ("domain",)

    def clean_domain(self) -> str:
        """Written as mail servers write it; never one in which anybody can have an address."""
        domain: str = self.cleaned_data["domain"].strip().removeprefix("@").lower()
        if domain in ANYBODY:
            raise forms.ValidationError(
                f"Anybody can have an address at {domain}, so anybody could refer. Enter the person's own address under "
                "“Single addresses” instead."
            )
        if not domain.isascii() or "." not in domain or any(sign in domain for sign in "@/ "):
            raise forms.ValidationError("Enter only the part after the @, for example school.example.")
        return domain


class DomainInline(StaffInline):
    """Mail domains whose every address may refer."""

    model = AgencyDomain
    form = DomainForm
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

    fields = ("name", "kind", "safeguarding_partner", "phone", "is_active", "who_answers")
    readonly_fields = ("who_answers",)
    list_display = ("name", "kind", "safeguarding_partner", "who_may_refer", "is_active")
    list_filter = ("kind", "safeguarding_partner", "is_active")
    search_fields = ("name",)
    search_help_text = "Part of an agency's name."
    inlines = (DomainInline, AddressInline)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Agency]:
        """With the addresses that the list shows."""
        rows: QuerySet[Agency] = super().get_queryset(request).prefetch_related("domains", "addresses")
        return rows

    @admin.display(description="who answers our requests")
    def who_answers(self, agency: Agency) -> SafeString:
        """Links to the agency's contacts, and to the page for another."""
        add = reverse("admin:cspr_agencycontact_add")
        if agency._state.adding:
            return format_html("{}", "Save the agency first, then add its contacts.")
        rows = agency.contacts.order_by("name")
        links = format_html_join(
            "",
            '<p><a href="{}">{}</a>, {}{}</p>',
            (
                (
                    reverse("admin:cspr_agencycontact_change", args=[one.pk]),
                    one.name,
                    one.role,
                    "" if one.is_active else " (may not answer any more)",
                )
                for one in rows
            ),
        )
        return format_html(
            '<div class="contacts">{}<p><a href="{}?agency={}">Add a contact</a></p></div>', links, add, agency.pk
        )

    @admin.display(description="who may refer")
    def who_may_refer(self, agency: Agency) -> str:
        """Domains and how many single addresses."""
        domains = ["@" + domain.domain for domain in agency.domains.all()]
        single = len(agency.addresses.all())
        if single:
            domains.append("1 single address" if single == 1 else f"{single} single addresses")
        return ", ".join(domains) or "nobody yet"
