"""Requests to agencies, their answers, the chronology, the meeting, the three keys, and the pack for the Panel."""

import uuid

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

# Written once: what was decided, who signed, and what the Panel answered.
APPEND_ONLY = ("rapid_reviews_decision", "rapid_reviews_signature", "rapid_reviews_panelreply")


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
        ("rapid_reviews", "0002_plan_the_steps"),
        ("referrals", "0008_count_every_file_that_is_opened"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="historicalrapidreview",
            name="ended_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="historicalrapidreview",
            name="ended_because",
            field=models.TextField(blank=True, editable=False, verbose_name="why it ended"),
        ),
        migrations.AddField(
            model_name="historicalrapidreview",
            name="round",
            field=models.PositiveSmallIntegerField(
                default=1, editable=False, help_text="1, and one more each time that it is considered again."
            ),
        ),
        migrations.AddField(
            model_name="historicalrapidreview",
            name="scope_from",
            field=models.DateField(blank=True, null=True, verbose_name="asked about from"),
        ),
        migrations.AddField(
            model_name="historicalrapidreview",
            name="scope_to",
            field=models.DateField(blank=True, null=True, verbose_name="asked about until"),
        ),
        migrations.AddField(
            model_name="rapidreview",
            name="ended_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="rapidreview",
            name="ended_because",
            field=models.TextField(blank=True, editable=False, verbose_name="why it ended"),
        ),
        migrations.AddField(
            model_name="rapidreview",
            name="round",
            field=models.PositiveSmallIntegerField(
                default=1, editable=False, help_text="1, and one more each time that it is considered again."
            ),
        ),
        migrations.AddField(
            model_name="rapidreview",
            name="scope_from",
            field=models.DateField(blank=True, null=True, verbose_name="asked about from"),
        ),
        migrations.AddField(
            model_name="rapidreview",
            name="scope_to",
            field=models.DateField(blank=True, null=True, verbose_name="asked about until"),
        ),
        migrations.AlterField(
            model_name="historicalrapidreview",
            name="status",
            field=models.CharField(
                choices=[
                    ("open", "Open"),
                    ("decided", "Decided"),
                    ("sent", "Sent to the Panel"),
                    ("replied", "Panel has replied"),
                    ("ended", "Ended: the notification was withdrawn"),
                ],
                default="open",
                editable=False,
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="rapidreview",
            name="status",
            field=models.CharField(
                choices=[
                    ("open", "Open"),
                    ("decided", "Decided"),
                    ("sent", "Sent to the Panel"),
                    ("replied", "Panel has replied"),
                    ("ended", "Ended: the notification was withdrawn"),
                ],
                default="open",
                editable=False,
                max_length=20,
            ),
        ),
        migrations.CreateModel(
            name="AgencyRequest",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("prepared", "Not sent yet"),
                            ("sent", "Sent, answer awaited"),
                            ("signed", "Answered and signed"),
                            ("cancelled", "Taken back"),
                        ],
                        default="prepared",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("due_on", models.DateField(verbose_name="answer due on")),
                ("asks", models.TextField(blank=True, verbose_name="what is asked besides the usual")),
                ("sent_at", models.DateTimeField(editable=False, null=True)),
                ("opened_at", models.DateTimeField(editable=False, null=True, verbose_name="first opened by the agency")),
                ("ended_at", models.DateTimeField(editable=False, null=True, verbose_name="answered or taken back")),
                (
                    "cancelled_because",
                    models.CharField(blank=True, editable=False, max_length=300, verbose_name="why it was taken back"),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="information_requests", to="cspr.agency"
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="information_requests",
                        to="cspr.agencycontact",
                    ),
                ),
                (
                    "delegate",
                    models.ForeignKey(
                        blank=True,
                        help_text="A registered colleague of the same agency, to whom the contact has handed it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cspr.agencycontact",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="requests", to="rapid_reviews.rapidreview"
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "request to an agency",
                "verbose_name_plural": "requests to agencies",
                "ordering": ["review", "agency__name"],
            },
        ),
        migrations.CreateModel(
            name="AgencyReturn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, help_text="One more with every save.")),
                ("saved_at", models.DateTimeField(editable=False)),
                ("is_nil", models.BooleanField(default=False, verbose_name="nil return: the agency does not know the family")),
                ("summary", models.TextField(blank=True, verbose_name="summary of involvement")),
                ("background", models.TextField(blank=True, verbose_name="background")),
                ("key_issues", models.TextField(blank=True, verbose_name="key issues")),
                ("practice_episodes", models.TextField(blank=True, verbose_name="key practice episodes")),
                ("lived_experience", models.TextField(blank=True, verbose_name="the child's voice and lived experience")),
                ("identity", models.TextField(blank=True, verbose_name="race, culture, disability and other inequality")),
                ("good_practice", models.TextField(blank=True, verbose_name="good practice")),
                ("immediate_learning", models.TextField(blank=True, verbose_name="immediate learning, and action taken")),
                ("recommendations", models.TextField(blank=True, verbose_name="recommendations for the agency itself")),
                (
                    "files_secured",
                    models.CharField(
                        blank=True, choices=[("yes", "Yes"), ("no", "Not yet"), ("none", "There are no records")], max_length=10
                    ),
                ),
                ("files_secured_on", models.DateField(blank=True, null=True, verbose_name="files secured on")),
                ("approver_name", models.CharField(blank=True, max_length=200, verbose_name="approving manager")),
                ("approver_role", models.CharField(blank=True, max_length=200, verbose_name="role of the approving manager")),
                ("signed_name", models.CharField(blank=True, max_length=200, verbose_name="name typed as signature")),
                ("signed_at", models.DateTimeField(editable=False, null=True)),
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answer", to="rapid_reviews.agencyrequest"
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cspr.agencycontact",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer of an agency",
                "verbose_name_plural": "answers of agencies",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="ChronologyRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(verbose_name="date")),
                ("until", models.DateField(blank=True, null=True, verbose_name="last day, if it lasted")),
                ("time", models.TimeField(blank=True, null=True)),
                ("people", models.CharField(blank=True, max_length=300, verbose_name="who it concerned")),
                ("event", models.TextField(verbose_name="what happened")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="where this is recorded")),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rows", to="rapid_reviews.agencyrequest"
                    ),
                ),
            ],
            options={
                "verbose_name": "row of the chronology",
                "verbose_name_plural": "chronology",
                "ordering": ["on", "time", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Criterion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "letter",
                    models.CharField(
                        choices=[
                            ("a", "(a) improvements needed, including where they have been identified before"),
                            ("b", "(b) recurrent themes"),
                            ("c", "(c) how two or more agencies worked together"),
                            ("d", "(d) the Panel thinks that a local review may be more appropriate"),
                        ],
                        max_length=1,
                        verbose_name="criterion",
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        blank=True, choices=[("yes", "Yes"), ("no", "No"), ("unclear", "Not clear yet")], max_length=10
                    ),
                ),
                ("reasons", models.TextField(blank=True)),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="criteria", to="rapid_reviews.rapidreview"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "criteria",
                "ordering": ["letter"],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("round", models.PositiveSmallIntegerField()),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("no_further_review", "No further review"),
                            ("local_review", "Local child safeguarding practice review"),
                            ("other_learning", "Other learning"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reasons", models.TextField()),
                ("nationally_important", models.BooleanField(verbose_name="of national importance")),
                ("national_reasons", models.TextField(blank=True)),
                ("snapshot", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                ("because", models.TextField(blank=True, verbose_name="why it was decided anew")),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions_taken",
                        to="rapid_reviews.rapidreview",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="evidence", to="rapid_reviews.criterion"
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="rapid_reviews.agencyrequest",
                    ),
                ),
                (
                    "row",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="rapid_reviews.chronologyrow",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "evidence",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalAgencyRequest",
            fields=[
                ("id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("prepared", "Not sent yet"),
                            ("sent", "Sent, answer awaited"),
                            ("signed", "Answered and signed"),
                            ("cancelled", "Taken back"),
                        ],
                        default="prepared",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("due_on", models.DateField(verbose_name="answer due on")),
                ("asks", models.TextField(blank=True, verbose_name="what is asked besides the usual")),
                ("sent_at", models.DateTimeField(editable=False, null=True)),
                ("opened_at", models.DateTimeField(editable=False, null=True, verbose_name="first opened by the agency")),
                ("ended_at", models.DateTimeField(editable=False, null=True, verbose_name="answered or taken back")),
                (
                    "cancelled_because",
                    models.CharField(blank=True, editable=False, max_length=300, verbose_name="why it was taken back"),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cspr.agency",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cspr.agencycontact",
                    ),
                ),
                (
                    "delegate",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="A registered colleague of the same agency, to whom the contact has handed it.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cspr.agencycontact",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="rapid_reviews.rapidreview",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical request to an agency",
                "verbose_name_plural": "historical requests to agencies",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalAgencyReturn",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, help_text="One more with every save.")),
                ("saved_at", models.DateTimeField(editable=False)),
                ("is_nil", models.BooleanField(default=False, verbose_name="nil return: the agency does not know the family")),
                ("summary", models.TextField(blank=True, verbose_name="summary of involvement")),
                ("background", models.TextField(blank=True, verbose_name="background")),
                ("key_issues", models.TextField(blank=True, verbose_name="key issues")),
                ("practice_episodes", models.TextField(blank=True, verbose_name="key practice episodes")),
                ("lived_experience", models.TextField(blank=True, verbose_name="the child's voice and lived experience")),
                ("identity", models.TextField(blank=True, verbose_name="race, culture, disability and other inequality")),
                ("good_practice", models.TextField(blank=True, verbose_name="good practice")),
                ("immediate_learning", models.TextField(blank=True, verbose_name="immediate learning, and action taken")),
                ("recommendations", models.TextField(blank=True, verbose_name="recommendations for the agency itself")),
                (
                    "files_secured",
                    models.CharField(
                        blank=True, choices=[("yes", "Yes"), ("no", "Not yet"), ("none", "There are no records")], max_length=10
                    ),
                ),
                ("files_secured_on", models.DateField(blank=True, null=True, verbose_name="files secured on")),
                ("approver_name", models.CharField(blank=True, max_length=200, verbose_name="approving manager")),
                ("approver_role", models.CharField(blank=True, max_length=200, verbose_name="role of the approving manager")),
                ("signed_name", models.CharField(blank=True, max_length=200, verbose_name="name typed as signature")),
                ("signed_at", models.DateTimeField(editable=False, null=True)),
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
                    "request",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="rapid_reviews.agencyrequest",
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cspr.agencycontact",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical answer of an agency",
                "verbose_name_plural": "historical answers of agencies",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalChronologyRow",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("on", models.DateField(verbose_name="date")),
                ("until", models.DateField(blank=True, null=True, verbose_name="last day, if it lasted")),
                ("time", models.TimeField(blank=True, null=True)),
                ("people", models.CharField(blank=True, max_length=300, verbose_name="who it concerned")),
                ("event", models.TextField(verbose_name="what happened")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="where this is recorded")),
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
                    "request",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="rapid_reviews.agencyrequest",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical row of the chronology",
                "verbose_name_plural": "historical chronology",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalCriterion",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "letter",
                    models.CharField(
                        choices=[
                            ("a", "(a) improvements needed, including where they have been identified before"),
                            ("b", "(b) recurrent themes"),
                            ("c", "(c) how two or more agencies worked together"),
                            ("d", "(d) the Panel thinks that a local review may be more appropriate"),
                        ],
                        max_length=1,
                        verbose_name="criterion",
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        blank=True, choices=[("yes", "Yes"), ("no", "No"), ("unclear", "Not clear yet")], max_length=10
                    ),
                ),
                ("reasons", models.TextField(blank=True)),
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
                    "review",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="rapid_reviews.rapidreview",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical criterion",
                "verbose_name_plural": "historical criteria",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalEvidence",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("note", models.CharField(blank=True, max_length=300)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "criterion",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="rapid_reviews.criterion",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="rapid_reviews.agencyrequest",
                    ),
                ),
                (
                    "row",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="rapid_reviews.chronologyrow",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical evidence",
                "verbose_name_plural": "historical evidence",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalMeeting",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("uid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                (
                    "status",
                    models.CharField(
                        choices=[("planned", "Planned"), ("held", "Held"), ("cancelled", "Cancelled")],
                        default="planned",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="begins")),
                ("minutes", models.PositiveSmallIntegerField(default=120, verbose_name="length in minutes")),
                (
                    "place",
                    models.CharField(
                        blank=True, help_text="A room, or the word “online”. No link.", max_length=200, verbose_name="where"
                    ),
                ),
                ("chair", models.CharField(blank=True, max_length=200, verbose_name="who chairs")),
                ("agenda", models.TextField(blank=True)),
                ("decisions", models.TextField(blank=True, verbose_name="what was decided")),
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
                    "review",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="rapid_reviews.rapidreview",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical meeting",
                "verbose_name_plural": "historical meetings",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPack",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("round", models.PositiveSmallIntegerField(editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Waiting for the worker"),
                            ("making", "Being made"),
                            ("ready", "Ready"),
                            ("failed", "Not made"),
                        ],
                        default="asked",
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("percent", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("doing", models.CharField(blank=True, editable=False, max_length=200, verbose_name="what is being done")),
                ("asked_at", models.DateTimeField(editable=False)),
                ("begun_at", models.DateTimeField(editable=False, null=True)),
                ("made_at", models.DateTimeField(editable=False, null=True)),
                ("key", models.CharField(blank=True, editable=False, max_length=64)),
                ("size", models.PositiveIntegerField(editable=False, null=True, verbose_name="size in bytes")),
                ("pages", models.PositiveIntegerField(editable=False, null=True)),
                ("sha256", models.CharField(blank=True, editable=False, max_length=64)),
                ("digest", models.CharField(blank=True, editable=False, max_length=64)),
                ("missing", models.JSONField(default=list, editable=False)),
                ("sent_at", models.DateTimeField(editable=False, null=True, verbose_name="sent to the Panel")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="rapid_reviews.rapidreview",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical pack",
                "verbose_name_plural": "historical packs",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRowQuestion",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("differs", "Told differently by another agency"),
                            ("alone", "Nobody else recorded it"),
                            ("gap", "A long time without a row"),
                            ("other", "Something else"),
                        ],
                        max_length=10,
                    ),
                ),
                ("found", models.CharField(blank=True, db_index=True, editable=False, max_length=64)),
                ("words", models.TextField(verbose_name="question")),
                ("asked_at", models.DateTimeField(editable=False)),
                ("answer", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(editable=False, null=True)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cspr.agencycontact",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="rapid_reviews.agencyrequest",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical question to an agency",
                "verbose_name_plural": "historical questions to agencies",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalSearchedPerson",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("name", models.CharField(max_length=200, verbose_name="full name")),
                ("also_known_as", models.CharField(blank=True, max_length=200)),
                ("relation", models.CharField(max_length=200, verbose_name="relation to the child")),
                ("born_on", models.DateField(blank=True, null=True, verbose_name="date of birth")),
                ("address", models.TextField(blank=True)),
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
                    "review",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="rapid_reviews.rapidreview",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical person on the family list",
                "verbose_name_plural": "historical family list",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "status",
                    models.CharField(
                        choices=[("planned", "Planned"), ("held", "Held"), ("cancelled", "Cancelled")],
                        default="planned",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="begins")),
                ("minutes", models.PositiveSmallIntegerField(default=120, verbose_name="length in minutes")),
                (
                    "place",
                    models.CharField(
                        blank=True, help_text="A room, or the word “online”. No link.", max_length=200, verbose_name="where"
                    ),
                ),
                ("chair", models.CharField(blank=True, max_length=200, verbose_name="who chairs")),
                ("agenda", models.TextField(blank=True)),
                ("decisions", models.TextField(blank=True, verbose_name="what was decided")),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="meetings", to="rapid_reviews.rapidreview"
                    ),
                ),
            ],
            options={
                "ordering": ["-starts_at"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalAttendance",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("role", models.CharField(blank=True, max_length=200)),
                (
                    "partner",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("local_authority", "Local authority"),
                            ("police", "Police"),
                            ("icb", "Integrated care board"),
                        ],
                        help_text="The quorum is all three.",
                        max_length=20,
                        verbose_name="speaks for the partner",
                    ),
                ),
                ("was_present", models.BooleanField(default=False, verbose_name="present")),
                (
                    "conflict",
                    models.CharField(
                        blank=True,
                        help_text="Without details of the family.",
                        max_length=300,
                        verbose_name="conflict of interest declared",
                    ),
                ),
                ("left_for_it", models.BooleanField(default=False, verbose_name="left the room for what it touches")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cspr.agency",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="rapid_reviews.meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical attendance",
                "verbose_name_plural": "historical attendance",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalAction",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("words", models.TextField(verbose_name="what will be done")),
                ("owner", models.CharField(max_length=200, verbose_name="who does it")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="by")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="done on")),
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
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="rapid_reviews.meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical action",
                "verbose_name_plural": "historical actions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("role", models.CharField(blank=True, max_length=200)),
                (
                    "partner",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("local_authority", "Local authority"),
                            ("police", "Police"),
                            ("icb", "Integrated care board"),
                        ],
                        help_text="The quorum is all three.",
                        max_length=20,
                        verbose_name="speaks for the partner",
                    ),
                ),
                ("was_present", models.BooleanField(default=False, verbose_name="present")),
                (
                    "conflict",
                    models.CharField(
                        blank=True,
                        help_text="Without details of the family.",
                        max_length=300,
                        verbose_name="conflict of interest declared",
                    ),
                ),
                ("left_for_it", models.BooleanField(default=False, verbose_name="left the room for what it touches")),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cspr.agency"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="attendance", to="rapid_reviews.meeting"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "attendance",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Action",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.TextField(verbose_name="what will be done")),
                ("owner", models.CharField(max_length=200, verbose_name="who does it")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="by")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="done on")),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="actions", to="rapid_reviews.meeting"
                    ),
                ),
            ],
            options={
                "ordering": ["due_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Pack",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("round", models.PositiveSmallIntegerField(editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Waiting for the worker"),
                            ("making", "Being made"),
                            ("ready", "Ready"),
                            ("failed", "Not made"),
                        ],
                        default="asked",
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("percent", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("doing", models.CharField(blank=True, editable=False, max_length=200, verbose_name="what is being done")),
                ("asked_at", models.DateTimeField(editable=False)),
                ("begun_at", models.DateTimeField(editable=False, null=True)),
                ("made_at", models.DateTimeField(editable=False, null=True)),
                ("key", models.CharField(blank=True, editable=False, max_length=64)),
                ("size", models.PositiveIntegerField(editable=False, null=True, verbose_name="size in bytes")),
                ("pages", models.PositiveIntegerField(editable=False, null=True)),
                ("sha256", models.CharField(blank=True, editable=False, max_length=64)),
                ("digest", models.CharField(blank=True, editable=False, max_length=64)),
                ("missing", models.JSONField(default=list, editable=False)),
                ("sent_at", models.DateTimeField(editable=False, null=True, verbose_name="sent to the Panel")),
                (
                    "asked_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="packs", to="rapid_reviews.rapidreview"
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="PanelReply",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("round", models.PositiveSmallIntegerField()),
                (
                    "reply",
                    models.CharField(
                        choices=[
                            ("agrees", "Agrees"),
                            ("reconsider", "Asks to reconsider a local review"),
                            ("other_learning", "Suggests other learning"),
                            ("information", "Asks for information"),
                            ("national", "Will consider a national review"),
                            ("other", "Other"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reply_on", models.DateField(verbose_name="date of the letter")),
                ("words", models.TextField(blank=True, verbose_name="what the Panel wrote")),
                ("asks", models.TextField(blank=True, verbose_name="what the Panel asks for")),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="replies", to="rapid_reviews.rapidreview"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "Panel replies",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalHeldFile",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "attachment",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="referrals.attachment",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="rapid_reviews.agencyrequest",
                    ),
                ),
                (
                    "reply",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="rapid_reviews.panelreply",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical file",
                "verbose_name_plural": "historical files",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HeldFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "attachment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="held", to="referrals.attachment"
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="rapid_reviews.agencyrequest",
                    ),
                ),
                (
                    "reply",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="rapid_reviews.panelreply",
                    ),
                ),
            ],
            options={
                "verbose_name": "file",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="RowQuestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("differs", "Told differently by another agency"),
                            ("alone", "Nobody else recorded it"),
                            ("gap", "A long time without a row"),
                            ("other", "Something else"),
                        ],
                        max_length=10,
                    ),
                ),
                ("found", models.CharField(blank=True, db_index=True, editable=False, max_length=64)),
                ("words", models.TextField(verbose_name="question")),
                ("asked_at", models.DateTimeField(editable=False)),
                ("answer", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(editable=False, null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cspr.agencycontact",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="questions", to="rapid_reviews.agencyrequest"
                    ),
                ),
                ("rows", models.ManyToManyField(blank=True, related_name="questions", to="rapid_reviews.chronologyrow")),
            ],
            options={
                "verbose_name": "question to an agency",
                "verbose_name_plural": "questions to agencies",
                "ordering": ["-asked_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="SearchedPerson",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, verbose_name="full name")),
                ("also_known_as", models.CharField(blank=True, max_length=200)),
                ("relation", models.CharField(max_length=200, verbose_name="relation to the child")),
                ("born_on", models.DateField(blank=True, null=True, verbose_name="date of birth")),
                ("address", models.TextField(blank=True)),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="family", to="rapid_reviews.rapidreview"
                    ),
                ),
            ],
            options={
                "verbose_name": "person on the family list",
                "verbose_name_plural": "family list",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Signature",
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
                        max_length=20,
                    ),
                ),
                ("agrees", models.BooleanField()),
                ("reasons", models.TextField(blank=True)),
                ("digest", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="signatures", to="rapid_reviews.decision"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="agencyrequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "cancelled"), _negated=True),
                fields=("review", "agency"),
                name="one_open_request_per_agency_and_review",
            ),
        ),
        migrations.AddIndex(
            model_name="chronologyrow",
            index=models.Index(fields=["request", "on"], name="chronology_by_request_and_day"),
        ),
        migrations.AddConstraint(
            model_name="criterion",
            constraint=models.UniqueConstraint(fields=("review", "letter"), name="each_criterion_once_a_review"),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("request__isnull", True), ("row__isnull", False)),
                    models.Q(("request__isnull", False), ("row__isnull", True)),
                    _connector="OR",
                ),
                name="evidence_is_a_row_or_an_answer",
            ),
        ),
        migrations.AddConstraint(
            model_name="heldfile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reply__isnull", True), ("request__isnull", False)),
                    models.Q(("reply__isnull", False), ("request__isnull", True)),
                    _connector="OR",
                ),
                name="a_file_came_with_an_answer_or_a_letter",
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.UniqueConstraint(fields=("decision", "partner"), name="one_key_a_partner_on_a_decision"),
        ),
        *[guard(table) for table in APPEND_ONLY],
    ]
