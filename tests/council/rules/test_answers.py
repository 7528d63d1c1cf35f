"""Who prepares the region's answer, who follows its commitments up, who reads them."""

from types import SimpleNamespace

import pytest

from consult.accounts.models import Role, Visitor
from consult.kit.permissions import Case
from council.rules.answers import ANSWER_RULES, AnswerPermission
from tests.factories import NOW
from tests.factories.people import make_user

PEOPLE = {
    "visitor": Visitor(),
    "citizen": make_user(),
    "member": make_user(Role.COUNCIL_MEMBER),
    "moderator": make_user(Role.MODERATOR),
    "secretariat_elsewhere": make_user(Role.SECRETARIAT, consultation_id=8),
    "executive": make_user(Role.EXECUTIVE),
    "secretariat": make_user(Role.SECRETARIAT),
    "administrator": make_user(Role.ADMINISTRATOR),
}
KEEPERS = {"executive", "secretariat", "administrator"}
READ = {AnswerPermission.SEE_ANSWER, AnswerPermission.SEE_COMMITMENT}


def test_every_right_has_its_rule():
    assert set(ANSWER_RULES) == set(AnswerPermission)


@pytest.mark.parametrize("permission", AnswerPermission)
@pytest.mark.parametrize("public", [False, True])
def test_who_may(permission, public):
    target = SimpleNamespace(is_public=public)
    allowed = {name for name, who in PEOPLE.items() if ANSWER_RULES[permission].check(Case(who, target, NOW))}
    assert allowed == (set(PEOPLE) if public and permission in READ else KEEPERS)
