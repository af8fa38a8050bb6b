"""Contact into telephone and e-mail; place and day from the case and the referral; a row for each child and partner."""

import re

from django.db import migrations

ADDRESS = re.compile(r"[^\s,;<>()]+@[^\s,;<>()]+")
PARTNERS = ("local_authority", "police", "icb")
STANCES = {"met": "agrees", "not_met": "does_not"}


def parted(contact):
    """Telephone and e-mail out of what was typed into one box; nothing that was typed is left out."""
    found = ADDRESS.search(contact)
    if found is None:
        return contact.strip(), ""
    email = found.group().rstrip(".")
    rest = contact.replace(found.group(), "", 1).strip(" ,;:<>/\n\t")
    return rest, email


def rows(apps, schema_editor, name):
    return apps.get_model("notifications", name).objects.using(schema_editor.connection.alias)


def split_contact(apps, schema_editor):
    for name in ("Notification", "HistoricalNotification"):
        for one in rows(apps, schema_editor, name).exclude(notifier_contact=""):
            one.notifier_phone, one.notifier_email = parted(one.notifier_contact)
            one.save(update_fields=["notifier_phone", "notifier_email"])


def join_contact(apps, schema_editor):
    for name in ("Notification", "HistoricalNotification"):
        for one in rows(apps, schema_editor, name):
            one.notifier_contact = ", ".join(filter(None, (one.notifier_phone, one.notifier_email)))[:200]
            one.save(update_fields=["notifier_contact"])


def fill(apps, schema_editor):
    children, stances = (rows(apps, schema_editor, name) for name in ("NotifiedChild", "PartnerStance"))
    for one in rows(apps, schema_editor, "Notification").select_related("case", "referral"):
        case, referral = one.case, one.referral
        one.incident_on, one.incident_place = case.incident_on, case.incident_place
        if referral is not None:
            one.incident_time, one.incident_place = referral.incident_time, referral.incident_place or case.incident_place
            one.suspicion = referral.suspicion if referral.suspicion in ("known", "suspected", "neither") else ""
        one.save(update_fields=["incident_on", "incident_time", "incident_place", "suspicion"])
        add_children(children, one, case, referral)
        add_stances(stances, one, referral)


def add_children(children, one, case, referral):
    told = list(referral.children.all()) if referral is not None else []
    for position, child in enumerate(case.children.order_by("pk"), 1):
        same = next((row for row in told if (row.name, row.born_on) == (child.name, child.born_on)), None)
        facts = {
            "placement": same.placement, "child_in_need": same.child_in_need, "protection_plan": same.protection_plan,
        } if same else {}  # fmt: skip
        children.create(notification=one, child=child, position=position, area=child.address[:300], **facts)


def add_stances(stances, one, referral):
    for partner in PARTNERS:
        view = referral.views.filter(partner=partner).order_by("-pk").first() if referral is not None else None
        facts = {}
        if view is not None and view.view in STANCES:
            facts = {"stance": STANCES[view.view], "words": view.reasons, "given_by": view.given_by, "given_on": view.given_on}
        stances.create(notification=one, partner=partner, **facts)


def empty(apps, schema_editor):
    for name in ("NotifiedChild", "PartnerStance"):
        rows(apps, schema_editor, name).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("cspr", "0009_register_agency_contacts"),
        ("referrals", "0009_hold_files_for_later_stages"),
        ("notifications", "0004_mirror_the_national_record"),
    ]
    operations = [
        migrations.RunPython(split_contact, join_contact),
        migrations.RunPython(fill, empty),
    ]
