"""Sentences and introductions on the desk: what is written stays, what is read is what stands."""

import re

import pytest

from synthesis.models import EditTarget, SynthesisStatus
from synthesis.queries.edits import every_edit_of
from synthesis.reading import written_part
from tests.synthesis.desk.conftest import plain

PART = "/parties/en-bref"
PHRASE = f"{PART}/phrases/brief.no_vote"
LIMITS = "/parties/limites"
OPENING = f"{LIMITS}/introductions/limites"


def computed(desk, claim_id="brief.no_vote", part="en-bref"):
    with desk.at_work() as (_unit, synthesis):
        section = written_part(synthesis, part)[1].section
        claims = [
            claim for one in section.walk() for block in one.blocks for claim in getattr(block, "claims", ())
        ]
        return next(claim for claim in claims if claim.id == claim_id)


def write(desk, text, address=PHRASE, seen=None):
    seen = computed(desk).text if seen is None else seen
    return desk.browser.post(f"{desk.root}{address}", {"text": text, "seen": seen})


def enlarge(desk, refs, address=PHRASE, part="en-bref"):
    return desk.browser.post(f"{desk.root}{address}/appui", {"seen": desk.seen(part), "refs": refs})


def rows(desk):
    with desk.at_work() as (_unit, synthesis):
        return [(row.target, row.after) for row in every_edit_of(synthesis)]


# --- a part -----------------------------------------------------------------------------


def test_a_theme_leads_from_its_sentences_to_its_topics_and_another_part_does_not(desk):
    assert "Arranger ses sujets et signer ce thème" in desk.page("/parties/theme-1")
    assert "Arranger ses sujets" not in desk.page(PART)


def test_the_place_of_a_written_sentence_is_where_one_comes_back(desk):
    answer = write(desk, "Personne n’a voté ici.")
    assert answer.headers["Location"].endswith(f"{PART}#brief.no_vote")
    assert 'id="brief.no_vote"' in desk.browser.get(f"{desk.root}{PART}").text


def test_the_page_of_a_sentence_shows_the_words_to_change_and_what_they_rest_on(desk):
    claim = computed(desk)
    page = desk.page(PHRASE)
    assert page.count(plain(claim.text)) >= 2
    assert f"s’appuie sur {len(claim.evidence)} contributions" in page
    assert "Remettre la phrase calculée" not in page


def test_after_a_change_the_page_shows_both_words_and_who_wrote_them(desk):
    write(desk, "Personne n’a voté ici.")
    page = desk.page(PHRASE)
    history = page.split('id="histoire"')[1]
    assert desk.scene.secretariat.display_name in history
    assert history.index("<dt>Avant</dt>") < history.index("Personne n’a voté ici.")
    assert "Ce qui est calculé" in page


def test_a_written_sentence_keeps_what_it_rests_on(desk):
    before = computed(desk)
    write(desk, "Personne n’a voté ici.")
    after = computed(desk)
    assert (after.text, after.computed) == ("Personne n’a voté ici.", before.text)
    assert after.evidence == before.evidence


def test_saving_what_already_stands_says_nothing_and_leaves_no_row(desk):
    answer = write(desk, computed(desk).text)
    assert answer.status_code == 302
    assert rows(desk) == []
    assert "Votre texte est enregistré" not in desk.page(PART)


def test_someone_else_wrote_meanwhile_and_the_answer_says_what_to_do(desk):
    seen = computed(desk).text
    write(desk, "Le premier.")
    answer = write(desk, "Le second.", seen=seen)
    assert answer.status_code == 409
    assert "Relisez ce texte : quelqu’un l’a modifié pendant que vous l’écriviez." in plain(answer.text)
    assert computed(desk).text == "Le premier."


def test_bringing_back_what_someone_just_rewrote_is_refused(desk):
    write(desk, "Le premier.")
    write(desk, "Le second.", seen="Le premier.")
    answer = desk.browser.post(f"{desk.root}{PHRASE}/retour", {"seen": "Le premier."})
    assert answer.status_code == 409
    assert computed(desk).text == "Le second."


def test_a_sentence_belongs_to_one_part_only(desk):
    assert desk.browser.get(f"{desk.root}/parties/limites/phrases/brief.no_vote").status_code == 404
    assert desk.browser.get(f"{desk.root}{LIMITS}/introductions/en-bref").status_code == 404


def test_the_list_of_changes_is_never_rewritten_by_hand(desk):
    address = f"{desk.root}/parties/corrections/phrases/corrections.count"
    assert desk.browser.get(address).status_code == 404
    assert desk.browser.post(address, {"text": "Rien.", "seen": ""}).status_code == 404


def test_a_written_sentence_of_a_theme_lifts_its_signature_and_says_whose(desk):
    claim = f"topic.size.{desk.topics()[0].key.removeprefix('topic-')}"
    address = f"/parties/theme-1/phrases/{claim}"
    found = re.search(
        r"<textarea[^>]*>\s*(.*?)</textarea>", desk.browser.get(f"{desk.root}{address}").text, re.DOTALL
    )
    answer = write(desk, "Onze textes en parlent.", address, seen=found[1])
    assert answer.status_code == 302
    page = desk.page("/parties/theme-1")
    assert f"La signature de {desk.scene.secretariat.display_name} sur ce thème est levée" in page
    assert "Onze textes en parlent." in page


def test_outside_themes_no_signature_is_lifted(desk):
    write(desk, "Personne n’a voté ici.")
    assert "est levée" not in desk.page(PART)
    assert "Valider la synthèse" in desk.page()


# --- introductions ----------------------------------------------------------------------


def test_an_introduction_opens_its_part_and_is_offered_to_be_taken_away(desk):
    assert "Ce texte ouvrira la partie" in desk.page(OPENING)
    assert write(desk, "À lire avec prudence.", OPENING, seen="").status_code == 302
    assert "À lire avec prudence." in desk.page(LIMITS)
    assert "Ôter l’introduction" in desk.page(OPENING)
    desk.browser.post(f"{desk.root}{OPENING}/retour", {"seen": "À lire avec prudence."})
    assert "À lire avec prudence." not in desk.page(LIMITS).split("<main")[1]
    assert rows(desk)[0] == (EditTarget.INTRODUCTION, None)


def test_two_parts_have_each_their_own_introduction(desk):
    write(desk, "D’abord.", f"{PART}/introductions/en-bref", seen="")
    write(desk, "Ensuite.", OPENING, seen="")
    assert "Ensuite." not in desk.page(PART)
    assert "D’abord." not in desk.page(LIMITS)


# --- what a sentence rests on -----------------------------------------------------------


@pytest.mark.parametrize("typed", ["{0}, {1}", "{0};{1}", "{0} {1}", " {0} ,, {1} ", "{1},{0},{0}"])
def test_references_are_read_as_people_type_them(desk, typed):
    refs = [text.reference for text in desk.scene.texts[:2]]
    claim = "/parties/limites/phrases/limits.sample"
    assert enlarge(desk, typed.format(*refs).lower(), claim, "limites").status_code == 302
    assert set(computed(desk, "limits.sample", "limites").evidence) >= set(refs)


def test_what_a_sentence_rests_on_only_grows(desk):
    before = computed(desk, "limits.sample", "limites").evidence
    claim = "/parties/limites/phrases/limits.sample"
    for text in desk.scene.texts[:2]:
        enlarge(desk, text.reference, claim, "limites")
    found = computed(desk, "limits.sample", "limites").evidence
    assert found == (*before, *(text.reference for text in desk.scene.texts[:2]))
    assert "s’appuie sur 2 contributions, qui le restent" in desk.page(f"{claim}/appui")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Écrivez au moins une référence"),
        ("P9999", "P9999"),
        ("bonjour", "BONJOUR"),
        ("X1", "X1"),
        ("A1", "A1"),
        ("P", "Corrigez ces références"),
        ("P²", "P²"),
        (f"P{10**30}", "Corrigez ces références"),
    ],
)
def test_a_reference_the_synthesis_does_not_hold_is_named(desk, typed, said):
    answer = enlarge(desk, typed)
    assert answer.status_code == 422
    assert said in answer.text
    assert rows(desk) == []


def test_a_contribution_that_already_supports_a_sentence_is_not_added_twice(desk):
    answer = enlarge(desk, computed(desk).evidence[0])
    assert answer.status_code == 422
    assert "qui n’appuie pas encore cette phrase" in answer.text


def test_nothing_is_written_once_validated(desk):
    desk.browser.post(f"{desk.root}/valider")
    claim = "/parties/limites/phrases/limits.sample"
    for answer in (
        write(desk, "Trop tard."),
        write(desk, "Trop tard.", OPENING, seen=""),
        enlarge(desk, "P1", claim),
    ):
        assert answer.status_code == 403
        assert "Rouvrez d’abord cette synthèse" in answer.text
    assert rows(desk) == []


def test_while_it_is_computed_nobody_writes(desk):
    desk.set(status=SynthesisStatus.BUILDING)
    assert write(desk, "Trop tôt.").status_code == 403
    assert "Récrire" not in desk.page(PART)


# --- tables and charts ------------------------------------------------------------------


def printed(desk, name, section_id):
    """Return the rows of a table as the public page prints them."""
    page = plain(desk.browser.get(f"/syntheses/{desk.scene.synthesis.id}/parties/{section_id}").text)
    return page.split(f'<caption id="{name}">')[1].split("</table>")[0]


def test_the_tables_of_a_part_stand_on_the_desk_as_they_are_printed(desk):
    page = desk.page("/parties/reproductibilite")
    assert printed(desk, "table-settings", "reproductibilite") in page
    assert "Tableau :" not in page


def test_what_was_changed_is_read_on_the_desk_in_the_table_that_is_printed(desk):
    topic = desk.topics()[0]
    desk.browser.post(f"{desk.theme}/sujets/{topic.key}/nom", {"seen": desk.seen(), "name": "Guichets"})
    rows = printed(desk, "table-corrections", "corrections")
    assert ("Guichets" in rows, rows in desk.page("/parties/corrections")) == (True, True)


def test_a_proposal_stands_on_the_desk_with_the_bars_of_its_votes(draft, browser):
    page = browser(draft.secretariat).get(f"/secretariat/syntheses/{draft.synthesis.id}/parties/theme-1").text
    bars = page.split('class="vote-rows"')[1].split("</dl>")[0]
    assert (bars.count("<rect"), '<span class="vote-count">12</span>' in bars) == (3, True)
