"""Names a day of publication that was planned anew among what moves a date."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cspr", "0010_find_running_deadlines_by_their_clock"),
    ]

    operations = [
        migrations.AlterField(
            model_name="deadlinemove",
            name="why",
            field=models.CharField(
                choices=[
                    ("rule", "A new version of the rule"),
                    ("holiday", "A change to the bank holidays"),
                    ("awareness", "A correction of when the local authority became aware"),
                    ("extension", "An extension"),
                    ("hold", "A hold"),
                    ("planned", "Another day planned for the publication"),
                    ("reopened", "An extension or a hold that was lifted"),
                ],
                max_length=20,
            ),
        ),
    ]
