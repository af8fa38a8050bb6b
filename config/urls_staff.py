"""The staff site's URL map: every view behind a second factor."""

from django.contrib import admin
from django.urls import include, path

from config.own_page import calendar, your_reminders
from cspr.views import alive, deadlines_are_kept

urlpatterns = [
    path("healthz/live", alive, name="alive"),
    path("healthz/deadlines", deadlines_are_kept, name="deadlines_are_kept"),
    path("calendar/<str:token>.ics", calendar, name="calendar"),
    path("your-reminders/", your_reminders, name="your_reminders"),
    path("sign-in/", include("config.urls_sign_in")),
    path("", include("demo.urls_staff")),
    path("", admin.site.urls),
]
