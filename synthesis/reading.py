"""Put a kept synthesis back together: what was computed, with what a person wrote in its place.

Nothing here loads what computes a synthesis, so that pages can use it. A page reads one part; only the files
and the validation read them all.
"""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from json import dumps, loads

from consult.kit.errors import NotFound
from synthesis.analysis.codec import plain, typed
from synthesis.analysis.corpus import Corpus
from synthesis.analysis.snapshot import from_json
from synthesis.composer.document import Document, Link, Section, TopicBlock, claims_of
from synthesis.composer.edits import AddedIntroduction, Edits, Replacement, apply_edits
from synthesis.formats.tree import document_from_bytes, document_to_bytes
from synthesis.models import EditTarget, Synthesis, SynthesisEdit, SynthesisSection
from synthesis.queries.syntheses import edits_in_force, section_of, snapshot_content, whole_sections_of

ANNEX = "annexe"


@dataclass(frozen=True)
class Part:
    """One part of a synthesis, with the paths of the contributions it names."""

    section: Section
    links: tuple[Link, ...]


# --- to the database ------------------------------------------------------------------


def kept_frame(document: Document) -> bytes:
    """Return what every part of a document shares: its titles, labels and figures."""
    return zlib.compress(document_to_bytes(replace(document, sections=())))


def kept_sections(document: Document) -> Iterator[SynthesisSection]:
    """Yield the parts of a document as rows, the annex cut by theme."""
    paths = {link.ref: link for link in document.paths()}
    for position, (parent, section) in enumerate(_cut(document)):
        links = tuple(paths[ref] for ref in _refs(section) if ref in paths)
        content = dumps(plain(Part(section, links)), ensure_ascii=False, separators=(",", ":")).encode()
        yield SynthesisSection(
            position=position,
            section_id=section.id,
            parent_section_id=parent,
            title=section.title[:300],
            content=zlib.compress(content),
        )


def _cut(document: Document) -> Iterator[tuple[str | None, Section]]:
    for section in document.sections:
        if section.id == ANNEX:
            yield None, replace(section, sections=())
            yield from ((ANNEX, child) for child in section.sections)
        else:
            yield None, section


def _refs(section: Section) -> Sequence[str]:
    """List the contributions a part names: those printed beside its claims, and all those of its topics."""
    found: set[str] = set()
    for part in section.walk():
        for block in part.blocks:
            for claim in claims_of(block):
                found.update(claim.evidence if isinstance(block, TopicBlock) else claim.shown)
    return sorted(found)


# --- from the database ----------------------------------------------------------------


def frame_of(synthesis: Synthesis) -> Document:
    """Return what every part shares; raise `NotFound` before the synthesis is computed."""
    if synthesis.frame is None:
        raise NotFound
    return document_from_bytes(zlib.decompress(synthesis.frame))


def computed_part(synthesis: Synthesis, section_id: str) -> Part:
    """Return one part as the program wrote it; raise `NotFound` for any other name."""
    return _part(section_of(synthesis, section_id))


def written_part(synthesis: Synthesis, section_id: str) -> tuple[Document, Part]:
    """Return one part as it is read, hand-written sentences in their place, with what frames it."""
    part, frame = computed_part(synthesis, section_id), frame_of(synthesis)
    edits = edits_of(edits_in_force(synthesis, section_id))
    written = apply_edits(replace(frame, sections=(part.section,)), edits)
    return frame, replace(part, section=written.sections[0])


def computed_document(synthesis: Synthesis) -> Document:
    """Return the whole document as the program wrote it."""
    rows = whole_sections_of(synthesis)
    parts = [(row.parent_section_id, _part(row)) for row in rows]
    below = tuple(part.section for parent, part in parts if parent == ANNEX)
    sections = tuple(
        replace(part.section, sections=below) if part.section.id == ANNEX else part.section
        for parent, part in parts
        if parent is None
    )
    return replace(frame_of(synthesis), sections=sections)


def written_document(synthesis: Synthesis) -> Document:
    """Return the whole document as it is read."""
    return apply_edits(computed_document(synthesis), edits_of(edits_in_force(synthesis)))


def corpus_of_snapshot(snapshot_id: int) -> Corpus:
    """Return the data a synthesis was computed from."""
    return from_json(zlib.decompress(snapshot_content(snapshot_id)))


def edits_of(rows: Sequence[SynthesisEdit]) -> Edits:
    """Turn the rows in force into the edits the composer knows."""
    kept = [(row, row.after) for row in rows if row.after is not None]
    return Edits(
        tuple(Replacement(row.target_id, text) for row, text in kept if row.target is EditTarget.SENTENCE),
        tuple(
            AddedIntroduction(row.target_id, text) for row, text in kept if row.target is EditTarget.INTRODUCTION
        ),
    )


def _part(row: SynthesisSection) -> Part:
    found: Part = typed(Part, loads(zlib.decompress(row.content)))
    return found
