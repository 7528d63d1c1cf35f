"""A published opinion is found by its words and its recommendations; a draft never is."""

import pytest

from consult.kit.db import database
from council.searched import COLLECTION, count_opinions, opinion_documents, visible_opinions
from search.engines import engine
from search.pages import Asked, search_page
from tests.factories.syntheses import work


def found(scene, typed):
    with scene.app.test_request_context(), database().unit_of_work(writes=False):
        return [one.text for one in search_page(engine(), Asked(typed)).results if one.text.kind == COLLECTION]


@pytest.mark.parametrize(
    "typed", ["avis guichets", "approuvons", "ouvrir le soir", "ce que nous retenons", 'auteur:"conseil régional"']
)
def test_an_opinion_is_found_once_it_is_public(public, typed):
    work(public.app)
    (one,) = found(public, typed)
    assert one.url == f"/avis/{public.opinion.id}"
    assert one.title == "Avis sur les guichets"
    assert one.author == "Conseil régional du numérique"


def test_a_draft_is_never_found(written):
    work(written.app)
    assert found(written, "guichets") == []
    with written.app.test_request_context(), database().unit_of_work(writes=False):
        assert list(opinion_documents(None)) == []
        assert visible_opinions([written.opinion.id]) == {}
        assert count_opinions() == 0


def test_an_opinion_on_a_consultation_taken_back_is_no_longer_found(public):
    work(public.app)
    with public.app.app_context(), database().unit_of_work() as unit:
        unit.get_one(type(public.consultation), public.consultation.id).status = "draft"
    assert found(public, "guichets") == []
