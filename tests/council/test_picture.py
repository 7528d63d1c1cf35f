"""Each step of a chain is drawn under who holds it; what is still to come is told apart."""

from datetime import UTC, datetime

import pytest

from council.links import Holder, Link
from council.picture import TOP, draw


@pytest.fixture(autouse=True)
def page(app):
    with app.test_request_context():
        yield


def test_a_chain_without_a_step_is_its_columns_alone():
    picture = draw([])
    assert [str(label) for _x, label in picture.columns] == ["Région", "Habitants", "Secrétariat", "Conseil"]
    assert (picture.height, picture.stations, picture.stretches, picture.counts) == (TOP, [], [], (0, 0, 0))


def test_one_step_goes_nowhere():
    picture = draw([Link("Ouverte", "current")])
    assert ([one.number for one in picture.stations], picture.stretches) == ([1], [])


def test_a_line_is_travelled_up_to_the_step_under_way_and_not_beyond():
    picture = draw([Link("a", "done"), Link("b", "current"), Link("c", "ahead"), Link("d", "ahead")])
    assert [one.is_done for one in picture.stretches] == [True, False, False]
    assert picture.counts == (1, 1, 2)


def test_two_steps_of_one_holder_stand_one_above_the_other():
    first, second = draw([Link("a", "done"), Link("b", "done")]).stations
    assert first.x == second.x
    assert first.y < second.y


def test_columns_follow_the_order_of_the_holders_from_left_to_right():
    links = [Link(holder, "done", holder=holder) for holder in Holder]
    places = [one.x for one in draw(links).stations]
    assert places == sorted(set(places))


def test_a_day_is_the_one_of_the_region_s_clocks_and_none_is_left_blank():
    late = Link("a", "done", datetime(2026, 10, 1, 22, 30, tzinfo=UTC))
    assert [one.day for one in draw([late, Link("b", "ahead")]).stations] == ["02/10/2026", ""]
