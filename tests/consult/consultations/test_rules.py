"""Who may see and run a consultation."""

import pytest

from consult.accounts.models import Role, Visitor
from consult.consultations.models import ConsultationStatus
from consult.consultations.rules import RULES, Permission
from consult.kit.permissions import Case
from tests.factories import NOW
from tests.factories.consultations import make_consultation
from tests.factories.people import make_user

DRAFT, PUBLISHED, CLOSED = ConsultationStatus
RUN_IT = [Permission.EDIT_CONSULTATION, Permission.PUBLISH_CONSULTATION, Permission.CLOSE_CONSULTATION]


def may(actor, permission, target=None) -> bool:
    return RULES[permission].check(Case(actor, target, NOW))


@pytest.mark.parametrize("role", Role)
def test_a_draft_is_seen_only_by_those_who_run_it(role):
    draft = make_consultation(id=1, status=DRAFT)
    assert may(make_user(role), Permission.SEE_CONSULTATION, draft) == (
        role in {Role.SECRETARIAT, Role.ADMINISTRATOR}
    )


def test_what_is_public_is_seen_by_everyone():
    assert may(Visitor(), Permission.SEE_CONSULTATION, make_consultation())


@pytest.mark.parametrize("permission", RUN_IT)
def test_a_secretariat_of_one_consultation_runs_only_that_one(permission):
    someone = make_user(Role.SECRETARIAT, consultation_id=1)
    assert may(someone, permission, make_consultation(id=1))
    assert not may(someone, permission, make_consultation(id=2))


@pytest.mark.parametrize("permission", RUN_IT)
@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SECRETARIAT, Role.ADMINISTRATOR}))
def test_no_other_role_runs_a_consultation(permission, role):
    assert not may(make_user(role), permission, make_consultation(id=1))


def test_a_closed_consultation_is_no_longer_edited_even_by_an_administrator():
    closed = make_consultation(id=1, status=CLOSED)
    assert not may(make_user(Role.ADMINISTRATOR), Permission.EDIT_CONSULTATION, closed)


def test_only_a_role_on_all_consultations_creates_a_new_one():
    assert may(make_user(Role.SECRETARIAT), Permission.CREATE_CONSULTATION)
    assert not may(make_user(Role.SECRETARIAT, consultation_id=1), Permission.CREATE_CONSULTATION)


def test_the_desk_opens_to_a_secretariat_of_one_consultation():
    assert may(make_user(Role.SECRETARIAT, consultation_id=1), Permission.MANAGE_CONSULTATIONS)
    assert not may(make_user(), Permission.MANAGE_CONSULTATIONS)
