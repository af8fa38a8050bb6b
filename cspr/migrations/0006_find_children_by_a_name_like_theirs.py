"""Lets a name be looked for by its likeness, in an index."""

import django.contrib.postgres.indexes
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("cspr", "0005_keep_the_heartbeats"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="child",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["name"], name="children_by_name", opclasses=["gin_trgm_ops"]
            ),
        ),
    ]
