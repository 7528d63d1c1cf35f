"""Build a synthesis step by step, each in its own transaction: a crash costs one step, nothing is done twice."""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import cast

from flask_babel import gettext as _
from sqlalchemy import CursorResult, delete, insert, update

from consult.consultations.models import Consultation
from consult.kit import mail
from consult.kit.addresses import external_url
from consult.kit.db import session, upsert
from consult.kit.news import announce
from synthesis import news
from synthesis.analysis.snapshot import to_json
from synthesis.composer.document import AnnexEntry, Document, ProposalBlock, Section, TopicBlock
from synthesis.composer.wording import Wording
from synthesis.models import (
    Placement,
    Snapshot,
    Synthesis,
    SynthesisFile,
    SynthesisSection,
    SynthesisStatus,
)
from synthesis.operations.life import change_status, new_synthesis
from synthesis.queries.corpus import corpus_of
from synthesis.queries.syntheses import locked_synthesis, secretariat_of, snapshot_with, synthesis_of
from synthesis.reading import kept_frame, kept_sections

_AT_ONCE = 500


@dataclass(frozen=True)
class Task:
    """What the worker must compute: a synthesis and the data it rests on."""

    synthesis_id: int
    snapshot_id: int


def start_build(consultation_id: int, *, at: datetime) -> Task | None:
    """Open the synthesis of a consultation and photograph its data; None when it is already built."""
    synthesis = synthesis_of(consultation_id) or new_synthesis(consultation_id, None, at=at)
    if synthesis.status is not SynthesisStatus.BUILDING:
        return None
    if synthesis.snapshot_id is None:
        consultation = session.get_one(Consultation, consultation_id)
        synthesis.snapshot_id = take_snapshot(consultation, at=at).id
    session.flush()
    return Task(synthesis.id, synthesis.snapshot_id)


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


def record_progress(synthesis_id: int, done: int, total: int) -> None:
    """Say how far the worker is."""
    session.execute(update(Synthesis).where(Synthesis.id == synthesis_id).values(done=done, total=total))


def finish_build(task: Task, document: Document, *, at: datetime) -> bool:
    """Keep the computed document as a draft and tell the secretariat; False when another worker did it first."""
    synthesis = locked_synthesis(task.synthesis_id)
    if synthesis.status is not SynthesisStatus.BUILDING or synthesis.snapshot_id != task.snapshot_id:
        return False
    _keep_document(synthesis, document)
    synthesis.built_at = at
    synthesis.revision += 1
    change_status(synthesis, SynthesisStatus.DRAFT, None, at=at)
    _keep_places(synthesis.id, document)
    _tell_secretariat(synthesis, document, at)
    announce(news.synthesis_built, synthesis_id=synthesis.id, consultation_id=synthesis.consultation_id)
    return True


def keep_files(synthesis_id: int, revision: int, files: Mapping[str, bytes]) -> bool:
    """Keep the files of one revision in place of the former ones; False when the texts changed meanwhile."""
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


# --- places ---------------------------------------------------------------------------


def _keep_places(synthesis_id: int, document: Document) -> None:
    session.execute(delete(Placement).where(Placement.synthesis_id == synthesis_id))
    rows = list(_places(synthesis_id, document))
    for start in range(0, len(rows), _AT_ONCE):
        session.execute(insert(Placement), rows[start : start + _AT_ONCE])


def _places(synthesis_id: int, document: Document) -> Sequence[dict[str, object]]:
    """List where each contribution stands, from the annex, and which ones are quoted."""
    quoted = _quoted(document)
    annex = next(section for section in document.sections if section.id == "annexe")
    return [
        {
            "synthesis_id": synthesis_id,
            "contribution_id": int(ref[1:]),
            "section_id": part.id,
            "theme": part.title[:200],
            "place": place[:200],
            "is_quoted": ref in quoted,
        }
        for part in annex.sections
        for ref, place in _placed(part)
    ]


def _placed(part: Section) -> Sequence[tuple[str, str]]:
    placed: list[tuple[str, str]] = []
    for block in part.blocks:
        if isinstance(block, AnnexEntry):
            placed.append((block.ref, block.place))
            placed.extend((reply.ref, reply.place) for reply in block.replies)
    return placed


def _quoted(document: Document) -> set[str]:
    found: set[str] = set()
    for section in document.walk():
        for block in section.blocks:
            if isinstance(block, TopicBlock):
                found.update(quote.ref for quote in block.quotes)
            elif isinstance(block, ProposalBlock):
                found.update(quote.ref for side in block.sides for quote in side.quotes)
    return found
