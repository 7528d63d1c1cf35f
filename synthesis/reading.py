"""Put a kept synthesis back together: what was computed, with what a person wrote in its place.

Nothing here loads what computes a synthesis, so that pages can use it. A page reads one part; only the files
and the validation read them all.
"""

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from json import dumps, loads

from consult.kit.errors import NotFound
from synthesis.analysis.codec import plain, typed
from synthesis.analysis.corpus import Contribution, Corpus
from synthesis.analysis.snapshot import from_json
from synthesis.composer.changes import Change, Lapse
from synthesis.composer.corrections import CORRECTIONS, Contested
from synthesis.composer.document import Document, Link, Section, TopicBlock, claims_of
from synthesis.composer.edits import AddedIntroduction, Edits, Replacement, apply_edits, lapses_of
from synthesis.composer.quoting import inside
from synthesis.composer.rearranging import shelf_after
from synthesis.composer.shelf import Held, Shelf
from synthesis.composer.withheld_notice import headed, told_in
from synthesis.composer.withholding import REMOVED, Withheld
from synthesis.composer.wording import Wording
from synthesis.formats.tree import document_from_bytes, document_to_bytes
from synthesis.models import EditTarget, Synthesis, SynthesisEdit, SynthesisSection
from synthesis.queries.contests import counts_of
from synthesis.queries.edits import arrangement_of
from synthesis.queries.syntheses import (
    edits_in_force,
    section_of,
    sections_named,
    snapshot_content,
    whole_sections_of,
)

ANNEX, BRIEF, LIMITS = "annexe", "en-bref", "limites"
_PLACE = re.compile(r"([PACS]\d+):(\d+)-(\d+)")


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


def arranged_part(synthesis: Synthesis, section_id: str) -> Section:
    """Return one part with its topics as a person arranged them, and its sentences as the program wrote them."""
    changes = tuple(change_of(row) for row in arrangement_of(synthesis) if row.section_id == section_id)
    document = replace(frame_of(synthesis), sections=(computed_part(synthesis, section_id).section,))
    return apply_edits(document, Edits(changes=changes)).sections[0]


def shelf_of(synthesis: Synthesis, section_id: str) -> Shelf:
    """Return the topics of one theme as they stand."""
    changes = tuple(change_of(row) for row in arrangement_of(synthesis) if row.section_id == section_id)
    return shelf_after(
        computed_part(synthesis, section_id).section, changes, Wording(frame_of(synthesis).language)
    )


def topics_placing(synthesis: Synthesis, section_ids: Iterable[str]) -> dict[int, str]:
    """Name the topic that places each contribution of these parts of the annex, where one does."""
    themes = sorted({name.removeprefix(f"{ANNEX}-") for name in section_ids})
    topics = [topic for theme in themes for topic in shelf_of(synthesis, theme).topics]
    return {int(ref[1:]): topic.key for topic in topics for ref in topic.placed}


def lapses_in(synthesis: Synthesis) -> tuple[Lapse, ...]:
    """Return the changes that find no place in what is computed now, and why."""
    rows = [row for row in whole_sections_of(synthesis) if not row.section_id.startswith(ANNEX)]
    document = replace(frame_of(synthesis), sections=tuple(_part(row).section for row in rows))
    return lapses_of(document, edits_made(synthesis))


def fingerprint_of(synthesis: Synthesis, section_id: str) -> str:
    """Return the SHA-256 of the words of one part as it is read."""
    part = written_part(synthesis, section_id)[1].section
    return sha256(dumps(plain(part), ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def topic_fingerprint(topic: Held) -> str:
    """Return the SHA-256 of what a person signs of a topic: its name, its texts, its quotes."""
    signed = [topic.name, list(topic.refs), plain(topic.quotes)]
    return sha256(dumps(signed, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def written_part(synthesis: Synthesis, section_id: str) -> tuple[Document, Part]:
    """Return one part as it is read, what a person changed in its place, with what frames it."""
    part, frame = computed_part(synthesis, section_id), frame_of(synthesis)
    edits = edits_made(synthesis)
    beside = [_part(row).section for row in sections_named(synthesis, _changed_with(section_id, edits))]
    written = apply_edits(replace(frame, sections=(part.section, *beside)), edits)
    return frame, _as_may_be_read(replace(part, section=written.sections[0]), withheld_in(synthesis), frame)


def _as_may_be_read(part: Part, withheld: Withheld, frame: Document) -> Part:
    """Return a part without the words that left it; each one they left says so, as those that always do."""
    kept, say = withheld.without(part), Wording(frame.language)
    told = told_in(kept.section, withheld, say)
    if told == kept.section != part.section:
        told = headed(told, withheld, say)
    return replace(kept, section=told)


def withheld_in(synthesis: Synthesis) -> Withheld:
    """Return what must no longer be read of a synthesis: the words of texts withheld since it was computed."""
    kept = loads(synthesis.withheld) if synthesis.withheld else {}
    if "words" not in kept:
        return Withheld({ref: dict.fromkeys(words, REMOVED) for ref, words in kept.items()})
    return Withheld(**kept)


def _changed_with(section_id: str, edits: Edits) -> set[str]:
    """Name the chapters whose changes show in a part: the brief, the limits and the annex speak of topics."""
    chapters = {change.chapter for change in edits.changes}
    if section_id == CORRECTIONS:
        return {
            *chapters,
            *(edit.part for edit in edits.replacements),
            *(edit.part for edit in edits.introductions),
        }
    if section_id in {BRIEF, LIMITS}:
        return chapters
    return chapters & {section_id.removeprefix(f"{ANNEX}-")} - {section_id}


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
    return apply_edits(computed_document(synthesis), edits_made(synthesis))


def corpus_of_snapshot(snapshot_id: int) -> Corpus:
    """Return the data a synthesis was computed from."""
    return from_json(zlib.decompress(snapshot_content(snapshot_id)))


def edits_made(synthesis: Synthesis) -> Edits:
    """Gather all that people changed and said, as the composer knows it."""
    kept = [(row, row.after) for row in edits_in_force(synthesis) if row.after is not None]
    arranged = arrangement_of(synthesis)
    before = words_before(synthesis, arranged)
    return Edits(
        tuple(
            Replacement(
                row.target_id, text, tuple(loads(row.anchor)) if row.anchor else (), row.section_id, _day(row)
            )
            for row, text in kept
            if row.target is EditTarget.SENTENCE
        ),
        tuple(
            AddedIntroduction(row.target_id, text, row.section_id, _day(row))
            for row, text in kept
            if row.target is EditTarget.INTRODUCTION
        ),
        tuple(replace(change_of(row), before=before[row.id]) for row in arranged),
        contested_in(synthesis),
        tuple(map(int, synthesis.chapter_order.split())),
    )


def change_of(row: SynthesisEdit) -> Change:
    """Read the change a row keeps."""
    found: Change = typed(Change, loads(row.anchor))
    return replace(found, id=f"e{row.id}", before=row.before, on=_day(row))


def words_before(synthesis: Synthesis, edits: Sequence[SynthesisEdit]) -> dict[int, str]:
    """Tell what stood before each change, in words: early ones kept the place of a quote only, as A188:84-157."""
    places = {edit.id: found for edit in edits if (found := _PLACE.fullmatch(edit.before))}
    rows = corpus_of_snapshot(synthesis.snapshot_id or 0).by_ref if places else {}
    return {edit.id: _quoted_at(places[edit.id], rows) if edit.id in places else edit.before for edit in edits}


def _quoted_at(place: re.Match[str], rows: Mapping[str, Contribution]) -> str:
    ref, start, end = place.groups()
    row = rows.get(ref)
    return f"«\u00a0{inside(row.text[int(start) : int(end)])}\u00a0» ({ref})" if row else ref


def _day(row: SynthesisEdit) -> str:
    return Wording().day(row.at)


def contested_in(synthesis: Synthesis) -> Contested:
    """Count what contributors said of the provisional synthesis, once it was opened to them."""
    opened, closed = synthesis.provisional_from, synthesis.provisional_until
    if opened is None:
        return Contested()
    say = Wording()
    return replace(counts_of(synthesis), opened_on=say.day(opened), closed_on=say.day(closed or opened))


def _part(row: SynthesisSection) -> Part:
    found: Part = typed(Part, loads(zlib.decompress(row.content)))
    return found
