"""A rapporteur writes an opinion part by part, in the order they want, and nobody's words are written over."""

import re

import pytest
from sqlalchemy import select

from consult.kit.db import database, session
from council.models import Opinion, OpinionSection, Recommendation
from tests.factories.opinions import record_vote
from tests.factories.stages import RECOMMENDED

PART = {"title": "L’accueil", "source": "Un accueil **partout**."}


@pytest.fixture
def scene(debated, browser):
    """Return the draft with its desk, opened by its rapporteur."""
    debated.desk = f"/conseil/avis/{debated.opinion.id}"
    debated.mine = browser(debated.rapporteur)
    debated.parts, debated.texts = debated.opinion.sections, debated.opinion.recommendations
    return debated


def read(scene, statement):
    with scene.app.app_context(), database().unit_of_work(writes=False):
        return session.scalars(statement).all()


def version(scene) -> str:
    return str(read(scene, select(Opinion.version))[0])


def order(scene) -> list[str]:
    return read(scene, select(Recommendation.text).order_by(Recommendation.position))


def test_a_part_is_changed_and_its_page_begins_with_what_it_says(scene):
    page = f"{scene.desk}/parties/{scene.parts[0].id}"
    assert "Un **accueil** humain." in scene.mine.get(page).text
    assert scene.mine.post(page, PART | {"version": version(scene)}).status_code == 302
    assert "<strong>partout</strong>" in scene.mine.get(scene.desk).text


def test_two_windows_of_the_same_rapporteur_do_not_undo_each_other(scene):
    page, read_at = f"{scene.desk}/parties/{scene.parts[0].id}", version(scene)
    assert scene.mine.post(page, PART | {"version": read_at}).status_code == 302
    answer = scene.mine.post(page, PART | {"source": "Un vieux texte.", "version": read_at})
    assert answer.status_code == 409
    assert "Rechargez la page" in answer.text
    assert "Un vieux texte." not in scene.mine.get(scene.desk).text


@pytest.mark.parametrize("sent", ["", "²", "1" * 5_000, "-1", "abc"])
def test_a_version_that_is_no_number_counts_as_the_oldest(scene, sent):
    answer = scene.mine.post(f"{scene.desk}/titre", {"title": "Autre", "version": sent})
    assert answer.status_code == 409


def test_hostile_markup_in_a_part_is_shown_as_nothing_but_text(scene):
    hostile = "<script>alert(1)</script>\n\n[ici](javascript:alert(1))\n\n<b onclick=x>gras</b>"
    scene.mine.post(f"{scene.desk}/parties/nouvelle", {"title": "<i>Un</i>", "source": hostile})
    text = scene.mine.get(scene.desk).text
    for forbidden in ("<script>alert", 'href="javascript:', "<b onclick", "<i>Un</i>"):
        assert forbidden not in text


def test_a_part_too_long_is_told_beside_its_field(scene):
    answer = scene.mine.post(f"{scene.desk}/parties/nouvelle", PART | {"source": "a" * 30_001})
    assert answer.status_code == 422
    assert len(read(scene, select(OpinionSection.id))) == 2


def test_parts_change_places_and_the_first_has_no_button_to_go_up(scene):
    first, second = scene.parts
    assert f"/parties/{first.id}/monter" not in scene.mine.get(scene.desk).text
    assert scene.mine.post(f"{scene.desk}/parties/{second.id}/monter").status_code == 302
    titles = read(scene, select(OpinionSection.title).order_by(OpinionSection.position))
    assert titles == ["Les outils", "L’accueil"]
    assert f"/parties/{second.id}/monter" not in scene.mine.get(scene.desk).text


def test_a_part_taken_out_still_reads_in_the_versions_and_its_recommendations_stay(scene):
    assert scene.mine.post(f"{scene.desk}/parties/{scene.parts[1].id}/retirer").status_code == 302
    text = scene.mine.get(scene.desk).text
    assert "Les outils" not in text
    assert all(words in text for words in RECOMMENDED)
    assert "Les outils" in scene.mine.get(f"{scene.desk}/versions").text


def test_a_part_the_council_voted_on_stays(scene):
    with scene.app.app_context(), database().unit_of_work() as unit:
        opinion = unit.get_one(Opinion, scene.opinion.id)
        record_vote(unit, opinion, section=opinion.sections[0])
    answer = scene.mine.post(f"{scene.desk}/parties/{scene.parts[0].id}/retirer")
    assert answer.status_code == 409
    assert "déjà voté" in answer.text
    assert "L’accueil" in scene.mine.get(scene.desk).text


def test_a_recommendation_goes_up_and_takes_the_number_of_the_other(scene):
    assert scene.mine.post(f"{scene.desk}/recommandations/{scene.texts[2].id}/monter").status_code == 302
    one, two, three, four = RECOMMENDED
    assert order(scene) == [one, three, two, four]
    text = scene.mine.get(scene.desk).text
    assert text.index("Recommandation 2") < text.index(three) < text.index("Recommandation 3")


def test_a_recommendation_taken_out_leaves_no_hole_and_what_it_cited_backs_the_whole(scene):
    cited = [one for one in scene.opinion.citations if one.recommendation_id == scene.texts[0].id]
    assert scene.mine.post(f"{scene.desk}/recommandations/{scene.texts[0].id}/retirer").status_code == 302
    assert order(scene) == list(RECOMMENDED[1:])
    whole = scene.mine.get(scene.desk).text.split("Cité pour l’avis entier")[1]
    assert all(f'id="citation-{one.id}"' in whole for one in cited)


def test_a_recommendation_says_with_which_part_it_is_voted_and_keeps_it(scene):
    page = f"{scene.desk}/recommandations/{scene.texts[0].id}"
    part = str(scene.parts[1].id)
    assert re.search(
        rf'<option[^>]*selected[^>]*value="{scene.parts[0].id}"|value="{scene.parts[0].id}"[^>]*selected',
        scene.mine.get(page).text,
    )
    sent = {"text": RECOMMENDED[0], "section": part, "version": version(scene)}
    assert scene.mine.post(page, sent).status_code == 302
    assert read(scene, select(Recommendation.section_id).where(Recommendation.id == scene.texts[0].id)) == [
        int(part)
    ]


def test_a_recommendation_with_an_unknown_part_is_voted_with_the_whole(scene):
    page = f"{scene.desk}/recommandations/{scene.texts[0].id}"
    for wanted in ("999999", "²", ""):
        sent = {"text": RECOMMENDED[0], "section": wanted, "version": version(scene)}
        assert scene.mine.post(page, sent).status_code == 302
    assert read(scene, select(Recommendation.section_id).where(Recommendation.id == scene.texts[0].id)) == [None]


def test_an_empty_recommendation_is_told_beside_its_field_and_changes_nothing(scene):
    page = f"{scene.desk}/recommandations/{scene.texts[0].id}"
    answer = scene.mine.post(page, {"text": " ", "version": version(scene)})
    assert (answer.status_code, "Écrivez la recommandation." in answer.text) == (422, True)
    assert order(scene) == list(RECOMMENDED)


def test_an_empty_title_is_told_and_another_is_read_everywhere(scene):
    page = f"{scene.desk}/titre"
    answer = scene.mine.post(page, {"title": " ", "version": version(scene)})
    assert (answer.status_code, "Donnez un titre à l’avis." in answer.text) == (422, True)
    assert scene.mine.post(page, {"title": "Avis sur l’accueil", "version": version(scene)}).status_code == 302
    assert "Avis sur l’accueil" in scene.mine.get("/conseil").text


def test_a_part_or_recommendation_of_another_opinion_is_not_found(scene):
    for path in ("parties/999999", "recommandations/999999"):
        assert scene.mine.get(f"{scene.desk}/{path}").status_code == 404
        assert scene.mine.post(f"{scene.desk}/{path}/monter").status_code == 404
        assert scene.mine.post(f"{scene.desk}/{path}/retirer").status_code == 404


def test_versions_tell_who_changed_what_word_by_word(scene):
    page = f"{scene.desk}/parties/{scene.parts[0].id}"
    scene.mine.post(page, PART | {"source": "Un **accueil** souriant.", "version": version(scene)})
    latest = scene.mine.get(f"{scene.desk}/versions").text.split('<section class="section" id="version-')[1]
    assert scene.rapporteur.display_name in latest
    assert re.search(r"<del>.*humain.*</del>", latest)
    assert re.search(r"<ins>.*souriant.*</ins>", latest)


def test_a_version_that_only_cites_says_how_many(scene):
    citation = scene.opinion.citations[0].id
    scene.mine.post(f"{scene.desk}/citations/retrait", {"citation": str(citation)})
    latest = scene.mine.get(f"{scene.desk}/versions").text.split('<section class="section" id="version-')[1]
    assert "1 citation de moins." in latest
    assert "<ins>" not in latest


def test_while_the_council_votes_no_gesture_of_writing_is_taken(scene):
    with scene.app.app_context(), database().unit_of_work() as unit:
        record_vote(unit, unit.get_one(Opinion, scene.opinion.id), outcome=None)
    sent = {"title": "Autre", "source": "Autre", "text": "Autre", "version": version(scene)}
    paths = (
        "titre",
        "parties/nouvelle",
        f"parties/{scene.parts[0].id}",
        f"parties/{scene.parts[1].id}/monter",
        f"parties/{scene.parts[1].id}/retirer",
        "recommandations/nouvelle",
        f"recommandations/{scene.texts[0].id}",
        f"recommandations/{scene.texts[1].id}/monter",
        f"recommandations/{scene.texts[1].id}/retirer",
        "citations/retrait",
    )
    answers = {path: scene.mine.post(f"{scene.desk}/{path}", sent).status_code for path in paths}
    assert answers == dict.fromkeys(paths, 409)
    assert order(scene) == list(RECOMMENDED)
