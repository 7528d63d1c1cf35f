"""Tell the time, once, in UTC, so that a test may choose it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


def _system_time() -> datetime:
    return datetime.now(UTC)


_source: list[Callable[[], datetime]] = [_system_time]


def now() -> datetime:
    """Return the present instant, aware, in UTC."""
    return _source[-1]()


def local(instant: datetime) -> datetime:
    """Return the instant as the region's inhabitants read it on a clock."""
    return instant.astimezone(PARIS)


def from_local(wall_time: datetime) -> datetime:
    """Read a naive wall-clock time of the region and return the instant in UTC."""
    return wall_time.replace(tzinfo=PARIS).astimezone(UTC)


@contextmanager
def set_to(instant: datetime) -> Iterator[None]:
    """Make every reading return this instant while the block runs, in every thread."""
    _source.append(lambda: instant)
    try:
        yield
    finally:
        _source.pop()
