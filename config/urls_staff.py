"""The staff site's URL map: every view behind a second factor."""

from django.contrib import admin
from django.urls import include, path

from cspr.views import alive, deadlines_are_kept

urlpatterns = [
    path("healthz/live", alive, name="alive"),
    path("healthz/deadlines", deadlines_are_kept, name="deadlines_are_kept"),
    path("sign-in/", include("config.urls_sign_in")),
    path("", include("demo.urls_staff")),
    path("", admin.site.urls),
]
