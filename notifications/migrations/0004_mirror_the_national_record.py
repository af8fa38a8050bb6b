"""The fields of the national system, in its order; a row for each child and each partner; decisions not to notify."""

import django.db.models.deletion
import django.db.models.functions.datetime
import simple_history.models
from django.conf import settings
from django.db import migrations, models


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
        ("cspr", "0009_register_agency_contacts"),
        ("notifications", "0003_record_that_the_partners_were_told"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="historicalnotification",
            name="care_leaver",
            field=models.CharField(
                blank=True,
                choices=[("yes", "Yes"), ("no", "No"), ("not_known", "Not known")],
                help_text="Up to and including the age of 24.",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="historicalnotification",
            name="copied_to",
            field=models.TextField(blank=True, help_text="One on each line.", verbose_name="copied to"),
        ),
        migrations.AddField(
            model_name="historicalnotification",
            name="documents",
            field=models.TextField(blank=True, help_text="One on each line.", verbose_name="documents that go with it"),
        ),
        migrations.AddField(
            model_name="historicalnotification",
            name="further_information",
            field=models.TextField(
                blank=True, help_text="What the sheet says of the fifth and each further child is added to this by itself."
            ),
        ),
        migrations.AddField(
            model_name="historicalnotification",
            name="incident_on",
            field=models.DateField(blank=True, null=True, verbose_name="date of the incident"),
        ),
        migrations.AddField(
            model_name="historicalnotification",
            name="incident_place",
            field=models.CharField(blank=True, max_length=300, verbose_name="place of the incident"),
        ),
        migrations.AddField(
            model_name="historicalnotification",
            name="incident_time",
            field=models.CharField(
                blank=True, help_text="If it is known.", max_length=100, verbose_name="time of the incident"
            ),
        ),
        migrations.AddField(
            model_name="historicalnotification",
            name="local_authority",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="historicalnotification",
            name="looked_after",
            field=models.CharField(
                blank=True,
                choices=[("yes", "Yes"), ("no", "No"), ("not_known", "Not known")],
                help_text="Whether the child who died or was harmed was looked after by a local authority.",
                max_length=10,
                verbose_name="looked-after child",
            ),
        ),
        migrations.AddField(
            model_name="historicalnotification",
            name="no_review_because",
            field=models.TextField(blank=True, editable=False, verbose_name="why no Rapid Review opened"),
        ),
        migrations.AddField(
            model_name="historicalnotification",
            name="notifier_email",
            field=models.CharField(blank=True, max_length=254, verbose_name="e-mail of the notifier"),
        ),
        migrations.AddField(
            model_name="historicalnotification",
            name="notifier_phone",
            field=models.CharField(blank=True, max_length=200, verbose_name="telephone of the notifier"),
        ),
        migrations.AddField(
            model_name="historicalnotification",
            name="reopened_because",
            field=models.TextField(blank=True, editable=False, verbose_name="why it was opened again"),
        ),
        migrations.AddField(
            model_name="historicalnotification",
            name="suspicion",
            field=models.CharField(
                blank=True,
                choices=[
                    ("known", "Known"),
                    ("suspected", "Suspected"),
                    ("neither", "Neither known nor suspected"),
                    ("not_known", "Not known yet"),
                ],
                max_length=10,
                verbose_name="abuse or neglect",
            ),
        ),
        migrations.AddField(
            model_name="historicalnotification",
            name="withdrawn_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="withdrawn"),
        ),
        migrations.AddField(
            model_name="historicalnotification",
            name="withdrawn_because",
            field=models.TextField(blank=True, editable=False, verbose_name="why it was withdrawn"),
        ),
        migrations.AddField(
            model_name="historicalnotification",
            name="withdrawn_by",
            field=models.CharField(
                blank=True, editable=False, max_length=200, verbose_name="who withdrew it for the local authority"
            ),
        ),
        migrations.AddField(
            model_name="notification",
            name="as_sent",
            field=models.JSONField(
                editable=False, help_text="The copy sheet as it stood when it was recorded as sent.", null=True
            ),
        ),
        migrations.AddField(
            model_name="notification",
            name="care_leaver",
            field=models.CharField(
                blank=True,
                choices=[("yes", "Yes"), ("no", "No"), ("not_known", "Not known")],
                help_text="Up to and including the age of 24.",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="notification",
            name="copied_to",
            field=models.TextField(blank=True, help_text="One on each line.", verbose_name="copied to"),
        ),
        migrations.AddField(
            model_name="notification",
            name="documents",
            field=models.TextField(blank=True, help_text="One on each line.", verbose_name="documents that go with it"),
        ),
        migrations.AddField(
            model_name="notification",
            name="further_information",
            field=models.TextField(
                blank=True, help_text="What the sheet says of the fifth and each further child is added to this by itself."
            ),
        ),
        migrations.AddField(
            model_name="notification",
            name="incident_on",
            field=models.DateField(blank=True, null=True, verbose_name="date of the incident"),
        ),
        migrations.AddField(
            model_name="notification",
            name="incident_place",
            field=models.CharField(blank=True, max_length=300, verbose_name="place of the incident"),
        ),
        migrations.AddField(
            model_name="notification",
            name="incident_time",
            field=models.CharField(
                blank=True, help_text="If it is known.", max_length=100, verbose_name="time of the incident"
            ),
        ),
        migrations.AddField(
            model_name="notification",
            name="local_authority",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="notification",
            name="looked_after",
            field=models.CharField(
                blank=True,
                choices=[("yes", "Yes"), ("no", "No"), ("not_known", "Not known")],
                help_text="Whether the child who died or was harmed was looked after by a local authority.",
                max_length=10,
                verbose_name="looked-after child",
            ),
        ),
        migrations.AddField(
            model_name="notification",
            name="no_review_because",
            field=models.TextField(blank=True, editable=False, verbose_name="why no Rapid Review opened"),
        ),
        migrations.AddField(
            model_name="notification",
            name="notifier_email",
            field=models.CharField(blank=True, max_length=254, verbose_name="e-mail of the notifier"),
        ),
        migrations.AddField(
            model_name="notification",
            name="notifier_phone",
            field=models.CharField(blank=True, max_length=200, verbose_name="telephone of the notifier"),
        ),
        migrations.AddField(
            model_name="notification",
            name="reopened_because",
            field=models.TextField(blank=True, editable=False, verbose_name="why it was opened again"),
        ),
        migrations.AddField(
            model_name="notification",
            name="suspicion",
            field=models.CharField(
                blank=True,
                choices=[
                    ("known", "Known"),
                    ("suspected", "Suspected"),
                    ("neither", "Neither known nor suspected"),
                    ("not_known", "Not known yet"),
                ],
                max_length=10,
                verbose_name="abuse or neglect",
            ),
        ),
        migrations.AddField(
            model_name="notification",
            name="withdrawn_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="withdrawn"),
        ),
        migrations.AddField(
            model_name="notification",
            name="withdrawn_because",
            field=models.TextField(blank=True, editable=False, verbose_name="why it was withdrawn"),
        ),
        migrations.AddField(
            model_name="notification",
            name="withdrawn_by",
            field=models.CharField(
                blank=True, editable=False, max_length=200, verbose_name="who withdrew it for the local authority"
            ),
        ),
        migrations.AlterField(
            model_name="historicalnotification",
            name="nature",
            field=models.CharField(
                blank=True,
                choices=[("death", "Death of a child"), ("serious_harm", "Serious harm to a child"), ("other", "Other")],
                max_length=20,
                verbose_name="nature of the notification",
            ),
        ),
        migrations.AlterField(
            model_name="historicalnotification",
            name="partners_views",
            field=models.TextField(
                blank=True,
                help_text="The view of each partner has a page of its own.",
                verbose_name="further words on the partners’ views",
            ),
        ),
        migrations.AlterField(
            model_name="historicalnotification",
            name="status",
            field=models.CharField(
                choices=[
                    ("preparing", "Being prepared"),
                    ("sent", "Sent to the Panel"),
                    ("not_required", "Decided not to notify"),
                    ("withdrawn", "Withdrawn: outside the criteria"),
                ],
                default="preparing",
                editable=False,
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="notification",
            name="nature",
            field=models.CharField(
                blank=True,
                choices=[("death", "Death of a child"), ("serious_harm", "Serious harm to a child"), ("other", "Other")],
                max_length=20,
                verbose_name="nature of the notification",
            ),
        ),
        migrations.AlterField(
            model_name="notification",
            name="partners_views",
            field=models.TextField(
                blank=True,
                help_text="The view of each partner has a page of its own.",
                verbose_name="further words on the partners’ views",
            ),
        ),
        migrations.AlterField(
            model_name="notification",
            name="status",
            field=models.CharField(
                choices=[
                    ("preparing", "Being prepared"),
                    ("sent", "Sent to the Panel"),
                    ("not_required", "Decided not to notify"),
                    ("withdrawn", "Withdrawn: outside the criteria"),
                ],
                default="preparing",
                editable=False,
                max_length=20,
            ),
        ),
        migrations.CreateModel(
            name="DecisionNotToNotify",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("decided_at", models.DateTimeField(verbose_name="decided")),
                ("decided_by", models.CharField(max_length=200, verbose_name="who decided for the local authority")),
                ("because", models.TextField(verbose_name="reasons")),
                ("views", models.JSONField(default=list)),
                ("at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "notification",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions_not",
                        to="notifications.notification",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "decisions not to notify",
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalNotifiedChild",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="The first four are described in detail, the others as further information.",
                        verbose_name="place in the order",
                    ),
                ),
                (
                    "health",
                    models.CharField(
                        blank=True, help_text="Physical and mental health, and needs that were known.", max_length=300
                    ),
                ),
                (
                    "area",
                    models.CharField(
                        blank=True,
                        help_text="Where the child lived, and where they were then.",
                        max_length=300,
                        verbose_name="geographical information",
                    ),
                ),
                (
                    "placement",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("foster", "Foster care"),
                            ("kinship", "With relatives or friends"),
                            ("parents", "With parents"),
                            ("residential", "Children’s home"),
                            ("supported", "Supported accommodation"),
                            ("secure", "Secure setting or custody"),
                            ("health", "Hospital or health setting"),
                            ("other", "Another placement"),
                            ("not_known", "Not known"),
                        ],
                        help_text="If looked after.",
                        max_length=20,
                        verbose_name="type of placement",
                    ),
                ),
                (
                    "child_in_need",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No"), ("not_known", "Not known")],
                        max_length=10,
                        verbose_name="child in need plan",
                    ),
                ),
                (
                    "protection_plan",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("now", "Yes, now"),
                            ("earlier", "Earlier, not now"),
                            ("never", "Never"),
                            ("not_known", "Not known"),
                        ],
                        max_length=10,
                        verbose_name="child protection plan",
                    ),
                ),
                (
                    "known_to",
                    models.CharField(
                        blank=True,
                        help_text="Which ones, or: none, not known.",
                        max_length=300,
                        verbose_name="known to agencies",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "child",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cspr.child",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "notification",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="notifications.notification",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical notified child",
                "verbose_name_plural": "historical notified children",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPartnerStance",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "partner",
                    models.CharField(
                        choices=[
                            ("local_authority", "Local authority"),
                            ("police", "Police"),
                            ("icb", "Integrated care board"),
                        ],
                        editable=False,
                        max_length=20,
                    ),
                ),
                (
                    "stance",
                    models.CharField(
                        choices=[
                            ("agrees", "Agrees to notify"),
                            ("does_not", "Does not agree to notify"),
                            ("not_given", "Not given"),
                        ],
                        default="not_given",
                        max_length=10,
                        verbose_name="view",
                    ),
                ),
                ("words", models.TextField(blank=True, verbose_name="in their words")),
                ("given_by", models.CharField(blank=True, help_text="Name and post.", max_length=200, verbose_name="given by")),
                ("given_on", models.DateField(blank=True, null=True, verbose_name="given on")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "notification",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="notifications.notification",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical view of a partner",
                "verbose_name_plural": "historical views of partners",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="NotifiedChild",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="The first four are described in detail, the others as further information.",
                        verbose_name="place in the order",
                    ),
                ),
                (
                    "health",
                    models.CharField(
                        blank=True, help_text="Physical and mental health, and needs that were known.", max_length=300
                    ),
                ),
                (
                    "area",
                    models.CharField(
                        blank=True,
                        help_text="Where the child lived, and where they were then.",
                        max_length=300,
                        verbose_name="geographical information",
                    ),
                ),
                (
                    "placement",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("foster", "Foster care"),
                            ("kinship", "With relatives or friends"),
                            ("parents", "With parents"),
                            ("residential", "Children’s home"),
                            ("supported", "Supported accommodation"),
                            ("secure", "Secure setting or custody"),
                            ("health", "Hospital or health setting"),
                            ("other", "Another placement"),
                            ("not_known", "Not known"),
                        ],
                        help_text="If looked after.",
                        max_length=20,
                        verbose_name="type of placement",
                    ),
                ),
                (
                    "child_in_need",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No"), ("not_known", "Not known")],
                        max_length=10,
                        verbose_name="child in need plan",
                    ),
                ),
                (
                    "protection_plan",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("now", "Yes, now"),
                            ("earlier", "Earlier, not now"),
                            ("never", "Never"),
                            ("not_known", "Not known"),
                        ],
                        max_length=10,
                        verbose_name="child protection plan",
                    ),
                ),
                (
                    "known_to",
                    models.CharField(
                        blank=True,
                        help_text="Which ones, or: none, not known.",
                        max_length=300,
                        verbose_name="known to agencies",
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        editable=False, on_delete=django.db.models.deletion.CASCADE, related_name="notified", to="cspr.child"
                    ),
                ),
                (
                    "notification",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="notifications.notification",
                    ),
                ),
            ],
            options={
                "verbose_name": "notified child",
                "verbose_name_plural": "notified children",
                "ordering": ["notification", "position", "pk"],
                "constraints": [models.UniqueConstraint(fields=("notification", "child"), name="a_child_is_notified_once")],
            },
        ),
        migrations.CreateModel(
            name="PartnerStance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "partner",
                    models.CharField(
                        choices=[
                            ("local_authority", "Local authority"),
                            ("police", "Police"),
                            ("icb", "Integrated care board"),
                        ],
                        editable=False,
                        max_length=20,
                    ),
                ),
                (
                    "stance",
                    models.CharField(
                        choices=[
                            ("agrees", "Agrees to notify"),
                            ("does_not", "Does not agree to notify"),
                            ("not_given", "Not given"),
                        ],
                        default="not_given",
                        max_length=10,
                        verbose_name="view",
                    ),
                ),
                ("words", models.TextField(blank=True, verbose_name="in their words")),
                ("given_by", models.CharField(blank=True, help_text="Name and post.", max_length=200, verbose_name="given by")),
                ("given_on", models.DateField(blank=True, null=True, verbose_name="given on")),
                (
                    "notification",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stances",
                        to="notifications.notification",
                    ),
                ),
            ],
            options={
                "verbose_name": "view of a partner",
                "verbose_name_plural": "views of partners",
                "ordering": ["notification", "pk"],
                "constraints": [models.UniqueConstraint(fields=("notification", "partner"), name="one_stance_of_each_partner")],
            },
        ),
        guard("notifications_decisionnottonotify"),
    ]
