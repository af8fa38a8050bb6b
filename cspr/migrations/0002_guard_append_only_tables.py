"""A sequence for case references, and a trigger that stops everybody from rewriting what is written once."""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION cspr_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END
$$
"""
TABLES = ("cspr_timelineentry", "cspr_accessrecord")


def guard(table):
    return migrations.RunSQL(
        f"""
        CREATE TRIGGER append_only_rows BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION cspr_refuse_change();
        CREATE TRIGGER append_only_table BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION cspr_refuse_change();
        """,
        f"DROP TRIGGER append_only_rows ON {table}; DROP TRIGGER append_only_table ON {table};",
    )


class Migration(migrations.Migration):
    dependencies = [("cspr", "0001_initial")]

    operations = [
        migrations.RunSQL("CREATE SEQUENCE cspr_case_number", "DROP SEQUENCE cspr_case_number"),
        migrations.RunSQL(FUNCTION, "DROP FUNCTION cspr_refuse_change()"),
        *[guard(table) for table in TABLES],
    ]
