"""A worker killed in the middle of a computation: nothing half done is kept, and the next one begins again."""

import signal
import subprocess
import sys

import pytest
from sqlalchemy import func, select

from consult.kit.db import database
from consult.kit.mail import OutgoingMail
from synthesis import jobs
from synthesis.models import (
    Placement,
    Snapshot,
    Synthesis,
    SynthesisSection,
    SynthesisStatus,
)
from synthesis.queries.syntheses import changes_of, file_of, synthesis_of
from tests.factories import NOW
from tests.factories.syntheses import close, compute, take_part


@pytest.fixture
def closed(app):
    """Return a closed consultation whose synthesis waits for the worker."""
    with app.app_context(), database().unit_of_work() as unit:
        scene = take_part(unit)
        close(scene.secretariat, scene.consultation)
    scene.app = app
    return scene


WORKER = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
from consult.kit import clock
from consult.settings import Settings
from synthesis import jobs
from wsgi import create_app

url, folder, consultation_id, at = sys.argv[1:]
settings = Settings(
    testing=True, database_url=url, data_dir=Path(folder), secret_key="k" * 40, site_url="http://localhost"
)
keep = jobs.finish_build

def die(*args, **values):
    keep(*args, **values)
    os.kill(os.getpid(), signal.SIGKILL)

jobs.finish_build = die
with clock.set_to(datetime.fromisoformat(at)), create_app(settings).app_context():
    jobs.build({"consultation_id": int(consultation_id)})
"""
"""A worker of its own, killed when the document is written and its transaction still open."""


def killed_worker(scene, settings):
    """Run that worker on the same database; return how it ended."""
    words = [settings.database_url, str(settings.data_dir), str(scene.consultation.id), NOW.isoformat()]
    return subprocess.run([sys.executable, "-c", WORKER, *words], check=False, timeout=120).returncode


def count(unit, model):
    return unit.scalar(select(func.count()).select_from(model))


def test_a_killed_computation_keeps_nothing_half_done_and_is_taken_up_again(closed, settings):
    assert killed_worker(closed, settings) == -signal.SIGKILL
    with closed.app.app_context(), database().unit_of_work(writes=False) as unit:
        synthesis = synthesis_of(closed.consultation.id)
        assert synthesis.status is SynthesisStatus.BUILDING
        assert (synthesis.is_computed, count(unit, SynthesisSection), count(unit, Placement)) == (False, 0, 0)
        photograph = synthesis.next_snapshot_id
    compute(closed.app, closed.consultation)
    with closed.app.app_context(), database().unit_of_work(writes=False) as unit:
        synthesis = synthesis_of(closed.consultation.id)
        assert (synthesis.status, synthesis.snapshot_id) == (SynthesisStatus.DRAFT, photograph)
        assert (count(unit, Snapshot), count(unit, Placement)) == (1, 4)
        assert [row.to_status.value for row in changes_of(synthesis)] == ["draft", "building"]
        told = select(func.count(OutgoingMail.id)).where(OutgoingMail.subject.contains("prête à relire"))
        assert unit.scalar(told) == 1


# --- jobs that come twice, or too late --------------------------------------------------


def revision(scene):
    with scene.app.app_context(), database().unit_of_work(writes=False) as unit:
        synthesis = unit.get_one(Synthesis, scene.synthesis.id)
        return synthesis.revision, synthesis.files_revision, file_of(synthesis, "synthese.json").sha256


def test_files_asked_for_twice_are_written_once(draft):
    before = revision(draft)
    with draft.app.app_context():
        jobs.write_files({"id": draft.synthesis.id})
    assert revision(draft) == before


def test_files_of_a_synthesis_that_is_gone_or_being_computed_are_left_alone(draft):
    with draft.app.app_context():
        jobs.write_files({"id": 9_999})
        with database().unit_of_work() as unit:
            synthesis = unit.get_one(Synthesis, draft.synthesis.id)
            synthesis.status, synthesis.revision = SynthesisStatus.BUILDING, synthesis.revision + 1
        jobs.write_files({"id": draft.synthesis.id})
    found = revision(draft)
    assert found[0] == found[1] + 1


def test_contributors_are_not_told_of_an_opening_that_was_closed_meanwhile(draft):
    told = select(func.count(OutgoingMail.id)).where(OutgoingMail.subject.contains("à sa place"))
    with draft.app.app_context(), database().unit_of_work() as unit:
        jobs.tell_provisional({"id": draft.synthesis.id})
        assert unit.scalar(told) == 0
