"""The one box for telephone or e-mail, once both have their own."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("notifications", "0005_fill_the_new_fields_from_the_old")]
    operations = [
        migrations.RemoveField(model_name="historicalnotification", name="notifier_contact"),
        migrations.RemoveField(model_name="notification", name="notifier_contact"),
    ]
