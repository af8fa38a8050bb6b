"""The demonstration's sign-ins as words: the doors, who may come in, and the code that opens for them now."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from cspr import second_factor
from cspr.models import User
from demo.people import PASSWORD, STAFF
from demo.referred import WRITES
from demo.written import written


@dataclass(frozen=True)
class Code:
    """A colleague's code, and for how many more seconds it is the newest."""

    name: str
    email: str
    role: str
    digits: str
    seconds: int


def give_apps(staff: dict[str, User]) -> None:
    """An authenticator app with its fixed secret for every colleague who has none."""
    for one in STAFF:
        if not second_factor.has_app(staff[one.email]):
            second_factor.enrol(staff[one.email], one.secret)


def codes(*, at: datetime, email: str = "") -> list[Code]:
    """The codes of the colleagues who have an app, or of the one with this address."""
    wanted = [one.email for one in STAFF if email in ("", one.email)]
    people = {user.email: user for user in User.objects.filter(email__in=wanted)}
    seconds = second_factor.STEP - int(at.timestamp()) % second_factor.STEP
    found = []
    for user in (people[address] for address in wanted if address in people):
        secret = second_factor.secret_of(user)
        if secret:
            found.append(Code(user.name, user.email, user.role_name, second_factor.code_at(secret, at), seconds))
    return found


def table() -> str:
    """The doors and how to enter each, for a terminal."""
    width = max(len(one.email) for one in STAFF)
    people = "\n".join(f"  {one.email:<{width}}  {one.job_title}" for one in STAFF)
    begun = "".join(f"  {one.email:<{width}}  {one.title}: receipt number {one.number}\n" for one in written())
    return (
        f"Public site     {settings.PUBLIC_URL}/  (open to all)\n"
        f"Referral site   {settings.REFERRALS_URL}/  (such as {WRITES}; the code comes to the mailbox)\n"
        f"{begun}"
        f"Staff site      {settings.STAFF_URL}/  (password “{PASSWORD}”, then a code: ./manage demo_code ADDRESS)\n"
        f"{people}\n"
        f"Demo mailbox    {settings.STAFF_URL}/demo/mailbox/     Codes  {settings.STAFF_URL}/demo/codes/\n"
    )
