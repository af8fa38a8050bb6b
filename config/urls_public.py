"""The public site's URL map: published tables only."""

from django.urls import path

from cspr.views import alive
from publications import views
from publications.views import api, feeds

urlpatterns = [
    path("", views.home, name="home"),
    path("reviews/", views.reviews, name="reviews"),
    path("reviews/<slug:slug>/", views.review, name="review"),
    path("reviews/<slug:slug>/report.pdf", views.report, name="report"),
    path("reviews/<slug:slug>/<slug:document>.pdf", views.document_file, name="document_file"),
    path("reviews/<slug:slug>/<slug:document>/", views.document, name="document"),
    path("about/", views.about, name="about"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("robots.txt", views.robots, name="robots"),
    path("feed.atom", feeds.feed, name="feed"),
    path("sitemap.xml", feeds.sitemap_index, name="sitemap"),
    path("sitemap-<int:number>.xml", feeds.sitemap_file, name="sitemap_file"),
    path("reviews.csv", feeds.spreadsheet, name="catalogue"),
    path("api/", api.index, name="api"),
    path("api/openapi.json", api.description, name="api_description"),
    path("api/reviews", api.reviews, name="api_reviews"),
    path("api/reviews/<slug:slug>", api.review, name="api_review"),
    path("api/<path:rest>", api.nothing, name="api_nothing"),
    path("healthz/live", alive, name="alive"),
]
