"""The Redis cache, whose loss must not become an error page: sign-in limits on passwords then sleep, those on codes do not."""

import logging
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


class ForgivingRedisCache(RedisCache):
    """Behaves like an empty cache while Redis does not answer. Nothing that must not be lost is kept in it."""

    def add(self, *args: Any, **kwargs: Any) -> bool:
        """True while Redis is down: as if nobody else held the key."""
        try:
            return bool(super().add(*args, **kwargs))
        except RedisError:
            return bool(_without_redis(True))

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """The default while Redis is down."""
        try:
            return super().get(key, default, version)
        except RedisError:
            return _without_redis(default)

    def set(self, *args: Any, **kwargs: Any) -> None:
        """Nothing while Redis is down."""
        try:
            super().set(*args, **kwargs)
        except RedisError:
            _without_redis(None)

    def delete(self, *args: Any, **kwargs: Any) -> bool:
        """False while Redis is down."""
        try:
            return super().delete(*args, **kwargs)
        except RedisError:
            return bool(_without_redis(False))


def _without_redis(answer: Any) -> Any:
    logger.warning("Redis does not answer; the limits on wrong passwords are off until it does.")
    return answer
