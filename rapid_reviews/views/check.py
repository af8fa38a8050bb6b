"""The whole answer on one page: to be checked and signed; afterwards to be read and printed, and altered by nobody."""

from typing import Any, ClassVar, Literal

from django.http import HttpRequest, HttpResponse

from cspr.lifecycle import MoveRefused
from rapid_reviews import answering
from rapid_reviews.forms.answers import PAGES, SignForm
from rapid_reviews.models import AgencyReturn
from rapid_reviews.views.asked import AskedView, told

Lines = list[tuple[str, str, list[tuple[str, str]]]]


def parts_of(answer: AgencyReturn) -> Lines:
    """Each page of the answer: its slug, its title, and each question with what was answered."""
    return [
        (slug, form.title, [(str(form.base_fields[box].label), told(answer, field)) for box, field in form.names().items()])
        for slug, form in PAGES.items()
    ]


class Check(AskedView):
    """Check the answer and sign it."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show it."""
        return self.page(SignForm(initial={"signed_name": ""}))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Sign what was read; or say what is missing, or that it was changed meanwhile."""
        form, seen = SignForm(request.POST), request.POST.get("seen") or "not seen"
        if form.is_valid():
            name = form.cleaned_data["signed_name"]
            try:
                answering.sign(self.asked, name, contact=self.contact, at=self.at, seen=seen)
            except MoveRefused as refusal:
                form.add_error(None, str(refusal))
            else:
                return self.to("tasks", "?signed=1")
        self.answer.refresh_from_db()
        return self.page(form)

    def page(self, form: SignForm) -> HttpResponse:
        """The page."""
        return self.show(
            "check",
            form=form,
            parts=parts_of(self.answer),
            todo=answering.missing(self.answer),
            rows=self.asked.rows.all(),
            files=answering.files_of(self.asked),
            seen=answering.seen_of(self.asked),
        )


class Copy(AskedView):
    """The signed answer, to be read and printed for the agency's own file."""

    stage: ClassVar[Literal["sent", "signed", "any"]] = "signed"
    action = "opened the signed answer to"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show it."""
        files, questions = answering.files_of(self.asked), self.asked.questions.exclude(answered_at=None)
        rows = self.asked.rows.all()
        return self.show("copy", parts=parts_of(self.answer), rows=rows, files=files, questions=questions)
