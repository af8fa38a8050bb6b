"""The index of names that are alike, beside the one for any part of a name."""

import django.contrib.postgres.indexes
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("cspr", "0013_keep_the_reference_of_an_imported_case"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="child",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["name"], name="children_by_name", opclasses=["gin_trgm_ops"]
            ),
        ),
    ]
