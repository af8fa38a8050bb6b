"""Where a case stands with its referrals, which agencies sent them, and their papers."""

from datetime import date

from django.db.models import Count, Prefetch, Q, prefetch_related_objects
from django.urls import reverse

from cspr.clocks import london_date
from cspr.models import Case, User
from cspr.panels import Row
from cspr.standing import Stage, Standing
from referrals.models import Referral

VIEW = "referrals.view_referral"


def referrals_of(case: Case, user: User) -> list[Referral]:
    """The referrals of the case, asked for once for a page."""
    if not user.has_perm(VIEW):
        return []
    files = Count("attachments", filter=Q(attachments__removed_at__isnull=True))
    rows = Referral.objects.select_related("agency").annotate(files=files).order_by("received_at", "pk")
    prefetch_related_objects([case], Prefetch("referrals", rows, to_attr="its_referrals"))
    found: list[Referral] = case.its_referrals  # type: ignore[attr-defined]
    return found


def stands(case: Case, user: User, on: date) -> Standing | None:
    """A case is opened by accepting a referral, or without one."""
    if not user.has_perm(VIEW):
        return None
    found = referrals_of(case, user)
    if not found:
        return Standing("left", "There was none; the local authority told us itself")
    first = london_date(found[0].received_at)
    many = "" if len(found) == 1 else f"; {len(found)} in all"
    return Standing("done", f"Received {first:%-d %B %Y}{many}")


def agencies(case: Case, user: User, on: date) -> list[Row]:
    """Who referred."""
    found = [(one, london_date(one.received_at)) for one in referrals_of(case, user)]
    return [Row(str(one.agency), f"Referred on {day:%-d %B %Y}", _address(one)) for one, day in found]


def documents(case: Case, user: User, on: date) -> list[Row]:
    """Each referral on paper, and how many files came with it."""
    rows = []
    for one in referrals_of(case, user):
        rows.append(Row(f"Referral {one.reference}", "PDF", reverse("admin:referrals_referral_paper", args=[one.pk])))
        if one.files:  # type: ignore[attr-defined]
            words = "1 file" if one.files == 1 else f"{one.files} files"  # type: ignore[attr-defined]
            rows.append(Row(f"Files with {one.reference}", words, f"{_address(one)}#attachments-group"))
    return rows


def _address(referral: Referral) -> str:
    return reverse("admin:referrals_referral_change", args=[referral.pk])


STAGES = (Stage("Referral", stands),)
AGENCIES = (agencies,)
DOCUMENTS = (documents,)
