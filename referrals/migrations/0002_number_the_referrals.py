"""The sequence from which each referral takes its number."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("referrals", "0001_initial")]

    operations = [
        migrations.RunSQL("CREATE SEQUENCE referrals_referral_number", "DROP SEQUENCE referrals_referral_number"),
    ]
