"""A progress note is written once."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("practice_reviews", "0001_initial"), ("cspr", "0002_guard_append_only_tables")]

    operations = [
        migrations.RunSQL(
            """
            CREATE TRIGGER append_only_rows BEFORE UPDATE OR DELETE ON practice_reviews_progressnote
                FOR EACH ROW EXECUTE FUNCTION cspr_refuse_change();
            CREATE TRIGGER append_only_table BEFORE TRUNCATE ON practice_reviews_progressnote
                FOR EACH STATEMENT EXECUTE FUNCTION cspr_refuse_change();
            """,
            """
            DROP TRIGGER append_only_rows ON practice_reviews_progressnote;
            DROP TRIGGER append_only_table ON practice_reviews_progressnote;
            """,
        )
    ]
