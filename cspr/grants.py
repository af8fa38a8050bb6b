"""What the database roles may do, computed from what each model declares; `manage.py migrate` applies it every time.

`app` runs the staff and the referral site and owns nothing. `public_web` runs the public site and may read the published
tables, nothing else. The migrator owns the tables and runs no site.
"""

from django.apps import apps
from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper

from cspr.models import DatabaseAccess

APP, PUBLIC = "app", "public_web"
PRIVILEGES: dict[DatabaseAccess, str] = {
    "edited": "SELECT, INSERT, UPDATE",
    "removable": "SELECT, INSERT, UPDATE, DELETE",
    "append_only": "SELECT, INSERT",
    "published": "SELECT, INSERT, UPDATE, DELETE",
}
# Tables of libraries that need more than "edited". Everything else of theirs may be read and written, not deleted.
REMOVABLE = {"django_session", "mfa_authenticator", "account_emailaddress", "account_emailconfirmation"}
READ_ONLY = {"django_migrations", "django_content_type", "auth_permission"}


def table_access() -> dict[str, DatabaseAccess]:
    """What the application may do with every table that a model stands for."""
    access: dict[str, DatabaseAccess] = {}
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        if table in REMOVABLE:
            access[table] = "removable"
        elif model.__name__.startswith("Historical"):
            access[table] = "append_only"
        else:
            access[table] = getattr(model, "database_access", "edited")
    return access


def published_tables() -> list[str]:
    """The tables that the public site may read: the whole list."""
    return sorted(table for table, access in table_access().items() if access == "published")


def apply(using: str) -> None:
    """Take everything from both roles and give back exactly what is declared. Runs as the owner of the tables."""
    quote = connections[using].ops.quote_name
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        for role in (APP, PUBLIC):
            cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}")
            cursor.execute(f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {role}")
        for table, access in table_access().items():
            if table in READ_ONLY:
                cursor.execute(f"GRANT SELECT ON {quote(table)} TO {APP}")
            else:
                cursor.execute(f"GRANT {PRIVILEGES[access]} ON {quote(table)} TO {APP}")
        cursor.execute(f"GRANT SELECT ON django_migrations TO {APP}")
        cursor.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {APP}")
        for table in published_tables():
            cursor.execute(f"GRANT SELECT ON {quote(table)} TO {PUBLIC}")
        _no_public_functions(cursor)


def _no_public_functions(cursor: CursorWrapper) -> None:
    """Our own trigger function is nobody's to call by hand."""
    cursor.execute("REVOKE ALL ON FUNCTION cspr_refuse_change() FROM PUBLIC")
