"""The staff site's admin."""

from django.contrib.admin import AdminSite


class StaffAdminSite(AdminSite):
    """Provisional: the sign-in engineer completes it."""
