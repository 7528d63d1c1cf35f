"""What an account may be asked to do."""

from collections.abc import Callable

import pytest
from sqlalchemy.exc import IntegrityError

from consult.accounts.models import Role, RoleGrant, User
from tests.factories import NOW
from tests.factories.people import make_user


def test_a_role_on_all_consultations_counts_on_each() -> None:
    assert make_user(Role.MODERATOR).has_role(Role.MODERATOR, 12)


def test_a_role_on_one_consultation_does_not_count_on_another() -> None:
    user = make_user(Role.MODERATOR, consultation_id=12)
    assert user.has_role(Role.MODERATOR, 12)
    assert not user.has_role(Role.MODERATOR, 13)


def test_a_role_on_one_consultation_opens_the_desk() -> None:
    assert make_user(Role.MODERATOR, consultation_id=12).has_role(Role.MODERATOR)


def test_a_role_does_not_give_another() -> None:
    assert not make_user(Role.SECRETARIAT).has_role(Role.ADMINISTRATOR)


@pytest.mark.parametrize("consultation_id", [None, 12])
def test_a_role_is_held_once(store: Callable[..., object], consultation_id: int | None) -> None:
    user = make_user(Role.MODERATOR, consultation_id=consultation_id)
    user.grants.append(RoleGrant(role=Role.MODERATOR, consultation_id=consultation_id, granted_at=NOW))
    with pytest.raises(IntegrityError):
        store(user)


def test_an_erased_account_is_not_active() -> None:
    assert not User(display_name="Compte effacé", erased_at=NOW).is_active
