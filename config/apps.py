"""Puts the staff admin site in the place of Django's default one."""

from django.contrib.admin.apps import AdminConfig


class StaffAdminConfig(AdminConfig):
    """Admins register on the default site as anywhere in Django; this says which one that is."""

    default_site = "config.admin_site.StaffAdminSite"
