"""The pages of an appeal, from the author's form to the second moderator's answer."""

import pytest

from consult.kit.db import database
from contributions.models import Proposal
from moderation.models import Verdict
from tests.factories.moderation import decide_on


@pytest.fixture
def hidden(app, stored_scene):
    """Return the scene once its proposal was hidden."""
    with app.test_request_context(), database().unit_of_work() as opened:
        proposal = opened.get_one(Proposal, stored_scene.proposal.id)
        stored_scene.decision = decide_on(stored_scene.moderator, proposal, Verdict.HIDE)
    return stored_scene


def _contest(browser, scene):
    return browser(scene.author).post(f"/decisions/{scene.decision.id}/recours", {"text": "C’est le sujet."})


def test_the_decision_offers_to_contest_it(browser, hidden):
    assert "Contester cette décision" in browser(hidden.author).get(f"/decisions/{hidden.decision.id}").text


def test_an_author_contests_and_reads_that_it_was_received(browser, hidden):
    answer = _contest(browser, hidden)
    assert answer.location == f"/decisions/{hidden.decision.id}"
    assert "Votre recours" in browser(hidden.author).get(answer.location).text


def test_contesting_twice_is_refused(browser, hidden):
    assert [_contest(browser, hidden).status_code for _ in range(2)] == [302, 409]


def test_nobody_else_contests(browser, hidden):
    address = f"/decisions/{hidden.decision.id}/recours"
    assert browser(hidden.reader).post(address, {"text": "Moi aussi."}).status_code == 403


def test_an_empty_appeal_is_refused(browser, hidden):
    assert browser(hidden.author).post(f"/decisions/{hidden.decision.id}/recours", {"text": ""}).status_code == 422


def test_the_second_moderator_reads_and_reverses(browser, hidden):
    _contest(browser, hidden)
    second = browser(hidden.second)
    assert "C’est le sujet." in second.get("/moderation/recours").text
    assert "Annuler la décision" in second.get("/moderation/recours/1").text
    answer = second.post("/moderation/recours/1", {"answer": "En effet.", "outcome": "reverse"})
    assert answer.location == "/moderation/recours"
    page = browser().get(f"/propositions/{hidden.proposal.id}-{hidden.proposal.slug}")
    assert "permanence" in page.text


def test_the_first_moderator_cannot_answer(browser, hidden):
    _contest(browser, hidden)
    first = browser(hidden.moderator)
    assert "Une autre personne doit répondre" in first.get("/moderation/recours/1").text
    sent = first.post("/moderation/recours/1", {"answer": "Non.", "outcome": "confirm"})
    assert sent.status_code == 403


@pytest.mark.parametrize("typed", [{"answer": "", "outcome": "reverse"}, {"answer": "Oui.", "outcome": "x"}])
def test_an_answer_without_reasons_or_outcome_is_refused(browser, hidden, typed):
    _contest(browser, hidden)
    assert browser(hidden.second).post("/moderation/recours/1", typed).status_code == 422


def test_the_register_says_that_a_decision_was_reversed(browser, hidden):
    _contest(browser, hidden)
    browser(hidden.second).post("/moderation/recours/1", {"answer": "En effet.", "outcome": "reverse"})
    page = browser().get("/registre-de-moderation").text
    assert "(annulée sur recours)" in page
    assert "(sur recours)" in page


@pytest.fixture
def put_back(browser, hidden):
    """Return the scene once its author contested, and someone else put the text back."""
    _contest(browser, hidden)
    browser(hidden.second).post("/moderation/recours/1", {"answer": "En effet.", "outcome": "reverse"})
    return hidden


def test_the_annulled_decision_opens_with_its_annulment(browser, put_back):
    page = browser(put_back.author).get(f"/decisions/{put_back.decision.id}").text
    assert page.index("La décision est annulée. Votre texte est rétabli") < page.index("En effet.")
    assert page.index("En effet.") < page.index("Passage en cause" if "Passage en cause" in page else "Motif")
    assert "n’est plus visible" not in page


def test_hiding_again_what_was_put_back_is_refused_with_the_reason_and_what_was_typed(browser, put_back):
    typed = {"verdict": "hide", "version": "1", "last_decision": "2", "rule": "7", "explanation": "Encore."}
    answer = browser(put_back.moderator).post(f"/moderation/{put_back.proposal.id}/decision", typed)
    assert answer.status_code == 422
    assert "Passez ce cas à une autre personne" in answer.text
    assert "Encore." in answer.text


def test_the_moderator_ticks_the_other_reasons_that_the_author_will_read(browser, stored_scene):
    typed = {"verdict": "hide", "version": "1", "last_decision": "0", "rule": "7", "also": ["insult", "nothing"]}
    browser(stored_scene.moderator).post(f"/moderation/{stored_scene.proposal.id}/decision", typed)
    page = browser(stored_scene.author).get("/decisions/1").text
    assert "Autres motifs retenus" in page
    assert "Insulte" in page
