"""Who may do what with a council's work, right by right and person by person."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from consult.accounts.models import Role, User, Visitor
from consult.kit.permissions import Case
from council.models import CouncilMember, Mandate, Office
from council.rules import RULES, Permission
from tests.factories import NOW
from tests.factories.people import make_user

HERE, ELSEWHERE = 7, 8
TODAY = NOW.date()
PEOPLE = (
    "visitor",
    "citizen",
    "facilitator",
    "moderator",
    "member",
    "former_member",
    "future_member",
    "member_of_another_council",
    "secretariat",
    "secretariat_elsewhere",
    "secretariat_of_all",
    "administrator",
)
GRANTS = {
    "facilitator": (Role.FACILITATOR, HERE),
    "moderator": (Role.MODERATOR, HERE),
    "member": (Role.COUNCIL_MEMBER, None),
    "former_member": (Role.COUNCIL_MEMBER, None),
    "future_member": (Role.COUNCIL_MEMBER, None),
    "member_of_another_council": (Role.COUNCIL_MEMBER, None),
    "secretariat": (Role.SECRETARIAT, HERE),
    "secretariat_elsewhere": (Role.SECRETARIAT, ELSEWHERE),
    "secretariat_of_all": (Role.SECRETARIAT, None),
    "administrator": (Role.ADMINISTRATOR, None),
}
MANDATES = {
    "member": Mandate(office=Office.MEMBER, starts_on=date(2025, 1, 1), ends_on=None),
    "former_member": Mandate(office=Office.MEMBER, starts_on=date(2025, 1, 1), ends_on=date(2026, 1, 1)),
    "future_member": Mandate(office=Office.MEMBER, starts_on=TODAY + timedelta(days=1), ends_on=None),
}


def person(name: str) -> User | Visitor:
    """Return someone, not stored."""
    if name == "visitor":
        return Visitor()
    role, where = GRANTS.get(name, (None, None))
    return make_user(*([role] if role else []), consultation_id=where)


def seat_of(name: str) -> CouncilMember | None:
    """Return who this person is in the council of the target."""
    if name not in MANDATES:
        return None
    return CouncilMember(mandates=[MANDATES[name]])


def transmission(name: str, *, sent: bool = True) -> SimpleNamespace:
    """Return a transmission as the loader gives it to this person."""
    return SimpleNamespace(consultation_id=HERE, reader=seat_of(name), sent_at=NOW if sent else None)


def allowed(permission: Permission, name: str, target: object) -> bool:
    return RULES[permission].check(Case(person(name), target, NOW))


def test_every_right_has_its_rule():
    assert set(RULES) == set(Permission)


RUN_IT = {"secretariat", "secretariat_of_all", "administrator"}
ON_A_TRANSMISSION = {
    Permission.SEE_TRANSMISSION: {"member", *RUN_IT},
    Permission.ACKNOWLEDGE: {"member"},
    Permission.BEGIN_OPINION: {"member"},
}


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("permission", ON_A_TRANSMISSION)
def test_who_may_with_a_transmission(permission, name):
    assert allowed(permission, name, transmission(name)) is (name in ON_A_TRANSMISSION[permission])


@pytest.mark.parametrize("permission", [Permission.ACKNOWLEDGE, Permission.BEGIN_OPINION])
def test_nothing_is_received_before_it_is_sent(permission):
    assert not allowed(permission, "member", transmission("member", sent=False))


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("permission", [Permission.ADDRESS, Permission.TRANSMIT])
def test_who_may_address_a_council_and_send(permission, name):
    target = SimpleNamespace(consultation_id=HERE)
    assert allowed(permission, name, target) is (name in RUN_IT)


WITHOUT_OBJECT = {
    Permission.MANAGE_COUNCILS: {"secretariat_of_all", "administrator"},
    Permission.OPEN_DESK: {
        "member",
        "former_member",
        "future_member",
        "member_of_another_council",
        "secretariat",
        "secretariat_elsewhere",
        "secretariat_of_all",
        "administrator",
    },
}


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("permission", WITHOUT_OBJECT)
def test_who_opens_the_desks(permission, name):
    assert allowed(permission, name, None) is (name in WITHOUT_OBJECT[permission])


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "sits"),
    [
        (TODAY, None, True),
        (TODAY, TODAY, True),
        (TODAY - timedelta(days=9), TODAY, True),
        (TODAY - timedelta(days=9), TODAY - timedelta(days=1), False),
        (TODAY + timedelta(days=1), None, False),
        (TODAY - timedelta(days=9), TODAY + timedelta(days=9), True),
    ],
)
def test_a_mandate_counts_from_its_first_day_to_its_last(starts_on, ends_on, sits):
    assert Mandate(starts_on=starts_on, ends_on=ends_on).covers(TODAY) is sits


def test_someone_with_two_mandates_sits_by_the_one_under_way():
    past = Mandate(office=Office.MEMBER, starts_on=date(2020, 1, 1), ends_on=date(2023, 1, 1))
    present = Mandate(office=Office.PRESIDENT, starts_on=date(2026, 1, 1), ends_on=None)
    assert CouncilMember(mandates=[past, present]).mandate_on(TODAY) is present


def test_between_two_mandates_someone_does_not_sit():
    past = Mandate(office=Office.MEMBER, starts_on=date(2020, 1, 1), ends_on=date(2023, 1, 1))
    assert CouncilMember(mandates=[past]).mandate_on(TODAY) is None


@pytest.mark.parametrize("permission", [Permission.SEE_TRANSMISSION, Permission.ACKNOWLEDGE])
def test_a_member_whose_role_waits_for_a_second_factor_does_not_sit(permission):
    member = person("member")
    case = Case(member, transmission("member"), NOW)
    assert RULES[permission].check(case)
    member.roles_wait = True
    assert not RULES[permission].check(case)
