"""Links sent by mail."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.accounts.models import LinkPurpose, MailedLink, User
from consult.accounts.operations.links import LIFETIMES, make_link, read_link, use_link
from consult.kit.errors import Gone
from tests.factories import NOW
from tests.factories.people import make_user

SECOND = timedelta(seconds=1)


@pytest.fixture
def user(unit: Session) -> User:
    made = make_user(confirmed_at=None)
    unit.add(made)
    unit.flush()
    return made


@pytest.mark.parametrize("purpose", LinkPurpose)
def test_a_link_serves_until_it_expires(user: User, purpose: LinkPurpose) -> None:
    token = make_link(user, purpose, at=NOW)
    last = NOW + LIFETIMES[purpose] - SECOND
    assert read_link(token, purpose, at=last).user is user
    with pytest.raises(Gone, match="expiré"):
        read_link(token, purpose, at=last + SECOND)


@pytest.mark.parametrize("purpose", LinkPurpose)
@pytest.mark.parametrize("other", LinkPurpose)
def test_a_link_serves_only_its_purpose(user: User, purpose: LinkPurpose, other: LinkPurpose) -> None:
    token = make_link(user, purpose, at=NOW)
    if purpose is other:
        assert read_link(token, other, at=NOW)
        return
    with pytest.raises(Gone):
        read_link(token, other, at=NOW)


def test_a_new_link_replaces_the_one_before(user: User) -> None:
    first = make_link(user, LinkPurpose.RESET, at=NOW)
    make_link(user, LinkPurpose.RESET, at=NOW)
    with pytest.raises(Gone):
        read_link(first, LinkPurpose.RESET, at=NOW)


def test_a_used_link_and_all_others_of_the_person_no_longer_serve(user: User, unit: Session) -> None:
    make_link(user, LinkPurpose.RESET, at=NOW)
    token = make_link(user, LinkPurpose.SIGN_IN, at=NOW)
    use_link(read_link(token, LinkPurpose.SIGN_IN, at=NOW, to_use=True), at=NOW)
    assert unit.scalar(select(func.count(MailedLink.id))) == 0


def test_following_a_link_proves_the_address(user: User) -> None:
    token = make_link(user, LinkPurpose.SIGN_IN, at=NOW)
    assert use_link(read_link(token, LinkPurpose.SIGN_IN, at=NOW), at=NOW).confirmed_at == NOW


def test_the_database_holds_no_token(user: User, unit: Session) -> None:
    token = make_link(user, LinkPurpose.SIGN_IN, at=NOW)
    assert token not in unit.scalars(select(MailedLink.token_hash)).one()
