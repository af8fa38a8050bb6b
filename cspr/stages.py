"""The one door forward: which verb of a later stage follows an event of an earlier one.

An earlier stage announces; it never knows who listens. Followers run inside the same transaction: if one raises, the
whole step fails.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.db import models, transaction

from cspr.models import User


@dataclass(frozen=True)
class Follower:
    """`event` > `verb`. The verb is called as verb(record, by=user, at=moment)."""

    event: str
    verb: Callable[..., Any]

    def __str__(self) -> str:
        return f"{self.event} > {self.verb.__module__}.{self.verb.__qualname__}"


def declared(module: str, name: str) -> list[Any]:
    """Everything the installed apps declare under `name` in their `module`, in the order of the apps."""
    found: list[Any] = []
    for config in apps.get_app_configs():
        if "." not in config.name and find_spec(f"{config.name}.{module}") is not None:
            found.extend(getattr(import_module(f"{config.name}.{module}"), name, ()))
    return found


def followers() -> list[Follower]:
    """Every declared follower."""
    return declared("followers", "FOLLOWERS")


def sweeps() -> list[Callable[..., int]]:
    """What the stages ask to be done from time to time, each called as sweep(at=moment): SWEEPS beside their FOLLOWERS."""
    return declared("followers", "SWEEPS")


def announce(event: str, record: models.Model, *, by: User | None, at: datetime) -> None:
    """Call every verb that follows the event. Must run inside the transaction of the step itself.

    Raises whatever a follower raises, and TransactionManagementError outside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError(f"{event} was announced outside a transaction.")
    for follower in followers():
        if follower.event == event:
            follower.verb(record, by=by, at=at)
