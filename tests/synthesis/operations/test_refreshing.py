"""Compute again: what people changed stays, what lost its ground says so, and a computation can be stopped."""

from datetime import timedelta

import pytest

from consult.kit.db import database
from consult.kit.errors import Conflict
from contributions.models import Contribution, Status
from synthesis import jobs
from synthesis.models import BuildPhase, Synthesis, SynthesisStatus
from synthesis.operations.arranging import Hand, choose_quote, enlarge_evidence, rename_topic
from synthesis.operations.building import record_progress, start_build
from synthesis.operations.life import ask_to_stop, request_build
from synthesis.queries.edits import every_edit_of, reversals_of, signatures_of, state_of
from synthesis.queries.since import since_snapshot
from synthesis.queries.syntheses import synthesis_of
from synthesis.reading import shelf_of
from tests.factories import NOW
from tests.factories.consultations import make_consultation
from tests.factories.people import make_user
from tests.factories.rearranged import quote
from tests.factories.syntheses import compute

THEME = "theme-1"


@pytest.fixture
def unit_on(grouped):
    """Give a function that opens a unit of work on the synthesis."""

    def run(do):
        with grouped.app.app_context(), database().unit_of_work() as unit:
            return do(unit, unit.get_one(Synthesis, grouped.synthesis.id))

    return run


def hand(scene, synthesis, section_id=THEME):
    return Hand(scene.secretariat, synthesis, section_id, state_of(synthesis, section_id), NOW)


def refresh(scene, unit_on):
    unit_on(lambda _unit, synthesis: request_build(scene.secretariat, synthesis.consultation, at=NOW))
    compute(scene.app, scene.consultation)


def withdraw(unit, text):
    unit.get_one(Contribution, text.id).status = Status.WITHDRAWN


def test_changes_stay_and_what_was_published_since_is_counted(grouped, unit_on):
    unit_on(lambda _unit, synthesis: rename_topic(hand(grouped, synthesis), "topic-T1-1", "Les guichets"))
    assert unit_on(lambda _unit, synthesis: bool(since_snapshot(synthesis))) is False
    unit_on(lambda unit, _synthesis: withdraw(unit, grouped.texts[-1]))
    assert unit_on(lambda _unit, synthesis: since_snapshot(synthesis).gone) == 1
    refresh(grouped, unit_on)
    names = unit_on(lambda _unit, synthesis: [one.name for one in shelf_of(synthesis, THEME).topics])
    assert "Les guichets" in names
    assert unit_on(lambda _unit, synthesis: since_snapshot(synthesis).gone) == 0


def test_a_theme_that_reads_as_it_did_keeps_its_signature(grouped, unit_on):
    refresh(grouped, unit_on)
    assert THEME in unit_on(lambda _unit, synthesis: signatures_of(synthesis))
    unit_on(lambda unit, _synthesis: withdraw(unit, grouped.texts[-1]))
    refresh(grouped, unit_on)
    assert THEME not in unit_on(lambda _unit, synthesis: signatures_of(synthesis))


def test_a_quote_and_an_evidence_that_are_gone_are_taken_back_with_the_reason(grouped, unit_on):
    def change(_unit, synthesis):
        topic = shelf_of(synthesis, THEME).topics[0]
        choose_quote(
            hand(grouped, synthesis), topic.key, quote(topic.refs[-1], "Des mots que le texte n’a pas."), ""
        )
        last = f"P{grouped.texts[-1].id}"
        enlarge_evidence(hand(grouped, synthesis, "limites"), "limits.sample", (), [last])

    unit_on(change)
    unit_on(lambda unit, _synthesis: withdraw(unit, grouped.texts[-1]))
    refresh(grouped, unit_on)
    edits = unit_on(lambda _unit, synthesis: every_edit_of(synthesis))
    reasons = unit_on(lambda _unit, _synthesis: [row.reason for row in reversals_of(edits).values()])
    assert [edit.is_undone for edit in edits] == [True, True]
    assert sorted(reasons) == [
        "le texte cité a changé ou n’est plus publié",
        "une contribution ajoutée n’est plus publiée",
    ]


def test_what_was_there_is_read_while_it_is_computed_again_and_comes_back_when_stopped(grouped, unit_on):
    unit_on(lambda _unit, synthesis: request_build(grouped.secretariat, synthesis.consultation, at=NOW))
    assert unit_on(lambda _unit, synthesis: len(shelf_of(synthesis, THEME).topics)) == 3
    unit_on(lambda _unit, synthesis: ask_to_stop(grouped.secretariat, synthesis, at=NOW))
    status = unit_on(lambda _unit, synthesis: (synthesis.status, synthesis.snapshot_id is not None))
    assert status == (SynthesisStatus.DRAFT, True)
    with pytest.raises(Conflict):
        unit_on(lambda _unit, synthesis: ask_to_stop(grouped.secretariat, synthesis, at=NOW))


def test_a_stop_asked_meanwhile_is_heard_at_the_next_step(grouped, unit_on):
    unit_on(lambda _unit, synthesis: request_build(grouped.secretariat, synthesis.consultation, at=NOW))
    unit_on(lambda _unit, _synthesis: start_build(grouped.consultation.id, at=NOW))
    unit_on(lambda _unit, synthesis: ask_to_stop(grouped.secretariat, synthesis, at=NOW))
    assert unit_on(lambda _unit, synthesis: synthesis.status) is SynthesisStatus.BUILDING
    assert unit_on(lambda _unit, synthesis: record_progress(synthesis.id, 1, 2)) is False
    with grouped.app.app_context():
        jobs.build({"consultation_id": grouped.consultation.id})
    assert unit_on(lambda _unit, synthesis: synthesis.status) is SynthesisStatus.DRAFT


def test_a_first_computation_that_was_stopped_can_be_asked_again(app, unit):
    consultation, secretariat = make_consultation(), make_user()
    unit.add_all([consultation, secretariat])
    unit.flush()
    task = start_build(consultation.id, at=NOW)
    synthesis = synthesis_of(consultation.id)
    assert (synthesis.phase, synthesis.started_at) == (BuildPhase.READING, NOW)
    assert start_build(consultation.id, at=NOW + timedelta(minutes=1)) == task
    ask_to_stop(secretariat, synthesis, at=NOW)
    assert start_build(consultation.id, at=NOW) is None
    assert synthesis.status is SynthesisStatus.STOPPED
