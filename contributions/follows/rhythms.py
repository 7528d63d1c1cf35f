"""Say when someone is told next, by the clock of the region."""

from datetime import datetime, timedelta

from consult.kit import clock
from contributions.follows.models import Rhythm

SOON = timedelta(minutes=10)
MORNING = 7
_MONDAY = 0
_WEEK = 7


def next_look(rhythm: Rhythm, at: datetime) -> datetime | None:
    """Return when to look for news next: in ten minutes, the next morning, the next Monday morning, or never."""
    if rhythm is Rhythm.NEVER:
        return None
    if rhythm is Rhythm.NOW:
        return at + SOON
    morning = clock.local(at).replace(hour=MORNING, minute=0, second=0, microsecond=0, tzinfo=None)
    days = int(clock.from_local(morning) <= at)
    if rhythm is Rhythm.WEEKLY:
        days += (_MONDAY - (morning + timedelta(days=days)).weekday()) % _WEEK
    return clock.from_local(morning + timedelta(days=days))
