from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0007_find_children_by_a_name_like_theirs"),
    ]

    operations = [
        migrations.CreateModel(
            name="FileTry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sender_email", models.EmailField(max_length=254)),
                ("tried_at", models.DateTimeField(db_index=True)),
            ],
            options={"ordering": ["pk"]},
        ),
        # The name of a file goes with the file. Reversed, the column comes back empty.
        migrations.AlterField("historicalattachment", "title", models.CharField(default="", max_length=200)),
        migrations.RemoveField("historicalattachment", "title"),
    ]
