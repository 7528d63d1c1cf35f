"""What the worker does for syntheses. Only the worker and the command line load this module: it is heavy."""

from consult.kit import clock
from consult.kit.db import database, session
from consult.kit.jobs import Payload, enqueue
from synthesis import dossier
from synthesis.models import Synthesis, SynthesisStatus
from synthesis.operations.building import Task, finish_build, keep_files, record_progress, start_build
from synthesis.operations.life import WRITE_FILES
from synthesis.queries.syntheses import edits_in_force
from synthesis.reading import computed_document, corpus_of_snapshot, edits_of
from synthesis.site import site_url


def build(payload: Payload) -> None:
    """Compute the synthesis of a closed consultation and keep it as a draft; doing it again changes nothing."""
    with database().unit_of_work():
        task = start_build(payload["consultation_id"], at=clock.now())
    if task is None:
        return
    with database().unit_of_work(writes=False):
        corpus = corpus_of_snapshot(task.snapshot_id)
    made = dossier.build(corpus, site=site_url(), progress=lambda done, total: _tell(task, done, total))
    with database().unit_of_work():
        if finish_build(task, made.document, at=clock.now()):
            enqueue(WRITE_FILES, {"id": task.synthesis_id}, at=clock.now())


def write_files(payload: Payload) -> None:
    """Write every format of a synthesis as it reads now; a later change of its texts asks for it again."""
    with database().unit_of_work(writes=False):
        synthesis = session.get(Synthesis, payload["id"])
        if synthesis is None or synthesis.has_current_files or synthesis.status is SynthesisStatus.BUILDING:
            return
        revision = synthesis.revision
        made = dossier.reassemble(
            corpus_of_snapshot(synthesis.snapshot_id or 0),
            computed_document(synthesis),
            edits_of(edits_in_force(synthesis)),
            site=site_url(),
        )
    files = dossier.files(made, dossier.FORMATS)
    with database().unit_of_work():
        keep_files(payload["id"], revision, files)


def _tell(task: Task, done: int, total: int) -> None:
    with database().unit_of_work():
        record_progress(task.synthesis_id, done, total)
