"""How somebody joins the staff, and how a lost device is replaced. The only writer of Invitation.

Two things open an invitation: the link, which goes by e-mail, and the key, which the inviting person tells by
telephone. Whoever reads the mailbox has only one of them.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.sessions.models import Session
from django.db import transaction

from cspr import outbox, second_factor
from cspr.addresses import normal
from cspr.models import Invitation, User

LIFETIME = timedelta(hours=72)
TRIES = 5
# No letter or digit that sounds or looks like another: no 0 O 1 I L, no B D P T V beside E or 8, no 5 S, 2 Z.
KEY_SIGNS = "34679ACEFGHJKMNQRUWXY"
KEY_LENGTH = 8
# The page of the staff site on which an invitation is accepted; a test compares it with the URL map.
Facts = dict[str, Any]
PATH = "/sign-in/invitation/{token}/"


class InvitationRefused(Exception):
    """The invitation may not be written. The text says why to the person who tried."""


class InvitationUnusable(Exception):
    """Unknown, used, too old, replaced by a newer one, or out of tries. Nobody is told which."""


class WrongKey(Exception):
    """The key does not fit. `tries_left` is 0 when a new invitation is needed."""

    def __init__(self, tries_left: int) -> None:
        super().__init__("wrong key")
        self.tries_left = tries_left


@transaction.atomic
def invite(
    email: str, role: str, *, at: datetime, by: User | None = None, name: str = "", partner: str = ""
) -> tuple[Invitation, str, str]:
    """Invite somebody to join. Returns the invitation, the token of its link and its key; neither is stored.

    Raises InvitationRefused for an address that has an account, or a foreign letter.
    """
    email = normal(email)
    if not email.isascii():
        raise InvitationRefused("Nobody was invited. Type the address in letters without accents, digits and signs only.")
    if User.objects.with_address(email).exists():
        raise InvitationRefused("This address has an account already. If its device is lost, reset the device instead.")
    facts: Facts = {"email": email, "role": role, "name": name.strip(), "partner": partner, "invited_by": by}
    invitation, token, key = _write(facts, at=at)
    _tell(invitation, "invited", email, "Your invitation to the staff site", _invited_words(token), at=at)
    return invitation, token, key


@transaction.atomic
def reset(user: User, *, at: datetime, by: User | None = None) -> tuple[Invitation, str, str]:
    """Let somebody whose device is lost begin anew, and end their sessions at once; `by` is None on the server itself.

    The person and every business manager are told. Raises InvitationRefused.
    """
    if by is not None and by.pk == user.pk:
        raise InvitationRefused(
            "Nobody can reset their own device. Ask another business manager; if there is none, the person who runs the server "
            "can use the command reset_device."
        )
    if not user.is_active:
        raise InvitationRefused("This account may not sign in at present. Allow that first, then reset the device.")
    facts: Facts = {"email": normal(user.email), "role": user.role, "name": user.name, "partner": user.partner}
    invitation, token, key = _write({**facts, "invited_by": by, "resets": user}, at=at)
    end_sessions(user)
    _tell(invitation, "reset", user.email, "Set up how you sign in again", _reset_words(token, by), at=at)
    for manager in User.objects.with_roles("business_manager").exclude(pk=user.pk):
        _tell(invitation, f"told:{manager.pk}", manager.email, "A colleague’s device was reset", _told_words(user, by), at=at)
    return invitation, token, key


def find(token: str, *, at: datetime) -> Invitation:
    """The open invitation to which a link belongs. Looking spends nothing. Raises InvitationUnusable."""
    invitation = Invitation.objects.filter(token_digest=_digest(token)).select_related("resets").first()
    if invitation is None or not _is_usable(invitation, at=at):
        raise InvitationUnusable
    return invitation


def accept(token: str, key: str, *, password: str, at: datetime, name: str = "") -> User:
    """Use the invitation up: the new member of staff, or the one whose device was reset, with this password and no device yet.

    A wrong key costs a try, which stays spent. Raises InvitationUnusable and WrongKey.
    """
    answer = _accept(token, key, password=password, name=name, at=at)
    if isinstance(answer, int):
        raise WrongKey(answer)
    return answer


@transaction.atomic
def _accept(token: str, key: str, *, password: str, name: str, at: datetime) -> User | int:
    """The person, or how many tries are left."""
    invitation = Invitation.objects.select_for_update(of=("self",)).filter(token_digest=_digest(token)).first()
    if invitation is None or not _is_usable(invitation, at=at):
        raise InvitationUnusable
    if not check_password(_plain(key), invitation.key_digest):
        invitation.tries_left -= 1
        invitation.save(update_fields=["tries_left"])
        return invitation.tries_left
    invitation.used_at = at
    invitation.save(update_fields=["used_at"])
    return _begin_anew(invitation.resets, password) if invitation.resets else _join(invitation, password, name)


def _join(invitation: Invitation, password: str, name: str) -> User:
    return User.objects.create_user(
        invitation.email,
        password,
        name=name.strip() or invitation.name,
        role=invitation.role,
        partner=invitation.partner,
    )


def _begin_anew(whose: User, password: str) -> User:
    """Old password, old second factors and old sessions end together."""
    user = User.objects.select_for_update().get(pk=whose.pk)
    second_factor.forget(user)
    user.set_password(password)
    user.save(update_fields=["password"])
    end_sessions(user)
    return user


def end_sessions(user: User) -> None:
    """Sign a person out everywhere."""
    theirs = [s.pk for s in Session.objects.iterator() if s.get_decoded().get("_auth_user_id") == str(user.pk)]
    Session.objects.filter(pk__in=theirs).delete()


def link(token: str) -> str:
    """The address of the page on which an invitation is accepted, made from the settings and never from a request."""
    return f"{settings.STAFF_URL}" + PATH.format(token=token)


def _write(facts: Facts, *, at: datetime) -> tuple[Invitation, str, str]:
    """A new row; an older open one for the same address can no longer be used."""
    Invitation.objects.filter(email=facts["email"], used_at__isnull=True).update(tries_left=0)
    token = secrets.token_urlsafe(32)
    key = "".join(secrets.choice(KEY_SIGNS) for _ in range(KEY_LENGTH))
    invitation = Invitation.objects.create(
        token_digest=_digest(token),
        key_digest=make_password(key),
        tries_left=TRIES,
        created_at=at,
        expires_at=at + LIFETIME,
        **facts,
    )
    return invitation, token, f"{key[:4]}-{key[4:]}"


def _is_usable(invitation: Invitation, *, at: datetime) -> bool:
    """Open, and the account it resets may still sign in, or the address it invites has joined by no other way."""
    if not invitation.is_open(at=at):
        return False
    if invitation.resets is not None:
        return invitation.resets.is_active
    return not User.objects.with_address(invitation.email).exists()


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _plain(key: str) -> str:
    """As the key was made, whatever spaces, dashes or small letters were typed."""
    return "".join(sign for sign in key.upper() if sign.isalnum())


def _tell(invitation: Invitation, kind: str, to: str, subject: str, body: str, *, at: datetime) -> None:
    outbox.queue(key=f"invitation:{invitation.pk}:{kind}", to=to, subject=subject, body=body, at=at)


_HOW = (
    "{link}\n\n"
    "You need a key as well. The person who invited you tells you the key by telephone; it is in no e-mail. "
    "The link works once, for 72 hours. You will need a telephone with an authenticator app."
)


def _invited_words(token: str) -> str:
    name = settings.PARTNERSHIP["name"]
    return f"You are invited to the staff site of the {name}.\n\n" + _HOW.format(link=link(token))


def _reset_words(token: str, by: User | None) -> str:
    who = by.get_full_name() if by else "The person who runs the server"
    return (
        f"{who} has reset how you sign in to the staff site, because your device was reported lost. "
        "You were signed out everywhere.\n\n"
        + _HOW.format(link=link(token)).replace("invited you", "did this")
        + "\n\nIf you did not lose a device, telephone a business manager of the partnership at once."
    )


def _told_words(user: User, by: User | None) -> str:
    who = by.get_full_name() if by else "The person who runs the server"
    return (
        f"{who} has reset the sign-in device of {user.get_full_name()}.\n\n"
        "You are told because every business manager is. If this looks wrong, telephone both of them."
    )
