"""What the database itself lets the application's role do with a table; `cspr/grants.py` reads it."""

from typing import ClassVar, Literal

from django.db import models

# edited: read, add, change. removable: also delete. append_only: read and add. published: removable, and the public may read.
DatabaseAccess = Literal["edited", "removable", "append_only", "published"]


class AppendOnly(models.Model):
    """A row that is written once. The application's role may not change or remove it; a trigger stops everybody else."""

    database_access: ClassVar[DatabaseAccess] = "append_only"

    class Meta:
        abstract = True
