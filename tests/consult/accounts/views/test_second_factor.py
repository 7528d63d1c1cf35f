"""The pages of the second factor, and what a role may not do before it is shown."""

import dataclasses
import re
from datetime import timedelta
from typing import Any

import pytest

from consult.accounts.models import Role, RoleGrant
from consult.kit import clock
from consult.settings import Settings
from tests.consult.accounts.conftest import Browsers, Mails, Store, path_in
from tests.factories import NOW
from tests.factories.people import PASSWORD, PASSWORD_HASH, make_user
from tests.factories.second_factors import make_second_factor, shown

EMAIL = "camille@exemple.fr"
RIGHT = {"email": EMAIL, "password": PASSWORD}
ENROL = "/mon-compte/deux-etapes/activer"
STAFF = [role for role in Role if role is not Role.CITIZEN]
DESKS = {
    Role.MODERATOR: "/moderation",
    Role.SECRETARIAT: "/secretariat",
    Role.COUNCIL_MEMBER: "/conseil",
    Role.EXECUTIVE: "/secretariat/reponses",
    Role.ADMINISTRATOR: "/administration/comptes",
}


@pytest.fixture
def camille(store: Store) -> Any:
    (user,) = store(make_user(email=EMAIL, password_hash=PASSWORD_HASH))
    return user


@pytest.fixture
def protected(store: Store, camille: Any) -> Any:
    """Tie a generator to Camille's account."""
    store(make_second_factor(camille))
    return camille


@pytest.fixture
def moderator(store: Store) -> Any:
    (user,) = store(make_user(Role.MODERATOR, email=EMAIL, password_hash=PASSWORD_HASH))
    return user


def offered(page: str) -> tuple[str, str]:
    """Return the signed offer of an enrolment page, and its secret as a person copies it."""
    offer = re.search(r'name="offer"[^>]* value="([^"]+)"', page)
    key = re.search(r"<code>([A-Z2-7 ]+)</code>", page)
    assert offer, page
    assert key, page
    return offer[1], key[1].replace(" ", "")


def enrol(one: Any, address: str = ENROL) -> Any:
    """Tie a generator as a person does: open the page, copy the key, type the code."""
    offer, secret = offered(one.get(address).text)
    suite = address.partition("suite=")[2]
    return one.post(ENROL, {"offer": offer, "code": shown(secret), "suite": suite})


# --- tying ------------------------------------------------------------------------------


def test_the_page_offers_a_picture_a_key_and_an_address(browser: Browsers, camille: Any) -> None:
    page = browser(camille).get(ENROL).text
    assert 'src="data:image/svg+xml' in page
    assert "otpauth://totp/" in page
    assert len(offered(page)[1]) == 32


def test_each_visit_offers_another_secret(browser: Browsers, camille: Any) -> None:
    one = browser(camille)
    assert offered(one.get(ENROL).text)[1] != offered(one.get(ENROL).text)[1]


def test_the_right_code_shows_ten_recovery_codes_once(browser: Browsers, camille: Any) -> None:
    one = browser(camille)
    answer = enrol(one)
    assert answer.status_code == 200
    assert len(re.findall(r"<code>\w{4}-\w{4}-\w{4}</code>", answer.text)) == 10
    assert answer.headers["Cache-Control"] == "no-store"
    page = one.get("/mon-compte/deux-etapes").text
    assert "10 encore neufs" in page
    assert not re.search(r"\w{4}-\w{4}-\w{4}</code>", page)


def test_a_wrong_code_keeps_the_same_secret_on_the_page(browser: Browsers, camille: Any) -> None:
    one = browser(camille)
    offer, secret = offered(one.get(ENROL).text)
    answer = one.post(ENROL, {"offer": offer, "code": "000000"})
    assert answer.status_code == 422
    assert "Recopiez les six chiffres" in answer.text
    assert offered(answer.text)[1] == secret


def test_an_offer_an_hour_old_is_replaced(browser: Browsers, camille: Any, monkeypatch: Any) -> None:
    one = browser(camille)
    offer, secret = offered(one.get(ENROL).text)
    monkeypatch.setattr("consult.accounts.views.second_factor._OFFER_SECONDS", -1)
    answer = one.post(ENROL, {"offer": offer, "code": shown(secret)})
    assert answer.status_code == 422
    assert "Photographiez le nouveau dessin" in answer.text
    assert offered(answer.text)[1] != secret


def test_an_offer_made_to_someone_else_is_refused(browser: Browsers, camille: Any, store: Store) -> None:
    (other,) = store(make_user())
    offer, secret = offered(browser(other).get(ENROL).text)
    assert browser(camille).post(ENROL, {"offer": offer, "code": shown(secret)}).status_code == 422


def test_after_six_tries_one_waits(browser: Browsers, camille: Any) -> None:
    one = browser(camille)
    offer, secret = offered(one.get(ENROL).text)
    for _ in range(6):
        assert one.post(ENROL, {"offer": offer, "code": "000000"}).status_code == 422
    assert one.post(ENROL, {"offer": offer, "code": shown(secret)}).status_code == 429


def test_what_is_tied_is_not_offered_again(browser: Browsers, protected: Any) -> None:
    assert browser(protected).get(ENROL).location == "/mon-compte/deux-etapes"


# --- signing in -------------------------------------------------------------------------


@pytest.mark.usefixtures("protected")
def test_the_password_alone_opens_nothing(browser: Browsers) -> None:
    one = browser()
    assert one.post("/connexion", RIGHT).location == "/connexion/code"
    assert one.get("/mon-compte").status_code == 302


@pytest.mark.usefixtures("protected")
def test_the_password_then_the_code_sign_in_and_lead_where_one_was_going(browser: Browsers) -> None:
    one = browser()
    one.post("/connexion", {**RIGHT, "suite": "/recherche?q=fibre"})
    assert "Recopier votre code" in one.get("/connexion/code").text
    assert one.post("/connexion/code", {"code": shown()}).location == "/recherche?q=fibre"
    assert one.get("/mon-compte").status_code == 200


@pytest.mark.usefixtures("protected")
def test_a_link_received_by_mail_asks_for_the_code_too(browser: Browsers, mails: Mails) -> None:
    one = browser()
    one.post("/connexion/lien", {"email": EMAIL})
    assert one.post(path_in(mails()[0])).location == "/connexion/code"
    assert one.get("/mon-compte").status_code == 302
    assert one.post("/connexion/code", {"code": shown()}).location == "/"


@pytest.mark.usefixtures("protected")
def test_a_new_password_asks_for_the_code_too(browser: Browsers, mails: Mails) -> None:
    one = browser()
    one.post("/mot-de-passe-oublie", {"email": EMAIL})
    answer = one.post(path_in(mails()[0]), {"password": "une autre phrase à retenir"})
    assert answer.location == "/connexion/code"


@pytest.mark.usefixtures("protected")
def test_a_code_seen_over_a_shoulder_no_longer_serves(browser: Browsers) -> None:
    owner, thief = browser(), browser()
    for one in (owner, thief):
        one.post("/connexion", RIGHT)
    assert owner.post("/connexion/code", {"code": shown()}).status_code == 303
    assert thief.post("/connexion/code", {"code": shown()}).status_code == 422


@pytest.mark.usefixtures("protected")
def test_six_wrong_codes_are_enough_from_any_browser(browser: Browsers) -> None:
    for _ in range(6):
        one = browser()
        one.post("/connexion", RIGHT)
        assert one.post("/connexion/code", {"code": "000000"}).status_code == 422
    one = browser()
    one.post("/connexion", RIGHT)
    assert one.post("/connexion/code", {"code": shown()}).status_code == 429


@pytest.mark.usefixtures("protected")
def test_after_ten_minutes_one_starts_again(browser: Browsers) -> None:
    one = browser()
    one.post("/connexion", RIGHT)
    with clock.set_to(NOW + timedelta(minutes=10)):
        answer = one.post("/connexion/code", {"code": shown()})
        assert (answer.status_code, answer.location) == (303, "/connexion")
        assert one.get("/mon-compte").status_code == 302


def test_nobody_shows_a_code_before_a_password(browser: Browsers, protected: Any) -> None:
    assert browser().post("/connexion/code", {"code": shown()}).location == "/connexion"


# --- recovery codes, and letting go -----------------------------------------------------


def test_new_recovery_codes_ask_for_a_code(browser: Browsers, protected: Any) -> None:
    one, address = browser(protected), "/mon-compte/deux-etapes/codes-de-secours"
    assert one.post(address, {"code": "000000"}).status_code == 422
    answer = one.post(address, {"code": shown()})
    assert len(re.findall(r"<code>\w{4}-\w{4}-\w{4}</code>", answer.text)) == 10


def test_turning_it_off_asks_the_password_and_a_code(browser: Browsers, protected: Any) -> None:
    one, address = browser(protected), "/mon-compte/deux-etapes/desactiver"
    assert one.post(address, {"password": "non", "code": shown()}).status_code == 422
    assert one.post(address, {"password": PASSWORD, "code": "000000"}).status_code == 422
    assert one.post(address, {"password": PASSWORD, "code": shown()}).location == "/mon-compte/deux-etapes"
    assert browser().post("/connexion", RIGHT).location == "/"


def test_someone_without_password_is_asked_none(browser: Browsers, store: Store) -> None:
    (user,) = store(make_user())
    store(make_second_factor(user))
    one, address = browser(user), "/mon-compte/deux-etapes/desactiver"
    assert "Mot de passe actuel" not in one.get(address).text
    assert one.post(address, {"code": shown()}).status_code == 303


@pytest.mark.parametrize("page", ["codes-de-secours", "desactiver"])
def test_without_a_generator_these_pages_lead_back(browser: Browsers, camille: Any, page: str) -> None:
    assert browser(camille).get(f"/mon-compte/deux-etapes/{page}").location == "/mon-compte/deux-etapes"


# --- roles ------------------------------------------------------------------------------


@pytest.mark.parametrize(("role", "desk"), DESKS.items())
def test_a_desk_leads_to_enrolment_whoever_has_shown_no_second_factor(
    browser: Browsers, store: Store, role: Role, desk: str
) -> None:
    (user,) = store(make_user(role))
    one = browser()
    one.sign_in(user, second_factor=False)
    assert one.get(desk).location == f"{ENROL}?suite={desk}"
    assert browser(user).get(desk).status_code == 200


@pytest.mark.parametrize("role", STAFF)
def test_signing_in_with_a_role_leads_to_enrolment(browser: Browsers, store: Store, role: Role) -> None:
    store(make_user(role, email=EMAIL, password_hash=PASSWORD_HASH))
    one = browser()
    assert one.post("/connexion", {**RIGHT, "suite": "/moderation"}).location == f"{ENROL}?suite=/moderation"
    assert "Votre rôle la demande" in one.get(ENROL).text


@pytest.mark.usefixtures("moderator")
def test_once_tied_the_role_opens_where_one_was_going(browser: Browsers) -> None:
    one = browser()
    answer = enrol(one, one.post("/connexion", {**RIGHT, "suite": "/moderation"}).location)
    assert 'href="/moderation"' in answer.text
    assert one.get("/moderation").status_code == 200


def test_a_role_that_waits_is_shown_in_no_menu_but_to_be_activated(browser: Browsers, moderator: Any) -> None:
    one = browser()
    one.sign_in(moderator, second_factor=False)
    page = one.get("/charte").text
    assert "Activer mon rôle" in page
    assert 'href="/moderation"' not in page
    assert "Activer mon rôle" not in browser(moderator).get("/charte").text


def test_a_session_opened_before_the_role_shows_the_code_and_goes_on(
    browser: Browsers, store: Store, protected: Any
) -> None:
    one = browser()
    one.sign_in(protected, second_factor=False)
    store(RoleGrant(user_id=protected.id, role=Role.MODERATOR, granted_at=NOW))
    led_to = one.get("/moderation").location
    assert one.get(led_to).location == "/connexion/code"
    assert one.post("/connexion/code", {"code": shown()}).location == "/moderation"
    assert one.get("/moderation").status_code == 200
    assert one.get("/mon-compte/appareils").text.count("<tr role") == 2


def test_turning_it_off_puts_the_role_to_wait(browser: Browsers, store: Store, moderator: Any) -> None:
    store(make_second_factor(moderator))
    one = browser(moderator)
    assert one.get("/moderation").status_code == 200
    one.post("/mon-compte/deux-etapes/desactiver", {"password": PASSWORD, "code": shown()})
    assert one.get("/moderation").status_code == 302


def test_a_gesture_of_staff_is_refused_before_the_second_factor(browser: Browsers, store: Store) -> None:
    (admin,) = store(make_user(Role.ADMINISTRATOR))
    one = browser()
    one.sign_in(admin, second_factor=False)
    answer = one.post("/administration/invitations", {"email": EMAIL, "role": "moderator", "scope": ""})
    assert answer.location.startswith(ENROL)
    assert EMAIL not in browser(admin).get("/administration/invitations").text


def test_a_citizen_is_asked_for_nothing(browser: Browsers, camille: Any) -> None:
    one = browser()
    assert one.post("/connexion", RIGHT).location == "/"
    assert one.get("/moderation").status_code == 403


class TestDemonstration:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return dataclasses.replace(settings, demo=True)

    @pytest.fixture
    def fictitious(self, store: Store) -> Any:
        (user,) = store(make_user(Role.MODERATOR, fictitious=True))
        return user

    def test_its_people_enter_their_desk_in_one_gesture(self, browser: Browsers, fictitious: Any) -> None:
        one = browser()
        assert "dispensés du code" in one.get("/connexion").text
        one.post("/connexion/demonstration", {"compte": fictitious.id})
        assert one.get("/moderation").status_code == 200

    def test_their_account_page_says_so(self, browser: Browsers, fictitious: Any) -> None:
        assert "dispense de ce code" in browser(fictitious).get("/mon-compte/deux-etapes").text

    def test_one_gesture_is_enough_even_when_somebody_tied_a_generator(
        self, browser: Browsers, store: Store, fictitious: Any
    ) -> None:
        store(make_second_factor(fictitious))
        answer = browser().post("/connexion/demonstration", {"compte": fictitious.id})
        assert answer.location == "/moderation"

    def test_a_real_person_is_asked_all_the_same(self, browser: Browsers, moderator: Any) -> None:
        one = browser()
        one.sign_in(moderator, second_factor=False)
        assert one.get("/moderation").location.startswith(ENROL)
