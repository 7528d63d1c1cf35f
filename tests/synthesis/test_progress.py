from datetime import timedelta

import pytest

from synthesis.models import BuildPhase, Synthesis
from synthesis.progress import advance_of
from tests.factories import NOW


def working(phase, done=0, total=0, seconds=60):
    row = Synthesis(phase=phase, done=done, total=total, started_at=NOW)
    return advance_of(row, NOW + timedelta(seconds=seconds))


def test_nothing_is_foretold_before_the_work_begins():
    found = advance_of(Synthesis(done=0, total=0), NOW)
    assert (found.phase, found.percent, found.seconds_left) == (None, 0, None)


@pytest.mark.parametrize(
    ("phase", "done", "percent"),
    [
        (BuildPhase.READING, 0, 0),
        (BuildPhase.ANALYSIS, 0, 5),
        (BuildPhase.ANALYSIS, 4, 48),
        (BuildPhase.ANALYSIS, 8, 90),
        (BuildPhase.KEEPING, 8, 90),
        (BuildPhase.FILES, 8, 95),
    ],
)
def test_the_percentage_grows_from_phase_to_phase(phase, done, percent):
    assert working(phase, done, 8).percent == percent


def test_the_time_left_follows_what_the_work_took_so_far():
    assert working(BuildPhase.ANALYSIS, 4, 8, seconds=48).seconds_left == 52
    assert working(BuildPhase.ANALYSIS, 4, 8, seconds=1).seconds_left is None


def test_a_stop_that_was_asked_is_told():
    row = Synthesis(phase=BuildPhase.ANALYSIS, done=1, total=8, started_at=NOW, stop_asked_at=NOW)
    assert advance_of(row, NOW).is_stopping
