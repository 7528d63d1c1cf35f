"""When someone is told next, by the region's clock."""

from datetime import UTC, datetime, timedelta

import pytest

from contributions.follows.models import Rhythm
from contributions.follows.rhythms import next_look

# Thursday the 1st of October 2026; the region's clock is two hours ahead, one in winter.
BEFORE_DAWN = datetime(2026, 10, 1, 4, 30, tzinfo=UTC)
NOON = datetime(2026, 10, 1, 10, 0, tzinfo=UTC)


def test_whoever_wants_to_know_at_once_is_told_within_ten_minutes():
    assert next_look(Rhythm.NOW, NOON) == NOON + timedelta(minutes=10)


def test_whoever_wants_nothing_is_never_looked_for():
    assert next_look(Rhythm.NEVER, NOON) is None


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (BEFORE_DAWN, datetime(2026, 10, 1, 5, 0, tzinfo=UTC)),
        (NOON, datetime(2026, 10, 2, 5, 0, tzinfo=UTC)),
        (datetime(2026, 10, 1, 5, 0, tzinfo=UTC), datetime(2026, 10, 2, 5, 0, tzinfo=UTC)),
        (datetime(2026, 10, 1, 22, 30, tzinfo=UTC), datetime(2026, 10, 2, 5, 0, tzinfo=UTC)),
        (datetime(2026, 10, 24, 12, 0, tzinfo=UTC), datetime(2026, 10, 25, 6, 0, tzinfo=UTC)),
    ],
    ids=["before dawn", "at noon", "at seven sharp", "after midnight here", "as summer time ends"],
)
def test_once_a_day_is_at_seven_in_the_morning(at, expected):
    assert next_look(Rhythm.DAILY, at) == expected


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (NOON, datetime(2026, 10, 5, 5, 0, tzinfo=UTC)),
        (datetime(2026, 10, 5, 4, 0, tzinfo=UTC), datetime(2026, 10, 5, 5, 0, tzinfo=UTC)),
        (datetime(2026, 10, 5, 5, 0, tzinfo=UTC), datetime(2026, 10, 12, 5, 0, tzinfo=UTC)),
        (datetime(2026, 10, 4, 20, 0, tzinfo=UTC), datetime(2026, 10, 5, 5, 0, tzinfo=UTC)),
    ],
    ids=["on a Thursday", "on Monday before dawn", "on Monday at seven sharp", "on Sunday evening"],
)
def test_once_a_week_is_on_monday_morning(at, expected):
    assert next_look(Rhythm.WEEKLY, at) == expected
