"""Keeps the day planned for a publication, its advance copy, and the decision to keep it public after a year."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cspr", "0011_move_with_the_planned_day"),
        ("publications", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="historicalpublication",
            name="advance_copy",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="cspr.deadline",
            ),
        ),
        migrations.AddField(
            model_name="historicalpublication",
            name="advance_sent_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="advance copy sent"),
        ),
        migrations.AddField(
            model_name="historicalpublication",
            name="advance_sent_to",
            field=models.CharField(blank=True, editable=False, max_length=200, verbose_name="advance copy sent to"),
        ),
        migrations.AddField(
            model_name="historicalpublication",
            name="kept_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="decided to keep it public"),
        ),
        migrations.AddField(
            model_name="historicalpublication",
            name="kept_because",
            field=models.TextField(blank=True, editable=False, verbose_name="why it stays public"),
        ),
        migrations.AddField(
            model_name="historicalpublication",
            name="planned_on",
            field=models.DateField(editable=False, null=True, verbose_name="day planned for the publication"),
        ),
        migrations.AddField(
            model_name="publication",
            name="advance_copy",
            field=models.OneToOneField(
                editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cspr.deadline"
            ),
        ),
        migrations.AddField(
            model_name="publication",
            name="advance_sent_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="advance copy sent"),
        ),
        migrations.AddField(
            model_name="publication",
            name="advance_sent_to",
            field=models.CharField(blank=True, editable=False, max_length=200, verbose_name="advance copy sent to"),
        ),
        migrations.AddField(
            model_name="publication",
            name="kept_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="decided to keep it public"),
        ),
        migrations.AddField(
            model_name="publication",
            name="kept_because",
            field=models.TextField(blank=True, editable=False, verbose_name="why it stays public"),
        ),
        migrations.AddField(
            model_name="publication",
            name="planned_on",
            field=models.DateField(editable=False, null=True, verbose_name="day planned for the publication"),
        ),
    ]
