"""What the rooms share while they make the demonstration."""

from datetime import timedelta

from consult.demo.scene import Scene, moment
from consult.kit import clock
from tests.factories import NOW


def test_each_purpose_has_chances_of_its_own_the_same_each_time():
    first, second = (Scene(NOW, 7, 100, 0) for _ in range(2))
    second.random("votes").random()
    assert first.random("names").random() == second.random("names").random()
    assert first.random("names").random() != first.random("votes").random()


def test_another_seed_gives_other_chances():
    assert Scene(NOW, 1, 100, 0).random("x").random() != Scene(NOW, 2, 100, 0).random("x").random()


def test_moments_stay_in_the_span():
    random, end = Scene(NOW, 1, 100, 0).random("x"), NOW + timedelta(hours=5)
    assert all(NOW - timedelta(seconds=1) < moment(random, NOW, end) <= end for _ in range(300))


def test_haste_brings_moments_sooner():
    random, end = Scene(NOW, 1, 100, 0).random("x"), NOW + timedelta(days=20)
    drawn = sorted(moment(random, NOW, end, haste=2.0) for _ in range(400))
    assert drawn[200] < NOW + timedelta(days=7)


def test_few_write_at_night():
    random, end = Scene(NOW, 1, 100, 0).random("x"), NOW + timedelta(days=20)
    hours = [clock.local(moment(random, NOW, end)).hour for _ in range(1_000)]
    assert sum(hour < 6 for hour in hours) < 100
