"""The demonstration's two consultations and their dates."""

from datetime import date

import pytest
from sqlalchemy import select

from consult.consultations.models import Action, ConsultationChange, ConsultationStatus, Stage
from consult.demo.ground import fill
from consult.demo.making import new_scene
from consult.demo.texts import consultation_texts
from consult.kit import clock, outbox
from consult.kit.jobs import Job
from tests.factories import NOW


@pytest.fixture
def scene(unit):
    """Return the scene once this room has filled it."""
    made = new_scene(NOW, seed=7, people=100)
    fill(made)
    return made


def test_one_is_open_since_three_weeks_and_closes_in_two(scene):
    one = scene.open_one.consultation
    assert (one.stage(NOW), one.fictitious) == (Stage.OPEN, True)
    assert clock.local(one.opens_at).date() == date(2026, 9, 10)
    assert clock.local(one.closes_at).date() == date(2026, 10, 15)
    assert one.opens(Action.PROPOSE, NOW)


def test_the_other_closed_four_months_ago_on_its_date(unit, scene):
    one = scene.closed_one.consultation
    assert (one.status, one.closed_at) == (ConsultationStatus.CLOSED, one.closes_at)
    assert clock.local(one.closed_at).date() == date(2026, 6, 3)
    changes = unit.scalars(select(ConsultationChange).where(ConsultationChange.consultation_id == one.id)).all()
    assert [(change.to_status.value, change.actor_id is None) for change in changes] == [
        ("draft", False),
        ("published", False),
        ("closed", True),
    ]
    assert changes[-1].at == one.closed_at


def test_texts_themes_and_modalities_are_those_written(scene):
    text, one = consultation_texts()[0], scene.open_one.consultation
    assert (one.slug, one.title, one.modalities_source) == (text.slug, text.title, text.modalities)
    assert [theme.slug for theme in one.themes] == [theme.slug for theme in text.themes]
    assert one.synthesis_due_on > clock.local(one.closes_at).date()


def test_people_can_only_read_before_the_opening(scene):
    first, second = scene.open_one.consultation.phases
    assert first.opens == {Action.READ}
    assert first.closes_at == second.opens_at


def test_later_rooms_are_told_of_the_closing_once(app, unit):
    outbox.subscribe(app, "consultation.closed", "room.draft")
    fill(new_scene(NOW, seed=7, people=100))
    assert len(unit.scalars(select(Job).where(Job.kind == "room.draft")).all()) == 1


def test_the_day_begins_where_the_region_lives(scene):
    assert clock.local(scene.at).isoformat() == "2026-10-01T00:00:00+02:00"
