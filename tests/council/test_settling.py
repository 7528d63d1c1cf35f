"""What a transmitted synthesis leaves to settle, and how it comes to an agenda."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from consult.kit.db import database
from council.models import AgendaItem, Transmission
from council.operations.councils import CouncilDraft, create_council
from council.operations.sittings import SittingDraft, plan_sitting
from council.settling import questions_of
from tests.factories import NOW


@pytest.fixture
def planned(transmitted, browser):
    """Return a transmitted synthesis and a sitting planned by the council that received it."""
    with transmitted.app.app_context(), database().unit_of_work():
        draft = SittingDraft("Rentrée", NOW + timedelta(days=9), place="Orléans")
        transmitted.sitting = plan_sitting(transmitted.secretariat, transmitted.council, draft, at=NOW)
    transmitted.desk = browser(transmitted.secretariat)
    transmitted.address = f"/secretariat/seances/{transmitted.sitting.id}/a-regler/{transmitted.transmission.id}"
    return transmitted


def questions(scene):
    with scene.app.app_context(), database().unit_of_work() as unit:
        return questions_of(unit.get_one(Transmission, scene.transmission.id))


def items(scene):
    with scene.app.app_context(), database().unit_of_work() as unit:
        return unit.scalars(select(AgendaItem).order_by(AgendaItem.position)).all()


def test_no_heading_stands_without_a_point_and_each_point_has_its_own_name(planned):
    found = questions(planned)
    keys = [point.key for question in found for point in question.points]
    assert all(question.points for question in found)
    assert len(keys) == len(set(keys))


def test_the_page_leads_from_the_desk_and_adds_nothing_that_was_not_ticked(planned):
    assert planned.address in planned.desk.get(f"/secretariat/seances/{planned.sitting.id}").text
    planned.desk.post(planned.address, {"point": ["nothing-known"]})
    assert items(planned) == []


def test_ticked_points_become_items_tied_to_the_synthesis(planned):
    points = [point for question in questions(planned) for point in question.points]
    planned.desk.post(planned.address, {"point": [point.key for point in points]})
    assert [item.title for item in items(planned)] == [point.words for point in points]
    assert {item.transmission_id for item in items(planned)} <= {planned.transmission.id}


def test_a_synthesis_sent_to_another_council_is_not_drawn_from(planned):
    with planned.app.app_context(), database().unit_of_work():
        elsewhere = create_council(CouncilDraft("Conseil d’ailleurs"), at=NOW)
        draft = SittingDraft("Ailleurs", NOW + timedelta(days=9), place="Tours")
        other = plan_sitting(planned.secretariat, elsewhere, draft, at=NOW)
    address = f"/secretariat/seances/{other.id}/a-regler/{planned.transmission.id}"
    assert planned.desk.get(address).status_code == 404


def test_members_do_not_write_the_agenda(planned, browser):
    member = browser(planned.member)
    assert {member.get(planned.address).status_code, member.post(planned.address).status_code} == {403}
