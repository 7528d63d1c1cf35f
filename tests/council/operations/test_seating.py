"""How someone who does not know this site comes to sit: invited or named alone, then by an account."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from consult.accounts.models import ContributorKind, Role, User
from consult.accounts.operations.invitations import Newcomer, accept
from consult.kit.db import database
from consult.kit.errors import Gone, Invalid
from consult.kit.mail import OutgoingMail
from council.models import Answer, CouncilMember, Office
from council.operations.councils import CouncilDraft, Seat, create_council
from council.operations.seating import give_seat
from council.operations.sittings import answer_invitation, convene, plan_sitting
from council.queries.councils import member_of, members_of, seats_of, sitting_members
from council.queries.sittings import attendance_of
from tests.factories import NOW
from tests.factories.people import make_user
from tests.factories.sittings import AUTUMN

FROM_TODAY = Seat("recherche", starts_on=NOW.date())
JEANNE = Newcomer("Jeanne Moreau", ContributorKind.CITIZEN, "une longue phrase de passe")


@pytest.fixture
def scene(five):
    """Open a unit of work on a council of five members."""
    with five.app.app_context(), database().unit_of_work() as unit:
        five.unit = unit
        yield five


def invite_jeanne(scene, council=None):
    return give_seat(council or scene.council, "Jeanne@Univ.example", "Jeanne Moreau", FROM_TODAY, at=NOW)


def link(scene) -> str:
    mail = scene.unit.scalars(select(OutgoingMail).order_by(OutgoingMail.id.desc())).first()
    return next(word for word in mail.text.split() if "/invitation/" in word).rpartition("/")[2]


def test_someone_invited_counts_among_the_members_before_they_answer(scene):
    seat = invite_jeanne(scene)
    assert (seat.invited_email, seat.address, seat.has_account) == (
        "jeanne@univ.example",
        "jeanne@univ.example",
        False,
    )
    assert seat.id in [one.id for one in sitting_members(scene.council.id, NOW.date())]


def test_the_seat_keeps_what_was_noted_for_it_once_the_account_takes_it(scene):
    from_before = invite_jeanne(scene)
    token = link(scene)
    sitting = plan_sitting(scene.secretariat, scene.council, AUTUMN, at=NOW)
    convene(sitting, at=NOW)
    answer_invitation(from_before, sitting, Answer.COMING, at=NOW, recorded_by=scene.secretariat)
    account = accept(token, JEANNE, at=NOW)
    seat = member_of(scene.council.id, account)
    assert (seat.id, attendance_of(sitting, seat).answer) == (from_before.id, Answer.COMING)


def test_one_acceptance_takes_the_seats_of_every_council_that_invited(scene):
    other = create_council(CouncilDraft("Conseil du Loiret"), at=NOW)
    invite_jeanne(scene)
    invite_jeanne(scene, other)
    account = accept(link(scene), JEANNE, at=NOW)
    assert {one.council.name for one in seats_of(account)} == {scene.council.name, other.name}
    assert scene.unit.scalar(select(func.count()).where(CouncilMember.invited_email.is_not(None))) == 0


def test_an_invitation_too_old_gives_no_seat_and_may_not_be_used_again(scene):
    invite_jeanne(scene)
    token = link(scene)
    with pytest.raises(Gone):
        accept(token, JEANNE, at=NOW + timedelta(days=8))
    account = accept(token, JEANNE, at=NOW)
    with pytest.raises(Gone):
        accept(token, JEANNE, at=NOW)
    assert member_of(scene.council.id, account) is not None


def test_someone_who_opened_an_account_meanwhile_takes_the_seat_under_which_they_were_invited(scene):
    waiting = invite_jeanne(scene)
    jeanne = make_user(email="jeanne@univ.example")
    scene.unit.add(jeanne)
    scene.unit.flush()
    accept(link(scene), None, at=NOW)
    assert member_of(scene.council.id, jeanne).id == waiting.id
    assert jeanne.has_role(Role.COUNCIL_MEMBER)


def test_nobody_holds_two_seats_after_being_invited_then_seated_by_their_account(scene):
    invite_jeanne(scene)
    token = link(scene)
    jeanne = make_user(email="jeanne@univ.example")
    scene.unit.add(jeanne)
    scene.unit.flush()
    with pytest.raises(Invalid, match="déjà invitée"):
        give_seat(scene.council, "jeanne@univ.example", "", FROM_TODAY, at=NOW)
    accept(token, None, at=NOW)
    assert len(sitting_members(scene.council.id, NOW.date())) == 6


def test_an_account_nobody_confirmed_does_not_take_a_seat_by_itself(scene):
    squatter = make_user(email="jeanne@univ.example", confirmed_at=None)
    scene.unit.add(squatter)
    scene.unit.flush()
    seat = invite_jeanne(scene)
    assert (seat.user_id != squatter.id, seat.invited_email) == (True, "jeanne@univ.example")


@pytest.mark.parametrize(
    ("email", "name", "field"),
    [
        ("pas-une-adresse", "Jeanne Moreau", "email"),
        ("", " ", "display_name"),
        ("j@univ.example", "", "display_name"),
    ],
)
def test_a_seat_asks_for_a_name_and_an_address_that_is_one(scene, email, name, field):
    with pytest.raises(Invalid) as refusal:
        give_seat(scene.council, email, name, FROM_TODAY, at=NOW)
    assert refusal.value.field == field
    assert scene.unit.scalars(select(OutgoingMail)).all() == []


def test_someone_without_an_address_is_never_written_to_and_signs_in_nowhere(scene):
    seat = give_seat(scene.council, "", "Odile Sans", Seat("anciens", Office.MEMBER, starts_on=NOW.date()), at=NOW)
    assert (seat.address, seat.user.email, seat.user.password_hash) == (None, None, None)
    assert scene.unit.scalars(select(OutgoingMail)).all() == []
    assert scene.unit.scalar(select(func.count()).where(User.display_name == "Odile Sans")) == 1


def test_two_people_of_the_same_name_hold_two_seats(scene):
    for _twice in range(2):
        give_seat(scene.council, "", "Odile Sans", FROM_TODAY, at=NOW)
    assert [one.user.display_name for one in members_of(scene.council.id)].count("Odile Sans") == 2


def test_a_member_of_another_council_is_seated_without_being_given_the_role_twice(scene):
    other = create_council(CouncilDraft("Conseil du Loiret"), at=NOW)
    give_seat(other, scene.people[2].email, "", FROM_TODAY, at=NOW)
    assert len(seats_of(scene.people[2])) == 2
    assert len([one for one in scene.people[2].grants if one.role is Role.COUNCIL_MEMBER]) == 1
