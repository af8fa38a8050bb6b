"""The two locks before an agency's requests: the code that every sender gets, and the contact's own key. Then the list."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views import View
from django.views.decorators.http import require_http_methods

from cspr import access, contacts
from cspr.models import AgencyContact
from cspr.views import typed_in
from rapid_reviews import answering
from rapid_reviews.forms.answers import KeyForm
from rapid_reviews.models import AgencyRequest
from referrals.middleware import sender_of

# Who opened the second lock in this session, and with which of their keys: [contact, key_serial].
CONTACT = "contact"
# Wrong keys in this session. Beyond the limit none is compared any more, so that nobody keeps the processor busy.
WRONG, MOST_WRONG = "wrong_keys", 20


def contact_of(request: HttpRequest) -> AgencyContact | None:
    """Who is inside: from the address that proved itself, with the key that is current. A new key shuts older sessions."""
    sender, held = sender_of(request), request.session.get(CONTACT)
    if sender is None or not isinstance(held, list) or len(held) != 2:
        return None
    mine = AgencyContact.objects.for_address(sender).filter(pk=held[0], key_serial=held[1])
    return mine.exclude(key_digest="").first()


def enter(request: HttpRequest, contact: AgencyContact) -> None:
    """Note who it is, under a new session key."""
    request.session.cycle_key()
    request.session[CONTACT] = [contact.pk, contact.key_serial]
    request.session.pop(WRONG, None)


def away(request: HttpRequest) -> HttpResponse:
    """To the lock that is still shut. What was typed goes back to whoever typed it, and is kept nowhere."""
    typed = typed_in(request) if request.method == "POST" else []
    if typed:
        return render(request, "information/expired.html", {"typed": typed}, status=403)
    if sender_of(request) is None:
        return HttpResponseRedirect(reverse("referrals:ask") + "?for=information")
    return redirect("information:key")


@require_http_methods(["GET", "POST"])
def key(request: HttpRequest) -> HttpResponse:
    """Take the key. The answer to a wrong one is the same for everybody, and so is the work behind it."""
    sender = sender_of(request)
    if sender is None:
        return away(request)
    form = KeyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        contact = opened(request, sender, form.cleaned_data["key"])
        if contact is not None:
            enter(request, contact)
            return first_page(contact)
        form.say_wrong()
    return render(request, "information/key.html", {"form": form})


def opened(request: HttpRequest, sender: str, typed: str) -> AgencyContact | None:
    """The contact of this address to whom the key belongs. A wrong key is counted and recorded."""
    wrong = request.session.get(WRONG, 0)
    access.record(request, "typed a key for", "requests for information")
    if wrong >= MOST_WRONG:
        return None
    request.session[WRONG] = wrong + 1
    try:
        return contacts.open_at(sender, typed)
    except contacts.WrongKey:
        return None


def first_page(contact: AgencyContact) -> HttpResponse:
    """The only request that waits, else the list."""
    waiting = list(answering.requests_of(contact).filter(status=AgencyRequest.Status.SENT)[:2])
    if len(waiting) == 1:
        return redirect("information:tasks", asked=waiting[0].pk)
    return redirect("information:list")


class ContactView(View):
    """For somebody who has opened both locks; they are at `self.contact`."""

    audited = True
    contact: AgencyContact

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Note who it is."""
        contact = contact_of(request)
        if contact is None:
            return away(request)
        self.contact = contact
        return self.serve(request, *args, **kwargs)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The page itself."""
        return super().dispatch(request, *args, **kwargs)


class List(ContactView):
    """The requests that this person may answer, and nobody else's."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Those that wait first."""
        access.record(request, "listed", "requests for information")
        own = answering.requests_of(self.contact).order_by("status", "due_on")
        waiting = [one for one in own if one.status == AgencyRequest.Status.SENT]
        done = [one for one in own if one.status == AgencyRequest.Status.SIGNED]
        several = AgencyContact.objects.for_address(self.contact.email).count() > 1
        context = {"contact": self.contact, "waiting": waiting, "done": done, "several": several}
        return render(request, "information/list.html", context)
