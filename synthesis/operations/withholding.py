"""Withhold from a synthesis already read what may no longer be read of the contributions it repeats."""

from collections.abc import Collection
from dataclasses import asdict, replace
from datetime import datetime
from json import dumps

from sqlalchemy import or_, select

from consult.accounts.models import Visitor
from consult.consultations.models import Consultation
from consult.kit import jobs, outbox
from consult.kit.db import session
from contributions.models import Contribution
from contributions.queries.visibility import visible_to
from moderation.masking import MASK
from search.kinds import CHANGED
from synthesis.analysis.corpus import Contribution as Row
from synthesis.analysis.corpus import Corpus
from synthesis.composer.withholding import repeated
from synthesis.composer.wording import Wording
from synthesis.models import Placement, Synthesis, SynthesisStatus
from synthesis.operations.life import WRITE_FILES
from synthesis.queries.corpus import corpus_of
from synthesis.queries.syntheses import locked_synthesis
from synthesis.reading import computed_document, corpus_of_snapshot, edits_made, withheld_in, written_document
from synthesis.searched import payloads_of

_SIGNED_OFF = (SynthesisStatus.VALIDATED, SynthesisStatus.PUBLISHED)


def synthesis_ids_showing(contribution_ids: Collection[int]) -> list[int]:
    """Return the syntheses, read or about to be by more than the secretariat, that place these contributions."""
    is_read = or_(Synthesis.status.in_(_SIGNED_OFF), Synthesis.provisional_from.is_not(None))
    placed = select(Placement.synthesis_id).where(Placement.contribution_id.in_(contribution_ids))
    statement = select(Synthesis.id).where(Synthesis.id.in_(placed), is_read, Synthesis.frame.is_not(None))
    return list(session.scalars(statement.order_by(Synthesis.id)))


def withhold(synthesis_id: int, *, at: datetime) -> None:
    """Keep which words must leave a synthesis and have its files written again, unless they are the same."""
    synthesis = locked_synthesis(synthesis_id)
    if synthesis.status is SynthesisStatus.BUILDING or synthesis.snapshot_id is None:
        return
    corpus = corpus_of_snapshot(synthesis.snapshot_id)
    refs, masked = _withheld_refs(corpus, synthesis.consultation_id, at)
    documents = computed_document(synthesis), written_document(synthesis)
    found = repeated(refs, corpus, *documents, edits_made(synthesis), masked=masked, mask=MASK)
    before = withheld_in(synthesis)
    if (found.words, found.rows) == (before.words, before.rows):
        return
    found = replace(found, day=Wording().day(at), was_public=synthesis.is_public)
    synthesis.withheld = dumps(asdict(found), ensure_ascii=False, sort_keys=True) if found else ""
    synthesis.revision += 1
    jobs.enqueue(WRITE_FILES, {"id": synthesis.id}, at=at)
    if synthesis.is_public:
        outbox.record_all(CHANGED, payloads_of(synthesis), at=at)


def _withheld_refs(corpus: Corpus, consultation_id: int, at: datetime) -> tuple[list[str], dict[str, Row]]:
    """Name the contributions visitors read no more, or in other words; give the rows whose words are masked."""
    here = Contribution.consultation_id == consultation_id
    public = set(session.scalars(select(Contribution.id).where(visible_to(Visitor()), here)))
    now = corpus_of(session.get_one(Consultation, consultation_id), at=at, say=Wording()).by_ref
    read = {ref: now[ref] for ref in corpus.by_ref if int(ref[1:]) in public and ref in now}
    changed = {ref: row for ref, row in read.items() if _words(row) != _words(corpus.by_ref[ref])}
    hidden = {ref for ref in corpus.by_ref if int(ref[1:]) not in public}
    masked = {ref: row for ref, row in changed.items() if any(MASK in words for words in _words(row))}
    return sorted(hidden | changed.keys()), masked


def _words(row: Row) -> tuple[str, ...]:
    return row.text, getattr(row, "title", "")
