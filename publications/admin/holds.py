"""Court holds in the staff admin: placed for a case, looked at again, lifted; none is ever taken off the record."""

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from cspr.audited import OpenedByAStep, Verb, staff
from cspr.models import Case, User
from publications import holds
from publications.forms.countdown import LiftHoldForm, LookAgainForm, PlaceHoldForm
from publications.models import CourtHold

CHANGE, PUBLISH = "publications.change_courthold", "publications.publish_publication"
Typed = dict[str, Any]


def _place(record: None, typed: Typed, user: User, at: datetime) -> CourtHold:
    return holds.place(by=user, at=at, **typed)


def _look_again(hold: CourtHold, typed: Typed, user: User, at: datetime) -> CourtHold:
    return holds.look_again(hold, by=user, at=at, **typed)


def _lift(hold: CourtHold, typed: Typed, user: User, at: datetime) -> CourtHold:
    return holds.lift(hold, by=user, at=at, **typed)


def _stands(hold: CourtHold) -> bool:
    return hold.lifted_at is None


@admin.register(CourtHold)
class CourtHoldAdmin(OpenedByAStep):
    """While one stands, nothing of its case goes out. The steps write it; here it is read."""

    list_display = ("__str__", "because", "review_by", "placed_by", "lifted_at")
    list_select_related: Any = ("case", "placed_by")
    search_fields = ("case__reference",)
    fields = ("because", "review_by", "placed_by", "placed_at", "lifted_by", "lifted_at", "lifted_because")
    readonly_fields = fields
    opening = Verb(
        slug="place",
        label="Place a court hold",
        permission="publications.add_courthold",
        form=PlaceHoldForm,
        run=_place,
        when=lambda record: True,
        intro="For a trial, an inquest or an order. While it stands nothing of the case is published, neither by hand nor at a "
        "time that was ordered. What is public already stays: withdraw it if the court asks for that.",
        done="The hold stands. It is shown in “Work for today” when it is to be looked at again.",
    )
    verbs: ClassVar[Any] = (
        Verb(
            slug="look-again",
            label="It stands on",
            permission=CHANGE,
            form=LookAgainForm,
            run=_look_again,
            when=_stands,
            intro="You have asked how the proceeding stands. The hold stands on, and is looked at again by another day.",
            done="Recorded. The hold stands on.",
        ),
        Verb(
            slug="lift",
            label="Lift the hold",
            permission=PUBLISH,
            form=LiftHoldForm,
            run=_lift,
            when=_stands,
            intro="From then on this hold keeps nothing of the case back. What was stopped meanwhile has to be ordered again.",
            done="Lifted. It stays on record.",
        ),
    )

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The hold, to be read: there is nothing to save."""
        extra = {"show_save": False, "show_save_and_continue": False, **(extra_context or {})}
        return super().change_view(request, object_id, form_url, extra)

    def opening_form(self, request: HttpRequest) -> forms.Form:
        """The case whose page led here is filled in already."""
        user, sent = staff(request), request.POST if request.method == "POST" else None
        key = request.GET.get("case", "")
        case = Case.objects.visible_to(user).filter(pk=int(key)).first() if key.isdecimal() else None
        return PlaceHoldForm(sent, initial={"case": case.reference if case else ""}).offer(user)
