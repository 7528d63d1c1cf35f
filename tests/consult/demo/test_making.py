"""Making the demonstration, room after room."""

import pytest

from consult.consultations.models import Consultation
from consult.demo.making import is_there, make, new_scene
from consult.demo.scene import STEPS
from consult.kit import clock
from consult.kit.errors import Invalid
from tests.factories import NOW
from tests.factories.consultations import make_consultation


@pytest.fixture
def opened(app, unit):
    """Give the open unit of work, where pages have addresses."""
    with app.test_request_context():
        yield unit


def test_the_rooms_come_in_their_order(app):
    with app.app_context():
        rooms = [path.partition(".")[0] for path in STEPS]
    known = ["consult", "contributions", "moderation", "search", "synthesis", "council"]
    assert rooms[:3] == known[:3]
    assert rooms == sorted(rooms, key=known.index)


def test_each_consultation_is_summed_up(opened):
    said = make(NOW, seed=7, people=120)
    assert [line.partition("\u00a0:")[0] for line in said[:2]] == [
        "Bien vivre avec les démarches en ligne",
        "Notre région numérique 2030",
    ]


def test_it_is_there_once_made_and_not_made_again(opened):
    assert not is_there()
    make(NOW, seed=7, people=120)
    assert is_there()
    assert make(NOW, seed=8, people=120) == []


def test_a_real_consultation_of_the_same_name_is_not_taken_for_it(opened):
    opened.add(make_consultation(slug="demarches-en-ligne"))
    opened.flush()
    assert not is_there()
    with pytest.raises(Invalid, match="Choisissez une autre adresse"):
        make(NOW, seed=7, people=120)


def test_everything_happens_before_the_day_it_is_made():
    assert new_scene(NOW, seed=7, people=120).at < NOW
    assert clock.local(new_scene(NOW, seed=7, people=120).at).hour == 0


def test_consultations_made_are_said_to_be_fictitious(opened):
    make(NOW, seed=7, people=120)
    assert {one.fictitious for one in opened.query(Consultation)} == {True}
