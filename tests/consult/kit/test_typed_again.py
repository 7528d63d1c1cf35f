"""A refusal gives back what was typed, and to nobody else's forms."""

import re
from html import unescape

import pytest
from sqlalchemy import delete, select

from consult.accounts.models import SignIn
from consult.kit.db import database, session
from consult.kit.typed_again import Typed, typed_in_request
from contributions.models import Comment
from tests.factories.consultations import make_consultation, make_phase
from tests.factories.contributions import post_proposal
from tests.factories.people import make_user

WORDS = "Et le samedi matin, qui ouvrira la salle ?"


@pytest.fixture
def place(app, store):
    """Return the address where one comments on a proposal, and someone who may."""
    consultation, author, reader = make_consultation(), make_user(), make_user()
    store(consultation, author, reader)
    with app.app_context(), database().unit_of_work():
        proposal = post_proposal(author, consultation)
    return f"/propositions/{proposal.id}/commentaires", reader


def end_sessions(app):
    with app.app_context(), database().unit_of_work():
        session.execute(delete(SignIn))


def comments(app) -> list[str]:
    with app.app_context(), database().unit_of_work(writes=False):
        return [one.source for one in session.scalars(select(Comment))]


def test_a_session_that_ended_gives_the_words_back_with_the_way_to_sign_in(app, browser, place):
    address, reader = place
    mine = browser(reader)
    end_sessions(app)
    answer = mine.post(address, {"source": WORDS})
    assert answer.status_code == 401
    assert WORDS in answer.text
    assert ("Votre connexion a pris fin" in answer.text, "refusée" in answer.text) == (True, False)
    assert "Vous vous connectez autrement" in answer.text


def test_after_a_second_refusal_one_comes_back_to_the_proposal(app, browser, place):
    address, reader = place
    mine = browser(reader)
    end_sessions(app)
    answer = mine.post(address, {"source": WORDS}, headers={"Referer": f"http://localhost{address}"})
    back = unescape(re.search(r'href="(/connexion\?suite=[^"]+)"', answer.text)[1])
    assert back.endswith(f"suite={address.removesuffix('/commentaires')}")


def test_once_signed_in_again_the_same_page_sends_the_words(app, browser, place):
    address, reader = place
    mine = browser(reader)
    end_sessions(app)
    mine.post(address, {"source": WORDS})
    mine.client.delete_cookie("session")
    mine.sign_in(reader)
    stale = mine.client.post(address, data={"source": WORDS, "csrf_token": "of the page before"})
    assert (stale.status_code, WORDS in stale.text) == (403, True)
    fresh = re.search(r'name="csrf_token" value="([^"]+)"', stale.text)[1]
    assert mine.client.post(address, data={"source": WORDS, "csrf_token": fresh}).status_code == 302
    assert comments(app) == [WORDS]


def test_a_phase_that_closed_gives_the_words_back_to_copy(app, browser, store):
    consultation, reader = make_consultation(phases=[make_phase(opens=frozenset())]), make_user()
    store(consultation, reader)
    typed = {"title": "Un lieu d’aide par canton", "source": WORDS}
    answer = browser(reader).post(f"/consultations/{consultation.slug}/proposer", typed)
    assert answer.status_code == 403
    assert WORDS in answer.text
    assert "Renvoyer mon texte" not in answer.text


def test_a_refused_form_with_no_words_only_leads_to_sign_in(browser, place):
    address, _ = place
    assert browser().post(address, {"source": "ok"}).status_code == 302


def test_what_was_typed_comes_back_as_typed(browser, place):
    address, _ = place
    text = browser().post(address, {"source": "a < b </textarea><script>x</script>"}).text
    assert "a &lt; b &lt;/textarea&gt;" in text
    assert "<script>x" not in text


def read(app, data, headers=None):
    with app.test_request_context("/", method="POST", data=data, headers=headers):
        return typed_in_request()


def test_words_are_shown_and_the_rest_is_carried_along(app):
    typed = read(app, {"csrf_token": "t", "theme_id": "3", "source": WORDS})
    assert typed == Typed(words=(("source", WORDS),), carried=(("theme_id", "3"),))


def test_a_form_that_holds_a_secret_gives_nothing_back(app):
    assert read(app, {"source": WORDS, "new_password": "bonjour à tous"}) == Typed()


def test_a_form_that_another_site_had_sent_gives_nothing_back(app):
    assert read(app, {"source": WORDS}, headers={"Origin": "https://ailleurs.example"}) == Typed()
    assert read(app, {"source": WORDS}, headers={"Origin": "http://localhost"}).words


def test_nothing_is_typed_where_nothing_is_sent(app):
    with app.test_request_context("/"):
        assert typed_in_request() == Typed()
