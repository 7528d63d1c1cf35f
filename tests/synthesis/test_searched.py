"""A published synthesis is found by its sentences, and leads to the part that says them."""

import pytest
from sqlalchemy import select

from consult.kit.db import database
from search.engine import Facet
from search.engines import engine
from search.pages import Asked, search_page
from synthesis.models import Synthesis, SynthesisSection
from synthesis.operations.life import publish_synthesis, validate_synthesis
from synthesis.operations.writing import rewrite, text_in_force
from synthesis.searched import COLLECTION, count_parts, part_documents, visible_parts
from tests.factories import NOW
from tests.factories.syntheses import BRIEF, built, work


@pytest.fixture
def draft(app):
    scene = built(app)
    with app.app_context(), database().unit_of_work() as unit:
        synthesis = unit.get_one(Synthesis, scene.synthesis.id)
        seen = text_in_force(synthesis, BRIEF)
        rewrite(scene.secretariat, synthesis, BRIEF, "Douze habitants ont donné leur voix.", seen=seen, at=NOW)
        validate_synthesis(scene.secretariat, synthesis, at=NOW)
    work(app)
    return scene


@pytest.fixture
def published(draft):
    with draft.app.app_context(), database().unit_of_work() as unit:
        publish_synthesis(draft.secretariat, unit.get_one(Synthesis, draft.synthesis.id), at=NOW)
    work(draft.app)
    return draft


def found(scene, typed, **chosen: str):
    with scene.app.test_request_context(), database().unit_of_work(writes=False):
        page = search_page(engine(), Asked(typed, {Facet[name]: value for name, value in chosen.items()}))
        return [one.text for one in page.results if one.text.kind == COLLECTION]


def test_the_words_a_person_wrote_are_found_and_lead_to_their_part(published):
    (one,) = found(published, '"douze habitants"')
    assert one.url == f"/syntheses/{published.synthesis.id}/parties/en-bref"
    assert str(one.label) == "Synthèse"
    assert one.consultation == published.consultation.title


def test_a_synthesis_can_be_chosen_among_the_kinds(published):
    kinds = {one.kind for one in found(published, "votes", KIND=COLLECTION)}
    assert kinds == {COLLECTION}


def test_a_draft_is_never_found(draft):
    assert found(draft, "votes") == []
    with draft.app.app_context(), database().unit_of_work(writes=False) as unit:
        assert list(part_documents(None)) == []
        assert visible_parts(list(unit.scalars(select(SynthesisSection.id)))) == {}
        assert count_parts() == 0


def test_the_annex_is_left_to_the_contributions_it_repeats(published):
    with published.app.app_context(), database().unit_of_work(writes=False) as unit:
        named = {one.id: one.section_id for one in unit.scalars(select(SynthesisSection))}
        filed = [named[one.id] for one in part_documents(None)]
        assert "en-bref" in filed
        assert not [name for name in filed if name.startswith("annexe")]
        assert count_parts() == len(filed)


def test_a_synthesis_of_a_consultation_taken_back_is_no_longer_found(published):
    with published.app.app_context(), database().unit_of_work() as unit:
        unit.get_one(type(published.consultation), published.consultation.id).status = "draft"
    assert found(published, "votes") == []
