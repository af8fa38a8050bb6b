"""The public site's URL map: published tables only."""

from django.urls import path

from cspr.views import alive
from publications import views

urlpatterns = [
    path("", views.home, name="home"),
    path("reviews/", views.reviews, name="reviews"),
    path("reviews/<slug:slug>/", views.review, name="review"),
    path("reviews/<slug:slug>/report.pdf", views.report, name="report"),
    path("about/", views.about, name="about"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("robots.txt", views.robots, name="robots"),
    path("healthz/live", alive, name="alive"),
]
