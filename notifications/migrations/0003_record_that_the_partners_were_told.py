from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0002_correct_awareness_with_a_second_person"),
    ]

    operations = [
        migrations.AddField(
            model_name="historicalnotification",
            name="partners_told_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="partners told"),
        ),
        migrations.AddField(
            model_name="historicalnotification",
            name="partners_told_how",
            field=models.CharField(blank=True, editable=False, max_length=200, verbose_name="how the partners were told"),
        ),
        migrations.AddField(
            model_name="notification",
            name="partners_told_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="partners told"),
        ),
        migrations.AddField(
            model_name="notification",
            name="partners_told_how",
            field=models.CharField(blank=True, editable=False, max_length=200, verbose_name="how the partners were told"),
        ),
    ]
