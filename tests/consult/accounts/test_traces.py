"""What staff did for others is told to them, and to nobody else."""

from datetime import timedelta

import pytest

from consult.accounts import traces
from consult.accounts.models import Role, RoleChange
from consult.accounts.operations.roles import give_role
from consult.accounts.traces import Trace
from tests.factories import NOW
from tests.factories.people import make_user


@pytest.fixture
def staff(unit):
    """Return an administrator who gave a role, and whoever was given it."""
    administrator, moderator = make_user(Role.ADMINISTRATOR), make_user()
    unit.add_all([administrator, moderator])
    unit.flush()
    give_role(administrator, moderator, Role.MODERATOR, None, at=NOW)
    return administrator, moderator


def acts(user):
    (part,) = traces.hand_over(user, NOW)
    return part.content


def test_an_act_is_told_with_its_date_and_what_it_was_about(staff):
    given = [line for line in acts(staff[0]) if line["geste"] == "Rôle donné ou retiré"]
    assert given == [
        {"geste": "Rôle donné ou retiré", "au sujet de": "moderator", "le": "2026-10-01T11:00:00+02:00"}
    ]


def test_an_act_is_told_to_whoever_did_it_and_not_to_whom_it_was_done(staff):
    assert acts(staff[1]) == []


def test_nothing_of_another_person_is_told(staff):
    administrator, moderator = staff
    told = str(acts(administrator))
    assert moderator.display_name not in told
    assert moderator.email not in told


def test_acts_are_told_oldest_first(unit, staff):
    administrator, moderator = staff
    earlier = RoleChange(
        user_id=moderator.id,
        actor_id=administrator.id,
        role=Role.FACILITATOR,
        given=True,
        at=NOW - timedelta(days=1),
    )
    unit.add(earlier)
    unit.flush()
    told = [line["au sujet de"] for line in acts(administrator) if line["geste"] == "Rôle donné ou retiré"]
    assert told == ["facilitator", "moderator"]


def test_a_room_s_own_columns_are_told_too_even_without_a_date(app, staff):
    administrator, _ = staff
    traces.on_trace(app, [Trace("Un geste sans date", RoleChange.actor_id, RoleChange.id)])
    (line,) = [one for one in acts(administrator) if one["geste"] == "Un geste sans date"]
    assert line["le"] is None
