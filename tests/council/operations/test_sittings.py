"""A sitting through its life: what may be changed and when, who is invited, who is there, how many it takes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from consult.kit.db import database
from consult.kit.errors import Conflict, Invalid
from council.models import Answer, Attendance, Sitting, SittingStatus
from council.operations.councils import Seat, end_mandate
from council.operations.seating import give_seat, renew_mandate
from council.operations.sittings import (
    answer_invitation,
    cancel_sitting,
    close_sitting,
    convene,
    edit_sitting,
    mark_presence,
    open_sitting,
    plan_sitting,
)
from council.queries.councils import council_at
from council.queries.sittings import attendances_of, count_present, held_in_year, sitting_at, sittings_of
from tests.factories import NOW
from tests.factories.councils import former_seat, seats
from tests.factories.sittings import AUTUMN, EVENING

A_DAY = timedelta(days=1)
DAY = EVENING.date()


@pytest.fixture
def scene(invited):
    """Open a unit of work on a sitting five members are invited to."""
    with invited.app.app_context(), database().unit_of_work() as unit:
        invited.unit = unit
        invited.sitting, invited.seats = sitting_at(invited.sitting.id), seats(invited)
        yield invited


def another(scene, at=EVENING + 30 * A_DAY):
    draft = replace(AUTUMN, starts_at=at, ends_at=None)
    return plan_sitting(scene.secretariat, scene.sitting.council, draft, at=NOW)


def begun(scene, present=3):
    open_sitting(scene.sitting, at=EVENING)
    everyone = [one.id for one in scene.seats]
    mark_presence(scene.sitting, everyone[:present], everyone, at=EVENING)
    return scene.sitting


# --- its date and its number ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"ends_at": EVENING}, "ends_at"),
        ({"ends_at": EVENING - A_DAY}, "ends_at"),
        ({"place": " ", "link": ""}, "place"),
        ({"link": "visio.region.example"}, "link"),
        ({"link": "javascript:alert(1)"}, "link"),
    ],
)
def test_a_sitting_is_somewhere_and_ends_after_it_begins(scene, wrong, field):
    with pytest.raises(Invalid) as refusal:
        plan_sitting(scene.secretariat, scene.council, replace(AUTUMN, **wrong), at=NOW)
    assert refusal.value.field == field


def test_a_link_alone_or_a_place_alone_is_enough(scene):
    for values in ({"place": ""}, {"link": ""}):
        assert plan_sitting(None, scene.council, replace(AUTUMN, **values), at=NOW).id


def test_numbers_follow_the_order_of_convocation_and_begin_again_each_year(scene):
    january = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    made = [another(scene), another(scene, EVENING + A_DAY), another(scene, january)]
    for sitting in made:
        convene(sitting, at=NOW)
    assert [scene.sitting.number, *(one.number for one in made)] == ["2026-01", "2026-02", "2026-03", "2027-01"]


def test_a_sitting_put_off_to_another_year_is_numbered_and_counted_there(scene):
    january = datetime(2027, 1, 12, 17, tzinfo=UTC)
    edit_sitting(scene.sitting, replace(AUTUMN, starts_at=january, ends_at=None), version=1)
    assert scene.sitting.number == "2027-01"
    open_sitting(scene.sitting, at=january)
    assert [held_in_year(scene.council, year) for year in (2026, 2027)] == [0, 1]


def test_a_sitting_moved_within_its_year_keeps_its_number(scene):
    convene(another(scene), at=NOW)
    edit_sitting(scene.sitting, replace(AUTUMN, starts_at=EVENING + A_DAY, ends_at=None), version=1)
    assert (scene.sitting.number, scene.sitting.version) == ("2026-01", 2)


def test_a_page_opened_before_someone_else_saved_changes_nothing(scene):
    edit_sitting(scene.sitting, replace(AUTUMN, place="Blois"), version=1)
    with pytest.raises(Conflict, match="Rechargez la page"):
        edit_sitting(scene.sitting, replace(AUTUMN, place="Tours"), version=1)
    assert scene.sitting.place == "Blois"


def test_the_place_does_not_change_once_the_sitting_is_open(scene):
    begun(scene)
    with pytest.raises(Conflict, match="a commencé"):
        edit_sitting(scene.sitting, replace(AUTUMN, place="Blois"), version=1)


def test_members_are_not_convened_to_an_evening_already_past(scene):
    late = another(scene, NOW - timedelta(minutes=1))
    with pytest.raises(Conflict, match="déjà passée"):
        convene(late, at=NOW)
    assert (late.status, late.number, attendances_of(late)) == (SittingStatus.PLANNED, "", [])


def test_a_life_goes_forward_only(scene):
    with pytest.raises(Conflict):
        convene(scene.sitting, at=NOW)
    with pytest.raises(Conflict):
        close_sitting(scene.sitting, at=EVENING)
    begun(scene)
    with pytest.raises(Conflict):
        cancel_sitting(scene.sitting)
    close_sitting(scene.sitting, at=EVENING)
    with pytest.raises(Conflict):
        open_sitting(scene.sitting, at=EVENING)


def test_a_sitting_given_up_before_anyone_was_told_is_seen_by_nobody(scene):
    quiet = another(scene)
    cancel_sitting(quiet)
    cancel_sitting(scene.sitting)
    assert [one.id for one in sittings_of(scene.council.id)] == [scene.sitting.id]
    assert held_in_year(scene.council, 2026) == 0


# --- who is invited -------------------------------------------------------------------------


def test_those_in_office_that_day_are_invited_and_not_those_of_today(scene):
    end_mandate(scene.seats[4].mandates[0], DAY)
    renew_mandate(former_seat(scene), Seat("retour", starts_on=DAY + 2 * A_DAY))
    later = another(scene, EVENING + 5 * A_DAY)
    invited = {one.member_id for one in convene(later, at=NOW)}
    assert invited == {one.id for one in scene.seats[:4]} | {former_seat(scene).id}


def test_someone_seated_between_the_invitations_and_the_evening_is_on_the_sheet_when_it_opens(scene):
    newcomer = give_seat(scene.sitting.council, "", "Odile Sans", Seat("anciens", starts_on=NOW.date()), at=NOW)
    assert newcomer.id not in {one.member_id for one in attendances_of(scene.sitting)}
    open_sitting(scene.sitting, at=EVENING)
    assert newcomer.id in {one.member_id for one in attendances_of(scene.sitting)}
    assert (scene.sitting.seats, scene.sitting.quorum) == (6, 3)


def test_members_change_their_mind_until_it_opens(scene):
    seat = scene.seats[0]
    for moment, answer in ((NOW, Answer.COMING), (NOW + A_DAY, Answer.ABSENT)):
        answer_invitation(seat, scene.sitting, answer, at=moment)
    (line,) = [one for one in attendances_of(scene.sitting) if one.member_id == seat.id]
    assert (line.answer, line.answered_at) == (Answer.ABSENT, NOW + A_DAY)
    open_sitting(scene.sitting, at=EVENING)
    with pytest.raises(Conflict, match="ne sont plus attendues"):
        answer_invitation(seat, scene.sitting, Answer.COMING, at=EVENING)


def test_a_member_s_own_answer_replaces_what_the_secretariat_noted(scene):
    seat = scene.seats[0]
    answer_invitation(seat, scene.sitting, Answer.ABSENT, at=NOW, recorded_by=scene.secretariat)
    answer_invitation(seat, scene.sitting, Answer.REMOTE, at=NOW)
    line = scene.unit.scalars(select(Attendance).filter_by(member_id=seat.id)).one()
    assert (line.answer, line.recorded_by_id) == (Answer.REMOTE, None)


def test_someone_who_was_not_invited_answers_nothing(scene):
    with pytest.raises(Conflict, match="n’est pas invitée"):
        answer_invitation(former_seat(scene), scene.sitting, Answer.COMING, at=NOW)


# --- who is there ---------------------------------------------------------------------------


@pytest.mark.parametrize(("present", "enough"), [(2, False), (3, True), (5, True)])
def test_three_of_five_members_are_a_quorum(scene, present, enough):
    sitting = begun(scene, present)
    assert (sitting.seats, sitting.quorum, count_present(sitting, DAY)) == (5, 3, present)
    assert (count_present(sitting, DAY) >= sitting.quorum) is enough


def test_the_quorum_is_that_of_the_evening_even_when_the_council_changes_it_after(scene):
    sitting = begun(scene)
    council_at(scene.council.slug).quorum_share = 100
    scene.unit.flush()
    assert sitting.quorum == 3


def test_presence_ticked_then_unticked_counts_no_more(scene):
    sitting = begun(scene)
    everyone = [one.id for one in scene.seats]
    mark_presence(sitting, everyone[:1], everyone, at=EVENING)
    assert count_present(sitting, DAY) == 1


def test_ticking_one_line_leaves_the_others_as_they_were(scene):
    sitting = begun(scene)
    mark_presence(sitting, [scene.seats[4].id], [scene.seats[4].id], at=EVENING)
    assert count_present(sitting, DAY) == 4


def test_someone_whose_mandate_ended_after_the_invitation_does_not_count_when_they_come(scene):
    end_mandate(scene.seats[0].mandates[0], DAY - A_DAY)
    sitting = begun(scene)
    assert (sitting.seats, sitting.quorum, count_present(sitting, DAY)) == (4, 2, 2)


def test_nobody_is_noted_there_before_it_opens_nor_after_it_closes(scene):
    everyone = [one.id for one in scene.seats]
    with pytest.raises(Conflict, match="Ouvrez d’abord"):
        mark_presence(scene.sitting, everyone, everyone, at=NOW)
    close_sitting(begun(scene), at=EVENING)
    with pytest.raises(Conflict):
        mark_presence(scene.sitting, [], everyone, at=EVENING)
    assert count_present(scene.sitting, DAY) == 3


def test_the_sittings_of_a_year_are_those_held_that_year(scene):
    begun(scene)
    convene(another(scene), at=NOW)
    assert [held_in_year(scene.council, year) for year in (2025, 2026)] == [0, 1]
    assert scene.unit.get_one(Sitting, scene.sitting.id).opened_at == EVENING
