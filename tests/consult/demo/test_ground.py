"""The ground of the demonstration."""

import pytest

from consult.accounts.models import Role
from consult.demo.ground import fill
from consult.demo.making import new_scene
from consult.territories.models import TerritoryLevel
from tests.factories import NOW


@pytest.fixture
def scene(unit):
    """Return the scene once this room has filled it."""
    made = new_scene(NOW, seed=7, people=120)
    fill(made)
    return made


def test_the_six_departments_are_known_by_their_code(scene):
    assert set(scene.departments) == {"18", "28", "36", "37", "41", "45"}


def test_both_consultations_are_about_the_region(scene):
    assert {held.consultation.territory.level for held in scene.held} == {TerritoryLevel.REGION}


def test_the_one_that_is_over_comes_first_so_that_rooms_follow_the_calendar(scene):
    first, second = scene.held
    assert first is scene.closed_one
    assert second is scene.open_one
    assert first.until < second.opens_at


def test_later_rooms_find_people_and_accounts(scene):
    assert len(scene.inhabitants) == 120
    assert scene.account(Role.SECRETARIAT).email == "secretariat@demo.example"


def test_people_can_take_part_until_the_demonstration_is_made(scene):
    assert scene.open_one.until == scene.at
    assert scene.closed_one.until == scene.closed_one.consultation.closed_at
