"""Schemes and their measures are found in their order, by everyone once published; a year is owed to the day."""

from datetime import UTC, date, datetime, timedelta

import pytest

from consult.kit.db import database
from consult.kit.errors import Conflict, NotFound
from council.models import MeetingKind
from council.operations import programme
from council.operations.programme import MeasureDraft, MeetingDraft, SchemeDraft
from council.queries import programme as queries
from tests.factories import NOW
from tests.factories.councils import a_council, a_scheme

TODAY = NOW.date()


@pytest.fixture
def scene(app):
    """Open a unit of work on a council that follows a public scheme of one measure."""
    scene = a_council(app, members=2)
    with app.test_request_context(), database().unit_of_work() as unit:
        scene.unit, scene.scheme = unit, a_scheme(scene)
        scene.axis = scene.scheme.axes[0]
        yield scene


def hidden(scene):
    return programme.create_scheme(scene.secretariat, scene.council, SchemeDraft("Schéma des données"), at=NOW)


def conference(scene, at: datetime, title: str = "Rencontre"):
    return programme.add_meeting(scene.scheme, MeetingDraft(MeetingKind.CONFERENCE, title, at), at=NOW)


def owed(scene, today: date):
    scene.unit.expire(scene.scheme, ["meetings"])
    return queries.conference_of(scene.scheme, today)


def test_a_scheme_nobody_published_is_listed_only_where_it_is_asked_for(scene):
    draft = hidden(scene)
    assert [one.id for one in queries.schemes_of(scene.council.id)] == [scene.scheme.id]
    everything = queries.schemes_of(scene.council.id, public_only=False)
    assert [one.id for one in everything] == [draft.id, scene.scheme.id]


def test_a_council_that_follows_none_has_an_empty_list(scene):
    assert queries.schemes_of(scene.council.id + 1) == []
    assert queries.public_measures(council_id=scene.council.id + 1) == []


@pytest.mark.parametrize("find", ["scheme_at", "axis_at", "measure_at", "meeting_at"])
def test_what_does_not_exist_is_not_found(scene, find):
    with pytest.raises(NotFound):
        getattr(queries, find)(999)


def test_a_scheme_is_found_at_its_address_and_at_no_other(scene):
    assert queries.scheme_named("schema-des-usages-numeriques").id == scene.scheme.id
    with pytest.raises(NotFound):
        queries.scheme_named("Schema-des-usages-numeriques")


def test_measures_come_axis_by_axis_whatever_the_order_they_were_written_in(scene):
    second = programme.add_axis(scene.scheme, "Des données ouvertes")
    programme.add_measure(second, MeasureDraft("Publier"), at=NOW)
    programme.add_measure(scene.axis, MeasureDraft("Accompagner"), at=NOW)
    assert [one.number for one in queries.public_measures()] == ["1.1", "1.2", "2.1"]


def test_the_measures_of_a_scheme_nobody_published_are_neither_listed_nor_counted(scene):
    axis = programme.add_axis(hidden(scene), "Des données")
    secret = programme.add_measure(axis, MeasureDraft("Publier"), at=NOW)
    assert queries.count_public_measures() == 1
    assert queries.public_measures(ids=[secret.id]) == []


def test_asking_for_no_measure_gives_none_and_for_one_gives_it_alone(scene):
    programme.add_measure(scene.axis, MeasureDraft("Accompagner"), at=NOW)
    wanted = scene.axis.measures[1].id
    assert queries.public_measures(ids=[]) == []
    assert [one.id for one in queries.public_measures(ids=[wanted])] == [wanted]


def test_nothing_rests_on_a_recommendation_nobody_followed(scene):
    assert queries.measures_resting_on([1, 2]) == {}
    assert queries.recommendations_to_choose(scene.council.id) == []


def test_a_conference_after_midnight_in_the_region_is_of_the_next_day(scene):
    conference(scene, datetime(2026, 9, 30, 22, 30, tzinfo=UTC))
    assert owed(scene, TODAY).owed_by == date(2027, 10, 1)


def test_a_conference_held_today_is_not_the_next_one(scene):
    conference(scene, NOW)
    found = owed(scene, TODAY)
    assert (found.owed_by, found.planned) == (date(2027, 10, 1), None)


def test_of_two_conferences_to_come_the_nearest_is_the_next(scene):
    conference(scene, NOW + timedelta(days=90), "La seconde")
    conference(scene, NOW + timedelta(days=30), "La première")
    assert owed(scene, TODAY).planned.title == "La première"


def test_of_two_conferences_on_one_day_the_first_to_begin_is_named(scene):
    conference(scene, NOW + timedelta(days=30, hours=4), "L’après-midi")
    conference(scene, NOW + timedelta(days=30), "Le matin")
    assert owed(scene, TODAY).planned.title == "Le matin"


def test_a_conference_planned_too_late_leaves_the_scheme_late(scene):
    conference(scene, NOW + timedelta(days=30))
    found = owed(scene, TODAY)
    assert (found.owed_by, found.is_late) == (date(2026, 6, 29), True)


def test_it_is_not_late_on_the_day_it_is_owed(scene):
    assert not owed(scene, date(2026, 6, 29)).is_late


def test_an_axis_that_holds_a_measure_is_not_removed(scene):
    with pytest.raises(Conflict, match="Retirez d’abord les mesures de cet axe"):
        programme.remove_axis(scene.axis)
    assert [one.title for one in queries.scheme_at(scene.scheme.id).axes] == ["Des lieux pour tous"]
