"""The page "Ask the agencies": the family list, whom to ask, about when and by when; and one button that sends all."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from cspr import access, deadlines
from cspr.audited import AuditedModelAdmin, staff
from cspr.clocks import london_date
from cspr.editing.versions import newest_id
from cspr.lifecycle import MoveRefused
from cspr.models import User
from rapid_reviews import asking, planning
from rapid_reviews.asking.awaited import lines_of
from rapid_reviews.forms.requests import AskForm, FamilyRows, first_day
from rapid_reviews.models import AgencyRequest, RapidReview, SearchedPerson
from rapid_reviews.plan import day_in_words

ROUTE = "rapid_reviews_agencyrequest_ask"
ADD = "rapid_reviews.add_agencyrequest"
SAVE_ONLY = "save"


def address(review: RapidReview) -> str:
    """Where the agencies of a review are asked."""
    return reverse(f"admin:{ROUTE}", args=[review.pk])


class AskPage:
    """What the page holds for one review, and what its two buttons do."""

    def __init__(self, review: RapidReview, request: HttpRequest) -> None:
        self.review, self.user, self.at = review, staff(request), timezone.now()
        sent = request.POST if request.method == "POST" else None
        self.is_open = review.status in planning.PLANNED
        self.may_edit = self.is_open and self.user.has_perm("rapid_reviews.change_searchedperson")
        self.only_save = sent is not None and SAVE_ONLY in sent
        self.refused = ""
        self.offers = asking.offers(review)
        self.form = AskForm(None if self.only_save else sent, offers=self.offers, initial=self._initial())
        rows = review.family.annotate(newest_version=newest_id(SearchedPerson))
        self.family = FamilyRows(sent, instance=review, queryset=rows, prefix="family")

    def _initial(self) -> dict[str, Any]:
        returns = planning.step_called(self.review, planning.RETURNS)
        soonest = deadlines.calendar().add(london_date(self.at), 1)
        return {
            "due_on": first_day(returns.planned_on if returns else None, soonest),
            "scope_from": self.review.scope_from,
            "scope_to": self.review.scope_to,
        }

    def take(self) -> str:
        """Save the list and, unless that is all, send every request; return the words for it. Empty where it was refused."""
        family_is_valid = self.family.is_valid()
        if not family_is_valid or not (self.only_save or self.form.is_valid()):
            return ""
        try:
            with transaction.atomic():
                changed = self.family.save(commit=False)
                asking.keep_family(self.review, changed=changed, removed=self.family.deleted_objects, by=self.user)
                return "The family list is saved. Nobody was asked by this." if self.only_save else self._send()
        except MoveRefused as refusal:
            self.refused = str(refusal)
            return ""

    def _send(self) -> str:
        typed = self.form.cleaned_data
        asking.prepare(
            self.review,
            contacts=typed["contacts"],
            due_on=typed["due_on"],
            scope=(typed["scope_from"], typed["scope_to"]),
            asks=typed["asks"],
            by=self.user,
            at=self.at,
        )
        return in_words(asking.send_all(self.review, by=self.user, at=self.at))

    def context(self) -> dict[str, Any]:
        """What the template prints."""
        returns = planning.step_called(self.review, planning.RETURNS)
        return {
            "form": self.form,
            "family": self.family,
            "refused": self.refused,
            "left_out": asking.not_on_the_list(self.review),
            "offers": self.offers,
            "lines": lines_of(self.review, on=london_date(self.at)),
            "is_open": self.is_open,
            "planned": day_in_words(returns.planned_on) if returns else "",
            "save_only": SAVE_ONLY,
        }


def in_words(sent: list[AgencyRequest]) -> str:
    """Sent to 8 agencies. 2 of them cannot open it yet: they are on the call list."""
    if not sent:
        return "These agencies were asked already. Nobody was asked twice."
    to_ring = sum(not asking.can_open(request.contact) for request in sent)
    words = f"Sent to {len(sent)} {'agency' if len(sent) == 1 else 'agencies'}."
    return words + f" Ring {to_ring} of the contacts: without a key they cannot open it yet." * bool(to_ring)


class AsksAgencies(AuditedModelAdmin):
    """The page as part of the admin of requests."""

    def get_urls(self) -> list[URLPattern]:
        """The page before Django's own, and the steps."""
        page = path("ask/<str:review_id>/", self.admin_site.admin_view(self.ask_view), name=ROUTE)
        return [page, *super().get_urls()]

    def ask_view(self, request: HttpRequest, review_id: str) -> HttpResponse:
        """Show it, or take one of its two steps; recorded either way."""
        review = self._review(staff(request), unquote(review_id))
        access.record(
            request, "asked" if request.method == "POST" else "opened", "agencies asked", case=review.case, obj=review
        )
        with transaction.atomic():
            asking.fill_family(review, by=staff(request))
            page = AskPage(review, request)
            done = page.take() if request.method == "POST" else ""
        if done:
            messages.success(request, done)
            return HttpResponseRedirect(address(review))
        context = {**self.admin_site.each_context(request), **page.context(), "original": review, "opts": RapidReview._meta}
        context |= {"title": f"Ask the agencies: {review}", "case": review.case, "marking": True}
        return TemplateResponse(request, "rapid_reviews/ask.html", context)

    def _review(self, user: User, review_id: str) -> RapidReview:
        if not user.has_perm(ADD):
            raise PermissionDenied
        visible = RapidReview.objects.visible_to(user).select_related("case")
        review: RapidReview | None = (
            visible.filter(pk=review_id).first() if review_id.isdecimal() and len(review_id) < 19 else None
        )
        if review is None:
            raise Http404
        return review
