import pytest
from click.testing import CliRunner

from consult.kit.db import database
from synthesis.following import follow, stop
from synthesis.models import BuildPhase, Synthesis, SynthesisStatus
from synthesis.operations.building import record_progress, start_build
from synthesis.operations.life import request_build
from tests.factories import NOW


@pytest.fixture
def again(draft):
    """Ask for a new computation of the draft."""
    with draft.app.app_context(), database().unit_of_work() as unit:
        request_build(draft.secretariat, unit.get_one(Synthesis, draft.synthesis.id).consultation, at=NOW)
    return draft


def run(scene, command, *words: str):
    with scene.app.app_context():
        return CliRunner().invoke(command, list(words))


def test_what_waits_what_runs_and_what_is_over_are_told(again):
    slug = again.consultation.slug
    assert run(again, follow, slug, "--once").output == "Le calcul attend son tour.\n"
    with again.app.app_context(), database().unit_of_work():
        start_build(again.consultation.id, at=NOW)
        record_progress(again.synthesis.id, 1, 2, BuildPhase.ANALYSIS)
    assert "Analyse, thème par thème" in run(again, follow, slug, "--once").output
    assert "48" in run(again, follow, slug, "--once").output
    run(again, stop, slug)
    with again.app.app_context(), database().unit_of_work():
        assert start_build(again.consultation.id, at=NOW) is None
    assert run(again, follow, slug).output == "À relire\n"


def test_a_computation_that_has_not_begun_stops_at_once(again):
    assert run(again, stop, again.consultation.slug).exit_code == 0
    with again.app.app_context(), database().unit_of_work(writes=False) as unit:
        assert unit.get_one(Synthesis, again.synthesis.id).status is SynthesisStatus.DRAFT


def test_nothing_to_stop_and_an_unknown_address_are_refused(draft):
    assert run(draft, stop, draft.consultation.slug).exit_code == 2
    assert run(draft, follow, "inconnue").exit_code == 2
