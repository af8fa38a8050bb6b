"""The referral site's URL map: senders, and nobody's account."""

from django.urls import include, path

from cspr.views import alive

urlpatterns = [
    path("healthz/live", alive, name="alive"),
    path("", include("demo.urls_referrals")),
    path("information/", include("rapid_reviews.urls")),
    path("", include("referrals.urls")),
]
