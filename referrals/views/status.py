"""How a referral stands, for its sender: four plain states, never what was written; and the reply to a question."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from cspr.lifecycle import MoveRefused
from referrals import letters, lifecycle
from referrals.forms.reply import ReplyForm
from referrals.views.receipt import SentView

CLOSED = (
    "The question was closed while you were writing, so your reply was not sent. It stands in the box below and is kept "
    "nowhere else: copy it, and call the business unit."
)


class Status(SentView):
    """The page."""

    what = "status of a referral"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Where it stands, and the box for a reply if something is asked."""
        return self.show(request, None)

    def show(self, request: HttpRequest, form: ReplyForm | None, refused: str = "") -> HttpResponse:
        """The page with the reply as far as it was typed."""
        self.found.refresh_from_db()
        asked = self.found.questions.filter(replied_at=None).first()
        if form is None and asked is not None:
            form = ReplyForm(initial={"question": asked.pk})
        context = {
            "draft": self.draft,
            "referral": self.found,
            "standing": letters.standing_of(self.found, lifecycle.plain_state(self.found)),
            "asked": asked,
            "earlier": self.found.questions.exclude(replied_at=None),
            "form": form,
            "refused": refused,
        }
        return render(request, "referrals/status.html", context)


class Reply(Status):
    """The reply is stored once; then the page says that it has arrived."""

    what = "question about a referral"
    action = "replied"
    http_method_names = ("post", "options")

    def not_opened(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The session has run out: the words go back to whoever typed them, and are kept nowhere."""
        words = request.POST.get("reply", "").strip()
        if not words:
            return super().not_opened(request, **kwargs)
        return render(request, "referrals/reply_expired.html", {"words": words}, status=403)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Send it to the unit; sent twice, it is stored once."""
        form = ReplyForm(request.POST)
        if not form.is_valid():
            return self.show(request, form)
        words = form.cleaned_data["reply"]
        if not self.is_open(form) or not self.send(words):
            return self.there() if self.has_arrived(form) else self.show(request, form, CLOSED)
        return self.there()

    def is_open(self, form: ReplyForm) -> bool:
        """Whether the question for which the box was opened still waits."""
        return bool(self.found.questions.filter(pk=form.cleaned_data["question"], replied_at=None).exists())

    def has_arrived(self, form: ReplyForm) -> bool:
        """Whether these words were stored by an earlier press of the button."""
        typed = form.cleaned_data
        return bool(self.found.questions.filter(pk=typed["question"], reply=typed["reply"]).exists())

    def send(self, words: str) -> bool:
        """Store the reply, unless the question was closed in the meantime."""
        try:
            lifecycle.reply(self.found, words, at=self.at)
        except MoveRefused:
            return False
        return True

    def there(self) -> HttpResponseRedirect:
        """Back to the page of its own, so that a refresh sends nothing."""
        return HttpResponseRedirect(reverse("referrals:status", kwargs={"draft": self.draft.pk}))
