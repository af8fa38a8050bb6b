"""The leases of a pack, its zip, why a review went without every key, and the four criteria of reviews that are open."""

from django.db import migrations, models
from django.utils import timezone

LETTERS = "abcd"


def open_criteria(apps, schema_editor):
    """Reviews that were opened before the criteria were kept get the same four rows as new ones, with their history."""
    review_model, criterion = apps.get_model("rapid_reviews", "RapidReview"), apps.get_model("rapid_reviews", "Criterion")
    history, now = apps.get_model("rapid_reviews", "HistoricalCriterion"), timezone.now()
    alias = schema_editor.connection.alias
    for review in review_model.objects.using(alias).filter(criteria__isnull=True):
        for letter in LETTERS:
            made = criterion.objects.using(alias).create(review=review, letter=letter)
            history.objects.using(alias).create(id=made.pk, review=review, letter=letter, history_date=now, history_type="+")


class Migration(migrations.Migration):
    dependencies = [
        ("rapid_reviews", "0004_say_why_a_meeting_had_no_quorum"),
    ]

    operations = [
        migrations.AddField(
            model_name="historicalpack",
            name="leased_until",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="historicalpack",
            name="tries",
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="historicalpack",
            name="zip_sha256",
            field=models.CharField(blank=True, editable=False, max_length=64, verbose_name="SHA-256 of the zip"),
        ),
        migrations.AddField(
            model_name="historicalpack",
            name="zip_size",
            field=models.PositiveBigIntegerField(editable=False, null=True, verbose_name="size of the zip in bytes"),
        ),
        migrations.AddField(
            model_name="historicalrapidreview",
            name="unsigned_because",
            field=models.TextField(blank=True, editable=False, verbose_name="why it went without every key"),
        ),
        migrations.AddField(
            model_name="pack",
            name="leased_until",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="pack",
            name="tries",
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="pack",
            name="zip_sha256",
            field=models.CharField(blank=True, editable=False, max_length=64, verbose_name="SHA-256 of the zip"),
        ),
        migrations.AddField(
            model_name="pack",
            name="zip_size",
            field=models.PositiveBigIntegerField(editable=False, null=True, verbose_name="size of the zip in bytes"),
        ),
        migrations.AddField(
            model_name="rapidreview",
            name="unsigned_because",
            field=models.TextField(blank=True, editable=False, verbose_name="why it went without every key"),
        ),
        migrations.AlterField(
            model_name="historicalpack",
            name="sha256",
            field=models.CharField(blank=True, editable=False, max_length=64, verbose_name="SHA-256"),
        ),
        migrations.AlterField(
            model_name="pack",
            name="sha256",
            field=models.CharField(blank=True, editable=False, max_length=64, verbose_name="SHA-256"),
        ),
        migrations.RunPython(open_criteria, migrations.RunPython.noop),
    ]
