"""The invented agencies and staff of the demonstration. Their passwords and secrets are public."""

import hashlib
from base64 import b32encode
from dataclasses import dataclass

from cspr.models import Agency, AgencyAddress, AgencyDomain, User

PASSWORD = "invented cases only"  # noqa: S105


@dataclass(frozen=True)
class Colleague:
    """A demonstration sign-in."""

    email: str
    name: str
    role: str
    job_title: str
    partner: str = ""

    @property
    def secret(self) -> str:
        """What their authenticator app would hold: always the same, so that a second start changes nothing."""
        return b32encode(hashlib.sha256(f"demonstration:{self.email}".encode()).digest()[:20]).decode()


STAFF = (
    Colleague("manager@partnership.example", "Morgan Hale", "business_manager", "Business manager"),
    Colleague("deputy@partnership.example", "Noor Ashdown", "business_manager", "Deputy business manager"),
    Colleague("coordinator@partnership.example", "Casey Lind", "coordinator", "Review coordinator"),
    Colleague("administrator@partnership.example", "Robin Frost", "administrator", "Administrator"),
    Colleague("lead@council.example", "Alex Penrose", "partner_lead", "Director of children’s services", "local_authority"),
    Colleague("lead@police.example", "Jamie Stroud", "partner_lead", "Detective superintendent", "police"),
    Colleague("lead@icb.example", "Sam Winter", "partner_lead", "Chief nursing officer", "icb"),
    Colleague("reviewer@reviews.example", "Ellis Marlow", "reviewer", "Independent reviewer"),
    Colleague("auditor@audit.example", "Chris Vane", "auditor", "Auditor"),
)

_Kind = Agency.Kind
# Name, kind, safeguarding partner, mail domain. Invented, after the kinds of agency that a partnership has. Two share a domain:
# the sender says which of them is meant, and staff confirm it.
AGENCIES = (
    ("Council children’s social care", _Kind.LOCAL_AUTHORITY, "local_authority", "council.example"),
    ("Council education and inclusion", _Kind.LOCAL_AUTHORITY, "", "council.example"),
    ("Council public health", _Kind.LOCAL_AUTHORITY, "", "council.example"),
    ("Youth justice service", _Kind.JUSTICE, "", "youthjustice.example"),
    ("Police, protecting vulnerable people", _Kind.POLICE, "police", "police.example"),
    ("Integrated care board", _Kind.HEALTH, "icb", "icb.example"),
    ("City hospital", _Kind.HEALTH, "", "hospital.example"),
    ("Community health services", _Kind.HEALTH, "", "nhs.example"),
    ("Mental health trust", _Kind.HEALTH, "", "mentalhealth.example"),
    ("Ambulance service", _Kind.HEALTH, "", "ambulance.example"),
    ("Riverside surgery", _Kind.HEALTH, "", "nhs.example"),
    ("Probation service", _Kind.JUSTICE, "", "probation.example"),
    ("Hillside primary school", _Kind.EDUCATION, "", "hillside.example"),
    ("Meadow secondary school", _Kind.EDUCATION, "", "meadow.example"),
    ("Valley college", _Kind.EDUCATION, "", "college.example"),
    ("Fire and rescue service", _Kind.OTHER, "", "fire.example"),
    ("Bridge housing association", _Kind.HOUSING, "", "housing.example"),
    ("Harbour family charity", _Kind.VOLUNTARY, "", "charity.example"),
)
# Single addresses, as for a childminder who has no domain of their own.
ADDRESSES = (("Harbour family charity", "volunteer@mail.example"),)
NOTE = " (demonstration)"


def load_agencies() -> dict[str, Agency]:
    """The register, by name; what is there already stays as it is."""
    for name, kind, partner, domain in AGENCIES:
        agency, is_new = Agency.objects.get_or_create(
            name=name + NOTE, defaults={"kind": kind, "safeguarding_partner": partner, "phone": "01225 000000"}
        )
        if is_new:
            AgencyDomain.objects.create(agency=agency, domain=domain)
    for name, email in ADDRESSES:
        AgencyAddress.objects.get_or_create(agency=Agency.objects.get(name=name + NOTE), email=email)
    return {agency.name.removesuffix(NOTE): agency for agency in Agency.objects.filter(name__endswith=NOTE)}


def load_staff() -> dict[str, User]:
    """The colleagues who are not there yet, by address. Their authenticator apps are given by the command, which may."""
    known = {user.email: user for user in User.objects.filter(email__in=[one.email for one in STAFF])}
    for one in STAFF:
        if one.email not in known:
            known[one.email] = User.objects.create_user(
                one.email, PASSWORD, name=one.name, role=one.role, job_title=one.job_title, partner=one.partner
            )
    return known
