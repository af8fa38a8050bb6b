"""When each of the processes that nobody watches last did its work."""

from typing import ClassVar

from django.db import models

from cspr.models.base import DatabaseAccess


class Heartbeat(models.Model):
    """One row for each kind of work; whoever does it writes the moment down, and `cspr.health` asks how long ago that was."""

    database_access: ClassVar[DatabaseAccess] = "edited"

    name = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
