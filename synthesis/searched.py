"""Let the parts of published syntheses be found: their sentences, as they are read."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from flask import url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy import Row, Select, func, select

from consult.accounts.models import Visitor
from consult.consultations.models import Consultation
from consult.kit.db import session
from consult.kit.jobs import Payload
from search.engine import Document, Facet
from search.kinds import FoundText, Searchable
from search.queries.texts import month_of
from synthesis.composer.document import Introduction, Section, claims_of
from synthesis.models import Synthesis, SynthesisSection
from synthesis.queries.syntheses import visible_to
from synthesis.reading import ANNEX, written_part

COLLECTION = "synthesis"


def part_documents(ids: Collection[int] | None) -> Iterator[Document]:
    """Read the parts of syntheses that everyone may find: these, or all of them."""
    for row in session.execute(_rows(ids)).all():
        yield Document(
            collection=COLLECTION,
            id=row.id,
            title=row.title,
            text=_words(row),
            facets={
                Facet.CONSULTATION: row.slug,
                Facet.KIND: COLLECTION,
                Facet.PERIOD: month_of(row.published_at),
            },
            published_at=row.published_at,
        )


def visible_parts(ids: Sequence[int]) -> Mapping[int, FoundText]:
    """Return those of these parts that everyone may read now."""
    rows = session.execute(_rows(ids)).all() if ids else []
    return {row.id: _found(row) for row in rows}


def count_parts() -> int:
    """Count the parts that everyone may find."""
    return session.scalar(select(func.count()).select_from(_rows(None).order_by(None).subquery())) or 0


def payloads_of(synthesis: Synthesis) -> list[Payload]:
    """Return what tells the index to file the parts of a synthesis."""
    parts = session.scalars(select(SynthesisSection.id).where(SynthesisSection.synthesis_id == synthesis.id))
    return [{"collection": COLLECTION, "id": part} for part in parts]


def _rows(ids: Collection[int] | None) -> Select[*tuple[Any, ...]]:
    """Select parts with their synthesis; the annex only repeats what contributions say themselves."""
    statement = (
        select(
            SynthesisSection.id,
            SynthesisSection.title,
            SynthesisSection.section_id,
            Synthesis.id.label("synthesis_id"),
            Synthesis.published_at,
            Consultation.slug,
            Consultation.title.label("consultation"),
        )
        .join(Synthesis, Synthesis.id == SynthesisSection.synthesis_id)
        .join(Consultation, Consultation.id == Synthesis.consultation_id)
        .where(visible_to(Visitor()), ~SynthesisSection.section_id.startswith(ANNEX))
        .where(SynthesisSection.parent_section_id.is_(None))
        .order_by(SynthesisSection.id)
    )
    return statement if ids is None else statement.where(SynthesisSection.id.in_(ids))


def _found(row: Row[Any]) -> FoundText:
    return FoundText(
        id=row.id,
        kind=COLLECTION,
        label=_l("Synthèse"),
        title=row.title,
        text=_words(row),
        url=url_for("synthesis.part", synthesis_id=row.synthesis_id, section_id=row.section_id),
        published_at=row.published_at,
        consultation=row.consultation,
    )


def _words(row: Row[Any]) -> str:
    synthesis = session.get_one(Synthesis, row.synthesis_id)
    section = written_part(synthesis, row.section_id)[1].section
    return "\n".join(line for part in section.walk() for line in _lines(part))


def _lines(section: Section) -> Iterator[str]:
    yield section.title
    for block in section.blocks:
        if isinstance(block, Introduction):
            yield block.text
        yield from (claim.text for claim in claims_of(block))


SYNTHESES = Searchable(
    name=COLLECTION,
    kinds={COLLECTION: _l("Synthèses")},
    documents=part_documents,
    together=set,
    visible=visible_parts,
    count=count_parts,
)
