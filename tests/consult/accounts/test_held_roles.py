"""What a role covers, and what a visitor answers."""

import pytest

from consult.accounts.models import ContributorKind, Role, RoleGrant, User, Visitor
from tests.factories import NOW
from tests.factories.people import make_user


def holding(*grants: tuple[Role, int | None]) -> User:
    """Return someone with these roles, each on one consultation or on all."""
    person = make_user()
    person.grants = [RoleGrant(role=role, consultation_id=where, granted_at=NOW) for role, where in grants]
    return person


@pytest.mark.parametrize(
    ("grants", "role", "where", "held"),
    [
        ([], Role.MODERATOR, None, False),
        ([], Role.MODERATOR, 3, False),
        ([(Role.MODERATOR, None)], Role.MODERATOR, None, True),
        ([(Role.MODERATOR, None)], Role.MODERATOR, 3, True),
        ([(Role.MODERATOR, 3)], Role.MODERATOR, None, True),
        ([(Role.MODERATOR, 3)], Role.MODERATOR, 3, True),
        ([(Role.MODERATOR, 3)], Role.MODERATOR, 4, False),
        ([(Role.MODERATOR, 3), (Role.MODERATOR, 4)], Role.MODERATOR, 4, True),
        ([(Role.MODERATOR, 3)], Role.SECRETARIAT, 3, False),
        ([(Role.ADMINISTRATOR, None)], Role.MODERATOR, 3, False),
        ([(Role.ADMINISTRATOR, None)], Role.ADMINISTRATOR, 3, True),
        ([(Role.SECRETARIAT, 3), (Role.FACILITATOR, 4)], Role.FACILITATOR, 4, True),
        ([(Role.SECRETARIAT, 3), (Role.FACILITATOR, 4)], Role.FACILITATOR, 3, False),
        ([(Role.COUNCIL_MEMBER, None)], Role.COUNCIL_MEMBER, None, True),
    ],
)
def test_a_role_is_held_where_it_was_given(grants, role, where, held):
    assert holding(*grants).has_role(role, where) is held


@pytest.mark.parametrize(
    ("grants", "role", "scope"),
    [
        ([], Role.MODERATOR, frozenset()),
        ([(Role.MODERATOR, 3)], Role.MODERATOR, frozenset({3})),
        ([(Role.MODERATOR, 3), (Role.MODERATOR, 4)], Role.MODERATOR, frozenset({3, 4})),
        ([(Role.MODERATOR, 3), (Role.SECRETARIAT, 4)], Role.MODERATOR, frozenset({3})),
        ([(Role.MODERATOR, None)], Role.MODERATOR, None),
        ([(Role.MODERATOR, 3), (Role.MODERATOR, None)], Role.MODERATOR, None),
        ([(Role.SECRETARIAT, None)], Role.MODERATOR, frozenset()),
    ],
)
def test_a_list_shows_the_consultations_a_role_was_given_for(grants, role, scope):
    assert holding(*grants).consultations_as(role) == scope


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("where", [None, 3])
def test_a_visitor_holds_no_role(role, where):
    assert not Visitor().has_role(role, where)
    assert Visitor().consultations_as(role) == frozenset()


def test_a_visitor_answers_what_a_person_answers():
    visitor = Visitor()
    assert visitor.id is None
    assert visitor.get_id() is None
    assert visitor.display_name == ""
    assert visitor.grants == ()
    assert (visitor.is_authenticated, visitor.is_active, visitor.is_anonymous, visitor.is_confirmed) == (
        False,
        False,
        True,
        False,
    )


def test_a_person_is_known_to_the_session_by_its_token_alone():
    person = make_user()
    person.id, person.session_token = 12, "jeton"
    assert person.get_id() == "jeton"


@pytest.mark.parametrize(("erased_at", "active"), [(None, True), (NOW, False)])
def test_an_erased_account_no_longer_signs_in(erased_at, active):
    assert make_user(erased_at=erased_at).is_active is active


@pytest.mark.parametrize(("confirmed_at", "confirmed"), [(None, False), (NOW, True)])
def test_an_account_is_confirmed_once_its_address_is(confirmed_at, confirmed):
    assert make_user(confirmed_at=confirmed_at).is_confirmed is confirmed


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (ContributorKind.CITIZEN, "citizen"),
        (ContributorKind.ASSOCIATION, "association"),
        (ContributorKind.COMPANY, "company"),
        (ContributorKind.PUBLIC_BODY, "public_body"),
        (ContributorKind.ELECTED_MEMBER, "elected_member"),
    ],
)
def test_the_words_of_the_open_data_do_not_change(kind, value):
    assert kind.value == value


@pytest.mark.parametrize(
    ("role", "value"),
    [
        (Role.CITIZEN, "citizen"),
        (Role.FACILITATOR, "facilitator"),
        (Role.MODERATOR, "moderator"),
        (Role.SECRETARIAT, "secretariat"),
        (Role.COUNCIL_MEMBER, "council_member"),
        (Role.EXECUTIVE, "executive"),
        (Role.ADMINISTRATOR, "administrator"),
    ],
)
def test_the_words_of_the_command_line_do_not_change(role, value):
    assert role.value == value
