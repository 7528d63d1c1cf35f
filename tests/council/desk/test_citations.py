"""A rapporteur picks in the synthesis that was transmitted what each passage rests on, and takes it out again."""

import re

import pytest
from sqlalchemy import select

from consult.kit.db import database, session
from contributions.models import Contribution, Status
from council.models import Citation, CitedContribution, CitedKind, Opinion


@pytest.fixture
def scene(debated, browser):
    """Return the draft with its picker, opened by its rapporteur."""
    debated.desk = f"/conseil/avis/{debated.opinion.id}"
    debated.picker = f"{debated.desk}/citations"
    debated.mine = browser(debated.rapporteur)
    return debated


def read(scene, statement):
    with scene.app.app_context(), database().unit_of_work(writes=False):
        return session.scalars(statement).all()


def offered(page: str) -> list[tuple[str, str]]:
    """Return what a picker offers to cite: the name of each thing and of its part."""
    return re.findall(r'name="claim" value="([^"]+)".*?name="part" value="([^"]+)"', page, re.DOTALL)


def pick(scene, claim: tuple[str, str], passage: str = ""):
    name, part = claim
    return scene.mine.post(f"{scene.picker}{passage}", {"claim": name, "part": part})


def test_the_picker_opens_on_the_first_part_and_leads_to_the_others_but_the_annex(scene):
    text = scene.mine.get(scene.picker).text
    parts = re.findall(r"citations\?partie=([^&\"]+)", text)
    assert len(parts) > 1
    assert 'aria-current="page"' in text
    assert not any(one.startswith("annexe") for one in parts)


def test_each_part_offers_what_it_holds_with_the_number_of_texts_behind(scene):
    theme = next(
        part for part in re.findall(r"partie=([^&\"]+)", scene.mine.get(scene.picker).text) if "theme" in part
    )
    text = scene.mine.get(f"{scene.picker}?partie={theme}").text
    assert offered(text)
    assert "Citer cette proposition" in text or "Citer ces mots" in text
    assert re.search(r"\d+ contributions? à l’appui", text)


def test_what_is_picked_for_a_recommendation_shows_under_it_and_is_marked_as_cited(scene):
    second = scene.opinion.recommendations[1]
    passage = f"?pour=recommandation-{second.id}"
    page = scene.mine.get(f"{scene.picker}{passage}").text
    assert "appuiera la recommandation 2" in page
    claim = offered(page)[0]
    answer = pick(scene, claim, passage)
    assert f"pour=recommandation-{second.id}" in answer.headers["Location"]
    after = scene.mine.get(answer.headers["Location"]).text
    assert "Déjà citée" in after
    assert claim not in offered(after)
    shown = scene.mine.get(scene.desk).text.split('id="recommandation-2"')[1].split("</article>")[0]
    assert 'class="citations"' in shown


def test_citing_the_same_twice_keeps_one_citation(scene):
    claim = offered(scene.mine.get(scene.picker).text)[0]
    for _time in range(2):
        assert pick(scene, claim).status_code == 302
    assert (
        len(
            read(
                scene,
                select(Citation.id).where(Citation.claim_id == claim[0], Citation.opinion_section_id.is_(None)),
            )
        )
        == 1
    )


def test_the_same_thing_backs_a_part_and_the_whole(scene):
    part = scene.opinion.sections[1]
    claim = offered(scene.mine.get(scene.picker).text)[0]
    pick(scene, claim)
    assert (
        "appuiera la partie «\u00a0Les outils\u00a0»"
        in scene.mine.get(f"{scene.picker}?pour=partie-{part.id}").text
    )
    pick(scene, claim, f"?pour=partie-{part.id}")
    assert set(read(scene, select(Citation.opinion_section_id).where(Citation.claim_id == claim[0]))) >= {
        part.id,
        None,
    }


@pytest.mark.parametrize(
    "sent",
    [
        {"claim": "inventée", "part": "en-bref"},
        {"claim": "brief.votes", "part": "theme-inconnu"},
        {"claim": "quote:P1:0-9999", "part": "en-bref"},
        {},
    ],
)
def test_words_the_synthesis_does_not_hold_are_never_cited(scene, sent):
    before = len(scene.opinion.citations)
    assert scene.mine.post(scene.picker, sent).status_code == 404
    assert len(read(scene, select(Citation.id))) == before


@pytest.mark.parametrize("passage", ["partie-999999", "recommandation-999999"])
def test_a_passage_of_no_opinion_cites_nothing(scene, passage):
    assert scene.mine.get(f"{scene.picker}?pour={passage}").status_code == 404


def test_an_unknown_part_of_the_synthesis_is_not_found(scene):
    assert scene.mine.get(f"{scene.picker}?partie=inconnue").status_code == 404


def test_taking_a_citation_out_takes_its_way_back_from_the_text_too(scene):
    one = next(one for one in scene.opinion.citations if one.kind is CitedKind.QUOTE)
    assert f'id="citation-{one.id}"' in scene.mine.get(scene.desk).text
    assert scene.mine.post(f"{scene.picker}/retrait", {"citation": str(one.id)}).status_code == 302
    assert f'id="citation-{one.id}"' not in scene.mine.get(scene.desk).text
    assert read(scene, select(CitedContribution.citation_id).where(CitedContribution.citation_id == one.id)) == []


@pytest.mark.parametrize("sent", ["", "999999", "²", "abc"])
def test_taking_out_what_is_not_cited_changes_nothing(scene, sent):
    before = read(scene, select(Opinion.version))
    assert scene.mine.post(f"{scene.picker}/retrait", {"citation": sent}).status_code == 302
    assert read(scene, select(Opinion.version)) == before


def test_an_opinion_without_a_synthesis_has_no_picker(scene):
    with scene.app.app_context(), database().unit_of_work() as unit:
        unit.get_one(Opinion, scene.opinion.id).transmission_id = None
    assert scene.mine.get(scene.picker).status_code == 404
    assert "Citer la synthèse" not in scene.mine.get(scene.desk).text


def test_every_citation_leads_to_its_place_in_the_synthesis(scene):
    text = scene.mine.get(scene.desk).text
    places = re.findall(rf'href="(/syntheses/{scene.synthesis.id}/[^"#]+)#[^"]+"', text)
    assert len(places) >= len(scene.opinion.citations)
    assert {scene.mine.get(one).status_code for one in set(places)} == {200}


@pytest.mark.parametrize("status", [Status.HIDDEN, Status.WITHDRAWN, Status.REMOVED])
def test_the_words_of_a_text_taken_back_go_from_the_desk_and_the_count_stays(scene, status):
    words = next(one.words for one in scene.opinion.citations if one.kind is CitedKind.PROPOSAL)
    assert words in scene.mine.get(scene.desk).text
    with scene.app.app_context(), database().unit_of_work() as unit:
        unit.get_one(Contribution, scene.proposal.id).status = status
    text = scene.mine.get(scene.desk).text
    assert words not in text
    assert "Ces mots ne sont plus publics" in text
    assert "1 contribution n’est plus publique" in text


def test_the_picker_is_searched_by_words_in_every_part_and_keeps_them(scene):
    whole = scene.mine.get(scene.picker).text
    part, words = offered(whole)[0][1], "GUICHETS"
    text = scene.mine.get(f"{scene.picker}?q={words}").text
    found = offered(text)
    assert found
    assert f'value="{words}"' in text
    assert 'aria-current="page"' not in text
    answer = scene.mine.post(scene.picker, {"claim": found[0][0], "part": found[0][1], "q": words})
    assert answer.location == f"{scene.picker}?q={words}"
    assert "Essayez un seul mot" in scene.mine.get(f"{scene.picker}?q=zyzomys&partie={part}").text
    assert not offered(scene.mine.get(f"{scene.picker}?q=le+la").text)
