"""The page of a message shows neither a code nor the link of an invitation: each is half a way in."""

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cspr import codes, invitations
from cspr.models import OutgoingEmail, User
from tests.cast import person
from tests.doors import sign_in


def text_of_newest(client: Client, reader: User) -> str:
    """What the page of the newest message says."""
    sign_in(client, reader)
    newest = OutgoingEmail.objects.latest("created_at")
    return client.get(reverse("admin:cspr_outgoingemail_change", args=[newest.pk])).content.decode()


def test_the_link_of_an_invitation_is_left_blank(client: Client, manager: User) -> None:
    _, token, _ = invitations.invite("new@council.example", "coordinator", name="", by=manager, at=timezone.now())
    assert token in OutgoingEmail.objects.latest("created_at").body
    text = text_of_newest(client, person("coordinator"))
    assert token not in text
    assert "invitation/●●●●●●" in text


def test_a_code_is_left_blank(client: Client, manager: User) -> None:
    code = codes.send("head@school.example", at=timezone.now())
    text = text_of_newest(client, manager)
    assert codes.digits_of(code) not in text
    assert "Your code is ●●●●●●" in text
