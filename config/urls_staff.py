"""The staff site's URL map: every view behind a second factor."""

from django.contrib import admin
from django.urls import include, path

from cspr.views import alive

urlpatterns = [
    path("healthz/live", alive, name="alive"),
    path("sign-in/", include("allauth.account.urls")),
    path("sign-in/mfa/", include("allauth.mfa.urls")),
    path("", admin.site.urls),
]
