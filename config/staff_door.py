"""The staff site's door: nobody passes without a second factor given in this very session, on any view, by any method."""

from collections.abc import Callable
from enum import Enum

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.http import urlencode

from cspr import second_factor
from cspr.models import User

# Names of the only views that anybody may open.
OPEN = frozenset(
    {
        "alive",
        "deadlines_are_kept",
        # For a calendar program: its secret address says who.
        "calendar",
        "account_login",
        "account_logout",
        "mfa_authenticate",
        "invitation",
        # In the URL map of a demonstration only.
        "demo:start",
        "demo:codes",
        "demo:mailbox",
        "demo:message",
    }
)
# What a person may open who has typed a password and has no authenticator app yet.
ENROLLING = frozenset({"account_logout", "mfa_activate_totp"})
SIGNED_IN_AT, ROLE = "signed_in_at", "signed_in_as"


class Standing(Enum):
    """How far a session has come."""

    OUTSIDE = "outside"
    ENROLLING = "enrolling"
    THROUGH = "through"


class StaffDoorMiddleware:
    """Asks before any view is called, so also for addresses that do not exist."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let through, or show the way to sign in or to enrol."""
        if not guards(request.path_info):
            return self.get_response(request)
        here = standing(request)
        if here is Standing.OUTSIDE and SESSION_KEY in request.session:
            logout(request)
        name = _name_of(request.path_info)
        if here is Standing.THROUGH or name in OPEN or (here is Standing.ENROLLING and name in ENROLLING):
            return _forgetting(request, name, self.get_response(request))
        return _turned_away(request, here)


def guards(path: str) -> bool:
    """Whether an address belongs to the staff site. Only a developer's single process serves anything else beside it."""
    return settings.SITE != "" or path == "/staff" or path.startswith("/staff/")


def is_through(request: HttpRequest) -> bool:
    """Whether the person who asks may be here: active, second factor given in this session, and neither too long ago."""
    return standing(request) is Standing.THROUGH


def standing(request: HttpRequest) -> Standing:
    """How far the request's session has come. A change of role or a lost account ends it at once."""
    user = getattr(request, "user", None)
    if not isinstance(user, User) or not user.is_active or not _is_fresh(request, user):
        return Standing.OUTSIDE
    if any(record.get("method") == "mfa" for record in get_authentication_records(request, user)):
        return Standing.THROUGH
    return Standing.OUTSIDE if second_factor.has_app(user) else Standing.ENROLLING


def note_sign_in(request: HttpRequest, user: User) -> None:
    """Write into the session when it began and in which role."""
    request.session[SIGNED_IN_AT] = timezone.now().timestamp()
    request.session[ROLE] = user.role


def _is_fresh(request: HttpRequest, user: User) -> bool:
    """Begun less than SESSION_ABSOLUTE_AGE seconds ago, in the role that the person has now."""
    began = request.session.get(SIGNED_IN_AT)
    if not isinstance(began, float) or request.session.get(ROLE) != user.role:
        return False
    return 0 <= timezone.now().timestamp() - began < settings.SESSION_ABSOLUTE_AGE


def _name_of(path: str) -> str:
    try:
        return resolve(path).view_name
    except Resolver404:
        return ""


def _turned_away(request: HttpRequest, here: Standing) -> HttpResponse:
    if not _wants_a_page(request):
        return HttpResponseForbidden("Sign in first.", content_type="text/plain")
    if here is Standing.ENROLLING:
        return HttpResponseRedirect(reverse("mfa_activate_totp"))
    home = reverse("admin:index")
    wanted = request.get_full_path()
    query = "" if wanted == home else "?" + urlencode({"next": wanted})
    return HttpResponseRedirect(reverse("account_login") + query)


def _wants_a_page(request: HttpRequest) -> bool:
    """A browser that goes somewhere; scripts and programs get a plain refusal instead of a sign-in page."""
    accepts = request.headers.get("Accept", "")
    return request.headers.get("X-Requested-With") != "XMLHttpRequest" and (
        "application/json" not in accepts or "text/html" in accepts
    )


def _forgetting(request: HttpRequest, name: str, response: HttpResponse) -> HttpResponse:
    """After signing out the browser keeps nothing of what it was shown."""
    if name == "account_logout" and request.method == "POST":
        response["Clear-Site-Data"] = '"cache", "storage"'
    return response
