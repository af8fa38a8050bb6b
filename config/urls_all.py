"""All three sites in one process, for a developer's runserver."""

from django.urls import include, path

urlpatterns = [
    path("refer/", include("config.urls_referrals")),
    path("staff/", include("config.urls_staff")),
    path("", include("config.urls_public")),
]
