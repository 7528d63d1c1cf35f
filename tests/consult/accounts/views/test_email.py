"""Changing the address one signs in with."""

from datetime import timedelta
from typing import Any

import pytest

from consult.kit import clock
from tests.consult.accounts.conftest import Accounts, Browsers, Mails, Store, path_in
from tests.factories import NOW
from tests.factories.forms import OPENED
from tests.factories.people import PASSWORD, PASSWORD_HASH, make_user

FORMER, NEW = "camille@exemple.fr", "camille.berry@exemple.fr"
ADDRESS = "/mon-compte/adresse"
ASKED = {"email": NEW, "password": PASSWORD}


@pytest.fixture
def camille(store: Store) -> Any:
    (user,) = store(make_user(email=FORMER, password_hash=PASSWORD_HASH))
    return user


@pytest.fixture
def asked(browser: Browsers, camille: Any, mails: Mails) -> tuple[Any, str]:
    """Ask for the change; return the browser that did, and the path of the link received."""
    one = browser(camille)
    one.post(ADDRESS, ASKED)
    return one, path_in(mails()[0])


def test_the_link_goes_to_the_new_address(browser: Browsers, camille: Any, mails: Mails) -> None:
    answer = browser(camille).post(ADDRESS, {**ASKED, "email": "Camille.Berry@Exemple.fr"})
    assert (answer.status_code, answer.location) == (303, "/courriel-envoye")
    assert [(mail.recipient, mail.subject) for mail in mails()] == [(NEW, "Confirmez votre nouvelle adresse")]


def test_until_it_is_followed_nothing_changes(asked: tuple[Any, str], account: Accounts) -> None:
    one, path = asked
    page = one.get(path).text
    assert FORMER in page
    assert NEW in page
    assert account(FORMER)
    assert account(NEW) is None


def test_the_gesture_changes_the_address(asked: tuple[Any, str], browser: Browsers, account: Accounts) -> None:
    one, path = asked
    assert one.post(path).location == "/mon-compte"
    assert account(NEW).confirmed_at == NOW
    assert account(FORMER) is None
    assert browser().post("/connexion", {"email": FORMER, "password": PASSWORD}).status_code == 422
    assert browser().post("/connexion", {"email": NEW, "password": PASSWORD}).status_code == 303


def test_the_former_address_is_told(asked: tuple[Any, str], mails: Mails) -> None:
    one, path = asked
    one.post(path)
    told = mails()[-1]
    assert (told.recipient, told.subject) == (FORMER, "Votre compte a changé d’adresse")
    assert NEW not in told.text


def test_other_devices_leave_and_this_one_stays(browser: Browsers, camille: Any, asked: tuple[Any, str]) -> None:
    phone, (one, path) = browser(camille), asked
    one.post(path)
    assert phone.get("/mon-compte").status_code == 302
    assert one.get("/mon-compte").status_code == 200


def test_a_link_sent_to_the_former_address_no_longer_serves(
    browser: Browsers, asked: tuple[Any, str], mails: Mails
) -> None:
    one, path = asked
    browser().post("/connexion/lien", {"email": FORMER})
    stale = path_in(mails()[-1])
    one.post(path)
    assert browser().get(stale).status_code == 410


def test_mails_already_written_follow_the_person(asked: tuple[Any, str], mails: Mails) -> None:
    one, path = asked
    one.post("/connexion/lien", {"email": FORMER})
    mails()
    one.post(path)
    assert [mail.recipient for mail in mails()] == [NEW, NEW, FORMER]
    assert [mail.address for mail in mails()] == [NEW, FORMER, FORMER]


def test_the_link_serves_once_and_for_a_day(asked: tuple[Any, str]) -> None:
    one, path = asked
    with clock.set_to(NOW + timedelta(days=1)):
        assert one.post(path).status_code == 410
    assert one.post(path).status_code == 303
    assert one.post(path).status_code == 410


def test_whoever_received_it_by_a_slip_of_the_keyboard_cannot_use_it(
    browser: Browsers, store: Store, asked: tuple[Any, str], account: Accounts
) -> None:
    (other,) = store(make_user())
    path = asked[1]
    assert browser().post(path).location.startswith("/connexion?suite=")
    assert browser(other).post(path).status_code == 403
    assert account(FORMER)


def test_opened_elsewhere_it_asks_to_sign_in_and_comes_back(browser: Browsers, asked: tuple[Any, str]) -> None:
    path = asked[1]
    assert browser().get(path).location == f"/connexion?suite={path}"


def test_an_address_someone_has_gets_the_same_answer_and_a_mail_of_its_own(
    browser: Browsers, store: Store, camille: Any, mails: Mails
) -> None:
    store(make_user(email=NEW))
    answer = browser(camille).post(ADDRESS, ASKED)
    assert (answer.status_code, answer.location) == (303, "/courriel-envoye")
    assert [(mail.recipient, mail.subject) for mail in mails()] == [(NEW, "Vous avez déjà un compte")]
    assert "/mon-compte/adresse/" not in mails()[0].text


def test_an_address_taken_meanwhile_is_refused(
    asked: tuple[Any, str], store: Store, account: Accounts, camille: Any
) -> None:
    one, path = asked
    (other,) = store(make_user(email=NEW))
    assert one.post(path).status_code == 409
    assert (account(NEW).id, account(FORMER).id) == (other.id, camille.id)


def test_an_account_nobody_confirmed_does_not_hold_the_address(
    browser: Browsers, asked: tuple[Any, str], mails: Mails, account: Accounts, camille: Any
) -> None:
    one, path = asked
    typed = {"email": NEW, "display_name": "Quelqu’un", "kind": "citizen", "password": PASSWORD, "charter": "y"}
    typed["opened"] = OPENED
    browser().post("/inscription", typed)
    mails()
    assert one.post(path).status_code == 303
    assert account(NEW).id == camille.id


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"email": NEW, "password": "pas le bon mot"}, "Écrivez votre mot de passe actuel"),
        ({"email": NEW, "password": ""}, "Écrivez votre mot de passe actuel"),
        ({"email": FORMER, "password": PASSWORD}, "déjà la vôtre"),
        ({"email": "camille", "password": PASSWORD}, "Vérifiez cette adresse"),
        ({"email": f"{'a' * 290}@exemple.fr", "password": PASSWORD}, "254"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_sent(
    browser: Browsers, camille: Any, mails: Mails, typed: dict[str, str], sentence: str
) -> None:
    answer = browser(camille).post(ADDRESS, typed)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert mails() == []


def test_someone_without_password_is_asked_none(browser: Browsers, store: Store, mails: Mails) -> None:
    (user,) = store(make_user(email=FORMER))
    one = browser(user)
    assert "Mot de passe actuel" not in one.get(ADDRESS).text
    assert one.post(ADDRESS, {"email": NEW}).status_code == 303
    assert mails()[0].recipient == NEW


def test_who_left_meanwhile_is_sent_nothing(browser: Browsers, camille: Any, mails: Mails) -> None:
    one = browser(camille)
    one.post(ADDRESS, ASKED)
    one.post("/mon-compte/effacer", {"fate": "unsigned", "proof": PASSWORD})
    assert mails() == []
