from hashlib import sha256

import pytest

from consult.consultations.models import ResultKind
from consult.consultations.queries import results_of
from consult.kit.db import database
from consult.kit.errors import Conflict, Invalid
from synthesis.models import TRANSITIONS, Synthesis, SynthesisStatus
from synthesis.operations.life import (
    change_status,
    new_synthesis,
    publish_synthesis,
    reopen_synthesis,
    request_build,
    validate_synthesis,
)
from synthesis.operations.writing import rewrite
from synthesis.queries.syntheses import changes_of, edits_in_force, file_of, synthesis_of
from tests.factories import NOW
from tests.factories.syntheses import BRIEF, close, compute

S = SynthesisStatus


@pytest.fixture
def opened(draft):
    """Give the draft in an open unit of work."""
    with draft.app.app_context(), database().unit_of_work() as unit:
        draft.session = unit
        draft.synthesis = unit.get_one(Synthesis, draft.synthesis.id)
        yield draft


def test_validating_keeps_who_when_and_the_fingerprint_of_the_file(opened):
    validate_synthesis(opened.secretariat, opened.synthesis, at=NOW)
    assert (opened.synthesis.validated_by_id, opened.synthesis.validated_at) == (opened.secretariat.id, NOW)
    assert opened.synthesis.sha256 == sha256(file_of(opened.synthesis, "synthese.json").content).hexdigest()


def test_publishing_shows_it_among_the_results_of_the_consultation(opened):
    validate_synthesis(opened.secretariat, opened.synthesis, at=NOW)
    publish_synthesis(opened.secretariat, opened.synthesis, at=NOW)
    results = results_of(opened.synthesis.consultation)
    assert [(row.kind, row.url) for row in results] == [
        (ResultKind.SYNTHESIS, f"/syntheses/{opened.synthesis.id}")
    ]


def test_publishing_before_validating_is_refused(opened):
    with pytest.raises(Conflict):
        publish_synthesis(opened.secretariat, opened.synthesis, at=NOW)


def test_publishing_waits_for_the_files(opened):
    rewrite(opened.secretariat, opened.synthesis, BRIEF, "Douze votes.", seen=BRIEF.computed, at=NOW)
    validate_synthesis(opened.secretariat, opened.synthesis, at=NOW)
    with pytest.raises(Conflict, match="fichiers"):
        publish_synthesis(opened.secretariat, opened.synthesis, at=NOW)


def test_a_published_synthesis_is_never_taken_up_again(opened):
    validate_synthesis(opened.secretariat, opened.synthesis, at=NOW)
    publish_synthesis(opened.secretariat, opened.synthesis, at=NOW)
    with pytest.raises(Conflict):
        reopen_synthesis(opened.secretariat, opened.synthesis, "Une faute.", at=NOW)
    with pytest.raises(Conflict):
        request_build(opened.secretariat, opened.synthesis.consultation, at=NOW)


def test_taking_it_up_again_asks_why_and_forgets_the_signature(opened):
    validate_synthesis(opened.secretariat, opened.synthesis, at=NOW)
    with pytest.raises(Invalid):
        reopen_synthesis(opened.secretariat, opened.synthesis, "  ", at=NOW)
    reopen_synthesis(opened.secretariat, opened.synthesis, "Une faute.", at=NOW)
    assert opened.synthesis.status is S.DRAFT
    assert opened.synthesis.sha256 is None
    assert changes_of(opened.synthesis)[0].reason == "Une faute."


def test_two_computations_at_once_are_refused(opened):
    request_build(opened.secretariat, opened.synthesis.consultation, at=NOW)
    with pytest.raises(Conflict):
        request_build(opened.secretariat, opened.synthesis.consultation, at=NOW)


def test_computing_again_keeps_what_was_written(draft):
    with draft.app.app_context(), database().unit_of_work() as unit:
        synthesis = unit.get_one(Synthesis, draft.synthesis.id)
        rewrite(draft.secretariat, synthesis, BRIEF, "Douze votes.", seen=BRIEF.computed, at=NOW)
        request_build(draft.secretariat, synthesis.consultation, at=NOW)
    compute(draft.app, draft.consultation)
    with draft.app.app_context(), database().unit_of_work():
        again = synthesis_of(draft.consultation.id)
        assert again.status is S.DRAFT
        assert [row.after for row in edits_in_force(again)] == ["Douze votes."]


def test_an_open_consultation_has_no_synthesis_yet(taking_part):
    with pytest.raises(Conflict):
        request_build(taking_part.secretariat, taking_part.consultation, at=NOW)


def test_a_closed_consultation_without_one_can_be_given_one(taking_part):
    close(taking_part.secretariat, taking_part.consultation)
    synthesis = request_build(taking_part.secretariat, taking_part.consultation, at=NOW)
    assert synthesis.status is S.BUILDING


@pytest.mark.parametrize("before", list(S))
@pytest.mark.parametrize("after", list(S))
def test_only_the_passages_of_the_table_are_possible(taking_part, before, after):
    synthesis = new_synthesis(taking_part.consultation.id, None, at=NOW)
    synthesis.status = before
    if after in TRANSITIONS[before]:
        change_status(synthesis, after, taking_part.secretariat, at=NOW)
        assert synthesis.status is after
    else:
        with pytest.raises(Conflict):
            change_status(synthesis, after, taking_part.secretariat, at=NOW)
