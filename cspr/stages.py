"""The one door forward: which verb of a later stage follows an event of an earlier one.

An earlier stage announces; it never knows who listens. Followers run inside the same transaction: if one raises, the
whole step fails.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
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
    return [one for found in _modules(module, tuple(_ours())) for one in getattr(found, name, ())]


def _ours() -> Iterator[str]:
    return (config.name for config in apps.get_app_configs() if "." not in config.name)


@cache
def _modules(module: str, names: tuple[str, ...]) -> tuple[ModuleType, ...]:
    """The module of that name in each app that has one; looked for once, for a page asks many times."""
    there = (f"{name}.{module}" for name in names if find_spec(f"{name}.{module}") is not None)
    return tuple(import_module(path) for path in there)


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
