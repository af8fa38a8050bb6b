"""Where a sender who is signed in begins a referral, or opens one by its receipt number. Nothing is listed here."""

import uuid
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views import View

from cspr import access
from cspr.models import Agency
from referrals import drafts, receipts, uploads
from referrals.forms.sign_in import NumberForm
from referrals.middleware import open_draft, sender_of
from referrals.views.opened import OpenedView

# The page proposes the id of a draft, so that a button pressed twice begins one.
START = "referrals.start"


class SenderView(View):
    """For somebody who is signed in; anybody else is led to the sign-in."""

    sender: str

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Note who it is."""
        sender = sender_of(request)
        if sender is None:
            return redirect("referrals:ask")
        self.sender = sender
        return super().dispatch(request, *args, **kwargs)

    def home(self, form: NumberForm | None = None, **context: Any) -> HttpResponse:
        """The page with two choices."""
        context |= {
            "form": form or NumberForm(),
            "agencies": list(Agency.objects.for_address(self.sender)),
            "tries_left": drafts.tries_left(self.sender, at=timezone.now()),
            "proposed": signing.dumps(str(uuid.uuid4()), salt=START),
        }
        return render(self.request, "referrals/home.html", context)


class Home(SenderView):
    """The page with two choices: it is the same for every sender, whatever they have begun or sent."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show it."""
        asked = request.GET
        return self.home(needed=asked.get("number") == "needed", deleted=asked.get("deleted") == "1")


class StartDraft(SenderView):
    """The first choice: a new referral."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Somebody typed the address: back to the choices."""
        return redirect("referrals:home")

    def post(self, request: HttpRequest) -> HttpResponse:
        """Begin a draft and lead to its receipt number; or say why none can be begun."""
        agencies = list(Agency.objects.for_address(self.sender))
        if not agencies:
            return redirect("referrals:home")
        agency = agencies[0] if len(agencies) == 1 else None
        try:
            draft = drafts.start(self.sender, agency=agency, at=timezone.now(), pk=proposed_in(request))
        except drafts.AlreadySent:
            return redirect("referrals:home")
        except drafts.TooManyDrafts:
            return self.home(too_many=drafts.MOST_DRAFTS)
        except uploads.FormBusy:
            return self.home(busy=True)
        open_draft(request, draft)
        return redirect("referrals:number", draft=draft.pk)


class Open(SenderView):
    """The second choice: one that was begun or sent before."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Somebody typed the address: back to the choices."""
        return redirect("referrals:home")

    def post(self, request: HttpRequest) -> HttpResponse:
        """Open it; a wrong number costs a try."""
        form = NumberForm(request.POST)
        if not form.is_valid():
            return self.home(form)
        try:
            draft = drafts.find(self.sender, form.cleaned_data["number"], at=timezone.now())
        except drafts.NumberRefused as refused:
            form.say_wrong(refused.tries_left)
            return self.home(form)
        except uploads.FormBusy:
            return self.home(form, busy=True)
        access.record(request, "opened", "draft of a referral", obj=draft)
        open_draft(request, draft)
        return redirect("referrals:tasks" if draft.sent_at is None else "referrals:status", draft=draft.pk)


class Number(OpenedView):
    """The receipt number, right after starting: to be printed or written down."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show it."""
        return render(request, "referrals/number.html", {"draft": self.draft, "number": receipts.number_of(self.draft)})


def proposed_in(request: HttpRequest) -> uuid.UUID | None:
    """The id that the page proposed for a new draft, if we made it."""
    try:
        return uuid.UUID(signing.loads(request.POST.get("proposed", ""), salt=START))
    except (signing.BadSignature, ValueError):
        return None
