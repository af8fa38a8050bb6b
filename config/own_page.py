"""What each member of staff sets for themselves: the morning's message, and the secret address of their calendar."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cspr import access, feeds
from cspr.editing import staff
from cspr.models import CalendarFeed


def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar behind a secret address, for a program that cannot sign in. What does not hold looks alike."""
    feed = feeds.find(token) if request.method in ("GET", "HEAD") else None
    if feed is None:
        answer = HttpResponse("There is nothing here.\n", content_type="text/plain", status=404)
    else:
        access.record(request, "fetched", "calendar", obj=feed, user=feed.user)
        answer = HttpResponse(feeds.calendar_of(feed.user, at=timezone.now()), content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "no-store"
    return answer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def your_reminders(request: HttpRequest) -> HttpResponse:
    """The page itself; a new address is shown on the answer to the button, and never again."""
    user, address = staff(request), ""
    if "do-morning" in request.POST:
        user.morning_email = request.POST["do-morning"] == "on"
        user.save(update_fields=["morning_email"])
    elif "do-new" in request.POST:
        access.record(request, "made an address for", "calendar")
        address = settings.STAFF_URL + _path(feeds.renew(user, at=timezone.now()))
    elif "do-off" in request.POST:
        access.record(request, "switched off", "calendar")
        feeds.switch_off(user)
    if request.method == "POST" and not address:
        return HttpResponseRedirect(reverse("your_reminders"))
    feed = CalendarFeed.objects.filter(user=user).first()
    return render(request, "account/your_reminders.html", {"feed": feed, "address": address, "hour": settings.DIGEST_HOUR})


def _path(token: str) -> str:
    """STAFF_URL ends where the staff site begins, also where it is one of three in a developer's process."""
    return f"/calendar/{token}.ics"
