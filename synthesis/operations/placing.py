"""Keep where each contribution stands in a synthesis, which its author reads."""

from collections.abc import Sequence

from sqlalchemy import delete, insert

from consult.kit.db import session
from synthesis.composer.document import AnnexEntry, Document, Section, quotes_of
from synthesis.models import Placement, Synthesis
from synthesis.reading import ANNEX, written_part

_AT_ONCE = 500


def keep_places(synthesis_id: int, document: Document) -> None:
    """Keep where each contribution stands in a document, in place of what was kept."""
    session.execute(delete(Placement).where(Placement.synthesis_id == synthesis_id))
    rows = list(_places(synthesis_id, document))
    for start in range(0, len(rows), _AT_ONCE):
        session.execute(insert(Placement), rows[start : start + _AT_ONCE])


def place_again(synthesis: Synthesis, contribution_id: int, ref: str) -> None:
    """Keep at once where one text stands now, before the files are written again."""
    placement = session.get_one(Placement, (synthesis.id, contribution_id))
    annexed = written_part(synthesis, placement.section_id)[1].section
    chapter = written_part(synthesis, placement.section_id.removeprefix(f"{ANNEX}-"))[1].section
    placement.place = dict(_placed(annexed))[ref][:200]
    blocks = (block for part in chapter.walk() for block in part.blocks)
    placement.is_quoted = any(quote.ref == ref for block in blocks for quote in quotes_of(block))


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
    blocks = (block for section in document.walk() for block in section.blocks)
    return {quote.ref for block in blocks for quote in quotes_of(block)}
