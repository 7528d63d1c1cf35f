"""Keep counts in Redis, for sites that run on several machines; loaded only where an address of Redis is given."""

import redis
import structlog
from redis.backoff import NoBackoff
from redis.retry import Retry

log = structlog.get_logger()
_PREFIX = "consult:limit:"
_SECONDS = 1.0


class RedisCounts:
    """Counts that forget themselves once their span is over."""

    def __init__(self, url: str) -> None:
        """Open a pool of connections; nothing is asked of the server yet."""
        self._server = redis.Redis.from_url(
            url, socket_timeout=_SECONDS, socket_connect_timeout=_SECONDS, retry=Retry(NoBackoff(), 0)
        )

    def add(self, key: str, seconds: int) -> int | None:
        """Add one, kept for so many seconds, and return the count; None when the server does not answer."""
        try:
            with self._server.pipeline(transaction=True) as both:
                both.incr(_PREFIX + key)
                both.expire(_PREFIX + key, seconds)
                counted, _kept = both.execute()
        except redis.RedisError as error:
            log.warning("limits.redis_unreachable", error=str(error))
            return None
        return int(counted)

    def answers(self) -> bool:
        """Say whether the server answers."""
        try:
            return bool(self._server.ping())
        except redis.RedisError:
            return False
