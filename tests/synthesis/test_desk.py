import pytest

from consult.accounts.models import Role
from consult.kit.db import database
from synthesis.models import Synthesis, SynthesisStatus
from synthesis.queries.syntheses import edits_in_force, synthesis_of
from tests.factories.people import make_user
from tests.factories.syntheses import BRIEF, compute


@pytest.fixture
def desk(draft, browser):
    """Give the draft, and the secretariat's browser."""
    draft.browser = browser(draft.secretariat)
    draft.address = f"/secretariat/syntheses/{draft.synthesis.id}"
    draft.phrase = f"{draft.address}/parties/en-bref/phrases/{BRIEF.target_id}"
    return draft


def present(scene):
    with scene.app.app_context(), database().unit_of_work():
        synthesis = synthesis_of(scene.consultation.id)
        return synthesis, [row.after for row in edits_in_force(synthesis)]


def test_a_draft_waits_on_the_desk(desk):
    page = desk.browser.get("/secretariat/syntheses")
    assert "À relire" in page.text
    assert desk.consultation.title in page.text


def test_the_desk_is_closed_to_citizens(desk, browser):
    assert browser(desk.reader).get("/secretariat/syntheses").status_code == 403


def test_a_visitor_is_asked_to_sign_in(desk, browser):
    assert browser().get("/secretariat/syntheses").status_code == 302


def test_the_desk_lists_only_what_the_role_was_given_for(desk, browser, store):
    other = store(make_user(Role.SECRETARIAT, consultation_id=desk.consultation.id + 99))[0]
    page = browser(other).get("/secretariat/syntheses")
    assert desk.consultation.title not in page.text


def test_a_synthesis_shows_its_parts_its_files_and_its_history(desk):
    page = desk.browser.get(desk.address)
    for words in ("Comment lire cette synthèse", "PDF", "En cours de calcul", "Valider la synthèse"):
        assert words in page.text


def test_a_part_shows_what_is_computed_sentence_by_sentence(desk):
    page = desk.browser.get(f"{desk.address}/parties/en-bref")
    assert BRIEF.computed in page.text
    assert "Calculé" in page.text
    assert desk.phrase in page.text


def test_rewriting_a_sentence_marks_it(desk):
    answer = desk.browser.post(desk.phrase, {"text": "Douze votes, c’est peu.", "seen": BRIEF.computed})
    assert answer.status_code == 302
    page = desk.browser.get(f"{desk.address}/parties/en-bref")
    assert "Douze votes, c’est peu." in page.text
    assert "Rédigé par le secrétariat" in page.text


def test_an_empty_sentence_is_refused_and_nothing_is_written(desk):
    answer = desk.browser.post(desk.phrase, {"text": "  ", "seen": BRIEF.computed})
    assert answer.status_code == 422
    assert "Écrivez une phrase" in answer.text
    assert present(desk)[1] == []


def test_too_long_a_sentence_is_refused_and_kept_in_the_form(desk):
    answer = desk.browser.post(desk.phrase, {"text": "mot " * 900, "seen": BRIEF.computed})
    assert answer.status_code == 422
    assert "mot mot mot" in answer.text


def test_the_words_of_someone_else_are_not_lost(desk):
    desk.browser.post(desk.phrase, {"text": "Douze votes.", "seen": BRIEF.computed})
    answer = desk.browser.post(desk.phrase, {"text": "Treize votes.", "seen": BRIEF.computed})
    assert answer.status_code == 409
    assert present(desk)[1] == ["Douze votes."]


def test_a_sentence_comes_back_as_it_was_computed(desk):
    desk.browser.post(desk.phrase, {"text": "Douze votes.", "seen": BRIEF.computed})
    assert "Remettre la phrase calculée" in desk.browser.get(desk.phrase).text
    desk.browser.post(f"{desk.phrase}/retour", {"seen": "Douze votes."})
    assert present(desk)[1] == []
    assert "Ce qui a changé" in desk.browser.get(desk.phrase).text


def test_an_introduction_is_written_then_taken_away(desk):
    address = f"{desk.address}/parties/limites/introductions/limites-moderation"
    desk.browser.post(address, {"text": "La modération a été légère.", "seen": ""})
    assert "La modération a été légère." in desk.browser.get(f"{desk.address}/parties/limites").text
    desk.browser.post(f"{address}/retour", {"seen": "La modération a été légère."})
    assert present(desk)[1] == []


def test_an_unknown_sentence_is_not_found(desk):
    assert desk.browser.get(f"{desk.address}/parties/en-bref/phrases/brief.inventee").status_code == 404
    assert desk.browser.get(f"{desk.address}/parties/en-bref/introductions/inventee").status_code == 404


def test_markup_in_a_hand_written_text_stays_text(desk):
    desk.browser.post(desk.phrase, {"text": "<script>alert(1)</script>", "seen": BRIEF.computed})
    page = desk.browser.get(f"{desk.address}/parties/en-bref")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text


def test_validating_then_publishing_are_asked_twice(desk, browser):
    assert "ne changeront plus" in desk.browser.get(f"{desk.address}/valider").text
    desk.browser.post(f"{desk.address}/valider")
    assert present(desk)[0].status is SynthesisStatus.VALIDATED
    assert "ne change plus" in desk.browser.get(f"{desk.address}/publier").text
    desk.browser.post(f"{desk.address}/publier")
    assert browser().get(f"/syntheses/{desk.synthesis.id}").status_code == 200


def test_a_validated_synthesis_is_no_longer_written_in(desk):
    desk.browser.post(f"{desk.address}/valider")
    answer = desk.browser.post(desk.phrase, {"text": "Douze votes.", "seen": BRIEF.computed})
    assert answer.status_code == 403
    assert "Récrire" not in desk.browser.get(f"{desk.address}/parties/en-bref").text


def test_taking_a_synthesis_up_again_asks_why(desk):
    desk.browser.post(f"{desk.address}/valider")
    assert desk.browser.post(f"{desk.address}/reprendre", {"reason": ""}).status_code == 422
    desk.browser.post(f"{desk.address}/reprendre", {"reason": "Une faute dans un titre."})
    assert present(desk)[0].status is SynthesisStatus.DRAFT
    assert "Une faute dans un titre." in desk.browser.get(desk.address).text


def test_a_new_computation_is_asked_from_the_desk(desk):
    desk.browser.post(f"/secretariat/syntheses/consultations/{desk.consultation.slug}")
    assert "Calcul en cours" in desk.browser.get(desk.address).text
    compute(desk.app, desk.consultation)
    assert "À relire" in desk.browser.get(desk.address).text


def test_two_computations_at_once_are_refused(desk):
    address = f"/secretariat/syntheses/consultations/{desk.consultation.slug}"
    assert desk.browser.post(address).status_code == 302
    assert desk.browser.post(address).status_code == 409


def test_a_citizen_can_neither_write_nor_publish(desk, browser):
    citizen = browser(desk.reader)
    assert citizen.post(desk.phrase, {"text": "Non.", "seen": BRIEF.computed}).status_code == 404
    assert citizen.post(f"{desk.address}/valider").status_code == 404
    assert citizen.post(f"/secretariat/syntheses/consultations/{desk.consultation.slug}").status_code == 404


def test_a_form_without_its_token_writes_nothing(desk):
    answer = desk.browser.client.post(desk.phrase, data={"text": "Non.", "seen": BRIEF.computed})
    assert answer.status_code == 403
    assert present(desk)[1] == []


def test_reading_changes_nothing(desk):
    with desk.app.app_context(), database().unit_of_work() as unit:
        before = unit.get_one(Synthesis, desk.synthesis.id).revision
    for address in (desk.address, desk.phrase, f"{desk.address}/parties/limites", f"{desk.address}/valider"):
        assert desk.browser.get(address).status_code == 200
    assert present(desk)[0].revision == before
