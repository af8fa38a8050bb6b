"""The marker row. Without it there are no demonstration sign-ins and no /demo/ pages, in any mode."""

from typing import ClassVar

from django.db import models

from cspr.models import DatabaseAccess


class DemoMarker(models.Model):
    """Its presence says: every case in this database is invented. Written once, when the cluster is made."""

    # The public site shows the banner too, so its role may read this one row, which says nothing else.
    database_access: ClassVar[DatabaseAccess] = "published"

    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return "Demonstration"
