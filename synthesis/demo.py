"""Give the demonstration's closed consultation its synthesis: computed, written in, signed off, public.

Everything passes by the operations of a real site, on past days, in the demonstration's own transaction: what the
worker would do is done here, and its jobs are called off.
"""

import tomllib
from collections.abc import Iterator
from datetime import time, timedelta
from pathlib import Path
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from consult.accounts.models import Role
from consult.consultations.models import Consultation
from consult.demo.consultations import OVER
from consult.demo.scene import Scene
from consult.kit import jobs
from consult.kit.db import session
from consult.kit.languages import number
from contributions.models import Contribution
from synthesis import dossier
from synthesis.analysis.corpus import Corpus
from synthesis.analysis.findings import Progress
from synthesis.composer.document import Claim, Document, TopicBlock
from synthesis.models import EditTarget, Synthesis
from synthesis.operations.building import Task, finish_build, keep_files, record_progress, start_build
from synthesis.operations.life import BUILD, WRITE_FILES, publish_synthesis, validate_synthesis
from synthesis.operations.signing import sign_theme
from synthesis.operations.writing import Place, rewrite
from synthesis.queries.edits import state_of, themes_to_sign
from synthesis.reading import corpus_of_snapshot, edits_made
from synthesis.site import site_look, site_url

_TEXTS = Path(__file__).with_suffix(".toml")
_TO_START, _TO_COMPUTE = timedelta(minutes=1), timedelta(minutes=2)
_SIGNED, _SHOWN = -86, -85
_MORNING, _AFTERNOON = time(9, 5), time(16, 40)


def fill(scene: Scene) -> None:
    """Compute the synthesis of what is over, write in it, sign it off and publish it."""
    consultation = scene.closed_one.consultation
    task = start_build(consultation.id, at=scene.closed_one.until + _TO_START)
    if task is None:
        return
    corpus = corpus_of_snapshot(task.snapshot_id)
    document = dossier.build(corpus, site=site_url(), progress=_keeper(task)).document
    finish_build(task, document, at=scene.closed_one.until + _TO_COMPUTE)
    synthesis = session.get_one(Synthesis, task.synthesis_id)
    _write(scene, synthesis, document)
    _sign_off(scene, synthesis, corpus, document)
    jobs.call_off(BUILD, [{"consultation_id": consultation.id, "slug": consultation.slug}])
    jobs.call_off(WRITE_FILES, [{"id": synthesis.id}])
    scene.said.append(
        _(
            "Synthèse de « %(title)s » : %(count)s contributions, chacune à sa place.",
            title=consultation.title,
            count=number(len(corpus.contributions)),
        )
    )


def _keeper(task: Task) -> Progress:
    def keep(done: int, total: int) -> None:
        record_progress(task.synthesis_id, done, total)

    return keep


# --- what the secretariat writes --------------------------------------------------------


def _write(scene: Scene, synthesis: Synthesis, document: Document) -> None:
    texts = tomllib.loads(_TEXTS.read_text("utf-8"))
    for values in texts["introduction"]:
        place = Place(values["part"], EditTarget.INTRODUCTION, values["part"], "")
        _put(scene, synthesis, place, values)
    for values in texts["sentence"]:
        place_found = _place_of(document, _references(scene.closed_one.consultation, values["on"]))
        if place_found is not None:
            _put(scene, synthesis, place_found, values)


def _put(scene: Scene, synthesis: Synthesis, place: Place, values: dict[str, Any]) -> None:
    at = OVER.instant(scene, values["days"], _AFTERNOON)
    rewrite(scene.account(Role.SECRETARIAT), synthesis, place, values["text"], seen=place.computed, at=at)


def _references(consultation: Consultation, keys: list[str]) -> set[str]:
    ours = Contribution.consultation_id == consultation.id, Contribution.external_key.in_(keys)
    return {one.reference for one in session.scalars(select(Contribution).where(*ours))}


def _place_of(document: Document, wanted: set[str]) -> Place | None:
    """Return where the topic that holds most of these contributions is sized; the smallest one when several do."""
    sized = [
        (len(wanted - set(claim.evidence)), len(claim.evidence), part, claim) for part, claim in _sizes(document)
    ]
    if not sized:
        return None
    _missing, _size, part, claim = min(sized, key=lambda one: one[:2])
    return Place(part, EditTarget.SENTENCE, claim.id, claim.text, claim.evidence)


def _sizes(document: Document) -> Iterator[tuple[str, Claim]]:
    for part in document.sections:
        for section in part.walk():
            for block in section.blocks:
                if isinstance(block, TopicBlock):
                    yield part.id, block.claim


# --- the sign-off -----------------------------------------------------------------------


def _sign_off(scene: Scene, synthesis: Synthesis, corpus: Corpus, document: Document) -> None:
    secretariat = scene.account(Role.SECRETARIAT)
    made = dossier.reassemble(corpus, document, edits_made(synthesis), site=site_url(), look=site_look())
    keep_files(synthesis.id, synthesis.revision, dossier.files(made, dossier.FORMATS), made.document)
    signed_at = OVER.instant(scene, _SIGNED, _MORNING)
    for theme in themes_to_sign(synthesis):
        state = state_of(synthesis, theme.section_id)
        sign_theme(secretariat, synthesis, theme.section_id, seen=state, at=signed_at)
    validate_synthesis(secretariat, synthesis, at=OVER.instant(scene, _SIGNED, _AFTERNOON))
    publish_synthesis(secretariat, synthesis, at=OVER.instant(scene, _SHOWN, _MORNING))
