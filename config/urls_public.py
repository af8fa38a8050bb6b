"""The public site's URL map: published tables only."""

from django.urls import path

from cspr.views import alive

urlpatterns = [path("healthz/live", alive, name="alive")]
