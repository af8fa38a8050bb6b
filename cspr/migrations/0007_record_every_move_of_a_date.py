"""Keeps every move of a date and every version of a rule, and lets the database refuse a date that moves in silence."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

FUNCTION = """
CREATE FUNCTION cspr_refuse_silent_move() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF (NEW.id, NEW.case_id, NEW.clock) IS DISTINCT FROM (OLD.id, OLD.case_id, OLD.clock) OR NOT EXISTS (
        SELECT FROM cspr_deadlinemove moved
        WHERE moved.deadline_id = OLD.id AND moved.recorded_at >= transaction_timestamp()
            AND (moved.old_started_on, moved.old_due_on, moved.old_latest_on) = (OLD.started_on, OLD.due_on, OLD.latest_on)
            AND (moved.new_started_on, moved.new_due_on, moved.new_latest_on) = (NEW.started_on, NEW.due_on, NEW.latest_on)
    ) THEN
        RAISE EXCEPTION 'deadline %: a date does not move without a record of the move', OLD.id
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$
"""
GUARD = """
CREATE TRIGGER no_silent_move BEFORE UPDATE ON cspr_deadline FOR EACH ROW
    WHEN ((OLD.id, OLD.case_id, OLD.clock, OLD.started_on, OLD.due_on, OLD.latest_on)
        IS DISTINCT FROM (NEW.id, NEW.case_id, NEW.clock, NEW.started_on, NEW.due_on, NEW.latest_on))
    EXECUTE FUNCTION cspr_refuse_silent_move()
"""
WRITTEN_ONCE = ("cspr_deadlinemove", "cspr_clockrule")


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
        ("cspr", "0006_find_children_by_a_name_like_theirs"),
    ]

    operations = [
        migrations.CreateModel(
            name="DeadlineMove",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(verbose_name="when it was moved")),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("rule", "A new version of the rule"),
                            ("holiday", "A change to the bank holidays"),
                            ("awareness", "A correction of when the local authority became aware"),
                            ("extension", "An extension"),
                            ("hold", "A hold"),
                            ("reopened", "An extension or a hold that was lifted"),
                        ],
                        max_length=20,
                    ),
                ),
                ("because", models.TextField(verbose_name="reason")),
                ("review_by", models.DateField(null=True, verbose_name="to be looked at again by")),
                ("old_started_on", models.DateField()),
                ("old_due_on", models.DateField()),
                ("old_latest_on", models.DateField()),
                ("new_started_on", models.DateField()),
                ("new_due_on", models.DateField()),
                ("new_latest_on", models.DateField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="clockrule",
            name="one_rule_per_bound_and_day",
        ),
        migrations.AddField(
            model_name="bankholiday",
            name="added_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="clockrule",
            name="added_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="clockrule",
            name="added_by",
            field=models.CharField(blank=True, editable=False, max_length=200),
        ),
        migrations.AddField(
            model_name="deadline",
            name="agreed",
            field=models.CharField(
                blank=True,
                choices=[("", "As the rule gives it"), ("extended", "Extended"), ("held", "Held")],
                default="",
                max_length=20,
                verbose_name="another date agreed",
            ),
        ),
        migrations.AddField(
            model_name="deadline",
            name="late_decided_by",
            field=models.CharField(blank=True, max_length=200, verbose_name="who decided that it would be late"),
        ),
        migrations.AddField(
            model_name="deadline",
            name="panel_told",
            field=models.CharField(
                blank=True, choices=[("yes", "Yes"), ("no", "No")], max_length=3, verbose_name="whether the Panel was told"
            ),
        ),
        migrations.AddField(
            model_name="deadline",
            name="panel_told_on",
            field=models.DateField(blank=True, null=True, verbose_name="when the Panel was told"),
        ),
        migrations.AddField(
            model_name="deadline",
            name="review_by",
            field=models.DateField(blank=True, null=True, verbose_name="to be looked at again by"),
        ),
        migrations.AddField(
            model_name="historicalbankholiday",
            name="added_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="historicalclockrule",
            name="added_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="historicalclockrule",
            name="added_by",
            field=models.CharField(blank=True, editable=False, max_length=200),
        ),
        migrations.AddField(
            model_name="historicaldeadline",
            name="agreed",
            field=models.CharField(
                blank=True,
                choices=[("", "As the rule gives it"), ("extended", "Extended"), ("held", "Held")],
                default="",
                max_length=20,
                verbose_name="another date agreed",
            ),
        ),
        migrations.AddField(
            model_name="historicaldeadline",
            name="late_decided_by",
            field=models.CharField(blank=True, max_length=200, verbose_name="who decided that it would be late"),
        ),
        migrations.AddField(
            model_name="historicaldeadline",
            name="panel_told",
            field=models.CharField(
                blank=True, choices=[("yes", "Yes"), ("no", "No")], max_length=3, verbose_name="whether the Panel was told"
            ),
        ),
        migrations.AddField(
            model_name="historicaldeadline",
            name="panel_told_on",
            field=models.DateField(blank=True, null=True, verbose_name="when the Panel was told"),
        ),
        migrations.AddField(
            model_name="historicaldeadline",
            name="review_by",
            field=models.DateField(blank=True, null=True, verbose_name="to be looked at again by"),
        ),
        migrations.AlterField(
            model_name="clockrule",
            name="bound",
            field=models.CharField(
                choices=[
                    ("due", "Due (our standard)"),
                    ("latest", "Latest (national limit)"),
                    ("prompt", "Expected by (never late)"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="historicalclockrule",
            name="bound",
            field=models.CharField(
                choices=[
                    ("due", "Due (our standard)"),
                    ("latest", "Latest (national limit)"),
                    ("prompt", "Expected by (never late)"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="deadline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("agreed", ""), ("review_by__isnull", True)),
                    models.Q(models.Q(("agreed", ""), _negated=True), ("review_by__isnull", False)),
                    _connector="OR",
                ),
                name="another_date_is_looked_at_again",
            ),
        ),
        migrations.AddConstraint(
            model_name="deadline",
            constraint=models.CheckConstraint(
                condition=models.Q(("panel_told_on__isnull", True), ("panel_told", "yes"), _connector="OR"),
                name="the_day_the_panel_was_told_is_of_a_yes",
            ),
        ),
        migrations.AddField(
            model_name="deadlinemove",
            name="by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="deadlinemove",
            name="confirmed_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="deadlinemove",
            name="deadline",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="moves", to="cspr.deadline"),
        ),
        migrations.RunSQL(FUNCTION, "DROP FUNCTION cspr_refuse_silent_move()"),
        migrations.RunSQL("REVOKE ALL ON FUNCTION cspr_refuse_silent_move() FROM PUBLIC", migrations.RunSQL.noop),
        migrations.RunSQL(GUARD, "DROP TRIGGER no_silent_move ON cspr_deadline"),
        *[guard(table) for table in WRITTEN_ONCE],
    ]
