"""What the dates and the status of a consultation say."""

from datetime import timedelta

import pytest

from consult.consultations.models import TRANSITIONS, Action, ConsultationStatus, Stage
from tests.factories import NOW
from tests.factories.consultations import make_consultation, make_phase

DAY = timedelta(days=1)
DRAFT, PUBLISHED, CLOSED = ConsultationStatus


def phases_at(*spans: tuple[int, int]):
    return [make_phase(opens_at=NOW + opens * DAY, closes_at=NOW + closes * DAY) for opens, closes in spans]


@pytest.mark.parametrize(
    ("status", "spans", "stage"),
    [
        (DRAFT, [(-1, 1)], Stage.DRAFT),
        (PUBLISHED, [(1, 2)], Stage.COMING),
        (PUBLISHED, [(-1, 1)], Stage.OPEN),
        (PUBLISHED, [(-3, -2), (2, 3)], Stage.OPEN),
        (PUBLISHED, [(-3, -2)], Stage.CLOSED),
        (PUBLISHED, [(-3, 0)], Stage.CLOSED),
        (PUBLISHED, [(0, 1)], Stage.OPEN),
        (PUBLISHED, [], Stage.CLOSED),
        (CLOSED, [(-1, 1)], Stage.CLOSED),
    ],
)
def test_the_stage_follows_the_dates(status, spans, stage):
    assert make_consultation(status=status, phases=phases_at(*spans)).stage(NOW) is stage


def test_a_phase_of_reading_does_not_delay_the_end():
    reading = make_phase(opens_at=NOW + 20 * DAY, closes_at=NOW + 90 * DAY, opens=frozenset({Action.READ}))
    assert make_consultation(phases=[make_phase(), reading]).closes_at == NOW + 20 * DAY


def test_what_ended_early_ended_when_someone_closed_it():
    assert make_consultation(closed_at=NOW - DAY).ended_at == NOW - DAY


@pytest.mark.parametrize("before", ConsultationStatus)
@pytest.mark.parametrize("after", ConsultationStatus)
def test_only_three_changes_of_status_exist(before, after):
    allowed = {(DRAFT, PUBLISHED), (PUBLISHED, DRAFT), (PUBLISHED, CLOSED)}
    assert (after in TRANSITIONS[before]) == ((before, after) in allowed)
