"""The invented referrals, each from its draft on, as a practitioner of that agency would write it."""

from typing import Any

from demo import referral_words as words
from demo.stage import Stage
from referrals import drafts, lifecycle
from referrals.facts import Facts
from referrals.models import Draft, PartnerView, Referral, ReferredChild

# Where a newcomer finds a draft that waits to be finished, and a referral about which the unit has asked something.
WRITES = "teacher@hillside.example"
IS_ASKED = "nurse@nhs.example"


def refer(stage: Stage, agency: str, sender: str, *children: dict[str, Any], days: float, **facts: Any) -> Referral:
    """A referral that was sent so many days ago. The local authority had been told an hour before, unless `facts` differ."""
    at = stage.ago(days)
    sent = {
        **words.SENDER,
        **words.CRITERIA,
        **words.NOW,
        "discussed_on": stage.day(days),
        "agency_aware_on": stage.day(days),
        "la_told": Referral.Told.YES,
        "la_told_at": stage.ago(days + 1 / 24),
        "la_told_how": "By telephone to the first contact team",
        "incident_on": stage.day(days + 2),
        **facts,
    }
    written = drafts.start(sender, agency=stage.agencies[agency], at=stage.ago(days + 1 / 48))
    told = Facts(
        sent,
        [{**words.CHILD, **child} for child in children],
        words.HOUSEHOLD,
        words.AGENCIES,
        words.key_dates(stage, days=days),
    )
    return lifecycle.receive(written, facts=told, agency=stage.agencies[agency], at=at)


def tell_declined(stage: Stage) -> None:
    """Referrals that go another way."""
    audited = {"name": "Perpetua Lockridge", "born_on": stage.born(years=10)}
    referral = refer(stage, "Mental health trust", "nurse@mentalhealth.example", audited, days=9, **words.NEITHER_CRITERION)
    route = Referral.Route.AUDIT
    lifecycle.decline(referral, by=stage.coordinator, at=stage.ago(8), because=words.AUDITED, route=route)
    looked_at = {"name": "Guinevere Ashcombe", "born_on": stage.born(years=7)}
    referral = refer(
        stage, "Bridge housing association", "officer@housing.example", looked_at, days=6, **words.NEITHER_CRITERION
    )
    route = Referral.Route.SINGLE_AGENCY
    lifecycle.decline(referral, by=stage.coordinator, at=stage.ago(5), because=words.DECLINED, route=route)


def tell_considered(stage: Stage) -> None:
    """Referrals that were read: one with the views of two partners, one answered, two with a question that is still open."""
    unlike = {"name": "Leopold Winterbourne", "born_on": stage.born(years=14)}
    facts = {"incident_dated": Referral.Dated.PERIOD, "incident_until": stage.day(5.5), "narrative": words.CONCERN}
    referral = refer(stage, "Police, protecting vulnerable people", "desk@police.example", unlike, days=4.5, **facts)
    lifecycle.consider(referral, by=stage.coordinator, at=stage.ago(4.2))
    _give_views(stage, referral)
    answered = {"name": "Jemima Cloverdale", "born_on": stage.born(years=4)}
    referral = refer(stage, "Community health services", "visitor@nhs.example", answered, days=4)
    lifecycle.ask(referral, words.WHAT_WE_ASK, by=stage.coordinator, at=stage.ago(3.8))
    lifecycle.reply(referral, words.WHAT_THEY_REPLY, at=stage.ago(3.2))
    for name, agency, sender, days in (
        ("Marigold Eastlake", "Meadow secondary school", "head@meadow.example", 2.5),
        ("Kit Summerhayes", "Riverside surgery", IS_ASKED, 1.5),
    ):
        referral = refer(stage, agency, sender, {"name": name, "born_on": stage.born(years=9)}, days=days)
        lifecycle.ask(referral, words.WHAT_WE_ASK, by=stage.coordinator, at=stage.ago(days - 0.4))


def _give_views(stage: Stage, referral: Referral) -> None:
    """The police find the criteria met; the health board does not, and says why."""
    views = (("police", PartnerView.View.MET, words.MET), ("icb", PartnerView.View.NOT_MET, words.NOT_MET))
    for partner, view, reasons in views:
        lifecycle.record_view(
            referral,
            partner=partner,
            view=view,
            reasons=reasons,
            given_by="A demonstration partner",
            given_on=stage.day(3),
            by=stage.coordinator,
            at=stage.ago(3),
        )


def tell_received(stage: Stage) -> None:
    """Referrals that wait to be read: one whose clock may run already, a possible duplicate of it, and a saved draft."""
    born_on = stage.born(years=6)
    unborn = {"name": "Baby Tolliver", "expected_on": stage.day(-60), "education": ReferredChild.Education.NOT_OF_AGE}
    sister = {"name": "Nettie Tolliver", "born_on": stage.born(years=3), "legal_status": ReferredChild.LegalStatus.CARE_ORDER}
    refer(stage, "Probation service", "officer@probation.example", sister, unborn, days=0.3, la_told_at=stage.ago(3))
    told = {"name": "Isolde Merriweather", "born_on": born_on}
    refer(stage, "Hillside primary school", "head@hillside.example", told, days=0.2, narrative=words.SEEN_WITH_OTHERS)
    alike = {"name": "Izolde Merryweather", "born_on": born_on}
    untold = {"la_told": Referral.Told.NO, "la_told_at": None, "la_told_how": ""}
    dated = {"incident_dated": Referral.Dated.ABOUT}
    refer(stage, "Riverside surgery", "doctor@nhs.example", alike, days=0.05, **untold, **dated)
    _save_a_draft(stage)


def _save_a_draft(stage: Stage) -> None:
    """Two pages of a referral that its sender has put aside."""
    at = stage.ago(0.1)
    draft = drafts.start(WRITES, agency=stage.agencies["Hillside primary school"], at=at)
    _type(stage, draft, "you", sender_name="A demonstration teacher", sender_role="Class teacher", sender_phone="01632 960 105")
    _type(stage, draft, "manager", manager_name="A demonstration manager")


def _type(stage: Stage, draft: Draft, step: str, **answers: str) -> None:
    page = drafts.Page(draft.pk, step, 0, 0)
    drafts.save(page, {name: [value] for name, value in answers.items()}, judged=step == "you", at=stage.ago(0.1))
