"""A workstream says who reports on it, where it stands and what it rests on; its rapporteur sits."""

from dataclasses import replace
from datetime import date

import pytest

from consult.kit.db import database
from consult.kit.errors import Conflict, Invalid
from council.models import WorkState
from council.operations.workstreams import WorkDraft, open_workstream, write_workstream
from council.queries.workstreams import (
    workstream_at,
    workstreams_of,
    workstreams_on,
    workstreams_reported_by,
)
from tests.factories import NOW
from tests.factories.consultations import make_consultation
from tests.factories.councils import a_council, a_scheme, former_seat, seats

TODAY = NOW.date()
DRAFT = WorkDraft("Le réseau des lieux", "Qui accueille où.", date(2026, 1, 5))


@pytest.fixture
def scene(app):
    """Open a unit of work on a council of two members that follows a scheme, with an open consultation."""
    scene = a_council(app, members=2)
    with app.test_request_context(), database().unit_of_work() as unit:
        scene.unit, scene.consultation = unit, make_consultation()
        unit.add(scene.consultation)
        scene.measure = a_scheme(scene).axes[0].measures[0]
        yield scene


def test_it_names_what_it_rests_on_both_ways(scene):
    rests_on = {"consultations": [scene.consultation.id], "measures": [scene.measure.id]}
    made = open_workstream(scene.council, replace(DRAFT, **rests_on), today=TODAY)
    assert [one.id for one in workstreams_on(scene.consultation.id)] == [made.id]
    assert [one.measure.number for one in made.measures] == ["1.1"]
    write_workstream(made, DRAFT, today=TODAY, version=made.version)
    assert workstreams_on(scene.consultation.id) == []


def test_its_rapporteur_is_told_what_they_report_on(scene):
    rapporteur = seats(scene)[0]
    made = open_workstream(scene.council, replace(DRAFT, rapporteur=rapporteur), today=TODAY)
    assert [one.id for one in workstreams_reported_by(rapporteur.user_id)] == [made.id]


def test_whoever_left_does_not_become_rapporteur(scene):
    with pytest.raises(Invalid, match="mandat est en cours"):
        open_workstream(scene.council, replace(DRAFT, rapporteur=former_seat(scene)), today=TODAY)


def test_a_rapporteur_whose_mandate_ended_meanwhile_stays_named(scene):
    rapporteur = seats(scene)[0]
    made = open_workstream(scene.council, replace(DRAFT, rapporteur=rapporteur), today=TODAY)
    rapporteur.mandates[0].ends_on = date(2026, 1, 31)
    scene.unit.flush()
    write_workstream(made, replace(DRAFT, rapporteur=rapporteur, summary="Suite"), today=TODAY, version=None)
    assert (made.rapporteur, made.summary) == (rapporteur, "Suite")


def test_ending_it_keeps_its_day_and_opening_it_again_forgets_it(scene):
    made = open_workstream(scene.council, DRAFT, today=TODAY)
    ended = replace(DRAFT, state=WorkState.ENDED)
    for day in (TODAY, date(2030, 1, 1)):
        write_workstream(made, ended, today=day, version=None)
    assert made.ended_on == TODAY
    write_workstream(made, DRAFT, today=TODAY, version=None)
    assert made.ended_on is None


def test_a_stale_page_changes_nothing(scene):
    made = open_workstream(scene.council, DRAFT, today=TODAY)
    opened_on = made.version
    write_workstream(made, replace(DRAFT, title="Les lieux"), today=TODAY, version=opened_on)
    with pytest.raises(Conflict, match="Rechargez la page"):
        write_workstream(made, replace(DRAFT, title="Autre"), today=TODAY, version=opened_on)
    assert workstream_at(made.id).title == "Les lieux"


def test_those_under_way_come_first(scene):
    ended = open_workstream(scene.council, replace(DRAFT, state=WorkState.ENDED), today=TODAY)
    under_way = open_workstream(scene.council, replace(DRAFT, opened_on=date(2020, 1, 1)), today=TODAY)
    assert [one.id for one in workstreams_of(scene.council.id)] == [under_way.id, ended.id]


def test_it_has_a_title(scene):
    with pytest.raises(Invalid, match="Donnez un titre"):
        open_workstream(scene.council, replace(DRAFT, title=" "), today=TODAY)
