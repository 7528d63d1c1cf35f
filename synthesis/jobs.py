"""What the worker does for syntheses. Only the worker and the command line load this module: it is heavy."""

from consult.kit import clock
from consult.kit.db import database, session
from consult.kit.jobs import Payload, enqueue
from synthesis import dossier
from synthesis.composer.edits import Edits
from synthesis.grids.queries import grids_frozen, grids_used
from synthesis.models import BuildPhase, Synthesis, SynthesisStatus
from synthesis.operations.building import (
    Task,
    abandon_build,
    finish_build,
    keep_files,
    record_progress,
    start_build,
)
from synthesis.operations.contesting import tell_contributors, tell_places_taken
from synthesis.operations.life import WRITE_FILES
from synthesis.operations.withholding import synthesis_ids_showing, withhold
from synthesis.queries.edits import chapters_wanted
from synthesis.reading import computed_document, corpus_of_snapshot, edits_made, withheld_in
from synthesis.site import site_look, site_url
from synthesis.vectors import encoder
from synthesis.vectors.jobs import vectors_for
from synthesis.vectors.queries import frozen_vectors


class StoppedError(Exception):
    """Someone asked the computation to stop."""


def build(payload: Payload) -> None:
    """Compute the synthesis of a closed consultation and keep it as a draft; doing it again changes nothing.

    Killed in the middle, it starts again from the same photograph; asked to stop, it leaves at its next step.
    """
    with database().unit_of_work():
        task = start_build(payload["consultation_id"], at=clock.now())
    if task is None:
        return
    try:
        _compute(task)
    except StoppedError:
        with database().unit_of_work():
            abandon_build(task, at=clock.now())


def write_files(payload: Payload) -> None:
    """Write every format of a synthesis as it reads now; a later change of its texts asks for it again."""
    with database().unit_of_work(writes=False):
        synthesis = session.get(Synthesis, payload["id"])
        if synthesis is None or synthesis.has_current_files or not synthesis.is_computed:
            return
        if synthesis.status is SynthesisStatus.BUILDING:
            return
        revision = synthesis.revision
        corpus = corpus_of_snapshot(synthesis.snapshot_id or 0)
        made = dossier.reassemble(
            corpus,
            computed_document(synthesis),
            edits_made(synthesis),
            site=site_url(),
            vectors=frozen_vectors(synthesis.snapshot_id, corpus),
            grids=grids_frozen(synthesis),
            look=site_look(),
        ).without(withheld_in(synthesis))
    files = dossier.files(made, dossier.FORMATS)
    with database().unit_of_work():
        keep_files(payload["id"], revision, files, made.document)


def withhold_changed(payloads: list[Payload]) -> None:
    """Take out of what people read the words of texts that were just hidden, masked or erased; put others back."""
    with database().unit_of_work(writes=False):
        found = synthesis_ids_showing({payload["id"] for payload in payloads})
    for synthesis_id in found:
        with database().unit_of_work():
            withhold(synthesis_id, at=clock.now())


def tell_provisional(payload: Payload) -> None:
    """Write once to those who contributed that the provisional synthesis is open."""
    tell_contributors(payload["id"], at=clock.now())


def tell_places(payload: Payload) -> None:
    """Write once to those who contributed where the published synthesis places them."""
    tell_places_taken(payload["id"], at=clock.now())


def _compute(task: Task) -> None:
    with database().unit_of_work(writes=False):
        corpus = corpus_of_snapshot(task.snapshot_id)
        synthesis = session.get_one(Synthesis, task.synthesis_id)
        grids, order = grids_used(synthesis), chapters_wanted(synthesis)
    vectors = vectors_for(
        task.snapshot_id, corpus, lambda done, total: _tell(task, done, total, BuildPhase.READING)
    )
    encoder.release()
    made = dossier.build(
        corpus,
        Edits(order=order),
        site=site_url(),
        vectors=vectors,
        grids=grids,
        progress=lambda done, total: _tell(task, done, total),
    )
    _tell(task, 0, 0, BuildPhase.KEEPING)
    with database().unit_of_work():
        if finish_build(task, made.document, at=clock.now(), corpus=corpus, grids=grids, order=order):
            enqueue(WRITE_FILES, {"id": task.synthesis_id}, at=clock.now())


def _tell(task: Task, done: int, total: int, phase: BuildPhase = BuildPhase.ANALYSIS) -> None:
    """Keep how far the computation is; raise `StoppedError` when someone asked it to stop."""
    with database().unit_of_work():
        goes_on = record_progress(task.synthesis_id, done, total, phase)
    if not goes_on:
        raise StoppedError
