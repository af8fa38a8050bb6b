"""Handing a request to a registered colleague of the same agency."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from cspr.lifecycle import MoveRefused
from rapid_reviews import answering
from rapid_reviews.forms.answers import ColleagueForm
from rapid_reviews.views.asked import AskedView


class Delegate(AskedView):
    """The page; only for the person whom the unit asked."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Who there is."""
        chosen = str(self.asked.delegate_id or ColleagueForm.NOBODY)
        return self.page(ColleagueForm(initial={"to": chosen}, colleagues=self.colleagues))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Hand it on, or take it back."""
        form = ColleagueForm(request.POST, colleagues=self.colleagues)
        if not form.is_valid():
            return self.page(form)
        try:
            answering.delegate(self.asked, form.cleaned_data["to"], contact=self.contact, at=self.at)
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
            return self.page(form)
        return self.to("tasks", "?saved=1")

    @property
    def colleagues(self) -> Any:
        """Everybody else of the agency who is registered."""
        return answering.colleagues(self.asked)

    def page(self, form: ColleagueForm) -> HttpResponse:
        """The page."""
        is_contact = self.asked.contact_id == self.contact.pk
        return self.show("colleague", form=form, colleagues=self.colleagues, is_contact=is_contact)
