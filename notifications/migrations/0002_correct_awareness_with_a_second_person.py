"""Keeps corrections of awareness and their answers, and lets the database refuse a moment that changes without one."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

FUNCTION = """
CREATE FUNCTION notifications_refuse_silent_awareness() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM notifications_awarenesscorrection asked
        LEFT JOIN notifications_awarenessanswer answer ON answer.correction_id = asked.id
        WHERE asked.notification_id = OLD.id AND (
            (asked.was = OLD.aware_at AND asked.now = NEW.aware_at AND asked.now < asked.was
                AND answer.id IS NULL AND asked.recorded_at >= transaction_timestamp())
            OR (asked.was = OLD.aware_at AND asked.now = NEW.aware_at AND asked.now > asked.was
                AND answer.confirmed AND answer.by_id <> asked.asked_by_id AND answer.recorded_at >= transaction_timestamp())
            OR (asked.now = OLD.aware_at AND asked.was = NEW.aware_at AND asked.now < asked.was
                AND NOT answer.confirmed AND answer.by_id <> asked.asked_by_id
                AND answer.recorded_at >= transaction_timestamp())
        )
    ) THEN
        RAISE EXCEPTION 'notification %: when the local authority became aware is not changed without a correction', OLD.id
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$
"""
GUARD = """
CREATE TRIGGER no_silent_awareness BEFORE UPDATE ON notifications_notification FOR EACH ROW
    WHEN (OLD.aware_at IS DISTINCT FROM NEW.aware_at) EXECUTE FUNCTION notifications_refuse_silent_awareness()
"""
WRITTEN_ONCE = ("notifications_awarenesscorrection", "notifications_awarenessanswer")


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


class Migration(migrations.Migration):
    dependencies = [
        ("cspr", "0007_record_every_move_of_a_date"),
        ("notifications", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AwarenessCorrection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("was", models.DateTimeField(verbose_name="on record before")),
                ("now", models.DateTimeField(verbose_name="corrected to")),
                ("because", models.TextField(verbose_name="reason")),
                ("asked_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "notification",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="corrections", to="notifications.notification"
                    ),
                ),
            ],
            options={
                "ordering": ["-asked_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="AwarenessAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("confirmed", models.BooleanField()),
                ("because", models.TextField(blank=True, verbose_name="reason")),
                ("at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "correction",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answer",
                        to="notifications.awarenesscorrection",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.RunSQL(FUNCTION, "DROP FUNCTION notifications_refuse_silent_awareness()"),
        migrations.RunSQL("REVOKE ALL ON FUNCTION notifications_refuse_silent_awareness() FROM PUBLIC", migrations.RunSQL.noop),
        migrations.RunSQL(GUARD, "DROP TRIGGER no_silent_awareness ON notifications_notification"),
        *[guard(table) for table in WRITTEN_ONCE],
    ]
