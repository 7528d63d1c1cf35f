"""The administration of accounts, as administrators use it."""

from typing import Any

import pytest
from flask import Flask

from consult.accounts import scopes
from consult.accounts.models import Role
from consult.accounts.scopes import Scope
from tests.consult.accounts.conftest import Browsers, Mails, Store, path_in
from tests.factories.people import PASSWORD, make_user

ACCOUNTS, INVITATIONS = "/administration/comptes", "/administration/invitations"
ADMINISTRATOR = {"email": "claude@exemple.fr", "display_name": "Claude Cher"}


@pytest.fixture
def admin(store: Store) -> Any:
    (user,) = store(make_user(Role.ADMINISTRATOR, **ADMINISTRATOR))
    return user


@pytest.fixture
def citizen(store: Store) -> Any:
    (user,) = store(make_user(email="camille@exemple.fr", display_name="Camille Berry"))
    return user


@pytest.fixture
def consultation(app: Flask) -> Scope:
    scope = Scope(12, "numerique", "Notre région numérique")
    scopes.add(app, lambda: [scope])
    return scope


# --- the list ---------------------------------------------------------------------------


def test_the_list_shows_people_with_a_role_first(browser: Browsers, admin: Any, citizen: Any) -> None:
    one = browser(admin)
    assert citizen.email not in one.get(ACCOUNTS).text
    page = one.get(f"{ACCOUNTS}?qui=tous").text
    assert citizen.email in page
    assert "Jamais" in page


@pytest.mark.parametrize("looked_for", ["camille@", "Berry", "BERRY"])
def test_an_account_is_found_by_name_or_address(
    browser: Browsers, admin: Any, citizen: Any, looked_for: str
) -> None:
    page = browser(admin).get(ACCOUNTS, query_string={"q": looked_for}).text
    assert citizen.email in page
    assert "claude@exemple.fr" not in page


@pytest.mark.parametrize("looked_for", ["%", "_", "nobody"])
def test_a_search_without_result_says_what_to_try(browser: Browsers, admin: Any, looked_for: str) -> None:
    page = browser(admin).get(ACCOUNTS, query_string={"q": looked_for}).text
    assert "Aucun compte ne correspond" in page


def test_imported_authors_are_not_accounts(browser: Browsers, admin: Any, store: Store) -> None:
    store(make_user(email=None, external_key="rn-12", display_name="Auteur repris"))
    assert "Auteur repris" not in browser(admin).get(f"{ACCOUNTS}?qui=tous").text


def test_a_long_list_is_cut_and_goes_on(browser: Browsers, admin: Any, store: Store) -> None:
    store(*(make_user(display_name=f"Personne {number:02d}") for number in range(25)))
    one = browser(admin)
    first = one.get(f"{ACCOUNTS}?qui=tous").text
    assert first.count("@exemple.fr</td>") == 20
    following = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert one.get(following).text.count("@exemple.fr</td>") == 6


def test_an_invented_place_in_the_list_is_refused(browser: Browsers, admin: Any) -> None:
    assert browser(admin).get(f"{ACCOUNTS}?suite=ailleurs").status_code == 400


# --- roles ------------------------------------------------------------------------------


def test_a_role_is_given_and_leaves_a_line(
    browser: Browsers, admin: Any, citizen: Any, consultation: Scope
) -> None:
    one = browser(admin)
    address = f"{ACCOUNTS}/{citizen.id}"
    assert "Notre région numérique" in one.get(address).text
    assert one.post(address, {"role": "moderator", "scope": consultation.id}).status_code == 303
    page = one.get(address).text
    assert "Donné\u00a0: Modération, Notre région numérique" in page
    assert "Donné\u00a0: Modération" in one.get(ACCOUNTS).text
    assert "Donné\u00a0: Modération" in one.get("/administration/registre-des-roles").text


def test_a_role_is_withdrawn(browser: Browsers, admin: Any, citizen: Any) -> None:
    one, address = browser(admin), f"{ACCOUNTS}/{citizen.id}"
    one.post(address, {"role": "moderator", "scope": ""})
    assert one.post(f"{address}/roles/2/retirer").status_code == 303
    page = one.get(address).text
    assert "Retiré\u00a0: Modération" in page
    assert "Aucun rôle" in page


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"role": "citizen", "scope": ""}, "choi"),
        ({"role": "moderator", "scope": "99"}, "Choisissez une consultation de la liste"),
        ({"role": "administrator", "scope": "12"}, "porte sur tout le site"),
        ({"role": "moderator", "scope": "abc"}, 'class="field-error"'),
    ],
)
def test_a_wrong_choice_is_said(
    browser: Browsers, admin: Any, citizen: Any, consultation: Scope, *, values: dict[str, str], sentence: str
) -> None:
    answer = browser(admin).post(f"{ACCOUNTS}/{citizen.id}", values)
    assert answer.status_code == 422
    assert sentence in answer.text


def test_the_same_role_twice_is_said(browser: Browsers, admin: Any, citizen: Any) -> None:
    one, address = browser(admin), f"{ACCOUNTS}/{citizen.id}"
    one.post(address, {"role": "moderator", "scope": ""})
    answer = one.post(address, {"role": "moderator", "scope": ""})
    assert answer.status_code == 422
    assert "déjà ce rôle" in answer.text


def test_the_last_administrator_is_told_what_to_do_first(browser: Browsers, admin: Any) -> None:
    answer = browser(admin).post(f"{ACCOUNTS}/{admin.id}/roles/1/retirer")
    assert answer.status_code == 409
    assert "Confiez d’abord l’administration" in answer.text
    assert "Administration du site" in browser(admin).get(f"{ACCOUNTS}/{admin.id}").text


def test_a_role_withdrawn_is_lost_at_once(browser: Browsers, admin: Any, store: Store) -> None:
    (other,) = store(make_user(Role.ADMINISTRATOR))
    gone = browser(other)
    assert gone.get(ACCOUNTS).status_code == 200
    browser(admin).post(f"{ACCOUNTS}/{other.id}/roles/2/retirer")
    assert gone.get(ACCOUNTS).status_code == 403


@pytest.mark.parametrize("address", ["/999", "/1/roles/999/retirer"])
def test_what_does_not_exist_is_not_there(browser: Browsers, admin: Any, address: str) -> None:
    one = browser(admin)
    answer = one.post(ACCOUNTS + address) if "retirer" in address else one.get(ACCOUNTS + address)
    assert answer.status_code == 404


def test_someone_else_s_role_is_not_withdrawn_by_another_address(
    browser: Browsers, admin: Any, citizen: Any
) -> None:
    assert browser(admin).post(f"{ACCOUNTS}/{citizen.id}/roles/1/retirer").status_code == 404


# --- invitations ------------------------------------------------------------------------


def test_an_invitation_is_sent_listed_and_accepted(browser: Browsers, admin: Any, mails: Mails) -> None:
    one = browser(admin)
    sent = {"email": "dominique@exemple.fr", "role": "secretariat", "scope": ""}
    assert one.post(INVITATIONS, sent).status_code == 303
    assert "dominique@exemple.fr" in one.get(INVITATIONS).text
    newcomer, path = browser(), path_in(mails()[0])
    assert "Secrétariat du conseil" in newcomer.get(path).text
    answer = newcomer.post(
        path, {"display_name": "Dominique Loire", "kind": "citizen", "password": PASSWORD, "charter": "y"}
    )
    assert answer.status_code == 303
    assert "Dominique Loire" in newcomer.get("/mon-compte").text
    assert "Aucune invitation n’attend" in one.get(INVITATIONS).text


def test_opening_an_invitation_changes_nothing(browser: Browsers, admin: Any, mails: Mails) -> None:
    browser(admin).post(INVITATIONS, {"email": "dominique@exemple.fr", "role": "moderator", "scope": ""})
    path = path_in(mails()[0])
    assert browser().get(path).status_code == browser().get(path).status_code == 200
    assert "dominique@exemple.fr" in browser(admin).get(INVITATIONS).text


@pytest.mark.parametrize("missing", ["display_name", "password", "charter"])
def test_an_incomplete_answer_keeps_the_invitation(
    browser: Browsers, admin: Any, mails: Mails, missing: str
) -> None:
    browser(admin).post(INVITATIONS, {"email": "dominique@exemple.fr", "role": "moderator", "scope": ""})
    path = path_in(mails()[0])
    typed = {"display_name": "Dominique Loire", "kind": "citizen", "password": PASSWORD, "charter": "y"}
    del typed[missing]
    assert browser().post(path, typed).status_code == 422
    assert browser().get(path).status_code == 200


def test_whoever_has_an_account_by_then_accepts_by_one_gesture(
    browser: Browsers, admin: Any, mails: Mails, store: Store
) -> None:
    browser(admin).post(INVITATIONS, {"email": "dominique@exemple.fr", "role": "moderator", "scope": ""})
    store(make_user(email="dominique@exemple.fr"))
    one, path = browser(), path_in(mails()[0])
    assert "Mot de passe" not in one.get(path).text
    assert one.post(path).location == "/connexion"
    assert one.get("/mon-compte").status_code == 302


def test_an_invitation_is_taken_back(browser: Browsers, admin: Any, mails: Mails) -> None:
    one = browser(admin)
    one.post(INVITATIONS, {"email": "dominique@exemple.fr", "role": "moderator", "scope": ""})
    path = path_in(mails()[0])
    assert one.post(f"{INVITATIONS}/1/retirer").status_code == 303
    assert browser().get(path).status_code == 410
    assert one.post(f"{INVITATIONS}/9/retirer").status_code == 404


@pytest.mark.parametrize("email", ["", "dominique", "claude@exemple.fr"])
def test_a_wrong_address_is_said_and_stays_typed(browser: Browsers, admin: Any, email: str) -> None:
    answer = browser(admin).post(INVITATIONS, {"email": email, "role": "administrator", "scope": ""})
    assert answer.status_code == 422
    assert f'value="{email}"' in answer.text
