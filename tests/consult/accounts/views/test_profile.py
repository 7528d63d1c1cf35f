"""One's own account."""

from typing import Any

import pytest

from consult.accounts.models import ContributorKind
from consult.territories.models import Territory, TerritoryLevel
from tests.consult.accounts.conftest import Accounts, Browsers, Mails, Store
from tests.factories.people import PASSWORD, PASSWORD_HASH, make_user
from tests.factories.territories import make_territory

EMAIL = "camille@exemple.fr"
NEW = "une autre phrase à retenir"


@pytest.fixture
def camille(store: Store) -> Any:
    (user,) = store(make_user(email=EMAIL, display_name="Camille Berry", password_hash=PASSWORD_HASH))
    return user


@pytest.fixture
def communes(store: Store) -> Any:
    names = (
        ("18033", "Bourges", "18", "18000"),
        ("45147", "Saint-Jean", "45", "45000"),
        ("37222", "Saint-Jean", "37", "37000"),
    )
    return store(
        *(
            Territory(
                level=TerritoryLevel.COMMUNE, code=code, name=name, department_code=department, postcodes=postcode
            )
            for code, name, department, postcode in names
        )
    )


def typed(**values: object) -> dict[str, object]:
    return {"display_name": "Camille Berry", "kind": "citizen", "commune": "", **values}


# --- what one says of oneself -----------------------------------------------------------


def test_the_name_and_the_kind_change(browser: Browsers, camille: Any, account: Accounts) -> None:
    answer = browser(camille).post("/mon-compte", typed(display_name="Camille B.", kind="elected_member"))
    assert answer.status_code == 303
    kept = account(EMAIL)
    assert (kept.display_name, kept.kind) == ("Camille B.", ContributorKind.ELECTED_MEMBER)


@pytest.mark.parametrize("name", ["", "x" * 81, "https://publicite.example", "M\u0430rie"])
def test_a_name_that_deceives_is_refused_and_stays_typed(
    browser: Browsers, camille: Any, account: Accounts, name: str
) -> None:
    answer = browser(camille).post("/mon-compte", typed(display_name=name))
    assert answer.status_code == 422
    assert f'value="{name}"' in answer.text
    assert account(EMAIL).display_name == "Camille Berry"


@pytest.mark.parametrize("commune", ["Bourges", "bourges", "18000"])
def test_a_commune_is_found_by_name_or_postcode(
    browser: Browsers, camille: Any, communes: Any, account: Accounts, commune: str
) -> None:
    assert browser(camille).post("/mon-compte", typed(commune=commune)).status_code == 303
    assert account(EMAIL).territory_id == communes[0].id


def test_homonyms_are_offered_and_one_is_chosen(
    browser: Browsers, camille: Any, communes: Any, account: Accounts
) -> None:
    one = browser(camille)
    answer = one.post("/mon-compte", typed(commune="Saint-Jean"))
    assert answer.status_code == 422
    assert "Saint-Jean (45)" in answer.text
    assert "Saint-Jean (37)" in answer.text
    one.post("/mon-compte", typed(commune="Saint-Jean", territory=communes[2].id))
    assert account(EMAIL).territory_id == communes[2].id


def test_the_field_suggests_from_our_own_list(browser: Browsers, camille: Any) -> None:
    assert 'data-communes="/territoires/communes.json"' in browser(camille).get("/mon-compte").text


def test_a_suggestion_taken_as_it_stands_is_understood(
    browser: Browsers, camille: Any, communes: Any, account: Accounts
) -> None:
    assert browser(camille).post("/mon-compte", typed(commune="Saint-Jean (37)")).status_code == 303
    assert account(EMAIL).territory_id == communes[2].id


def test_until_communes_are_known_one_s_department_is_asked(
    browser: Browsers, camille: Any, store: Store, account: Accounts
) -> None:
    (cher,) = store(make_territory("Cher", TerritoryLevel.DEPARTMENT, code="18", department_code="18"))
    one = browser(camille)
    assert "Votre département" in one.get("/mon-compte").text
    one.post("/mon-compte", typed(commune="cher"))
    assert account(EMAIL).territory_id == cher.id


@pytest.mark.usefixtures("communes")
def test_once_communes_are_known_the_commune_is_asked(browser: Browsers, camille: Any, store: Store) -> None:
    store(make_territory("Cher", TerritoryLevel.DEPARTMENT, code="18", department_code="18"))
    one = browser(camille)
    assert "Votre commune" in one.get("/mon-compte").text
    assert one.post("/mon-compte", typed(commune="Cher")).status_code == 422


def test_nobody_may_say_they_did_not_say(browser: Browsers, camille: Any, account: Accounts) -> None:
    one = browser(camille)
    assert "not_said" not in one.get("/mon-compte").text
    assert one.post("/mon-compte", typed(kind="not_said")).status_code == 422
    assert account(EMAIL).kind is ContributorKind.CITIZEN


def test_an_unknown_commune_is_refused(browser: Browsers, camille: Any, communes: Any) -> None:
    answer = browser(camille).post("/mon-compte", typed(commune="Marseille"))
    assert answer.status_code == 422
    assert "Vérifiez le nom ou le code postal" in answer.text


def test_a_commune_among_homonyms_stays_when_the_name_changes(
    browser: Browsers, camille: Any, communes: Any, account: Accounts
) -> None:
    one = browser(camille)
    one.post("/mon-compte", typed(commune="Saint-Jean", territory=communes[1].id))
    one.post("/mon-compte", typed(commune="Saint-Jean", display_name="Camille B."))
    assert account(EMAIL).territory_id == communes[1].id


def test_a_commune_may_be_left_out(browser: Browsers, camille: Any, communes: Any, account: Accounts) -> None:
    one = browser(camille)
    one.post("/mon-compte", typed(commune="Bourges"))
    one.post("/mon-compte", typed())
    assert account(EMAIL).territory_id is None


# --- the password -----------------------------------------------------------------------


def test_a_new_password_closes_the_other_devices(browser: Browsers, camille: Any, mails: Mails) -> None:
    phone, desk = browser(camille), browser(camille)
    answer = desk.post("/mon-compte/mot-de-passe", {"current": PASSWORD, "password": NEW})
    assert answer.status_code == 303
    assert desk.get("/mon-compte").status_code == 200
    assert phone.get("/mon-compte").status_code == 302
    assert [mail.subject for mail in mails()] == ["Votre mot de passe a changé"]


@pytest.mark.parametrize(
    ("current", "new", "sentence"),
    [
        ("pas le bon mot", NEW, "Écrivez votre mot de passe actuel"),
        ("", NEW, "Écrivez votre mot de passe actuel"),
        (PASSWORD, "court", "12"),
        (PASSWORD, "je suis Camille Berry", "deviner"),
    ],
)
def test_a_password_is_not_changed_without_cause(
    browser: Browsers, camille: Any, account: Accounts, *, current: str, new: str, sentence: str
) -> None:
    answer = browser(camille).post("/mon-compte/mot-de-passe", {"current": current, "password": new})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert account(EMAIL).password_hash == PASSWORD_HASH


def test_someone_without_password_is_offered_a_link(browser: Browsers, store: Store) -> None:
    (user,) = store(make_user())
    assert "Vous n’avez pas de mot de passe" in browser(user).get("/mon-compte/mot-de-passe").text


def test_someone_without_password_chooses_none_without_a_link(browser: Browsers, store: Store) -> None:
    (user,) = store(make_user())
    answer = browser(user).post("/mon-compte/mot-de-passe", {"current": PASSWORD, "password": NEW})
    assert answer.status_code == 422


# --- the devices ------------------------------------------------------------------------


def test_devices_are_listed_and_the_present_one_is_said(browser: Browsers, camille: Any) -> None:
    one = browser(camille)
    browser(camille)
    page = one.get("/mon-compte/appareils").text
    assert page.count("Cet appareil") == 1
    assert "Déconnecter tous les autres appareils" in page


def test_another_device_is_signed_out(browser: Browsers, camille: Any) -> None:
    phone, desk = browser(camille), browser(camille)
    assert desk.post("/mon-compte/appareils/1").status_code == 303
    assert phone.get("/mon-compte").status_code == 302
    assert desk.get("/mon-compte").status_code == 200


def test_someone_else_s_device_is_not_there(browser: Browsers, camille: Any, store: Store) -> None:
    (other,) = store(make_user())
    victim, thief = browser(camille), browser(other)
    assert thief.post("/mon-compte/appareils/1").status_code == 404
    assert victim.get("/mon-compte").status_code == 200


def test_all_other_devices_are_signed_out(browser: Browsers, camille: Any) -> None:
    phone, desk = browser(camille), browser(camille)
    desk.post("/mon-compte/appareils")
    assert phone.get("/mon-compte").status_code == 302
    assert desk.get("/mon-compte").status_code == 200
