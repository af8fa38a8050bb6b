"""Questions of the unit about the rows of an agency, and their answers. They come after signing, too."""

from typing import Any, ClassVar, Literal

from django.http import Http404, HttpRequest, HttpResponse

from cspr.lifecycle import MoveRefused
from rapid_reviews import answering
from rapid_reviews.forms.answers import QuestionForm
from rapid_reviews.models import RowQuestion
from rapid_reviews.views.asked import AskedView


class Questions(AskedView):
    """All of them, the newest first."""

    stage: ClassVar[Literal["sent", "signed", "any"]] = "any"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """With their answers."""
        asked = self.asked.questions.prefetch_related("rows")
        return self.show("questions", questions=asked, sent=request.GET.get("sent") == "1")


class Answer(AskedView):
    """One of them."""

    stage: ClassVar[Literal["sent", "signed", "any"]] = "any"

    def question(self, number: int) -> RowQuestion:
        """It, with the rows that it is about. Raises Http404."""
        found: RowQuestion | None = (
            RowQuestion.objects.filter(request=self.asked, pk=number).first() if number < 1 << 62 else None
        )
        if found is None:
            raise Http404
        return found

    def get(self, request: HttpRequest, question: int, **kwargs: Any) -> HttpResponse:
        """The question and a box; or the answer that was given."""
        found = self.question(question)
        return self.show("question", question=found, form=None if found.answered_at else QuestionForm())

    def post(self, request: HttpRequest, question: int, **kwargs: Any) -> HttpResponse:
        """Send the answer."""
        found, form = self.question(question), QuestionForm(request.POST)
        if not form.is_valid():
            return self.show("question", question=found, form=form)
        try:
            answering.answer(found, form.cleaned_data["reply"], contact=self.contact, at=self.at)
        except MoveRefused as refusal:
            return self.refused(refusal)
        return self.to("questions", "?sent=1")
