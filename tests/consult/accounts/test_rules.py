"""Every route of accounts, for every role."""

from typing import Any

import pytest
from flask import Flask

from consult.accounts.models import Role
from consult.kit.permissions import permission_of
from tests.consult.accounts.conftest import Browsers, Store
from tests.factories.people import make_user

EVERYONE = ("visitor", *Role)
PUBLIC = {
    "accounts.charter": 200,
    "accounts.erased": 200,
    "accounts.mail_sent": 200,
    "accounts.sign_in": 200,
    "accounts.sign_up": 200,
    "accounts.link": 200,
    "accounts.forgotten": 200,
    "accounts.confirm": 410,
    "accounts.enter_by_link": 410,
    "accounts.reset": 410,
    "accounts.invitation": 410,
    "accounts.second_step": 303,
    "accounts.start_outside": 404,
    "accounts.come_back": 404,
    "accounts.join": 303,
    "accounts.resume": 200,
    "accounts.signed_out": 303,
    "accounts.sign_out": 303,
    "accounts.demo_sign_in": 404,
    "accounts.demo_mails": 404,
    "accounts.demo_mail": 404,
}
OWN = {
    "accounts.profile": 200,
    "accounts.password": 200,
    "accounts.email": 200,
    "accounts.confirm_email": 410,
    "accounts.devices": 200,
    "accounts.outside": 404,
    "accounts.link_outside": 303,
    "accounts.unlink_outside": 422,
    "accounts.second_factor": 200,
    "accounts.enrol_second_factor": 200,
    "accounts.renew_recovery_codes": 303,
    "accounts.turn_off_second_factor": 303,
    "accounts.data": 200,
    "accounts.data_archive": 200,
    "accounts.accept_charter": 200,
    "accounts.erase": 200,
    "accounts.close_device": 404,
    "accounts.close_devices": 303,
}
ADMINISTRATION = {
    "accounts.all_accounts": 200,
    "accounts.one_account": 404,
    "accounts.withdraw_role": 404,
    "accounts.all_invitations": 200,
    "accounts.withdraw_invitation": 404,
    "accounts.register_of_roles": 200,
}
LED_ON = frozenset({"accounts.sign_in", "accounts.sign_up"})
SIGN_IN_ASKED, REFUSED = 302, 403


def expected(endpoint: str, who: str) -> int:
    """Say what a route answers someone."""
    if (endpoint, who) == ("accounts.resume", "visitor"):
        return 422
    if endpoint in PUBLIC:
        return 303 if endpoint in LED_ON and who != "visitor" else PUBLIC[endpoint]
    if who == "visitor":
        return SIGN_IN_ASKED
    if endpoint in OWN:
        return OWN[endpoint]
    return ADMINISTRATION[endpoint] if who == Role.ADMINISTRATOR else REFUSED


def test_every_route_is_in_the_table(app: Flask) -> None:
    routes = {rule.endpoint for rule in app.url_map.iter_rules() if rule.endpoint.startswith("accounts.")}
    assert routes == {*PUBLIC, *OWN, *ADMINISTRATION}


def test_every_route_says_who_it_is_for(app: Flask) -> None:
    assert {permission_of(app, endpoint) for endpoint in PUBLIC} == {"anyone"}
    assert {permission_of(app, endpoint) for endpoint in OWN} == {"accounts.see_own_account"}
    assert {permission_of(app, endpoint) for endpoint in ADMINISTRATION} == {"accounts.manage_roles"}


@pytest.mark.parametrize("who", EVERYONE)
def test_every_route_answers_each_person_as_the_table_says(
    app: Flask, browser: Browsers, store: Store, who: str
) -> None:
    one = browser(None if who == "visitor" else _person(store, who))
    answers = {
        (rule.endpoint): _ask(one, rule)
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("accounts.") and rule.endpoint != "accounts.sign_out"
    }
    assert answers == {endpoint: expected(endpoint, who) for endpoint in answers}
    assert one.post("/deconnexion").status_code == PUBLIC["accounts.sign_out"]


def _person(store: Store, role: str) -> Any:
    roles = [] if role == Role.CITIZEN else [Role(role)]
    (user,) = store(make_user(*roles))
    return user


def _ask(one: Any, rule: Any) -> int:
    values = {name: "x" if name == "token" else 999 for name in rule.arguments}
    address = rule.build(values)[1]
    answer = one.get(address) if "GET" in rule.methods else one.post(address)
    return int(answer.status_code)
