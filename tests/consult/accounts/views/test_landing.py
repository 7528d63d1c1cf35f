"""Signing in leads people where they were going, to their work, or back to the page they left."""

import dataclasses
from typing import Any

import pytest

from consult.accounts.models import Role
from consult.settings import Settings
from tests.consult.accounts.conftest import Browsers, Store
from tests.factories.people import make_user

ENTER = "/connexion/demonstration"
LEFT = {"Referer": "http://localhost/propositions/12-des-cars?page=2"}


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return dataclasses.replace(settings, demo=True)


@pytest.fixture
def person(store: Store) -> Any:
    def make(*roles: Role, name: str = "essai") -> Any:
        (user,) = store(make_user(*roles, email=f"{name}@demo.example", display_name=name, fictitious=True))
        return user

    return make


@pytest.mark.parametrize(
    ("role", "desk"),
    [
        (Role.MODERATOR, "/moderation"),
        (Role.SECRETARIAT, "/secretariat"),
        (Role.COUNCIL_MEMBER, "/conseil"),
        (Role.EXECUTIVE, "/secretariat/reponses"),
        (Role.ADMINISTRATOR, "/secretariat"),
    ],
)
def test_who_has_a_desk_begins_there(browser: Browsers, person: Any, role: Role, desk: str) -> None:
    one = browser()
    one.client.get("/connexion", headers=LEFT)
    assert one.post(ENTER, {"compte": person(role).id}).location == desk


def test_a_citizen_goes_back_to_the_page_they_left(browser: Browsers, person: Any) -> None:
    one = browser()
    one.client.get("/connexion", headers=LEFT)
    assert one.post(ENTER, {"compte": person().id}).location == "/propositions/12-des-cars"


@pytest.mark.parametrize("left", ["https://ailleurs.example/page", "http://localhost/connexion/lien", ""])
def test_a_citizen_who_left_no_page_of_ours_goes_to_the_home_page(
    browser: Browsers, person: Any, left: str
) -> None:
    one = browser()
    one.client.get("/connexion", headers={"Referer": left})
    assert one.post(ENTER, {"compte": person().id}).location == "/"


def test_the_page_asked_for_comes_before_the_desk(browser: Browsers, person: Any) -> None:
    answer = browser().post(ENTER, {"compte": person(Role.MODERATOR).id, "suite": "/recherche"})
    assert answer.location == "/recherche"


def test_people_beyond_two_of_a_role_stand_behind_a_fold(browser: Browsers, person: Any) -> None:
    for name in ("Anne", "Bérénice", "Chloé"):
        person(Role.COUNCIL_MEMBER, name=name)
    shown, _, folded = browser().get("/connexion").text.partition("<details>")
    assert ["Entrer en tant que Anne" in shown, "Entrer en tant que Bérénice" in shown] == [True, True]
    assert "Entrer en tant que Chloé" not in shown
    assert "Entrer en tant que Chloé" in folded
