"""Gives referrals of the one-page form what the new fields ask for, and guards the tables that are written once."""

import secrets

from django.db import migrations

TABLES = ("referrals_partnerview", "referrals_wrongnumber")
# What one list held together is now three questions: old value > (field, its value, legal status).
STATUSES = {
    "child_in_need": ("child_in_need", "yes", "none"),
    "protection_plan": ("protection_plan", "now", "none"),
    "care_leaver": ("care_leaver", "yes", "none"),
}


def guard(table):
    return migrations.RunSQL(
        f"""
        CREATE TRIGGER append_only_rows BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION cspr_refuse_change();
        CREATE TRIGGER append_only_table BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION cspr_refuse_change();
        """,
        f"DROP TRIGGER append_only_rows ON {table}; DROP TRIGGER append_only_table ON {table};",
    )


def carry_over(apps, schema_editor):
    alias = schema_editor.connection.alias
    draft = apps.get_model("referrals", "Draft").objects.using(alias)
    for name in ("Referral", "HistoricalReferral"):
        rows = apps.get_model("referrals", name).objects.using(alias)
        rows.filter(incident_is_approximate=True).update(incident_dated="about")
        rows.exclude(agencies_working="").update(agencies_concern="yes")
    for name in ("ReferredChild", "HistoricalReferredChild"):
        rows = apps.get_model("referrals", name).objects.using(alias)
        for old, (field, value, status) in STATUSES.items():
            rows.filter(legal_status=old).update(**{field: value, "legal_status": status})
    for row in apps.get_model("referrals", "Referral").objects.using(alias):
        moments = {"started_at": row.received_at, "saved_at": row.received_at, "sent_at": row.received_at}
        draft.get_or_create(
            pk=row.form_uuid, defaults={"sender_email": row.sender_email, "agency_id": row.agency_id, **moments}
        )


def give_back(apps, schema_editor):
    alias = schema_editor.connection.alias
    for name in ("Referral", "HistoricalReferral"):
        apps.get_model("referrals", name).objects.using(alias).exclude(incident_dated="exact").update(
            incident_is_approximate=True
        )
    for row in apps.get_model("referrals", "Referral").objects.using(alias).filter(receipt=None):
        row.receipt = f"{secrets.randbelow(10**16):016d}"
        row.save(update_fields=["receipt"])
    apps.get_model("referrals", "HistoricalReferral").objects.using(alias).filter(receipt=None).update(receipt="")


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0003_write_a_referral_step_by_step"),
        ("cspr", "0002_guard_append_only_tables"),
    ]

    operations = [migrations.RunPython(carry_over, give_back), *[guard(table) for table in TABLES]]
