"""What the page of a text that is held or refused says to its author: why, and what they may do."""

import pytest

from consult.kit.db import database
from contributions.models import Proposal
from moderation.models import Decision, Verdict
from tests.factories import NOW
from tests.factories.moderation import decide_on


def _page(browser, scene, person=None, proposal=None):
    text = proposal or scene.waiting
    return browser(person or scene.author).get(f"/propositions/{text.id}-{text.slug}").text


@pytest.fixture
def decided(app, stored_scene):
    """Return a way to decide of the text that waits."""

    def decide(verdict):
        with app.test_request_context(), database().unit_of_work() as opened:
            return decide_on(stored_scene.moderator, opened.get_one(Proposal, stored_scene.waiting.id), verdict).id

    return decide


def test_a_text_that_waits_says_what_follows_and_may_be_repaired_or_withdrawn(browser, stored_scene):
    page = _page(browser, stored_scene)
    assert "Texte en attente de modération." in page
    assert "vous recevrez sa réponse par courriel" in page
    assert f"/propositions/{stored_scene.waiting.id}/modifier" in page
    assert "Retirer ma proposition" in page


def test_a_refused_text_gives_its_reason_the_statement_and_the_appeal(browser, stored_scene, decided):
    number = decided(Verdict.REFUSE)
    page = _page(browser, stored_scene)
    assert "Texte refusé par la modération." in page
    assert "Motif\u00a0:" in page
    assert f'href="/decisions/{number}"' in page
    assert f'href="/decisions/{number}/recours"' in page
    assert "non publiée" in page
    assert "pas encore publiée" not in page


def test_a_refused_text_is_not_offered_to_be_changed(browser, stored_scene, decided):
    decided(Verdict.REFUSE)
    assert "Modifier ma proposition" not in _page(browser, stored_scene)


def test_a_text_held_automatically_says_why_and_offers_no_appeal(app, browser, stored_scene):
    with app.app_context(), database().unit_of_work() as opened:
        held = Decision(
            contribution_id=stored_scene.waiting.id,
            consultation_id=stored_scene.consultation.id,
            kind=stored_scene.waiting.kind,
            version=1,
            verdict=Verdict.HOLD,
            from_status="draft",
            to_status="pending",
            explanation="Un numéro de téléphone.",
            decided_at=NOW,
            waiting_since=NOW,
        )
        opened.add(held)
    page = _page(browser, stored_scene)
    assert "Un numéro de téléphone." in page
    assert "C’est provisoire" in page
    assert "Lire la décision et ses motifs" in page
    assert "Contester cette décision" not in page
    assert "Modifier ma proposition" in page


def test_who_moderates_reads_no_sentence_written_for_the_author(browser, stored_scene, decided):
    number = decided(Verdict.REFUSE)
    page = _page(browser, stored_scene, stored_scene.moderator)
    assert "Motif\u00a0:" not in page
    assert f'href="/decisions/{number}/recours"' not in page


def test_a_public_text_says_nothing_more(browser, stored_scene):
    page = _page(browser, stored_scene, proposal=stored_scene.proposal)
    assert "Lire la décision et ses motifs" not in page
