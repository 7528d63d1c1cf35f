"""Who may do what with a sitting and a referral, right by right and person by person."""

from datetime import date
from types import SimpleNamespace

import pytest

from consult.accounts.models import Role, Visitor
from consult.kit.permissions import Case
from council.models import CouncilMember, Mandate, Office, ReferralStatus, SittingStatus
from council.rules.referrals import REFERRAL_RULES, ReferralPermission
from council.rules.sittings import SITTING_RULES, SittingPermission
from tests.factories import NOW
from tests.factories.people import make_user

PEOPLE = ("visitor", "citizen", "president", "vice_president", "member", "former", "secretariat", "administrator")
ROLES = {"secretariat": Role.SECRETARIAT, "administrator": Role.ADMINISTRATOR}
OFFICES = {
    "president": Mandate(office=Office.PRESIDENT, starts_on=date(2025, 1, 1)),
    "vice_president": Mandate(office=Office.VICE_PRESIDENT, starts_on=date(2025, 1, 1)),
    "member": Mandate(office=Office.MEMBER, starts_on=date(2025, 1, 1)),
    "former": Mandate(office=Office.PRESIDENT, starts_on=date(2025, 1, 1), ends_on=date(2026, 1, 1)),
}
SIT, KEEP = {"president", "vice_president", "member"}, {"secretariat", "administrator"}


def allowed(rules, permission, name, **facts: object) -> bool:
    actor = Visitor() if name == "visitor" else make_user(*([ROLES[name]] if name in ROLES else []))
    reader = CouncilMember(id=1, mandates=[OFFICES[name]]) if name in OFFICES else None
    return rules[permission].check(Case(actor, SimpleNamespace(reader=reader, **facts), NOW))


def those_allowed(rules, permission, **facts: object) -> set[str]:
    return {name for name in PEOPLE if allowed(rules, permission, name, **facts)}


def test_every_right_has_its_rule():
    assert set(SITTING_RULES) == set(SittingPermission)
    assert set(REFERRAL_RULES) == set(ReferralPermission)


@pytest.mark.parametrize(
    ("permission", "status", "expected"),
    [
        (SittingPermission.MANAGE_SITTINGS, SittingStatus.PLANNED, KEEP),
        (SittingPermission.TAKE_PART, SittingStatus.PLANNED, SIT),
        (SittingPermission.ANSWER_INVITATION, SittingStatus.CONVENED, SIT),
        (SittingPermission.ANSWER_INVITATION, SittingStatus.OPEN, set()),
        (SittingPermission.PUT_TO_VOTE, SittingStatus.OPEN, {"president", "vice_president"}),
        (SittingPermission.PUT_TO_VOTE, SittingStatus.CLOSED, set()),
        (SittingPermission.VOTE, SittingStatus.OPEN, SIT),
        (SittingPermission.VOTE, SittingStatus.CLOSED, set()),
        (SittingPermission.RECORD_VOICE, SittingStatus.OPEN, KEEP),
        (SittingPermission.RECORD_VOICE, SittingStatus.CONVENED, set()),
    ],
)
def test_who_may_with_a_sitting(permission, status, expected):
    assert those_allowed(SITTING_RULES, permission, status=status) == expected


@pytest.mark.parametrize(("public", "expected"), [(True, set(PEOPLE)), (False, SIT | KEEP)])
def test_who_reads_a_sitting_and_a_referral(public, expected):
    assert those_allowed(SITTING_RULES, SittingPermission.SEE_SITTING, is_public=public) == expected
    assert those_allowed(REFERRAL_RULES, ReferralPermission.SEE_REFERRAL, is_public=public) == expected


@pytest.mark.parametrize(
    ("permission", "author", "expected"),
    [
        (ReferralPermission.MANAGE_REFERRALS, 1, KEEP),
        (ReferralPermission.PROPOSE_REFERRAL, 1, SIT),
        (ReferralPermission.SECOND_REFERRAL, 1, set()),
        (ReferralPermission.SECOND_REFERRAL, 2, SIT),
        (ReferralPermission.WITHDRAW_REFERRAL, 1, SIT | KEEP),
        (ReferralPermission.WITHDRAW_REFERRAL, 2, KEEP),
    ],
)
def test_who_may_with_a_referral_that_waits(permission, author, expected):
    facts = {"proposed_by_id": author, "status": ReferralStatus.PROPOSED, "ended_at": None}
    assert those_allowed(REFERRAL_RULES, permission, **facts) == expected


def test_nobody_supports_or_withdraws_what_is_settled():
    facts = {"proposed_by_id": 2, "status": ReferralStatus.DECLINED, "ended_at": NOW}
    for permission in (ReferralPermission.SECOND_REFERRAL, ReferralPermission.WITHDRAW_REFERRAL):
        assert those_allowed(REFERRAL_RULES, permission, **facts) == set()
