"""Signing in by a code, and out again. Nothing here says whether an address is known."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from cspr.addresses import normal
from referrals import codes
from referrals.forms import AddressForm, CodeForm
from referrals.middleware import asker, enter, leave

# The address that asked for a code and has not proved itself yet.
ASKING = "asking"
# For which page somebody came before they were let in: its name, never an address that was typed. Kept once they ask for a
# code, so that a visitor who only looks leaves no session behind.
BOUND_FOR, PAGES = "bound_for", {"information": "information:list"}


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Take the address and, if an agency may refer from it, send the code."""
    form = AddressForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        codes.send_if_known(form.cleaned_data["email"], at=timezone.now(), asked_by=asker(request))
        request.session[ASKING] = form.cleaned_data["email"]
        request.session[BOUND_FOR] = PAGES.get(request.GET.get("for", ""), "referrals:home")
        return redirect("referrals:code")
    return render(request, "referrals/address.html", {"form": form})


@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Take the code and let the sender in."""
    address = request.session.get(ASKING)
    if not address:
        return redirect("referrals:ask")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if codes.is_right(address, form.cleaned_data["code"], at=timezone.now(), asked_by=asker(request)):
            onward = request.session.get(BOUND_FOR, "referrals:home")
            enter(request, normal(address))
            return redirect(onward)
        form.say_wrong()
    return render(request, "referrals/code.html", {"form": form, "address": address})


@require_POST
def again(request: HttpRequest) -> HttpResponse:
    """Send another code to the address that asked."""
    address = request.session.get(ASKING)
    if not address:
        return redirect("referrals:ask")
    codes.send_if_known(address, at=timezone.now(), asked_by=asker(request))
    return render(request, "referrals/code.html", {"form": CodeForm(), "address": address, "again": True})


@require_POST
def out(request: HttpRequest) -> HttpResponse:
    """End the session, have the browser forget what it was shown, and say so."""
    leave(request)
    response = render(request, "referrals/signed_out.html")
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response
