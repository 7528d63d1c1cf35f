"""What only a demonstration offers."""

import dataclasses
from typing import Any

import pytest

from consult.accounts.models import Role
from consult.kit.db import database
from consult.kit.mail import follow
from consult.settings import Settings
from tests.consult.accounts.conftest import Browsers, Mails, Store
from tests.factories.people import make_user


@pytest.fixture
def moderator(store: Store) -> Any:
    values = {"email": "moderation@demo.example", "display_name": "Dominique Loire", "fictitious": True}
    (user,) = store(make_user(Role.MODERATOR, **values))
    return user


class TestDemonstration:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return dataclasses.replace(settings, demo=True)

    @pytest.mark.usefixtures("moderator")
    def test_the_sign_in_page_offers_each_person_with_their_role(self, browser: Browsers) -> None:
        page = browser().get("/connexion").text
        assert "Dominique Loire" in page
        assert "Modération" in page

    def test_one_gesture_signs_in(self, browser: Browsers, moderator: Any) -> None:
        one = browser()
        answer = one.post("/connexion/demonstration", {"compte": moderator.id, "suite": "/moderation"})
        assert (answer.status_code, answer.location) == (303, "/moderation")
        assert "Dominique Loire" in one.get("/mon-compte").text

    @pytest.mark.parametrize(
        "values",
        [{"fictitious": False}, {"fictitious": True, "email": None, "external_key": "demo-12"}],
        ids=["a real person", "an author without address"],
    )
    def test_nobody_else_can_be_entered(self, browser: Browsers, store: Store, values: dict[str, Any]) -> None:
        (other,) = store(make_user(**values))
        assert browser().post("/connexion/demonstration", {"compte": other.id}).status_code == 404
        assert other.display_name not in browser().get("/connexion").text

    @pytest.mark.parametrize("account", ["", "0", "abc", "99"])
    def test_an_account_that_does_not_exist_is_not_there(self, browser: Browsers, account: str) -> None:
        assert browser().post("/connexion/demonstration", {"compte": account}).status_code == 404

    def test_a_link_never_signs_in(self, browser: Browsers) -> None:
        assert browser().get("/connexion/demonstration").status_code == 405

    def test_the_page_that_says_to_open_one_s_mail_says_where(self, browser: Browsers) -> None:
        assert "/courriels-de-demonstration" in browser().get("/courriel-envoye").text

    @pytest.mark.usefixtures("moderator")
    def test_mails_can_be_read_and_their_links_followed(self, browser: Browsers, mails: Mails) -> None:
        one = browser()
        one.post("/connexion/lien", {"email": "moderation@demo.example"})
        (sent,) = mails()
        assert "Votre lien de connexion" in one.get("/courriels-de-demonstration").text
        page = one.get(f"/courriels-de-demonstration/{sent.id}").text
        assert 'href="http://localhost/connexion/lien/' in page

    @pytest.mark.usefixtures("moderator")
    def test_a_mail_shows_the_address_it_left_for(self, browser: Browsers, mails: Mails) -> None:
        one = browser()
        one.post("/connexion/lien", {"email": "moderation@demo.example"})
        (sent,) = mails()
        with one.app.app_context(), database().unit_of_work():
            follow("moderation@demo.example", "nouvelle@exemple.fr")
        for page in ("", f"/{sent.id}"):
            shown = one.get(f"/courriels-de-demonstration{page}").text
            assert "moderation@demo.example" in shown
            assert "nouvelle@exemple.fr" not in shown

    def test_an_empty_list_says_what_will_be_there(self, browser: Browsers) -> None:
        assert "Aucun message pour l’instant" in browser().get("/courriels-de-demonstration").text

    def test_a_mail_that_does_not_exist_is_not_there(self, browser: Browsers) -> None:
        assert browser().get("/courriels-de-demonstration/9").status_code == 404


def test_elsewhere_nobody_is_offered(browser: Browsers, moderator: Any) -> None:
    assert moderator.display_name not in browser().get("/connexion").text


def test_elsewhere_these_pages_do_not_exist(browser: Browsers, moderator: Any, mails: Mails) -> None:
    one = browser()
    one.post("/connexion/lien", {"email": moderator.email})
    (sent,) = mails()
    assert one.post("/connexion/demonstration", {"compte": moderator.id}).status_code == 404
    assert one.get("/courriels-de-demonstration").status_code == 404
    assert one.get(f"/courriels-de-demonstration/{sent.id}").status_code == 404
