"""Signing in and out, as a person does it."""

from datetime import timedelta
from typing import Any

import pytest
from argon2 import PasswordHasher, extract_parameters

from consult.kit import clock
from tests.consult.accounts.conftest import Accounts, Browsers, Mails, Store, path_in
from tests.factories import NOW
from tests.factories.people import PASSWORD, PASSWORD_HASH, make_user

EMAIL = "camille@exemple.fr"
RIGHT = {"email": EMAIL, "password": PASSWORD}
NEW = "une autre phrase à retenir"


@pytest.fixture
def camille(store: Store) -> Any:
    (user,) = store(make_user(email=EMAIL, display_name="Camille Berry", password_hash=PASSWORD_HASH))
    return user


# --- by password ------------------------------------------------------------------------


@pytest.mark.usefixtures("camille")
def test_the_right_password_signs_in(browser: Browsers) -> None:
    one = browser()
    answer = one.post("/connexion", RIGHT)
    assert (answer.status_code, answer.location) == (303, "/")
    assert EMAIL in one.get("/mon-compte").text


@pytest.mark.usefixtures("camille")
def test_the_address_may_be_typed_in_capitals(browser: Browsers) -> None:
    assert browser().post("/connexion", {**RIGHT, "email": "Camille@Exemple.fr"}).status_code == 303


@pytest.mark.usefixtures("camille")
def test_unknown_address_and_wrong_password_get_the_same_answer(browser: Browsers) -> None:
    wrong = browser().post("/connexion", {**RIGHT, "password": "pas le bon mot"})
    unknown = browser().post("/connexion", {**RIGHT, "email": "personne@exemple.fr"})
    assert wrong.status_code == unknown.status_code == 422
    assert "Vérifiez l’adresse et le mot de passe" in wrong.text
    hide = str.maketrans("", "", "0123456789")
    assert _body(wrong).translate(hide) == _body(unknown).replace("personne@", "camille@").translate(hide)


def _body(answer: Any) -> str:
    """Return a page without its token."""
    return "\n".join(line for line in answer.text.splitlines() if "csrf_token" not in line)


@pytest.mark.parametrize(
    "values",
    [
        {"confirmed_at": None, "password_hash": PASSWORD_HASH},
        {"password_hash": None},
        {"email": None, "erased_at": NOW, "password_hash": None},
    ],
    ids=["not confirmed", "without password", "erased"],
)
def test_an_account_that_may_not_enter_gets_the_same_answer(
    browser: Browsers, store: Store, values: dict[str, object]
) -> None:
    store(make_user(**{"email": EMAIL, **values}))
    answer = browser().post("/connexion", RIGHT)
    assert answer.status_code == 422
    assert "Vérifiez l’adresse et le mot de passe" in answer.text


@pytest.mark.usefixtures("camille")
def test_what_was_typed_stays_but_the_password(browser: Browsers) -> None:
    page = browser().post("/connexion", {**RIGHT, "password": "pas le bon mot"}).text
    assert EMAIL in page
    assert "pas le bon mot" not in page


@pytest.mark.usefixtures("camille")
def test_ten_tries_are_enough(browser: Browsers) -> None:
    one = browser()
    for _ in range(10):
        assert one.post("/connexion", {**RIGHT, "password": "non"}).status_code == 422
    answer = one.post("/connexion", RIGHT)
    assert answer.status_code == 429
    assert "Réessayez dans 15 minutes" in answer.text
    with clock.set_to(NOW + timedelta(minutes=15)):
        assert one.post("/connexion", RIGHT).status_code == 303


def test_a_form_without_its_token_signs_nobody_in(browser: Browsers, camille: Any) -> None:
    one = browser()
    assert one.client.post("/connexion", data=RIGHT).status_code == 403
    assert one.get("/mon-compte").status_code == 302


@pytest.mark.usefixtures("camille")
@pytest.mark.parametrize(
    ("suite", "expected"),
    [
        ("/recherche?q=fibre", "/recherche?q=fibre"),
        ("//voleur.example", "/"),
        ("https://voleur.example", "/"),
        ("/\\voleur.example", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_one_goes_back_only_to_this_site(browser: Browsers, suite: str, expected: str) -> None:
    assert browser().post("/connexion", {**RIGHT, "suite": suite}).location == expected


def test_a_page_that_needs_an_account_leads_here_and_back(browser: Browsers, camille: Any) -> None:
    one = browser()
    answer = one.get("/mon-compte/appareils")
    assert answer.location == "/connexion?suite=/mon-compte/appareils"
    assert 'value="/mon-compte/appareils"' in one.get(answer.location).text


def test_a_signed_in_person_is_led_on(browser: Browsers, camille: Any) -> None:
    assert browser(camille).get("/connexion?suite=/recherche").location == "/recherche"


@pytest.mark.parametrize("address", ["/connexion", "/inscription", "/mot-de-passe-oublie", "/confirmation/x"])
def test_no_cache_keeps_a_page_with_a_token(browser: Browsers, address: str) -> None:
    assert browser().get(address).headers["Cache-Control"] == "no-store"


# --- out --------------------------------------------------------------------------------


def test_signing_out_closes_the_session_for_good(browser: Browsers, camille: Any) -> None:
    one = browser(camille)
    kept = one.client.get_cookie("session").value
    assert one.post("/deconnexion").location == "/"
    one.client.set_cookie("session", kept)
    assert one.get("/mon-compte").status_code == 302


def test_a_link_never_signs_out(browser: Browsers, camille: Any) -> None:
    one = browser(camille)
    assert one.get("/deconnexion").status_code == 405
    assert one.get("/mon-compte").status_code == 200


def test_signing_out_twice_is_no_fault(browser: Browsers) -> None:
    assert browser().post("/deconnexion").status_code == 303


def test_every_page_of_a_signed_in_person_offers_to_sign_out(browser: Browsers, camille: Any) -> None:
    assert 'action="/deconnexion"' in browser(camille).get("/charte").text
    assert "deconnexion" not in browser().get("/charte").text


def test_a_session_closed_elsewhere_leaves_no_cookie(browser: Browsers, camille: Any) -> None:
    phone, desk = browser(camille), browser(camille)
    desk.post("/mon-compte/appareils")
    answer = phone.get("/charte")
    assert "session=;" in answer.headers["Set-Cookie"]
    assert phone.client.get_cookie("session") is None


# --- by a link --------------------------------------------------------------------------


@pytest.mark.usefixtures("camille")
def test_a_link_sent_by_mail_signs_in_by_a_gesture(browser: Browsers, mails: Mails) -> None:
    one = browser()
    assert one.post("/connexion/lien", {"email": EMAIL}).location == "/courriel-envoye"
    path = path_in(mails()[0])
    assert "Me connecter" in one.get(path).text
    assert one.get("/mon-compte").status_code == 302
    assert one.post(path).location == "/"
    assert one.get("/mon-compte").status_code == 200


@pytest.mark.usefixtures("camille")
def test_a_link_signs_in_once(browser: Browsers, mails: Mails) -> None:
    browser().post("/connexion/lien", {"email": EMAIL})
    path = path_in(mails()[0])
    browser().post(path)
    assert browser().get(path).status_code == 410
    assert browser().post(path).status_code == 410


@pytest.mark.usefixtures("camille")
def test_a_link_asked_yesterday_no_longer_serves(browser: Browsers, mails: Mails) -> None:
    browser().post("/connexion/lien", {"email": EMAIL})
    path = path_in(mails()[0])
    with clock.set_to(NOW + timedelta(days=1)):
        assert browser().post(path).status_code == 410


@pytest.mark.usefixtures("camille")
def test_a_link_leads_where_one_was_going(browser: Browsers, mails: Mails) -> None:
    browser().post("/connexion/lien", {"email": EMAIL, "suite": "/recherche?q=fibre"})
    assert "suite=/recherche" in path_in(mails()[0])


@pytest.mark.usefixtures("camille")
@pytest.mark.parametrize("address", ["/connexion/lien", "/mot-de-passe-oublie"])
def test_asking_for_a_link_answers_all_the_same(browser: Browsers, mails: Mails, address: str) -> None:
    known = browser().post(address, {"email": EMAIL})
    unknown = browser().post(address, {"email": "personne@exemple.fr"})
    assert (
        (known.status_code, known.location) == (unknown.status_code, unknown.location) == (303, "/courriel-envoye")
    )
    assert [mail.recipient for mail in mails()] == [EMAIL]


@pytest.mark.parametrize("address", ["/connexion/lien", "/mot-de-passe-oublie"])
def test_an_address_badly_typed_is_said(browser: Browsers, address: str) -> None:
    answer = browser().post(address, {"email": "camille"})
    assert answer.status_code == 422
    assert "Vérifiez cette adresse" in answer.text


@pytest.mark.parametrize("address", ["/connexion/lien", "/mot-de-passe-oublie"])
def test_a_mailbox_is_not_flooded(browser: Browsers, address: str) -> None:
    for _ in range(5):
        browser().post(address, {"email": EMAIL})
    assert browser().post(address, {"email": EMAIL}).status_code == 429


def test_a_link_drops_the_password_of_an_account_nobody_confirmed(
    browser: Browsers, store: Store, mails: Mails, account: Accounts
) -> None:
    store(make_user(email=EMAIL, confirmed_at=None, password_hash=PASSWORD_HASH))
    browser().post("/connexion/lien", {"email": EMAIL})
    browser().post(path_in(mails()[0]))
    assert account(EMAIL).password_hash is None
    assert account(EMAIL).confirmed_at == NOW


# --- a new password ---------------------------------------------------------------------


def test_a_forgotten_password_is_replaced_and_other_devices_leave(
    browser: Browsers, camille: Any, mails: Mails
) -> None:
    phone, one = browser(camille), browser()
    one.post("/mot-de-passe-oublie", {"email": EMAIL})
    path = path_in(mails()[0])
    assert EMAIL in one.get(path).text
    assert one.post(path, {"password": NEW}).location == "/"
    assert phone.get("/mon-compte").status_code == 302
    assert browser().post("/connexion", RIGHT).status_code == 422
    assert browser().post("/connexion", {**RIGHT, "password": NEW}).status_code == 303
    assert mails()[-1].subject == "Votre mot de passe a changé"


@pytest.mark.usefixtures("camille")
@pytest.mark.parametrize("password", ["", "court", "camille, toujours camille"])
def test_a_weak_new_password_is_refused_and_the_link_still_serves(
    browser: Browsers, mails: Mails, password: str
) -> None:
    one = browser()
    one.post("/mot-de-passe-oublie", {"email": EMAIL})
    path = path_in(mails()[0])
    assert one.post(path, {"password": password}).status_code == 422
    assert one.post(path, {"password": NEW}).status_code == 303


@pytest.mark.usefixtures("camille")
def test_a_password_is_replaced_once_per_link(browser: Browsers, mails: Mails) -> None:
    one = browser()
    one.post("/mot-de-passe-oublie", {"email": EMAIL})
    path = path_in(mails()[0])
    one.post(path, {"password": NEW})
    assert browser().post(path, {"password": PASSWORD}).status_code == 410


@pytest.mark.parametrize("address", ["/confirmation/x", "/connexion/lien/x", "/mot-de-passe-oublie/x"])
def test_an_invented_link_says_what_to_do(browser: Browsers, address: str) -> None:
    answer = browser().get(address)
    assert answer.status_code == 410
    assert "Connectez-vous ou demandez un nouveau lien" in answer.text


# --- who signs in -----------------------------------------------------------------------


@pytest.mark.usefixtures("camille")
def test_the_session_is_renewed_when_one_signs_in(browser: Browsers) -> None:
    one = browser()
    one.get("/connexion")
    before = one.client.get_cookie("session")
    one.post("/connexion", RIGHT)
    assert one.client.get_cookie("session").value != (before.value if before else "")


def test_a_weaker_hash_is_made_again(browser: Browsers, account: Accounts, store: Store) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1).hash(PASSWORD)
    store(make_user(email=EMAIL, password_hash=weak))
    browser().post("/connexion", RIGHT)
    assert extract_parameters(account(EMAIL).password_hash).memory_cost == 64 * 1024
