"""What a notification takes over from the referral and the case, so that nothing is typed twice; and what follows from it."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import transaction

from cspr.clocks import london_date
from cspr.lifecycle import MoveRefused, lock, save
from cspr.models import Case, Child, User
from notifications.models import Notification, NotifiedChild, PartnerStance
from referrals.models import Answer, PartnerView, Referral, ReferredChild

# The national system passes it on to both.
COPIED_TO = "Department for Education\nOfsted"
Stance, Suspicion = PartnerStance.Stance, Notification.Suspicion
SUSPICIONS = {
    Referral.Suspicion.KNOWN: Suspicion.KNOWN,
    Referral.Suspicion.SUSPECTED: Suspicion.SUSPECTED,
    Referral.Suspicion.NEITHER: Suspicion.NEITHER,
}
STANCES = {PartnerView.View.MET: Stance.AGREES, PartnerView.View.NOT_MET: Stance.DOES_NOT}


def taken_over(case: Case, referral: Referral | None) -> dict[str, Any]:
    """The fields of a new notification, as far as case and referral know them; staff complete and correct them."""
    facts: dict[str, Any] = {
        "local_authority": settings.PARTNERSHIP["area"],
        "incident_on": case.incident_on,
        "incident_place": case.incident_place,
        "copied_to": COPIED_TO,
    }
    if referral is None:
        return facts
    told = list(referral.children.all())
    known = ReferredChild.LegalStatus.NOT_KNOWN
    return facts | {
        "nature": referral.outcome if referral.outcome in Notification.Nature.values else "",
        "suspicion": SUSPICIONS.get(Referral.Suspicion(referral.suspicion), ""),
        "incident_on": referral.incident_on,
        "incident_time": referral.incident_time,
        "incident_place": referral.incident_place or case.incident_place,
        "incident_details": referral.narrative,
        "looked_after": _of_all(
            Answer.YES if one.is_looked_after else Answer.NOT_KNOWN if one.legal_status == known else Answer.NO for one in told
        ),
        "care_leaver": _of_all(one.care_leaver for one in told),
    }


def _of_all(answers: Iterable[str]) -> str:
    """Yes if it is so of one, not known if it may be, no if it is so of none; "" of no child."""
    given = set(answers)
    return next((answer for answer in (Answer.YES, Answer.NOT_KNOWN, Answer.NO) if answer in given), "")


def add_children(notification: Notification, *, by: User) -> list[NotifiedChild]:
    """A row for each child of the case that has none yet, filled from what referrals said; the rows that were added."""
    there = set(notification.children.values_list("child_id", flat=True))
    missing = [child for child in notification.case.children.order_by("pk") if child.pk not in there]
    told = _told(notification.case) if missing else []
    added = []
    for position, child in enumerate(missing, len(there) + 1):
        row = NotifiedChild(notification=notification, child=child, position=position, **_of_child(child, told))
        save(row, by=by)
        added.append(row)
    return added


@transaction.atomic
def take_over_children(notification: Notification, *, by: User) -> list[NotifiedChild]:
    """The same as a step, while it is being prepared. Raises MoveRefused."""
    notification = lock(notification)
    if notification.status != Notification.Status.PREPARING:
        raise MoveRefused("Children are added only while the notification is being prepared. Nothing was altered.")
    added = add_children(notification, by=by)
    if not added:
        raise MoveRefused("Every child of the case is in the notification already. Nothing was altered.")
    return added


def children_to_add(notification: Notification) -> list[Child]:
    """Children of the case that are not in the notification."""
    there = {row.child_id for row in notification.children.all()}
    return [child for child in notification.case.children.all() if child.pk not in there]


def add_stances(notification: Notification, *, by: User) -> None:
    """A row for each of the three partners, with the view that it gave of the referral."""
    for partner in User.Partner.values:
        save(PartnerStance(notification=notification, partner=partner, **_view_of(notification.referral, partner)), by=by)


def views_of(notification: Notification) -> list[dict[str, Any]]:
    """Each partner's view as it stands, to be kept with a decision."""
    return [
        {"partner": str(one.get_partner_display()), "dissents": one.dissents, "words": one.in_words() or "Not given."}
        for one in notification.stances.all()
    ]


def why_no_review(notification: Notification) -> str:
    """Why no Rapid Review follows; "" where one does, and where an answer that would decide it is not known.

    A looked-after child who died without suspected abuse or neglect is notified, and the Panel does not consider it
    (gov.uk/guidance/report-a-serious-child-safeguarding-incident). The death of a care leaver requires no review either
    (Working Together 2023); below eighteen the criteria for a child count as for any other.
    """
    if notification.nature != Notification.Nature.DEATH:
        return ""
    unsuspected = notification.suspicion == Suspicion.NEITHER
    if notification.looked_after == Answer.YES and unsuspected:
        return (
            "A looked-after child has died, and neither abuse nor neglect is known or suspected: no Rapid Review is required."
        )
    if notification.care_leaver == Answer.YES and (unsuspected or _all_adults(notification)):
        return "A care leaver has died: no Rapid Review is required."
    return ""


def _all_adults(notification: Notification) -> bool:
    day = notification.incident_on or london_date(notification.aware_at)
    rows = list(notification.children.select_related("child"))
    return bool(rows) and all(row.is_adult_on(day) for row in rows)


def _told(case: Case) -> list[tuple[ReferredChild, str]]:
    """Each child as a referral described them, the newest referral first, with the agencies that it named."""
    return [
        (child, ", ".join(agency.name for agency in referral.agencies.all()))
        for referral in case.referrals.order_by("-pk").prefetch_related("children", "agencies")
        for child in referral.children.all()
    ]


def _of_child(child: Child, told: list[tuple[ReferredChild, str]]) -> dict[str, Any]:
    area = ", ".join(line.strip() for line in child.address.splitlines() if line.strip())
    for one, agencies in told:
        if (one.name.strip().lower(), one.born_on) == (child.name.strip().lower(), child.born_on):
            then = f"; at the time: {one.whereabouts}" if one.whereabouts not in ("", "Not known") else ""
            return {
                "area": f"{area}{then}"[:300],
                "placement": one.placement,
                "child_in_need": one.child_in_need,
                "protection_plan": one.protection_plan,
                "known_to": agencies[:300],
            }
    return {"area": area[:300]}


def _view_of(referral: Referral | None, partner: str) -> dict[str, Any]:
    """The newest that the partner gave, if it was a decided one."""
    view = referral.views.filter(partner=partner).order_by("-recorded_at", "-pk").first() if referral is not None else None
    stance = STANCES.get(PartnerView.View(view.view)) if view is not None else None
    if view is None or stance is None:
        return {}
    return {"stance": stance, "words": view.reasons, "given_by": view.given_by, "given_on": view.given_on}
