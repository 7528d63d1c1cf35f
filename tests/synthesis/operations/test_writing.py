from dataclasses import replace

import pytest

from consult.kit.db import database
from consult.kit.errors import Conflict, Invalid
from synthesis.models import EditTarget, Synthesis, SynthesisStatus
from synthesis.operations.writing import Place, restore, rewrite, text_in_force
from synthesis.queries.syntheses import edits_in_force, file_of, history_of, synthesis_of
from synthesis.reading import written_document, written_part
from tests.factories import NOW
from tests.factories.syntheses import BRIEF, compute

OPENING = Place("theme-1", EditTarget.INTRODUCTION, "theme-1", "")


@pytest.fixture
def opened(draft):
    """Give the draft in an open unit of work."""
    with draft.app.app_context(), database().unit_of_work() as unit:
        draft.synthesis = unit.get_one(Synthesis, draft.synthesis.id)
        yield draft


def write(scene, text, place=BRIEF, seen=None):
    seen = place.computed if seen is None else seen
    return rewrite(scene.secretariat, scene.synthesis, place, text, seen=seen, at=NOW)


def test_a_sentence_takes_the_place_of_the_computed_one_and_is_marked(opened):
    assert write(opened, "  Douze votes, c’est peu.  ")
    _, part = written_part(opened.synthesis, "en-bref")
    claims = {claim.id: claim for block in part.section.blocks for claim in getattr(block, "claims", ())}
    assert claims["brief.votes"].text == "Douze votes, c’est peu."
    assert claims["brief.votes"].computed == BRIEF.computed


def test_who_when_before_and_after_are_kept(opened):
    write(opened, "Douze votes.")
    write(opened, "Douze voix.", seen="Douze votes.")
    rows = history_of(opened.synthesis, BRIEF.target, BRIEF.target_id)
    assert [(row.before, row.after) for row in rows] == [
        ("Douze votes.", "Douze voix."),
        (BRIEF.computed, "Douze votes."),
    ]
    assert {(row.actor_id, row.at) for row in rows} == {(opened.secretariat.id, NOW)}


def test_a_change_can_be_undone(opened):
    write(opened, "Douze votes.")
    restore(opened.secretariat, opened.synthesis, BRIEF, seen="Douze votes.", at=NOW)
    assert text_in_force(opened.synthesis, BRIEF) == BRIEF.computed
    assert edits_in_force(opened.synthesis) == []


def test_writing_what_is_computed_is_bringing_it_back(opened):
    write(opened, "Douze votes.")
    write(opened, BRIEF.computed, seen="Douze votes.")
    assert edits_in_force(opened.synthesis) == []


def test_the_same_text_again_changes_nothing(opened):
    before = opened.synthesis.revision
    assert not write(opened, BRIEF.computed)
    assert opened.synthesis.revision == before


def test_an_empty_text_would_hide_a_claim_and_is_refused(opened):
    with pytest.raises(Invalid):
        write(opened, "   ")


def test_someone_else_s_words_are_not_written_over_unread(opened):
    write(opened, "Douze votes.")
    with pytest.raises(Conflict):
        write(opened, "Treize votes.")


def test_a_validated_synthesis_no_longer_changes(opened):
    opened.synthesis.status = SynthesisStatus.VALIDATED
    with pytest.raises(Conflict):
        write(opened, "Douze votes.")


def test_an_introduction_opens_its_part(opened):
    theme = f"theme-{opened.consultation.themes[0].id}"
    write(opened, "Le sujet de l’année.", replace(OPENING, section_id=theme, target_id=theme))
    document = written_document(opened.synthesis)
    section = next(section for section in document.sections if section.id == theme)
    assert section.blocks[0].text == "Le sujet de l’année."


def test_the_files_follow_what_was_written(draft):
    with draft.app.app_context(), database().unit_of_work() as unit:
        draft.synthesis = unit.get_one(Synthesis, draft.synthesis.id)
        write(draft, "Douze votes, c’est peu.")
        assert not draft.synthesis.has_current_files
    compute(draft.app, draft.consultation)
    with draft.app.app_context(), database().unit_of_work():
        synthesis = synthesis_of(draft.consultation.id)
        assert synthesis.has_current_files
        assert "Douze votes, c’est peu.".encode() in file_of(synthesis, "synthese.html").content
