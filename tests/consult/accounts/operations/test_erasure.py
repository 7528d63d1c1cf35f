"""Leaving, and forgetting what no longer serves."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.accounts import personal_data
from consult.accounts.models import Invitation, LinkPurpose, MailedLink, Role, RoleChange, SignIn, User
from consult.accounts.operations.erasure import check_proof, erase_user, forget_expired
from consult.accounts.operations.invitations import invite
from consult.accounts.operations.links import make_link
from consult.accounts.personal_data import TextsFate
from consult.accounts.sessions import open_sign_in
from consult.kit import mail
from consult.kit.errors import Conflict, Invalid
from consult.kit.mail import OutgoingMail
from tests.consult.accounts.operations.conftest import People
from tests.factories import NOW
from tests.factories.people import PASSWORD, PASSWORD_HASH

LATER = NOW + timedelta(days=31)


def rows(unit: Session, model: type[Any]) -> int:
    """Return how many rows a table holds."""
    return unit.scalar(select(func.count()).select_from(model)) or 0


def test_nothing_of_the_person_stays(person: People) -> None:
    user = person(password_hash=PASSWORD_HASH, last_sign_in_at=NOW, accepted_charter_version=1)
    erase_user(user, TextsFate.UNSIGNED, at=LATER)
    kept = {column.key for column in User.__table__.columns if getattr(user, column.key) not in {None, False}}
    assert kept == {"id", "display_name", "kind", "created_at", "confirmed_at", "erased_at"}
    assert user.display_name == "Compte effacé"


def test_sessions_links_and_mails_are_deleted(person: People, unit: Session) -> None:
    user = person()
    open_sign_in(user, "Firefox", at=NOW)
    make_link(user, LinkPurpose.RESET, at=NOW)
    mail.write(str(user.email), "Bonjour", "accounts/mail/reset", at=NOW, name="", url="")
    invite(None, "autre@exemple.fr", Role.MODERATOR, None, at=NOW)
    erase_user(user, TextsFate.UNSIGNED, at=LATER)
    assert (rows(unit, SignIn), rows(unit, MailedLink)) == (0, 0)
    assert unit.scalars(select(OutgoingMail.recipient)).all() == ["autre@exemple.fr"]


def test_roles_are_withdrawn_and_the_register_keeps_them(person: People, unit: Session) -> None:
    user = person(Role.MODERATOR)
    erase_user(user, TextsFate.UNSIGNED, at=LATER)
    assert user.grants == []
    line = unit.scalars(select(RoleChange)).one()
    assert (line.user_id, line.actor_id, line.given) == (user.id, user.id, False)


def test_the_last_administrator_stays(person: People) -> None:
    admin = person(Role.ADMINISTRATOR)
    with pytest.raises(Conflict, match="Confiez d’abord"):
        erase_user(admin, TextsFate.UNSIGNED, at=NOW)
    assert admin.email


def test_each_room_does_its_part_in_order(app: Flask, person: People) -> None:
    heard: list[tuple[str, TextsFate, datetime]] = []
    personal_data.on_erase(app, lambda _user, fate, at: heard.append(("first", fate, at)))
    personal_data.on_erase(app, lambda _user, fate, at: heard.append(("second", fate, at)))
    erase_user(person(), TextsFate.REMOVED, at=NOW)
    assert heard == [("first", TextsFate.REMOVED, NOW), ("second", TextsFate.REMOVED, NOW)]


@pytest.mark.parametrize(
    ("password_hash", "proof"),
    [(PASSWORD_HASH, PASSWORD), (None, "camille@exemple.fr"), (None, " Camille@Exemple.fr ")],
)
def test_the_password_or_else_the_address_proves_the_wish(
    person: People, password_hash: str | None, proof: str
) -> None:
    check_proof(person(email="camille@exemple.fr", password_hash=password_hash), proof)


@pytest.mark.parametrize(
    ("password_hash", "proof"),
    [(PASSWORD_HASH, "camille@exemple.fr"), (PASSWORD_HASH, ""), (None, ""), (None, PASSWORD)],
)
def test_anything_else_proves_nothing(person: People, password_hash: str | None, proof: str) -> None:
    with pytest.raises(Invalid):
        check_proof(person(email="camille@exemple.fr", password_hash=password_hash), proof)


# --- what no longer serves --------------------------------------------------------------


def test_what_ended_is_forgotten(person: People, unit: Session) -> None:
    user = person()
    open_sign_in(user, "Firefox", at=NOW - timedelta(days=60))
    make_link(user, LinkPurpose.CONFIRM, at=NOW - timedelta(days=60))
    invite(None, "dominique@exemple.fr", Role.MODERATOR, None, at=NOW - timedelta(days=60))
    forget_expired(at=NOW)
    assert (rows(unit, SignIn), rows(unit, MailedLink), rows(unit, Invitation)) == (0, 0, 0)


def test_what_still_serves_is_kept(person: People, unit: Session) -> None:
    user = person()
    open_sign_in(user, "Firefox", at=NOW)
    make_link(user, LinkPurpose.CONFIRM, at=NOW)
    invite(None, "dominique@exemple.fr", Role.MODERATOR, None, at=NOW)
    forget_expired(at=NOW)
    assert (rows(unit, SignIn), rows(unit, MailedLink), rows(unit, Invitation)) == (1, 1, 1)


@pytest.mark.parametrize(
    ("values", "kept"),
    [
        ({"confirmed_at": None}, False),
        ({"confirmed_at": None, "created_at": LATER - timedelta(days=29)}, True),
        ({"confirmed_at": NOW}, True),
        ({"confirmed_at": None, "email": None, "external_key": "rn-1"}, True),
        ({"confirmed_at": None, "fictitious": True}, True),
    ],
    ids=["never confirmed", "not yet", "confirmed", "imported author", "demonstration"],
)
def test_an_account_nobody_confirmed_is_deleted_after_a_month(
    person: People, unit: Session, values: dict[str, Any], *, kept: bool
) -> None:
    person(**values)
    forget_expired(at=LATER)
    assert rows(unit, User) == kept
