"""One page of the answer: saved when a button is pressed; where two people wrote in the same box, both are shown."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from cspr.lifecycle import MoveRefused
from rapid_reviews import answering
from rapid_reviews.forms.answers import PAGES, AnswerPage
from rapid_reviews.models import AgencyReturn
from rapid_reviews.views.asked import AskedView, told

ORDER = list(PAGES)
# After the four pages of words come the rows and the files, and then the two pages about them.
AFTER = {"learning": "rows", "approval": "check"}


class Page(AskedView):
    """The page."""

    form_class: type[AnswerPage]

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only the pages that there are."""
        if kwargs["page"] not in PAGES:
            raise Http404
        self.slug, self.form_class = kwargs["page"], PAGES[kwargs["page"]]
        return super().serve(request, *args, **kwargs)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """As it is saved."""
        return self.page(self.form_class.shows(self.answer), self.answer.version)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Save, then go where the button leads; or show what is wrong, or what somebody else has written."""
        form, version = self.form_class(request.POST), version_in(request)
        if not form.is_valid():
            return self.page(form, version)
        try:
            answering.save(self.asked, form.words, version, contact=self.contact, at=self.at)
        except answering.Newer as newer:
            return self.page(form, newer.current.version, both(form, newer.current, newer.boxes))
        except MoveRefused as refusal:
            return self.refused(refusal)
        if "do-later" in request.POST:
            return self.to("tasks", "?saved=1")
        return self.onward(request)

    def onward(self, request: HttpRequest) -> HttpResponse:
        """To the next page, or back to the check page if that is where it began."""
        if request.GET.get("from") == "check":
            return self.to("check")
        if self.slug in AFTER:
            return self.to(AFTER[self.slug])
        return self.to("page", page=ORDER[ORDER.index(self.slug) + 1])

    def page(self, form: AnswerPage, version: int, newer: Any = ()) -> HttpResponse:
        """The page with what was typed."""
        return self.show("page", form=form, version=version, newer=newer, slug=self.slug)


def version_in(request: HttpRequest) -> int:
    """Which state of the answer the page showed; 0, which was never saved, for anything that is no number of ours."""
    typed = request.POST.get("version", "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 9 else 0


def both(form: AnswerPage, current: AgencyReturn, boxes: list[str]) -> list[tuple[str, str, str]]:
    """Each box on which the two differ: its label, what is saved now, and the id of the box with one's own words."""
    return [
        (str(form.fields[name].label), told(current, field), form[name].id_for_label)
        for name, field in form.names().items()
        if field in boxes
    ]
