"""The staff site's admin: one door for every page, and "Work for today" as the first of them."""

from dataclasses import dataclass
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.db.models.base import ModelBase
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, reverse
from django.utils import timezone

from config import staff_door
from cspr import access, dashboards, health
from cspr.clocks import london_date
from cspr.models import User

# Doors of Django's admin that nobody needs here, and that would show rows without writing down who looked.
CLOSED = {"autocomplete", "view_on_site"}
# The menu and the list on the first page, in the order of the work: heading, then models as app.Model.
ORDER = (
    (
        "Cases",
        (
            "cspr.Case",
            "referrals.Referral",
            "notifications.Notification",
            "rapid_reviews.RapidReview",
            "practice_reviews.PracticeReview",
            "publications.Publication",
        ),
    ),
    (
        "Register",
        (
            "cspr.Agency",
            "cspr.AgencyContact",
            "publications.Theme",
            "cspr.ClockRule",
            "cspr.BankHoliday",
            "rapid_reviews.PlanTemplateStep",
        ),
    ),
    ("Records", ("cspr.Deadline", "cspr.TimelineEntry", "cspr.OutgoingEmail", "cspr.AccessRecord")),
    ("People", ("cspr.User", "cspr.Invitation")),
)
IN_THE_MENU = 1
# Libraries bring pages of their own (groups, second factors): nobody here may use them, so they have no address.
HOUSE = {"cspr", "referrals", "notifications", "rapid_reviews", "practice_reviews", "publications"}


@dataclass(frozen=True)
class Link:
    """One entry of the menu."""

    label: str
    url: str
    current: bool


class StaffAdminSite(AdminSite):
    """Django's admin behind the staff door."""

    site_header = "Safeguarding practice reviews"
    site_title = "Staff"
    index_title = "Work for today"
    site_url = None
    enable_nav_sidebar = False
    index_template = "admin/index.html"

    def has_permission(self, request: HttpRequest) -> bool:
        """An active member of staff who came through the door: password and second factor."""
        user = request.user
        return isinstance(user, User) and user.is_active and staff_door.is_through(request)

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Models of this house only."""
        models = [model_or_iterable] if isinstance(model_or_iterable, ModelBase) else model_or_iterable
        ours = [model for model in models if model.__module__.split(".")[0] in HOUSE]
        super().register(ours, admin_class, **options)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Django's own, without the doors that stay closed."""
        return [url for url in super().get_urls() if getattr(url, "name", None) not in CLOSED]

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """There is one way to sign in."""
        target = request.GET.get("next", "") or reverse("admin:index")
        return redirect_to_login(target, reverse("account_login"))

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """There is one way to sign out."""
        return redirect("account_logout")

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """There is one place to change a password."""
        return redirect("account_change_password")

    def password_change_done(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Back to the work."""
        return redirect("admin:index")

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """Work for today, recorded, and under it the way to everything else."""
        access.record(request, "opened", "work for today")
        work = dashboards.work_for_today(_staff(request), on=london_date(timezone.now()))
        # For those who can do something about it: the same who may settle a message that was given up.
        tends = _staff(request).has_perm("cspr.change_outgoingemail")
        checked = health.examine(now=timezone.now) if tends else None
        return super().index(request, {"work": work, "health": checked, "marking": True, **(extra_context or {})})

    def app_index(self, request: HttpRequest, app_label: str, extra_context: dict[str, Any] | None = None) -> Any:
        """The first page has everything; a page for each room of the house would help nobody."""
        return HttpResponseRedirect(reverse("admin:index"))

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """What this person may open, under the headings above; whatever no heading names comes last."""
        apps = super().get_app_list(request, app_label)
        models = {f"{app['app_label']}.{model['object_name']}": model for app in apps for model in app["models"]}
        groups = [(title, [models.pop(name) for name in names if name in models]) for title, names in ORDER]
        groups.append(("More", list(models.values())))
        return [
            {"name": title, "app_label": title.lower(), "app_url": "", "has_module_perms": True, "models": found}
            for title, found in groups
            if found
        ]

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """What every page of the admin shows."""
        context = super().each_context(request)
        if not context["has_permission"]:
            return context
        menu = [Link("Today", reverse("admin:index"), request.path == reverse("admin:index"))]
        for group in context["available_apps"][:IN_THE_MENU]:
            menu += [_link(model, request.path) for model in group["models"] if model["admin_url"]]
        failed = dashboards.failed_emails() if _staff(request).has_perm("cspr.view_outgoingemail") else 0
        return {**context, "menu": menu, "failed_emails": failed, "security_url": reverse("mfa_index")}


def _link(model: dict[str, Any], path: str) -> Link:
    return Link(str(model["name"]), str(model["admin_url"]), path.startswith(str(model["admin_url"])))


def _staff(request: HttpRequest) -> User:
    """Behind the door, the person is always one of the staff."""
    if not isinstance(request.user, User):
        raise TypeError("a page of the admin was reached by somebody who is no member of staff")
    return request.user
