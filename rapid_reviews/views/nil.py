"""The nil return: one page, one name, done."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from cspr.lifecycle import MoveRefused
from rapid_reviews import answering
from rapid_reviews.forms.answers import SignForm
from rapid_reviews.views.asked import AskedView


class Nil(AskedView):
    """Whom to look for, and the name to sign with, which stands there already."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Ask."""
        return self.page(SignForm(initial={"signed_name": self.contact.name}))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Sign it."""
        form = SignForm(request.POST)
        if form.is_valid():
            try:
                answering.sign_nil(self.asked, form.cleaned_data["signed_name"], contact=self.contact, at=self.at)
            except MoveRefused as refusal:
                form.add_error(None, str(refusal))
            else:
                return self.to("tasks", "?signed=1")
        return self.page(form)

    def page(self, form: SignForm) -> HttpResponse:
        """The page."""
        return self.show("nil", form=form, family=self.asked.review.family.all())
