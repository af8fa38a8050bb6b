"""What every page of every site knows: who runs it and where its three doors are."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site_facts(request: HttpRequest) -> dict[str, Any]:
    """`partnership` and `sites` for every template."""
    return {
        "partnership": settings.PARTNERSHIP,
        "sites": {"public": settings.PUBLIC_URL, "referrals": settings.REFERRALS_URL, "staff": settings.STAFF_URL},
        "site": settings.SITE,
    }
