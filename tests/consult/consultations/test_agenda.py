"""What waits for those who run consultations."""

from datetime import date, timedelta

import pytest

from consult.accounts.models import Role
from consult.consultations import agenda
from consult.consultations.models import Action, ConsultationStatus
from tests.factories import NOW
from tests.factories.consultations import make_consultation, make_phase
from tests.factories.people import make_user

DAY = timedelta(days=1)
DRAFT, PUBLISHED, CLOSED = ConsultationStatus


@pytest.fixture
def steps_of(app, unit):
    """Return a function that keeps a consultation and gives what it asks for, as (label, day)."""

    def steps(**values: object):
        consultation = make_consultation(title="Trains", **values)
        unit.add(consultation)
        unit.flush()
        with app.test_request_context():
            return [(step.label, step.due_on) for step in agenda.own_steps(make_user(Role.SECRETARIAT), NOW)]

    return steps


def phase(opens_in: int, closes_in: int):
    return make_phase(title="Voter", opens_at=NOW + opens_in * DAY, closes_at=NOW + closes_in * DAY)


@pytest.mark.parametrize(
    ("values", "label"),
    [
        ({"organiser": ""}, "À compléter avant d’ouvrir : Trains"),
        ({"phases": []}, "À compléter avant d’ouvrir : Trains"),
        ({}, "Prête à publier : Trains"),
    ],
)
def test_a_draft_asks_to_be_completed_then_published(steps_of, values, label):
    assert steps_of(status=DRAFT, published_at=None, **values) == [(label, None)]


@pytest.mark.parametrize(
    ("span", "steps"),
    [
        ((-5, 60), []),
        ((15, 60), []),
        ((14, 60), [("La phase « Voter » de « Trains » ouvre", date(2026, 10, 15))]),
        ((1, 60), [("La phase « Voter » de « Trains » ouvre", date(2026, 10, 2))]),
        ((-20, 14), [("Dernier jour de la phase « Voter » de « Trains »", date(2026, 10, 15))]),
        ((-20, 15), []),
    ],
)
def test_a_passage_is_told_a_fortnight_ahead(steps_of, span, steps):
    assert steps_of(phases=[phase(*span)], synthesis_due_on=date(2027, 3, 1)) == steps


@pytest.mark.parametrize(
    ("status", "due_on", "told"),
    [
        (CLOSED, date(2027, 3, 1), True),
        (CLOSED, date(2026, 9, 1), True),
        (CLOSED, None, False),
        (PUBLISHED, date(2027, 3, 1), False),
        (PUBLISHED, date(2026, 10, 15), True),
        (PUBLISHED, date(2026, 10, 16), False),
    ],
)
def test_the_synthesis_is_told_once_closed_or_a_fortnight_ahead(steps_of, status, due_on, told):
    closed_at = NOW - DAY if status is CLOSED else None
    steps = steps_of(status=status, closed_at=closed_at, synthesis_due_on=due_on, phases=[phase(-30, 60)])
    assert steps == ([("Synthèse publique de « Trains »", due_on)] if told else [])


def test_a_phase_of_reading_is_told_like_any_other(steps_of):
    reading = make_phase(
        title="Lire", opens_at=NOW + DAY, closes_at=NOW + 90 * DAY, opens=frozenset({Action.READ})
    )
    labels = [label for label, _ in steps_of(phases=[phase(-30, 1), reading], synthesis_due_on=date(2027, 3, 1))]
    assert labels == ["Dernier jour de la phase « Voter » de « Trains »", "La phase « Lire » de « Trains » ouvre"]
