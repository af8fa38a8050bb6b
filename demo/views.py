"""The pages of the demonstration: where the doors are, and the mail that was sent."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from demo import mail
from demo.people import AGENCIES, PASSWORD, STAFF
from demo.written import written


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """The three doors, how to enter each, and what senders have written already."""
    senders = [f"name@{domain}" for domain in dict.fromkeys(agency[3] for agency in AGENCIES)]
    shown = {"staff": STAFF, "password": PASSWORD, "senders": senders, "written": written()}
    return render(request, "demo/start.html", shown)


@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """The newest messages."""
    return render(request, "demo/mailbox.html", {"letters": mail.newest()})
