"""Workstreams are listed by where they stand, then the latest begun; those of one day keep their order."""

from dataclasses import replace
from datetime import date

import pytest

from consult.kit.db import database
from consult.kit.errors import Invalid, NotFound
from council.models import WorkState
from council.operations.workstreams import WorkDraft, open_workstream, write_workstream
from council.queries.workstreams import workstream_at, workstreams_of, workstreams_on, workstreams_reported_by
from tests.factories import NOW
from tests.factories.councils import a_council, former_seat, seats

TODAY = NOW.date()
DRAFT = WorkDraft("Le réseau des lieux", "Qui accueille où.", date(2026, 1, 5))


@pytest.fixture
def scene(app):
    """Open a unit of work on a council of two members, without a workstream."""
    scene = a_council(app, members=2)
    with app.test_request_context(), database().unit_of_work():
        yield scene


def begun(scene, title: str, day: int = 5, state: WorkState = WorkState.OPEN):
    draft = replace(DRAFT, title=title, opened_on=date(2026, 1, day), state=state)
    return open_workstream(scene.council, draft, today=TODAY)


def titles(found):
    return [one.title for one in found]


def test_a_council_without_one_has_an_empty_list(scene):
    assert workstreams_of(scene.council.id) == []
    assert workstreams_on(1) == []
    assert workstreams_reported_by(scene.people[0].id) == []


def test_one_paused_stands_between_those_under_way_and_those_ended(scene):
    begun(scene, "Terminé", 9, WorkState.ENDED)
    begun(scene, "Suspendu", 8, WorkState.PAUSED)
    begun(scene, "En cours", 7)
    assert titles(workstreams_of(scene.council.id)) == ["En cours", "Suspendu", "Terminé"]


def test_the_latest_begun_comes_first_and_two_of_one_day_as_they_were_written(scene):
    for title, day in (("Un", 5), ("Deux", 6), ("Trois", 5)):
        begun(scene, title, day)
    assert titles(workstreams_of(scene.council.id)) == ["Deux", "Un", "Trois"]


def test_another_council_s_are_not_listed(scene):
    begun(scene, "Un")
    assert workstreams_of(scene.council.id + 1) == []


def test_one_that_does_not_exist_is_not_found(scene):
    with pytest.raises(NotFound):
        workstream_at(999)


def test_a_refused_title_leaves_what_was_said(scene):
    work = begun(scene, "Un")
    with pytest.raises(Invalid, match="Donnez un titre à ce chantier") as refusal:
        write_workstream(work, replace(DRAFT, title="\n "), today=TODAY, version=work.version)
    assert (refusal.value.field, workstream_at(work.id).title) == ("title", "Un")


def test_whoever_left_before_is_refused_and_the_rapporteur_stays(scene):
    rapporteur = seats(scene)[0]
    work = open_workstream(scene.council, replace(DRAFT, rapporteur=rapporteur), today=TODAY)
    with pytest.raises(Invalid, match="dont le mandat est en cours"):
        write_workstream(work, replace(DRAFT, rapporteur=former_seat(scene)), today=TODAY, version=work.version)
    assert workstream_at(work.id).rapporteur_id == rapporteur.id


def test_a_rapporteur_who_gives_it_up_no_longer_reports_on_it(scene):
    rapporteur = seats(scene)[0]
    work = open_workstream(scene.council, replace(DRAFT, rapporteur=rapporteur), today=TODAY)
    write_workstream(work, DRAFT, today=TODAY, version=work.version)
    assert workstreams_reported_by(rapporteur.user_id) == []


def test_one_ended_twice_keeps_its_first_day(scene):
    work = begun(scene, "Un", state=WorkState.ENDED)
    write_workstream(work, replace(DRAFT, state=WorkState.ENDED), today=date(2027, 1, 1), version=work.version)
    assert work.ended_on == TODAY
