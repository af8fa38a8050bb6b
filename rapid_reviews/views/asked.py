"""What every page of one request has in common: it answers whoever was asked, and their colleague, and nobody else."""

from datetime import datetime
from typing import Any, ClassVar, Literal

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from cspr import access
from cspr.clocks import london_date
from cspr.lifecycle import MoveRefused
from cspr.views import typed_in
from rapid_reviews import answering
from rapid_reviews.models import AgencyRequest, AgencyReturn
from rapid_reviews.views.door import ContactView

Status = AgencyRequest.Status


class AskedView(ContactView):
    """A page of one request. Somebody else's, one that was taken back and one that never was get the same answer.

    `stage`: whether the page is of an answer still being written, of one that is signed, or of both. The request is at
    `self.asked`, the answer at `self.answer`, the moment at `self.at`.
    """

    stage: ClassVar[Literal["sent", "signed", "any"]] = "sent"
    action: ClassVar[str] = "opened"
    asked: AgencyRequest
    answer: AgencyReturn
    at: datetime

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the request and its answer and record the look; only then the page."""
        self.at = timezone.now()
        found = answering.requests_of(self.contact).filter(pk=kwargs["asked"]).first()
        if found is None:
            return nowhere(request)
        self.asked = found
        access.record(request, self.action, "request for information", case=found.review.case, obj=found)
        if self.stage not in ("any", found.status):
            return self.other_stage(request)
        try:
            self.answer = answering.begin(found, contact=self.contact, at=self.at)
        except MoveRefused:
            return nowhere(request)
        return super().serve(request, *args, **kwargs)

    def http_method_not_allowed(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Somebody typed the address of a button."""
        return self.to("tasks")

    def other_stage(self, request: HttpRequest) -> HttpResponse:
        """A page of the form after signing: what was typed goes back; else to the page that says how it stands."""
        typed = typed_in(request) if request.method == "POST" else []
        if typed:
            return render(request, "information/gone.html", {"typed": typed, "why": answering.MISSED}, status=409)
        return redirect("information:tasks", asked=self.asked.pk)

    def refused(self, refusal: MoveRefused) -> HttpResponse:
        """The step could not be taken: the words go back, and it is said why."""
        return render(self.request, "information/gone.html", {"typed": typed_in(self.request), "why": refusal}, status=409)

    def to(self, name: str, more: str = "", **kwargs: Any) -> HttpResponse:
        """To another page of this request."""
        return HttpResponseRedirect(reverse(f"information:{name}", kwargs={"asked": self.asked.pk, **kwargs}) + more)

    def show(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        """The page, with what every page of a request needs."""
        base = {"asked": self.asked, "answer": self.answer, "contact": self.contact, "today": self.today}
        return render(self.request, f"information/{template}.html", {**base, **context}, status=status)

    @property
    def today(self) -> Any:
        """In London."""
        return london_date(self.at)


def nowhere(request: HttpRequest) -> HttpResponse:
    """The same for each request that this person may not open, whether it exists or not. What they typed goes back to them.

    Raises Http404.
    """
    typed = typed_in(request) if request.method == "POST" else []
    if not typed:
        raise Http404
    return render(request, "information/gone.html", {"typed": typed, "why": answering.MISSED}, status=404)


def told(answer: AgencyReturn, field: str) -> str:
    """What stands in a field, in words."""
    if field == "files_secured":
        return answer.get_files_secured_display()
    if field == "files_secured_on":
        return f"{answer.files_secured_on:%-d %B %Y}" if answer.files_secured_on else ""
    return str(getattr(answer, field))
