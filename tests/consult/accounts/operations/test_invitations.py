"""Roles offered by mail."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts import queries
from consult.accounts.models import ContributorKind, LinkPurpose, Role, RoleChange, User
from consult.accounts.operations.invitations import (
    LIFETIME,
    Newcomer,
    accept,
    invite,
    read_invitation,
    withdraw_invitation,
)
from consult.accounts.operations.roles import withdraw_role
from consult.accounts.operations.sign_in import LinkWish, send_link
from consult.accounts.scopes import Scope
from consult.kit.errors import Conflict, Gone, Invalid
from consult.kit.mail import OutgoingMail
from tests.consult.accounts.conftest import path_in
from tests.consult.accounts.operations.conftest import People
from tests.factories import NOW
from tests.factories.people import PASSWORD

EMAIL = "dominique@exemple.fr"
DOMINIQUE = Newcomer("Dominique Loire", ContributorKind.PUBLIC_BODY, PASSWORD)


@pytest.fixture
def admin(person: People) -> User:
    return person(Role.ADMINISTRATOR, display_name="Claude Cher")


def token_of(unit: Session) -> str:
    """Return the token of the last invitation sent."""
    sent = unit.scalars(select(OutgoingMail).order_by(OutgoingMail.id.desc())).first()
    assert sent
    return path_in(sent).removeprefix("/invitation/")


def test_an_invitation_gives_nothing_before_it_is_accepted(admin: User, unit: Session) -> None:
    invite(admin, EMAIL, Role.MODERATOR, None, at=NOW)
    assert queries.user_by_email(EMAIL) is None
    assert unit.scalars(select(RoleChange)).all() == []


def test_accepting_opens_a_confirmed_account_with_its_role(
    admin: User, unit: Session, consultation: Scope
) -> None:
    invite(admin, EMAIL, Role.SECRETARIAT, consultation.id, at=NOW)
    user = accept(token_of(unit), DOMINIQUE, at=NOW)
    assert user.is_confirmed
    assert user.consultations_as(Role.SECRETARIAT) == {consultation.id}
    assert (user.display_name, user.kind) == ("Dominique Loire", ContributorKind.PUBLIC_BODY)
    assert unit.scalars(select(RoleChange)).one().actor_id == admin.id


def test_the_mail_says_who_invites_to_what(admin: User, unit: Session) -> None:
    invite(admin, EMAIL, Role.MODERATOR, None, at=NOW)
    text = unit.scalars(select(OutgoingMail.text)).one()
    assert "Claude Cher vous invite à prendre un rôle\u00a0: Modération" in text


@pytest.mark.parametrize("at", [NOW + LIFETIME, NOW + timedelta(days=30)])
def test_an_expired_invitation_is_refused(admin: User, unit: Session, at: datetime) -> None:
    invite(admin, EMAIL, Role.MODERATOR, None, at=NOW)
    with pytest.raises(Gone, match="expiré"):
        accept(token_of(unit), DOMINIQUE, at=at)


def test_an_expired_invitation_is_not_accepted_by_another_link(admin: User, unit: Session) -> None:
    invite(admin, EMAIL, Role.MODERATOR, None, at=NOW)
    late = NOW + LIFETIME
    send_link(LinkWish(EMAIL, LinkPurpose.RESET), at=late)
    assert len(unit.scalars(select(OutgoingMail)).all()) == 1
    assert queries.user_by_email(EMAIL) is None


def test_a_used_invitation_is_refused(admin: User, unit: Session) -> None:
    invite(admin, EMAIL, Role.MODERATOR, None, at=NOW)
    token = token_of(unit)
    accept(token, DOMINIQUE, at=NOW)
    with pytest.raises(Gone, match="déjà servi"):
        accept(token, DOMINIQUE, at=NOW)


def test_an_invitation_taken_back_is_refused(admin: User, unit: Session) -> None:
    sent = invite(admin, EMAIL, Role.MODERATOR, None, at=NOW)
    assert sent
    withdraw_invitation(sent, at=NOW)
    with pytest.raises(Gone):
        accept(token_of(unit), DOMINIQUE, at=NOW)


def test_an_accepted_invitation_cannot_be_taken_back(admin: User, unit: Session) -> None:
    sent = invite(admin, EMAIL, Role.MODERATOR, None, at=NOW)
    assert sent
    accept(token_of(unit), DOMINIQUE, at=NOW)
    with pytest.raises(Conflict, match="Retirez plutôt le rôle"):
        withdraw_invitation(sent, at=NOW)


def test_an_invitation_falls_with_the_role_of_who_sent_it(admin: User, unit: Session, person: People) -> None:
    invite(admin, EMAIL, Role.ADMINISTRATOR, None, at=NOW)
    token = token_of(unit)
    person(Role.ADMINISTRATOR)
    withdraw_role(None, admin.grants[0], at=NOW)
    with pytest.raises(Gone):
        accept(token, DOMINIQUE, at=NOW)


def test_the_operator_s_invitation_stands_by_itself(unit: Session) -> None:
    invite(None, EMAIL, Role.ADMINISTRATOR, None, at=NOW)
    assert accept(token_of(unit), DOMINIQUE, at=NOW).has_role(Role.ADMINISTRATOR)


def test_inviting_again_replaces_the_first_invitation(admin: User, unit: Session) -> None:
    invite(admin, EMAIL, Role.MODERATOR, None, at=NOW)
    first = token_of(unit)
    invite(admin, EMAIL, Role.MODERATOR, None, at=NOW)
    with pytest.raises(Gone):
        read_invitation(first, at=NOW)
    assert len(queries.open_invitations(NOW)) == 1


def test_whoever_has_an_account_is_given_the_role_at_once(admin: User, person: People) -> None:
    user = person(email=EMAIL)
    assert invite(admin, EMAIL.upper(), Role.MODERATOR, None, at=NOW) is None
    assert user.has_role(Role.MODERATOR)


def test_a_role_already_held_is_said(admin: User, person: People) -> None:
    person(Role.MODERATOR, email=EMAIL)
    with pytest.raises(Invalid, match="déjà ce rôle"):
        invite(admin, EMAIL, Role.MODERATOR, None, at=NOW)


def test_an_account_opened_meanwhile_keeps_its_name_and_password(
    admin: User, unit: Session, person: People
) -> None:
    invite(admin, EMAIL, Role.MODERATOR, None, at=NOW)
    person(email=EMAIL, display_name="Dominique L.", password_hash="kept")
    user = accept(token_of(unit), None, at=NOW)
    assert (user.display_name, user.password_hash) == ("Dominique L.", "kept")
    assert user.has_role(Role.MODERATOR)


def test_an_account_nobody_confirmed_is_taken_over(admin: User, unit: Session, person: People) -> None:
    invite(admin, EMAIL, Role.MODERATOR, None, at=NOW)
    person(email=EMAIL, confirmed_at=None, password_hash="someone else's")
    user = accept(token_of(unit), DOMINIQUE, at=NOW)
    assert user.display_name == "Dominique Loire"
    assert user.password_hash != "someone else's"


def test_a_newcomer_must_say_who_they_are(admin: User, unit: Session) -> None:
    invite(admin, EMAIL, Role.MODERATOR, None, at=NOW)
    with pytest.raises(Invalid, match="nom"):
        accept(token_of(unit), None, at=NOW)
