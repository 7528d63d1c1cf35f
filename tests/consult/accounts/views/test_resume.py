"""A session that ends while someone writes loses nothing, and the words are sent once signed in again."""

import re
from html import unescape

import pytest
from sqlalchemy import delete, select

from consult.accounts.models import Role, SignIn
from consult.kit.db import database, session
from contributions.models import Argument, Comment
from tests.factories.consultations import make_consultation
from tests.factories.contributions import post_proposal
from tests.factories.people import PASSWORD, PASSWORD_HASH, make_user
from tests.factories.second_factors import make_second_factor, shown

WORDS = "Et le samedi matin, qui ouvrira la salle ?"


@pytest.fixture
def place(app, store):
    """Return the address where one comments on a proposal, and someone who may."""
    consultation, author, reader = make_consultation(), make_user(), make_user(password_hash=PASSWORD_HASH)
    store(consultation, author, reader)
    with app.app_context(), database().unit_of_work():
        proposal = post_proposal(author, consultation)
    return f"/propositions/{proposal.id}/commentaires", reader


@pytest.fixture
def ended(app, browser, place):
    """Return someone whose session ended, with the page their comment then met."""
    address, reader = place
    mine = browser(reader)
    with app.app_context(), database().unit_of_work():
        session.execute(delete(SignIn))
    return mine, mine.post(address, {"source": WORDS, "parent": "7"})


def fields_of(page: str) -> dict[str, str]:
    """Return what the page's form would send, its text included."""
    form = re.search(r'<form class="form".*?</form>', page, re.DOTALL)[0]
    hidden = {}
    for tag in re.findall(r'<input[^>]*type="hidden"[^>]*>', form):
        hidden[re.search(r'name="([^"]*)"', tag)[1]] = unescape(re.search(r'value="([^"]*)"', tag)[1])
    areas = re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\n(.*?)</textarea>', form, re.DOTALL)
    return hidden | {name: unescape(text) for name, text in areas}


def comments(app) -> list[str]:
    with app.app_context(), database().unit_of_work(writes=False):
        return [one.source for one in session.scalars(select(Comment))]


def sign_in_there(mine, page, reader, password=PASSWORD, **more: str):
    typed = {**fields_of(page), "reprise-email": reader.email, "reprise-password": password, **more}
    return mine.client.post("/connexion/reprise", data=typed)


def test_one_signs_in_on_the_page_that_keeps_the_words_then_sends_them(app, ended, place):
    mine, refused = ended
    address, reader = place
    back = sign_in_there(mine, refused.text, reader)
    assert (back.status_code, "Vous êtes connecté" in back.text) == (200, True)
    assert f'action="{address}"' in back.text
    fields = {name: value for name, value in fields_of(back.text).items() if name != "parent"}
    assert mine.client.post(address, data=fields).status_code == 302
    assert comments(app) == [WORDS]


def test_cookies_cleared_lead_to_the_same_page(app, browser, place):
    address, reader = place
    mine = browser(reader)
    mine.client.delete_cookie("session")
    refused = mine.client.post(address, data={"source": WORDS, "csrf_token": "of the page before"})
    assert (refused.status_code, "refusée" in refused.text) == (401, False)
    back = sign_in_there(mine, refused.text, reader)
    assert mine.client.post(address, data=fields_of(back.text)).status_code == 302
    assert comments(app) == [WORDS]


def test_a_wrong_password_keeps_the_words(ended, place):
    mine, refused = ended
    answer = sign_in_there(mine, refused.text, place[1], password="autre chose")
    assert (answer.status_code, fields_of(answer.text)["source"]) == (422, WORDS)
    assert "autre chose" not in answer.text


def test_who_signed_in_in_another_tab_continues_without_another_refusal(ended, place):
    mine, refused = ended
    address, reader = place
    kept = {**fields_of(refused.text), "reprise-ailleurs": "1"}
    early = mine.client.post("/connexion/reprise", data=kept)
    assert (early.status_code, "Connectez-vous d’abord" in early.text) == (422, True)
    mine.client.delete_cookie("session")
    mine.sign_in(reader)
    answer = mine.client.post("/connexion/reprise", data=kept)
    assert (answer.status_code, fields_of(answer.text)["source"]) == (200, WORDS)
    assert f'action="{address}"' in answer.text


def test_without_the_token_of_the_page_nobody_is_signed_in(ended, place):
    mine, refused = ended
    answer = sign_in_there(mine, refused.text, place[1], **{"reprise-csrf_token": "forged"})
    assert (answer.status_code, "Vous êtes connecté" in answer.text) == (422, False)


def test_the_words_are_sent_to_this_site_alone(ended, place):
    mine, refused = ended
    answer = sign_in_there(mine, refused.text, place[1], **{"reprise-vers": "//ailleurs.example/vol"})
    assert 'action="/"' in answer.text
    assert "ailleurs.example" not in answer.text


def test_who_gives_a_second_factor_in_another_tab_finds_their_argument_again(app, browser, store, place):
    """A moderator's session ends while they argue: password here, code there, then the argument is sent."""
    (moderator,) = store(make_user(Role.MODERATOR, password_hash=PASSWORD_HASH))
    store(make_second_factor(moderator))
    address, mine = place[0].replace("commentaires", "arguments"), browser(moderator)
    with app.app_context(), database().unit_of_work():
        session.execute(delete(SignIn))
    refused = mine.post(address, {"source": WORDS, "position": "against"})
    halfway = sign_in_there(mine, refused.text, moderator)
    assert "Donnez votre code dans un nouvel onglet" in halfway.text
    assert 'href="/connexion/code"' in halfway.text
    early = mine.client.post("/connexion/reprise", data={**fields_of(halfway.text), "reprise-ailleurs": "1"})
    assert (early.status_code, fields_of(early.text)["source"]) == (422, WORDS)
    assert mine.post("/connexion/code", {"code": shown()}).status_code == 303
    back = mine.client.post("/connexion/reprise", data={**fields_of(early.text), "reprise-ailleurs": "1"})
    assert (back.status_code, f'action="{address}"' in back.text) == (200, True)
    assert mine.client.post(address, data=fields_of(back.text)).status_code == 302
    with app.app_context(), database().unit_of_work(writes=False):
        (argument,) = session.scalars(select(Argument))
        assert (argument.source, argument.position.value) == (WORDS, "against")
