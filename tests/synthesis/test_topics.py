"""The topics of a theme on the desk: what one person does by keyboard and what the other one finds."""

import re

import pytest

from consult.kit.db import database
from synthesis.models import Synthesis
from synthesis.queries.edits import every_edit_of, signatures_of, state_of
from synthesis.reading import shelf_of

THEME = "theme-1"
READ = {"names_read": "1"}


@pytest.fixture
def desk(grouped, browser):
    """Give the draft with topics, the secretariat's browser and the addresses of its first theme."""
    grouped.browser = browser(grouped.secretariat)
    grouped.root = f"/secretariat/syntheses/{grouped.synthesis.id}"
    grouped.theme = f"{grouped.root}/themes/{THEME}"
    return grouped


def shelf(desk):
    with desk.app.app_context(), database().unit_of_work(writes=False) as unit:
        return shelf_of(unit.get_one(Synthesis, desk.synthesis.id), THEME)


def seen(desk):
    with desk.app.app_context(), database().unit_of_work(writes=False) as unit:
        return state_of(unit.get_one(Synthesis, desk.synthesis.id), THEME)


def send(desk, key, what, **values: object):
    return desk.browser.post(f"{desk.theme}/sujets/{key}/{what}", {"seen": seen(desk)} | values)


def test_a_theme_is_a_tree_of_topics_with_their_sizes_and_their_order(desk):
    page = desk.browser.get(desk.theme).text
    for topic in shelf(desk).topics:
        assert f"/sujets/{topic.key}" in page
    assert "Signé par" in page
    assert page.count("Descendre") == len(shelf(desk).topics) - 1


def test_the_tree_and_the_topic_say_whether_it_is_solid_or_fragile(desk):
    topic = shelf(desk).topics[0]
    word = {"solid": "solide", "fragile": "fragile"}[topic.solidity]
    line = desk.browser.get(desk.theme).text.split(f'id="{topic.key}"')[1].split("</li>")[0]
    assert word in line
    assert word in desk.browser.get(f"{desk.theme}/sujets/{topic.key}").text.split("<main")[1]


def test_a_topic_given_other_texts_bears_no_verdict_and_is_counted_so_in_the_limits(desk):
    one, two, three = shelf(desk).topics
    send(desk, one.key, "reunir", into=two.key)
    lines = desk.browser.get(desk.theme).text.split('id="')
    (line,) = [part for part in lines if part.startswith(f'{two.key}"')]
    assert ("modifié par le secrétariat" in line, "solide" in line, "fragile" in line) == (True, False, False)
    page = desk.browser.get(desk.theme.replace("themes/theme-1", "parties/limites")).text.replace("\u00a0", " ")
    fragile = int(three.solidity == "fragile")
    assert "Pour 1 sujet, dont le secrétariat a changé le contenu" in page
    assert (f"{fragile} sujet sur 2 est fragile" if fragile else "Aucun sujet n’est dit fragile.") in page


def test_a_topic_shows_each_of_its_texts_to_tick(desk):
    topic = shelf(desk).topics[0]
    page = desk.browser.get(f"{desk.theme}/sujets/{topic.key}").text
    assert set(re.findall(r'name="refs" value="(\w+)"', page)) == set(topic.refs)
    assert "Ouvrir un guichet" in page or "Faire passer" in page or "Tirer la fibre" in page


def test_a_renamed_topic_says_so_and_lifts_the_signature(desk):
    topic = shelf(desk).topics[0]
    send(desk, topic.key, "nom", name="Les guichets")
    page = desk.browser.get(desk.theme).text
    assert "Les guichets" in page
    assert "modifié par le secrétariat" in page
    assert "La signature de" in page
    assert "Signer ce thème" in page


def test_ticked_texts_move_and_form_a_new_topic(desk):
    one, two, _three = shelf(desk).topics
    answer = send(desk, one.key, "textes", refs=list(one.refs[:2]), into=two.key, move="1")
    assert answer.status_code == 302
    send(desk, one.key, "textes", refs=[one.refs[2]], name="À part", split="1")
    now = {topic.name: topic.refs for topic in shelf(desk).topics}
    assert set(one.refs[:2]) <= set(now[two.name])
    assert now["À part"] == (one.refs[2],)


def test_two_topics_are_put_together(desk):
    one, two, three = shelf(desk).topics
    answer = send(desk, three.key, "reunir", into=one.key)
    assert answer.headers["Location"].endswith(one.key)
    assert [topic.key for topic in shelf(desk).topics] == [one.key, two.key]


def test_a_topic_goes_up(desk):
    keys = [topic.key for topic in shelf(desk).topics]
    send(desk, keys[2], "rang", position="1")
    assert [topic.key for topic in shelf(desk).topics] == [keys[2], *keys[:2]]


def test_what_was_ticked_stays_when_something_is_missing(desk):
    topic = shelf(desk).topics[0]
    answer = send(desk, topic.key, "textes", refs=[topic.refs[0]], name="", split="1")
    assert answer.status_code == 422
    assert "Écrivez le nom du sujet." in answer.text
    assert re.search(rf'value="{topic.refs[0]}"[^>]*checked', answer.text)


def test_nothing_ticked_is_told(desk):
    topic, other = shelf(desk).topics[:2]
    answer = send(desk, topic.key, "textes", into=other.key, move="1")
    assert answer.status_code == 422
    assert "Cochez au moins une contribution" in answer.text


def test_the_second_secretary_is_asked_to_read_again(desk):
    topic, before = shelf(desk).topics[0], seen(desk)
    send(desk, topic.key, "nom", name="Les guichets")
    answer = desk.browser.post(f"{desk.theme}/sujets/{topic.key}/nom", {"seen": before, "name": "Autrement"})
    assert answer.status_code == 409
    assert shelf(desk).topics[0].name == "Les guichets"


def test_a_change_is_undone_and_redone_from_the_list(desk):
    topic = shelf(desk).topics[0]
    send(desk, topic.key, "nom", name="Les guichets")
    undo = re.search(r'action="(\S+/changements/\d+/defaire)"', desk.browser.get(desk.theme).text)[1]
    desk.browser.post(undo)
    assert shelf(desk).topics[0].name == topic.name
    assert "Défait par" in desk.browser.get(desk.theme).text
    desk.browser.post(undo.replace("defaire", "refaire"))
    assert shelf(desk).topics[0].name == "Les guichets"


def test_a_sentence_of_the_text_is_quoted_and_other_words_are_verified(desk):
    topic = shelf(desk).topics[0]
    address = f"{desk.theme}/sujets/{topic.key}/citer/{topic.refs[-1]}"
    span = re.search(r'name="sentence"[^>]*value="(\d+-\d+)"', desk.browser.get(address).text)[1]
    assert (
        desk.browser.post(
            address, {"seen": seen(desk), "words": "Des mots inventés ici.", "instead": ""}
        ).status_code
        == 422
    )
    assert desk.browser.post(address, {"seen": seen(desk), "instead": ""}).status_code == 422
    assert desk.browser.post(address, {"seen": seen(desk), "sentence": span, "instead": ""}).status_code == 302
    assert shelf(desk).topics[0].quotes[0].ref == topic.refs[-1]
    assert desk.browser.get(f"{desk.theme}/sujets/{topic.key}/citer/P999").status_code == 404


def test_evidence_is_added_by_reference_and_unknown_ones_are_named(desk):
    address = f"{desk.root}/parties/limites/phrases/limits.sample/appui"
    refused = desk.browser.post(address, {"seen": "x", "refs": "P9999"})
    assert refused.status_code == 422
    assert "P9999" in refused.text
    with desk.app.app_context(), database().unit_of_work(writes=False) as unit:
        state = state_of(unit.get_one(Synthesis, desk.synthesis.id), "limites")
    ref = shelf(desk).topics[0].refs[0]
    assert desk.browser.post(address, {"seen": state, "refs": ref.lower()}).status_code == 302
    assert ref in desk.browser.get(f"{desk.root}/parties/limites").text


def test_a_theme_is_signed_again_after_a_change(desk):
    send(desk, shelf(desk).topics[0].key, "nom", name="Les guichets")
    assert "Relisez et signez d’abord" in desk.browser.post(f"{desk.root}/valider").text
    assert desk.browser.post(f"{desk.theme}/signer", {"seen": "0.0.0"}).status_code == 409
    assert desk.browser.post(f"{desk.theme}/signer", {"seen": seen(desk)} | READ).status_code == 302
    assert desk.browser.post(f"{desk.theme}/signer", {"seen": seen(desk)}).status_code == 409
    with desk.app.app_context(), database().unit_of_work(writes=False) as unit:
        assert THEME in signatures_of(unit.get_one(Synthesis, desk.synthesis.id))
    assert desk.browser.post(f"{desk.root}/valider").status_code == 302


def test_a_published_synthesis_shows_the_changes_and_takes_no_more(desk):
    topic = shelf(desk).topics[0]
    send(desk, topic.key, "nom", name="Les guichets")
    desk.browser.post(f"{desk.theme}/signer", {"seen": seen(desk)} | READ)
    desk.browser.post(f"{desk.root}/valider")
    assert send(desk, topic.key, "nom", name="Trop tard").status_code == 403
    page = desk.browser.get(f"/syntheses/{desk.synthesis.id}/parties/corrections").text
    assert "sujet renommé" in page
    assert "Les guichets" in page
    assert "Signer ce thème" not in desk.browser.get(desk.theme).text


def test_no_reading_writes(desk):
    topic = shelf(desk).topics[0]
    for address in (desk.theme, f"{desk.theme}/sujets/{topic.key}", f"{desk.theme}/sujets/non-regroupees"):
        assert desk.browser.get(address).status_code == 200
    assert desk.browser.get(f"{desk.theme}/sujets/inconnu").status_code == 404
    assert desk.browser.get(f"{desk.root}/themes/en-bref").status_code == 404
    with desk.app.app_context(), database().unit_of_work(writes=False) as unit:
        assert every_edit_of(unit.get_one(Synthesis, desk.synthesis.id)) == []
