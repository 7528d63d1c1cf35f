"""What each version of an opinion changed is told passage by passage."""

import pytest
from flask import Flask

from consult.kit.text.differences import Change
from council.models import OpinionVersion
from council.reading import steps_of


def version(number: int, **content: object) -> OpinionVersion:
    """Return a version, not stored."""
    whole = {"title": "Avis", "sections": [], "recommendations": [], "citations": []} | content
    return OpinionVersion(version=number, content=whole)


def one(text: str, key: int = 1) -> dict[str, object]:
    return {"id": key, "section": None, "text": text}


@pytest.fixture(autouse=True)
def request_of_a_page(app: Flask):
    with app.test_request_context():
        yield


def test_only_passages_that_changed_are_shown_word_by_word():
    before = version(1, recommendations=[one("Garder les guichets."), one("Les ouvrir.", 2)])
    after = version(2, recommendations=[one("Garder tous les guichets."), one("Les ouvrir.", 2)])
    (step,) = steps_of([after, before])
    (changed,) = step.changes
    assert changed.label == "Recommandation 1"
    assert [piece.text.strip() for piece in changed.pieces if piece.change is Change.ADDED] == ["tous"]


def test_a_part_taken_out_is_shown_removed_under_its_own_title():
    before = version(1, sections=[{"id": 4, "title": "La suite", "source": "Un mot."}])
    (step,) = steps_of([version(2), before])
    assert [(one.label, {piece.change for piece in one.pieces}) for one in step.changes] == [
        ("La suite", {Change.REMOVED})
    ]


def test_citations_are_counted_and_a_first_version_changed_nothing():
    cited = version(2, citations=[{"claim": "brief.votes", "section": None, "recommendation": None}])
    (step,) = steps_of([cited, version(1)])
    assert (step.cites, list(step.changes)) == (1, [])
    assert steps_of([version(1)]) == []


def test_another_title_is_a_change_of_its_own():
    (step,) = steps_of([version(2, title="Avis corrigé"), version(1)])
    assert [one.label for one in step.changes] == ["Le titre"]
