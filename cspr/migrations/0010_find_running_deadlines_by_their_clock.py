from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cspr", "0009_register_agency_contacts")]

    operations = [
        # In the order in which a list of them is read, to its last place.
        migrations.RemoveIndex(model_name="deadline", name="running_deadlines_by_due"),
        migrations.AddIndex(
            model_name="deadline",
            index=models.Index(condition=models.Q(("outcome", "")), fields=["due_on", "id"], name="running_deadlines_by_due"),
        ),
        migrations.AddIndex(
            model_name="deadline",
            index=models.Index(
                condition=models.Q(("outcome", "")),
                fields=["clock", "due_on"],
                include=("latest_on", "id"),
                name="running_deadlines_by_clock",
            ),
        ),
    ]
