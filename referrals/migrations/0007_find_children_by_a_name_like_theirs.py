"""Lets a name be looked for by its likeness, in an index."""

import django.contrib.postgres.indexes
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0006_know_a_wrong_number_again"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="referredchild",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["name"], name="referred_children_by_name", opclasses=["gin_trgm_ops"]
            ),
        ),
    ]
