"""Who may do what with an opinion, right by right and person by person."""

from types import SimpleNamespace

import pytest

from consult.kit.permissions import Case
from council.models import CouncilMember, Mandate, Office, OpinionStatus, ReferralStatus
from council.rules.opinions import OPINION_RULES, OpinionPermission
from tests.factories import NOW
from tests.factories.people import make_user

SEATED = {"rapporteur", "member", "president"}
EVERYONE = (*sorted(SEATED), "former_rapporteur", "citizen")
ON_A_DRAFT = {
    OpinionPermission.SEE_OPINION: SEATED,
    OpinionPermission.SEE_DRAFT: SEATED,
    OpinionPermission.WRITE_OPINION: {"rapporteur"},
    OpinionPermission.REMARK: SEATED,
    OpinionPermission.NAME_RAPPORTEUR: {"president"},
    OpinionPermission.DISSENT: SEATED,
    OpinionPermission.PUBLISH_OPINION: {"rapporteur", "president"},
    OpinionPermission.CORRECT_OPINION: set(),
}
ONCE_PUBLIC = {
    OpinionPermission.SEE_OPINION: set(EVERYONE),
    OpinionPermission.SEE_DRAFT: SEATED,
    OpinionPermission.CORRECT_OPINION: SEATED,
}


def case(name: str, status: OpinionStatus) -> Case:
    """Return what a rule looks at when this person acts on an opinion."""
    user = make_user()
    user.id = 7
    office = Office.PRESIDENT if name == "president" else Office.MEMBER
    ends_on = NOW.date().replace(year=2025) if name == "former_rapporteur" else None
    mandate = Mandate(office=office, starts_on=NOW.date().replace(year=2024), ends_on=ends_on)
    target = SimpleNamespace(
        reader=None if name == "citizen" else CouncilMember(mandates=[mandate]),
        status=status,
        is_public=status is OpinionStatus.PUBLISHED,
        rapporteur_id=7 if name.endswith("rapporteur") else 8,
    )
    return Case(user, target, NOW)


def test_every_right_has_its_rule():
    on_an_opinion = set(OpinionPermission) - {OpinionPermission.BEGIN_ON_REFERRAL}
    assert set(OPINION_RULES) == set(OpinionPermission)
    assert on_an_opinion == set(ON_A_DRAFT)


@pytest.mark.parametrize("permission", ON_A_DRAFT)
def test_who_may_with_an_opinion_being_written(permission):
    allowed = {name for name in EVERYONE if OPINION_RULES[permission].check(case(name, OpinionStatus.DRAFT))}
    assert allowed == ON_A_DRAFT[permission]


@pytest.mark.parametrize("permission", ON_A_DRAFT)
def test_who_may_with_a_published_opinion(permission):
    allowed = {name for name in EVERYONE if OPINION_RULES[permission].check(case(name, OpinionStatus.PUBLISHED))}
    assert allowed == ONCE_PUBLIC.get(permission, set())


def test_a_member_is_told_to_amend_what_another_writes():
    rule = OPINION_RULES[OpinionPermission.WRITE_OPINION]
    assert "amendement" in str(rule.refusal(case("member", OpinionStatus.DRAFT)))


@pytest.mark.parametrize(("status", "may"), [(ReferralStatus.UNDER_STUDY, True), (ReferralStatus.PROPOSED, False)])
def test_an_opinion_is_begun_under_a_referral_the_council_studies(status, may):
    rule, seen = OPINION_RULES[OpinionPermission.BEGIN_ON_REFERRAL], case("member", OpinionStatus.DRAFT)
    seen.target.status = status
    assert rule.check(seen) is may
