"""How Celery reaches Redis: as kombu does, but a connection that is gone says so, and no worker ends of it."""

from typing import Any

from kombu.transport import TRANSPORT_ALIASES, redis
from redis.exceptions import ConnectionError as BrokerGone


class Channel(redis.Channel):
    """A channel that can outlive its connection: a task that is still at work holds one while the broker goes away.

    Handing its message back then asked a missing connection for its address, and the AttributeError ended the worker. As an
    error of the connection it is expected: the worker connects anew, and the message is handed out again or not needed.
    """

    def _connparams(self, asynchronous: bool = False) -> dict[str, Any]:
        if self.connection is None or self.connection.client is None:
            raise BrokerGone("The connection to the broker was closed.")
        found: dict[str, Any] = super()._connparams(asynchronous)  # type: ignore[misc]
        return found


class Transport(redis.Transport):
    """Redis with our channels."""

    Channel = Channel


def use() -> None:
    """Let every address of a Redis mean this transport."""
    TRANSPORT_ALIASES.update(redis="config.broker:Transport", rediss="config.broker:Transport")
