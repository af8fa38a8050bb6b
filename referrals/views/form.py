"""The form itself, on one page. Whatever goes wrong, everything that was typed is shown again."""

import uuid
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views import View
from django.views.decorators.http import require_safe

from cspr.addresses import normal
from cspr.models import Agency
from referrals import codes, lifecycle, uploads
from referrals.forms import AddressForm, CodeForm, WholeReferral
from referrals.forms.whole import CHECK, KEEP_FILE, REMOVE_FILE, answers_in
from referrals.middleware import asker, enter, sender_of
from referrals.models import Attachment, Referral

NOT_REGISTERED = (
    "Your address is no longer registered for any agency, so the referral cannot be sent from it. Nothing you typed is lost: "
    "keep this page open and call the business unit."
)
TOO_MANY = (
    "You have sent five referrals within an hour, which is the most we take from one address. Nothing you typed is lost: "
    "keep this page open and send it later, or call the business unit now."
)
BUSY = (
    "The same form is being sent from another window, or by a second press of the button. Nothing you typed is lost: "
    "press “Send the referral” once more. If it has arrived already, you see its receipt."
)
NO_PROBLEMS = "Everything that we can check is in order. Nothing has been sent yet."
BACK_AGAIN = (
    "You are signed in again and everything you typed is here. Nothing has been sent yet: read it through, then send it. "
    "If you had just chosen a file, choose it again."
)


@require_safe
def begin(request: HttpRequest) -> HttpResponse:
    """Begin an empty form under an identifier of its own, so that it can be sent only once."""
    return redirect("referrals:form", form_uuid=uuid.uuid4())


class ReferralPage(View):
    """One form of one sender."""

    def get(self, request: HttpRequest, form_uuid: uuid.UUID) -> HttpResponse:
        """Show the empty form; or the receipt, once the form is sent."""
        sender = sender_of(request)
        if sender is None:
            return redirect("referrals:ask")
        if is_sent(sender, form_uuid):
            return redirect("referrals:receipt", form_uuid=form_uuid)
        return show(request, form_uuid, whole(request, sender, at=timezone.now()))

    def post(self, request: HttpRequest, form_uuid: uuid.UUID) -> HttpResponse:
        """Send it; or do what another button asked for."""
        sender = sender_of(request)
        if sender is None:
            return sign_in_again(request, form_uuid)
        at = timezone.now()
        page = whole(request, sender, at=at)
        try:
            return self.work_on(request, form_uuid, sender, page, at=at)
        except uploads.FormBusy:
            return show(request, form_uuid, page.without_judging(), BUSY)

    def work_on(
        self, request: HttpRequest, form_uuid: uuid.UUID, sender: str, page: WholeReferral, *, at: datetime
    ) -> HttpResponse:
        """Do what the pressed button asks for. Raises uploads.FormBusy."""
        if is_sent(sender, form_uuid):
            return redirect("referrals:receipt", form_uuid=form_uuid)
        refusal = take_file(request, sender, form_uuid, at=at)
        if page.is_pressed(REMOVE_FILE):
            uploads.remove(sender, form_uuid, at=at)
        if page.moves_a_row or any(page.is_pressed(button) for button in (REMOVE_FILE, KEEP_FILE, "code", "email")):
            return show(request, form_uuid, page.without_judging(), refusal)
        return self.judge(request, form_uuid, sender, page, refusal, at=at)

    def judge(
        self, request: HttpRequest, form_uuid: uuid.UUID, sender: str, page: WholeReferral, refusal: str, *, at: datetime
    ) -> HttpResponse:
        """Send what is in order; show the rest again with what is wrong."""
        in_order = page.is_valid()
        if refusal:
            page.incident.add_error("attachment", refusal)
        if refusal or not in_order:
            return show(request, form_uuid, page)
        if page.is_pressed(CHECK):
            return show(request, form_uuid, page, NO_PROBLEMS)
        try:
            lifecycle.receive(
                form_uuid, sender=sender, agency=page.agency, facts=page.facts, children=page.children_facts, at=at
            )
        except lifecycle.TooManyReferrals:
            return show(request, form_uuid, page, TOO_MANY)
        return redirect("referrals:receipt", form_uuid=form_uuid)


def whole(request: HttpRequest, sender: str, *, at: datetime) -> WholeReferral:
    """The page as it was posted, or empty."""
    agencies = list(Agency.objects.for_address(sender))
    if request.method == "POST":
        return WholeReferral(request.POST, request.FILES, agencies=agencies, at=at)
    return WholeReferral(agencies=agencies, at=at)


def is_sent(sender: str, form_uuid: uuid.UUID) -> bool:
    """Whether this sender has sent this form."""
    return Referral.objects.sent_by(sender).filter(form_uuid=form_uuid).exists()


def take_file(request: HttpRequest, sender: str, form_uuid: uuid.UUID, *, at: datetime) -> str:
    """Keep the file that came with the page, whatever else is wrong with it. Returns why it was refused, or ""."""
    if request.META.get("referrals.too_large"):
        return uploads.TOO_LARGE
    upload = request.FILES.get("attachment")
    if not isinstance(upload, UploadedFile):
        return ""
    try:
        uploads.keep(upload, sender=sender, form_uuid=form_uuid, at=at)
    except uploads.FileRefused as refused:
        return str(refused)
    return ""


def show(request: HttpRequest, form_uuid: uuid.UUID, page: WholeReferral, *notices: str) -> HttpResponse:
    """The page, with the file that is kept for it."""
    sender = sender_of(request) or ""
    context = {
        "page": page,
        "form_uuid": form_uuid,
        "sender": sender,
        "kept": Attachment.objects.kept_for(sender, form_uuid).first(),
        "notices": [notice for notice in (*notices, "" if page.agencies else NOT_REGISTERED) if notice],
    }
    return render(request, "referrals/form.html", context)


def sign_in_again(request: HttpRequest, form_uuid: uuid.UUID) -> HttpResponse:
    """The session ran out: carry what was typed through a new sign-in, in the pages themselves and nowhere else.

    The answers stand as hidden fields in the answer to the person who posted them; no session, no table and no browser
    storage holds them.
    """
    context = {"form_uuid": form_uuid, "answers": answers_in(request.POST)}
    asked = AddressForm(request.POST if "email" in request.POST else None)
    if not asked.is_valid():
        return render(request, "referrals/expired.html", {**context, "form": asked})
    address = asked.cleaned_data["email"]
    typed = CodeForm(request.POST if "code" in request.POST and "again" not in request.POST else None)
    if typed.is_valid():
        if codes.is_right(address, typed.cleaned_data["code"], at=timezone.now(), asked_by=asker(request)):
            enter(request, normal(address))
            page = whole(request, normal(address), at=timezone.now())
            return show(request, form_uuid, page.without_judging(), BACK_AGAIN)
        typed.say_wrong()
    if not typed.is_bound:
        codes.send_if_known(address, at=timezone.now(), asked_by=asker(request))
    return render(request, "referrals/expired_code.html", {**context, "form": typed, "address": address})
