"""Build a synthesis step by step, each in its own transaction: a crash costs one step, nothing is done twice."""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import cast

from flask_babel import gettext as _
from sqlalchemy import CursorResult, delete, select, update

from consult.consultations.models import Consultation
from consult.kit import mail
from consult.kit.addresses import external_url
from consult.kit.db import session, upsert
from consult.kit.news import announce
from synthesis import news
from synthesis.analysis.corpus import Corpus
from synthesis.analysis.grids import Grid, grids_to_json
from synthesis.analysis.snapshot import to_json
from synthesis.composer.changes import Change
from synthesis.composer.document import Document, QuoteBlock
from synthesis.composer.edits import apply_edits
from synthesis.composer.wording import Wording
from synthesis.models import (
    BuildPhase,
    Snapshot,
    Synthesis,
    SynthesisFile,
    SynthesisSection,
    SynthesisStatus,
)
from synthesis.operations.arranging import reverse_edit
from synthesis.operations.life import change_status, new_synthesis, stop_build
from synthesis.operations.placing import keep_places
from synthesis.operations.signing import lift_signature
from synthesis.queries.corpus import corpus_of
from synthesis.queries.edits import arrangement_of, signatures_of
from synthesis.queries.syntheses import locked_synthesis, secretariat_of, snapshot_with, synthesis_of
from synthesis.reading import change_of, edits_made, fingerprint_of, kept_frame, kept_sections


@dataclass(frozen=True)
class Task:
    """What the worker must compute: a synthesis and the data it rests on."""

    synthesis_id: int
    snapshot_id: int


def start_build(consultation_id: int, *, at: datetime) -> Task | None:
    """Open the synthesis of a consultation and photograph its data; None when it is already built or stopped.

    A run after a crash starts again from the same photograph.
    """
    synthesis = synthesis_of(consultation_id) or new_synthesis(consultation_id, None, at=at)
    if synthesis.status is not SynthesisStatus.BUILDING:
        return None
    if synthesis.stop_asked_at is not None:
        stop_build(synthesis, None, at=at)
        return None
    if synthesis.next_snapshot_id is None:
        consultation = session.get_one(Consultation, consultation_id)
        synthesis.next_snapshot_id = take_snapshot(consultation, at=at).id
    synthesis.started_at = synthesis.started_at or at
    synthesis.phase = BuildPhase.READING
    session.flush()
    return Task(synthesis.id, synthesis.next_snapshot_id)


def take_snapshot(consultation: Consultation, *, at: datetime) -> Snapshot:
    """Keep what everyone may read of a consultation, sorted and hashed; the same rows are kept once."""
    corpus = corpus_of(consultation, at=at, say=Wording())
    content = to_json(corpus)
    fingerprint = sha256(content).hexdigest()
    known = snapshot_with(consultation.id, fingerprint)
    if known is not None:
        return known
    snapshot = Snapshot(
        consultation_id=consultation.id,
        taken_at=corpus.taken_at,
        sha256=fingerprint,
        contributions_count=len(corpus.contributions),
        content=zlib.compress(content),
    )
    session.add(snapshot)
    session.flush()
    return snapshot


def record_progress(synthesis_id: int, done: int, total: int, phase: BuildPhase = BuildPhase.ANALYSIS) -> bool:
    """Say how far the worker is; return False when someone asked it to stop."""
    values: dict[str, object] = {"phase": phase} | ({"done": done, "total": total} if total else {})
    session.execute(update(Synthesis).where(Synthesis.id == synthesis_id).values(values))
    return session.scalar(select(Synthesis.stop_asked_at).where(Synthesis.id == synthesis_id)) is None


def abandon_build(task: Task, *, at: datetime) -> None:
    """Leave a computation someone asked to stop."""
    synthesis = locked_synthesis(task.synthesis_id)
    if synthesis.status is SynthesisStatus.BUILDING:
        stop_build(synthesis, None, at=at)


def finish_build(
    task: Task,
    document: Document,
    *,
    at: datetime,
    corpus: Corpus | None = None,
    grids: Sequence[Grid] = (),
    order: Sequence[int] = (),
) -> bool:
    """Keep the computed document as a draft and tell the secretariat; False when another worker did it first.

    What people changed is kept; a quote whose words no longer stand in the data is taken back, and the themes
    that now read otherwise lose their signature.
    """
    synthesis = locked_synthesis(task.synthesis_id)
    if synthesis.status is not SynthesisStatus.BUILDING or synthesis.next_snapshot_id != task.snapshot_id:
        return False
    _keep_document(synthesis, document)
    synthesis.snapshot_id, synthesis.next_snapshot_id = task.snapshot_id, None
    synthesis.built_at = at
    synthesis.grids = zlib.compress(grids_to_json(grids)) if grids else None
    synthesis.chapter_order = " ".join(map(str, order))
    synthesis.withheld = ""
    synthesis.revision += 1
    synthesis.phase = BuildPhase.FILES
    session.expire(synthesis, ["snapshot"])
    change_status(synthesis, SynthesisStatus.DRAFT, None, at=at)
    if corpus is not None:
        take_back_lost_quotes(synthesis, corpus, at=at)
    keep_places(synthesis.id, apply_edits(document, edits_made(synthesis)))
    for section_id, signature in signatures_of(synthesis).items():
        if signature.sha256 != fingerprint_of(synthesis, section_id):
            lift_signature(synthesis, section_id, None, at=at)
    _tell_secretariat(synthesis, document, at)
    announce(news.synthesis_built, synthesis_id=synthesis.id, consultation_id=synthesis.consultation_id)
    return True


def take_back_lost_quotes(synthesis: Synthesis, corpus: Corpus, *, at: datetime) -> None:
    """Take back the chosen quotes and added evidence that the data no longer hold, letter for letter."""
    for edit in arrangement_of(synthesis):
        if reason := _what_was_lost(change_of(edit), corpus):
            reverse_edit(edit, None, undone=True, reason=reason, at=at)


def _what_was_lost(change: Change, corpus: Corpus) -> str:
    """Say what a change rests on that the data no longer hold; empty while they hold it."""
    if change.quote is not None:
        return "" if _stands(change.quote, corpus) else _("le texte cité a changé ou n’est plus publié")
    if change.claim_id and not corpus.by_ref.keys() >= set(change.refs):
        return _("une contribution ajoutée n’est plus publiée")
    return ""


def _stands(quote: QuoteBlock, corpus: Corpus) -> bool:
    row = corpus.by_ref.get(quote.ref)
    return row is not None and row.text[quote.start : quote.end] == quote.words


def keep_files(
    synthesis_id: int, revision: int, files: Mapping[str, bytes], document: Document | None = None
) -> bool:
    """Keep the files of one revision in place of the former ones; False when the texts changed meanwhile.

    With the document they were written from, authors are told the very places it prints.
    """
    counted = update(Synthesis).where(Synthesis.id == synthesis_id, Synthesis.revision == revision)
    changed = cast("CursorResult[object]", session.execute(counted.values(files_revision=revision)))
    if not changed.rowcount:
        return False
    others = SynthesisFile.name.not_in(files)
    session.execute(delete(SynthesisFile).where(SynthesisFile.synthesis_id == synthesis_id, others))
    for name, content in sorted(files.items()):
        values = {"content": content, "sha256": sha256(content).hexdigest(), "size": len(content)}
        statement = upsert(SynthesisFile).values(synthesis_id=synthesis_id, name=name, **values)
        session.execute(statement.on_conflict_do_update(index_elements=["synthesis_id", "name"], set_=values))
    if document is not None:
        keep_places(synthesis_id, document)
    return True


def _keep_document(synthesis: Synthesis, document: Document) -> None:
    session.execute(delete(SynthesisSection).where(SynthesisSection.synthesis_id == synthesis.id))
    synthesis.frame = kept_frame(document)
    for row in kept_sections(document):
        row.synthesis_id = synthesis.id
        session.add(row)
    session.flush()


def _tell_secretariat(synthesis: Synthesis, document: Document, at: datetime) -> None:
    consultation = session.get_one(Consultation, synthesis.consultation_id)
    for person in secretariat_of(synthesis.consultation_id):
        mail.write(
            person.email or "",
            _("La synthèse de « %(title)s » est prête à relire", title=consultation.title),
            "synthesis/mail/draft_ready",
            at=at,
            consultation=consultation,
            contributions={row.name: row.value for row in document.figures}["contributions"],
            desk_url=external_url("synthesis_desk.show", synthesis_id=synthesis.id),
        )
