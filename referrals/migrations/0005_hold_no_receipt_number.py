"""The receipt number is derived from the draft, and how exact a date is has a field of its own."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("referrals", "0004_carry_over_earlier_referrals")]

    operations = [
        migrations.RemoveField(model, field)
        for model in ("referral", "historicalreferral")
        for field in ("receipt", "incident_is_approximate")
    ]
