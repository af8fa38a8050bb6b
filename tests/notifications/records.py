"""Records of notifications for these tests: invented, and complete where they have to be."""

from datetime import date
from typing import Any

from cspr.models import Case, Child, User
from notifications import facts, lifecycle
from notifications.models import Notification, PartnerStance
from referrals import joining
from referrals.models import InvolvedAgency, PartnerView, Referral, ReferredChild
from tests import walk
from tests.walk import AWARE

DEATH = {"nature": "death", "looked_after": "no", "care_leaver": "no", "suspicion": "suspected"}
OF_A_CHILD = {"health": "Well", "area": "Bath", "known_to": "School", "child_in_need": "no", "protection_plan": "never"}


def from_a_referral(by: User, *children: dict[str, Any], views: tuple[tuple[str, str], ...] = (), **facts: Any) -> Notification:
    """A notification that an accepted referral opened; `views` are those of partners, before it was accepted."""
    sent = walk.referral(la_aware_at=AWARE, incident_place="A park in Bath", incident_time="At dusk", **facts)
    for child in children:
        described = {"sex": "female", "ethnicity": "Not known", "address": "1 Invented Lane\nBath", "legal_status": "none"}
        ReferredChild.objects.create(referral=sent, **{"name": "Rowan", **described, **child})
    for partner, view in views:
        PartnerView.objects.create(
            referral=sent, partner=partner, view=view, reasons=f"Reasons: {view}.", given_by="A lead",
            given_on=AWARE.date(), recorded_by=by, recorded_at=AWARE,
        )  # fmt: skip
    InvolvedAgency.objects.create(referral=sent, name="City hospital", contact="A ward", still_involved="yes")
    sent.case = joining.join(sent, None, by=by, at=AWARE)
    Referral.objects.filter(pk=sent.pk).update(case=sent.case)
    return lifecycle.open_from(sent, by=by, at=AWARE)


def with_children(by: User, count: int, **fields: Any) -> Notification:
    """A notification that came first, with so many children of twelve, thirteen ... years."""
    one = walk.notification(by)
    for number in range(count):
        add_child(one.case, name=f"Child {number + 1}", born_on=date(2008 - number, 1, 1))
    facts.take_over_children(one, by=by)
    return change(one, **fields)


def add_child(case: Case, **facts: Any) -> Child:
    """A child on the page of the case."""
    described = {"sex": "female", "ethnicity": "White British", "disability": "None", "address": "1 Invented Lane"}
    return Child.objects.create(case=case, **{**described, **facts})


def change(one: Notification, **facts: Any) -> Notification:
    """As the page of the record would."""
    for name, value in facts.items():
        setattr(one, name, value)
    one.save()
    return one


def complete(by: User, *, children: int = 1) -> Notification:
    """Every field that has to be filled in is."""
    one = with_children(by, children, incident_place="A park", incident_details="Invented words.", **DEATH)
    change(one, notifier_name="A. Notifier", notifier_phone="01632 960 201", notifier_email="n@council.example")
    for row in one.children.all():
        for name, value in OF_A_CHILD.items():
            setattr(row, name, value)
        row.save()
    for stance in one.stances.all():
        stance.stance, stance.given_by, stance.given_on = PartnerStance.Stance.AGREES, "A lead", AWARE.date()
        stance.save()
    return one
