"""What a council is, and the mandates its members hold one after the other."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from consult.kit.db import database
from consult.kit.errors import Conflict, Invalid
from council.models import Addressee, CouncilMember, Mandate, Office
from council.operations.councils import (
    CouncilDraft,
    Seat,
    address_council,
    create_council,
    edit_council,
    end_mandate,
    seat_member,
)
from council.operations.seating import renew_mandate
from council.queries.councils import consultations_of, members_of, seats_of, sitting_members
from tests.factories import NOW
from tests.factories.consultations import make_consultation
from tests.factories.councils import ENDED_ON, SINCE, former_seat, seats
from tests.factories.people import make_user

TODAY = NOW.date()
A_DAY = timedelta(days=1)


@pytest.fixture
def scene(five):
    """Open a unit of work on a council of five members."""
    with five.app.app_context(), database().unit_of_work() as unit:
        five.unit, five.seats = unit, seats(five)
        yield five


def test_a_name_already_borne_is_refused_even_written_otherwise(scene):
    with pytest.raises(Conflict, match="Choisissez un autre nom"):
        create_council(CouncilDraft("CONSEIL RÉGIONAL DU NUMÉRIQUE"), at=NOW)


def test_a_renamed_council_keeps_the_address_people_wrote_down(scene):
    before = scene.council.slug
    edit_council(scene.council, CouncilDraft("Conseil rebaptisé", quorum_share=60))
    assert (scene.council.slug, scene.council.name, scene.council.quorum_share) == (
        before,
        "Conseil rebaptisé",
        60,
    )


@pytest.mark.parametrize(("share", "needed"), [(50, 3), (40, 2), (41, 3), (60, 3), (61, 4), (100, 5), (1, 2)])
def test_the_quorum_of_five_members_is_rounded_up_and_never_one_person(scene, share, needed):
    scene.council.quorum_share = share
    assert scene.council.quorum_for(len(scene.seats)) == needed


def test_a_mandate_counts_from_its_first_day_to_its_last(scene):
    (mandate,) = former_seat(scene).mandates
    around = [SINCE - A_DAY, SINCE, ENDED_ON, ENDED_ON + A_DAY]
    assert [mandate.covers(day) for day in around] == [False, True, True, False]


def test_someone_who_comes_back_keeps_both_mandates_and_sits_from_the_second(scene):
    seat = former_seat(scene)
    renew_mandate(seat, Seat("recherche", Office.VICE_PRESIDENT, starts_on=TODAY))
    assert [(one.office, one.starts_on) for one in seat.mandates] == [
        (Office.MEMBER, SINCE),
        (Office.VICE_PRESIDENT, TODAY),
    ]
    assert seat.mandate_on(TODAY - A_DAY) is None
    assert seat.mandate_on(TODAY).office is Office.VICE_PRESIDENT
    assert seat.capacity == "recherche"


def test_a_mandate_may_begin_the_day_after_the_last_one_ended(scene):
    seat = former_seat(scene)
    with pytest.raises(Invalid) as refusal:
        renew_mandate(seat, Seat("recherche", starts_on=ENDED_ON))
    assert refusal.value.field == "starts_on"
    renew_mandate(seat, Seat("recherche", starts_on=ENDED_ON + A_DAY, ends_on=TODAY))
    with pytest.raises(Invalid):
        renew_mandate(seat, Seat("recherche", starts_on=ENDED_ON - 30 * A_DAY))
    assert len(seat.mandates) == 2


def test_a_mandate_in_the_past_may_be_recorded_after_the_present_one(scene):
    earlier = Seat("associations", starts_on=date(2020, 1, 1), ends_on=date(2023, 12, 31))
    renew_mandate(scene.seats[0], earlier)
    scene.unit.expire(scene.seats[0])
    assert [one.starts_on for one in scene.seats[0].mandates] == [date(2020, 1, 1), SINCE]


def test_an_open_mandate_meets_any_later_one(scene):
    with pytest.raises(Invalid, match="déjà un mandat"):
        seat_member(scene.council, scene.people[0], Seat("élus", starts_on=TODAY + 400 * A_DAY))


def test_a_mandate_that_ends_today_is_over_tomorrow(scene):
    end_mandate(scene.seats[1].mandates[0], TODAY)
    assert scene.seats[1] in sitting_members(scene.council.id, TODAY)
    assert scene.seats[1] not in sitting_members(scene.council.id, TODAY + A_DAY)


def test_a_mandate_does_not_end_before_it_began(scene):
    mandate = scene.seats[1].mandates[0]
    with pytest.raises(Invalid) as refusal:
        end_mandate(mandate, SINCE - A_DAY)
    assert (refusal.value.field, mandate.ends_on) == ("ends_on", None)


def test_the_same_person_sits_in_two_councils_apart(scene):
    other = create_council(CouncilDraft("Conseil du Loiret"), at=NOW)
    seat_member(other, scene.people[0], Seat("élus", Office.MEMBER, starts_on=TODAY))
    assert [(one.council.name, one.capacity) for one in seats_of(scene.people[0])] == [
        ("Conseil régional du numérique", "associations"),
        ("Conseil du Loiret", "élus"),
    ]
    end_mandate(scene.seats[0].mandates[0], TODAY - A_DAY)
    assert [one.user_id for one in sitting_members(other.id, TODAY)] == [scene.people[0].id]


def test_whoever_left_the_site_is_not_counted_in_the_quorum(scene):
    scene.seats[4].user.erased_at = NOW
    scene.unit.flush()
    assert len(sitting_members(scene.council.id, TODAY)) == 4
    assert len(members_of(scene.council.id)) == 6


def test_a_consultation_addresses_the_last_council_named_and_one_alone(scene):
    other, consultation = create_council(CouncilDraft("Conseil du Loiret"), at=NOW), make_consultation()
    scene.unit.add(consultation)
    scene.unit.flush()
    for council in (scene.council, other):
        address_council(scene.secretariat, consultation, council, at=NOW)
    assert scene.unit.scalar(select(func.count()).select_from(Addressee)) == 1
    assert [row[0].id for row in consultations_of(other.id)] == [consultation.id]
    assert consultations_of(scene.council.id) == []


def test_a_refused_mandate_leaves_no_empty_seat(scene):
    newcomer = make_user()
    scene.unit.add(newcomer)
    scene.unit.flush()
    with pytest.raises(Invalid):
        seat_member(scene.council, newcomer, Seat("élus", starts_on=TODAY, ends_on=TODAY - A_DAY))
    scene.unit.rollback()
    assert scene.unit.scalar(select(func.count()).select_from(CouncilMember)) == 6
    assert scene.unit.scalar(select(func.count()).select_from(Mandate)) == 6
