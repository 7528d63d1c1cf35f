"""Two rounds are told in the order of their days, and what is awaited comes last."""

from datetime import timedelta

from council.links import Link, by_day
from tests.factories import NOW

FIRST, SECOND = NOW, NOW + timedelta(days=40)


def test_two_rounds_are_told_in_the_order_they_happened():
    told = [
        Link("opinion 1", "done", FIRST),
        Link("opinion 2", "done", SECOND),
        Link("answer 1", "done", FIRST + timedelta(days=9)),
        Link("kept beside it", "done"),
        Link("answer 2", "current"),
        Link("sitting", "ahead", SECOND - timedelta(days=1)),
    ]
    expected = ["opinion 1", "answer 1", "kept beside it", "sitting", "opinion 2", "answer 2"]
    assert [one.label for one in by_day(told)] == expected
