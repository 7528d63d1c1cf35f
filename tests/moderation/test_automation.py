"""The page where an organiser chooses what happens before a moderator reads, and where everyone is told."""

import pytest

from consult.accounts.models import Role
from consult.kit.db import database
from moderation.models import Automation
from tests.factories.people import make_user


@pytest.fixture
def secretary(store):
    [one] = store(make_user(Role.SECRETARIAT))
    return one


@pytest.fixture
def desk(stored_scene) -> str:
    return f"/secretariat/consultations/{stored_scene.consultation.slug}/automatismes"


def chosen(app, scene) -> tuple[list[str], int | None] | None:
    with app.app_context(), database().unit_of_work(writes=False) as opened:
        found = opened.get(Automation, scene.consultation.id)
        return (found.held, found.hide_at) if found else None


def test_what_is_ticked_is_kept_shown_again_and_told_to_all(app, browser, secretary, stored_scene, desk):
    answer = browser(secretary).post(desk, {"held": ["insults", "private"], "hide_at": "5"})
    assert (answer.status_code, chosen(app, stored_scene)) == (302, (["insults", "private"], 5))
    page = browser(secretary).get(desk).text
    assert page.count("checked") == 2
    public = browser().get(f"/consultations/{stored_scene.consultation.slug}/charte").text
    assert "Un texte signalé par 5 personnes inscrites" in public
    assert "En place" in browser(secretary).get(desk.rpartition("/")[0]).text


def test_nothing_ticked_turns_everything_off(app, browser, secretary, stored_scene, desk):
    browser(secretary).post(desk, {"held": ["insults"], "hide_at": "5"})
    browser(secretary).post(desk, {"hide_at": ""})
    assert chosen(app, stored_scene) == ([], None)
    public = browser().get(f"/consultations/{stored_scene.consultation.slug}/charte").text
    assert "ne décident de rien" in public


@pytest.mark.parametrize("typed", ["2", "beaucoup", "-3"])
def test_a_threshold_that_is_none_is_refused_with_what_to_write(browser, secretary, desk, typed):
    answer = browser(secretary).post(desk, {"held": ["insults"], "hide_at": typed})
    assert answer.status_code == 422
    assert "checked" not in browser(secretary).get(desk).text
    assert "Écrivez un nombre entre 3 et 100, ou rien." in answer.text


def test_a_flag_that_reaches_the_threshold_hides_the_page(browser, secretary, store, stored_scene, desk):
    browser(secretary).post(desk, {"hide_at": "3"})
    for citizen in store(make_user(), make_user(), make_user()):
        browser(citizen).post(f"/contributions/{stored_scene.proposal.id}/signaler", {"rule": "1"})
    hidden = stored_scene.proposal
    public = browser().get(f"/propositions/{hidden.id}-{hidden.slug}", follow_redirects=True)
    assert hidden.excerpt not in public.text
    assert "modération" in public.text
    case = browser(stored_scene.moderator).get(f"/moderation/{stored_scene.proposal.id}").text
    assert "Confirmez-la" in case
    register = browser().get("/registre-de-moderation").text
    assert "(automatique)" in register
