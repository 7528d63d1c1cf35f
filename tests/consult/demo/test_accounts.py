"""The demonstration's accounts and its crowd."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select

from consult.accounts.models import ContributorKind, Role, RoleChange, User
from consult.demo.accounts import make_accounts, make_inhabitants
from consult.demo.consultations import hold_consultations
from consult.demo.scene import Scene, Voice
from consult.territories.models import TerritoryLevel
from consult.territories.operations import ensure_departments
from tests.factories import NOW


@pytest.fixture
def scene(unit):
    """Return a scene with its accounts and consultations, before the crowd comes."""
    made = Scene(NOW, 7, 400, 0)
    region, *departments = ensure_departments()
    made.departments = {one.code: one.id for one in departments if one.level is TerritoryLevel.DEPARTMENT}
    make_accounts(made, since=NOW - timedelta(days=200))
    hold_consultations(made, region.id)
    return made


def test_every_role_has_an_account_and_the_council_nine(scene):
    assert set(scene.accounts) == set(Role)
    assert len(scene.accounts[Role.COUNCIL_MEMBER]) == 9
    assert len(scene.accounts[Role.MODERATOR]) == 2


def test_accounts_hold_their_role_and_no_password(unit, scene):
    for role, users in scene.accounts.items():
        for user in users:
            unit.refresh(user)
            assert [grant.role for grant in user.grants] == ([] if role is Role.CITIZEN else [role])
            assert (user.password_hash, user.fictitious, user.is_confirmed) == (None, True, True)


def test_each_role_given_leaves_a_line_in_the_register(unit, scene):
    given = Counter(unit.scalars(select(RoleChange.role)))
    assert given == {role: len(users) for role, users in scene.accounts.items() if role is not Role.CITIZEN}


def test_the_crowd_has_no_address_and_signed_up_while_a_consultation_was_open(unit, scene):
    make_inhabitants(scene)
    rows = unit.scalars(select(User).where(User.external_key.startswith("demo/"))).all()
    assert len(rows) == len({one.id for one in scene.inhabitants}) == 400
    assert {(one.email, one.password_hash, one.fictitious) for one in rows} == {(None, None, True)}
    spans = [(held.opens_at, held.until) for held in scene.held]
    assert all(any(start <= one.since < end for start, end in spans) for one in scene.inhabitants)


def test_the_crowd_covers_every_kind_and_voice(scene):
    make_inhabitants(scene)
    assert {(one.kind, one.voice) for one in scene.inhabitants} == {
        (kind, voice) for kind in ContributorKind if kind is not ContributorKind.NOT_SAID for voice in Voice
    }


def test_the_crowd_comes_from_where_people_live(scene):
    make_inhabitants(scene)
    counted = Counter(one.department for one in scene.inhabitants)
    assert set(counted) == {"18", "28", "36", "37", "41", "45"}
    assert counted["45"] > counted["36"]
