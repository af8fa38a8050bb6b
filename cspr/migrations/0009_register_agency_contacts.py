"""The people whom agencies have named to answer our requests."""

import django.db.models.deletion
import django.db.models.functions.text
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import cspr.addresses


class Migration(migrations.Migration):
    dependencies = [
        ("cspr", "0008_remind_by_the_rung_and_offer_a_calendar"),
    ]

    operations = [
        migrations.CreateModel(
            name="HistoricalAgencyContact",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("name", models.CharField(max_length=200, verbose_name="full name")),
                ("role", models.CharField(max_length=200, verbose_name="job title")),
                (
                    "email",
                    models.EmailField(
                        max_length=254, validators=[cspr.addresses.plain_letters_only], verbose_name="work e-mail"
                    ),
                ),
                ("phone", models.CharField(max_length=40, verbose_name="work telephone")),
                (
                    "is_lead",
                    models.BooleanField(
                        default=True, help_text="The agency's safeguarding lead.", verbose_name="is asked first"
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="may answer")),
                (
                    "key_serial",
                    models.PositiveSmallIntegerField(default=0, editable=False, help_text="One more with every new key."),
                ),
                ("key_set_at", models.DateTimeField(editable=False, null=True, verbose_name="key given")),
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
                    "key_set_by",
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
                "verbose_name": "historical agency contact",
                "verbose_name_plural": "historical agency contacts",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="AgencyContact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, verbose_name="full name")),
                ("role", models.CharField(max_length=200, verbose_name="job title")),
                (
                    "email",
                    models.EmailField(
                        max_length=254, validators=[cspr.addresses.plain_letters_only], verbose_name="work e-mail"
                    ),
                ),
                ("phone", models.CharField(max_length=40, verbose_name="work telephone")),
                (
                    "is_lead",
                    models.BooleanField(
                        default=True, help_text="The agency's safeguarding lead.", verbose_name="is asked first"
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="may answer")),
                ("key_digest", models.CharField(blank=True, editable=False, max_length=200)),
                (
                    "key_serial",
                    models.PositiveSmallIntegerField(default=0, editable=False, help_text="One more with every new key."),
                ),
                ("key_set_at", models.DateTimeField(editable=False, null=True, verbose_name="key given")),
                ("tries_left", models.PositiveSmallIntegerField(default=0, editable=False)),
                (
                    "agency",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="contacts", to="cspr.agency"),
                ),
                (
                    "key_set_by",
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
                "verbose_name": "agency contact",
                "ordering": ["agency__name", "name"],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"), models.F("agency"), name="contact_once_per_agency"
                    )
                ],
            },
        ),
    ]
