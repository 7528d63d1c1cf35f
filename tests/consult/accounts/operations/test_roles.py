"""Giving and withdrawing roles."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts import queries
from consult.accounts.models import Role, RoleChange
from consult.accounts.operations.roles import GIVEN, give_role, keep_an_administrator, withdraw_role
from consult.accounts.scopes import Scope
from consult.kit.errors import Conflict, Invalid
from consult.kit.mail import OutgoingMail
from tests.consult.accounts.operations.conftest import People
from tests.factories import NOW


@pytest.mark.parametrize("role", GIVEN)
def test_a_role_is_given_on_all_consultations(person: People, role: Role) -> None:
    admin, user = person(Role.ADMINISTRATOR), person()
    assert give_role(admin, user, role, None, at=NOW)
    assert user.has_role(role)


@pytest.mark.parametrize("role", [role for role in GIVEN if role is not Role.ADMINISTRATOR])
def test_a_role_is_given_on_one_consultation(person: People, consultation: Scope, role: Role) -> None:
    admin, user = person(Role.ADMINISTRATOR), person()
    give_role(admin, user, role, consultation.id, at=NOW)
    assert user.consultations_as(role) == {consultation.id}


@pytest.mark.usefixtures("consultation")
@pytest.mark.parametrize(
    ("role", "consultation_id", "sentence"),
    [
        (Role.CITIZEN, None, "Choisissez un rôle"),
        (Role.ADMINISTRATOR, 12, "tout le site"),
        (Role.MODERATOR, 13, "de la liste"),
    ],
)
def test_a_role_that_makes_no_sense_is_refused(
    person: People, role: Role, consultation_id: int | None, sentence: str
) -> None:
    admin, user = person(Role.ADMINISTRATOR), person()
    with pytest.raises(Invalid, match=sentence):
        give_role(admin, user, role, consultation_id, at=NOW)
    assert user.grants == []


@pytest.mark.parametrize("values", [{"confirmed_at": None}, {"erased_at": NOW}])
def test_whoever_cannot_sign_in_is_given_no_role(person: People, values: dict[str, object]) -> None:
    with pytest.raises(Conflict):
        give_role(person(Role.ADMINISTRATOR), person(**values), Role.MODERATOR, None, at=NOW)


def test_a_role_already_held_changes_nothing(person: People, unit: Session) -> None:
    admin, user = person(Role.ADMINISTRATOR), person(Role.MODERATOR)
    assert not give_role(admin, user, Role.MODERATOR, None, at=NOW)
    assert unit.scalars(select(RoleChange)).all() == []


def test_each_change_leaves_a_line(person: People, consultation: Scope, unit: Session) -> None:
    admin, user = person(Role.ADMINISTRATOR), person()
    give_role(admin, user, Role.MODERATOR, consultation.id, at=NOW)
    withdraw_role(None, user.grants[0], at=NOW)
    lines = unit.scalars(select(RoleChange).order_by(RoleChange.id)).all()
    assert [(line.actor_id, line.given, line.role, line.consultation_id) for line in lines] == [
        (admin.id, True, Role.MODERATOR, consultation.id),
        (None, False, Role.MODERATOR, consultation.id),
    ]
    assert {line.user_id for line in lines} == {user.id}


def test_each_change_is_told_to_the_person(person: People, unit: Session) -> None:
    admin, user = person(Role.ADMINISTRATOR), person()
    give_role(admin, user, Role.MODERATOR, None, at=NOW)
    withdraw_role(admin, user.grants[0], at=NOW)
    told = unit.scalars(select(OutgoingMail).order_by(OutgoingMail.id)).all()
    assert [mail.subject for mail in told] == ["Un rôle vous est confié", "Un rôle vous est retiré"]
    assert "Modération, toutes les consultations" in told[0].text


# --- the last administrator -------------------------------------------------------------


def test_the_last_administrator_cannot_leave(person: People) -> None:
    admin = person(Role.ADMINISTRATOR)
    with pytest.raises(Conflict, match="Confiez d’abord l’administration"):
        withdraw_role(admin, admin.grants[0], at=NOW)
    assert admin.has_role(Role.ADMINISTRATOR)


def test_the_last_administrator_cannot_be_removed_by_the_operator(person: People) -> None:
    admin = person(Role.ADMINISTRATOR)
    with pytest.raises(Conflict):
        withdraw_role(None, admin.grants[0], at=NOW)


def test_one_of_two_administrators_may_leave(person: People) -> None:
    first, second = person(Role.ADMINISTRATOR), person(Role.ADMINISTRATOR)
    withdraw_role(first, first.grants[0], at=NOW)
    assert queries.administrators() == {second.id}


@pytest.mark.parametrize("values", [{"confirmed_at": None}, {"erased_at": NOW}])
def test_who_cannot_sign_in_does_not_count_as_an_administrator(person: People, values: dict[str, object]) -> None:
    person(Role.ADMINISTRATOR, **values)
    with pytest.raises(Conflict):
        keep_an_administrator(person(Role.ADMINISTRATOR))


def test_another_role_of_the_last_administrator_may_be_withdrawn(person: People) -> None:
    admin = person(Role.ADMINISTRATOR, Role.MODERATOR)
    withdraw_role(admin, admin.grants[1], at=NOW)
    assert [grant.role for grant in admin.grants] == [Role.ADMINISTRATOR]
