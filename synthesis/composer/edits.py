"""What the secretariat wrote: sentences in place of computed ones, and introductions.

Edits are a separate input, so that the computed sentence is never lost; nothing can be hidden by an edit.
"""

from dataclasses import dataclass, replace

from synthesis.composer.document import (
    Block,
    Bullets,
    Claim,
    Document,
    Introduction,
    Paragraph,
    ProposalBlock,
    Section,
    TopicBlock,
)


class EmptyEditError(ValueError):
    """An edit without words, which would hide what was computed."""


@dataclass(frozen=True)
class Replacement:
    """A sentence written in place of the one of a claim."""

    claim_id: str
    text: str


@dataclass(frozen=True)
class AddedIntroduction:
    """A paragraph written at the head of a section."""

    section_id: str
    text: str


@dataclass(frozen=True)
class Edits:
    """Everything the secretariat wrote in one synthesis."""

    replacements: tuple[Replacement, ...] = ()
    introductions: tuple[AddedIntroduction, ...] = ()

    def __post_init__(self) -> None:
        """Refuse an edit that says nothing."""
        texts = [edit.text for edit in self.replacements] + [edit.text for edit in self.introductions]
        if not all(text.strip() for text in texts):
            raise EmptyEditError("Écrivez une phrase : un texte vide cacherait ce qui a été calculé.")


def apply_edits(document: Document, edits: Edits) -> Document:
    """Put hand-written text in its place; edits whose claim or section is gone are listed as orphans."""
    written = {edit.claim_id: edit.text.strip() for edit in edits.replacements}
    openings = {edit.section_id: edit.text.strip() for edit in edits.introductions}
    lost = written.keys() - {claim.id for claim in document.claims()}
    lost |= openings.keys() - {section.id for section in document.walk()}
    return replace(
        document,
        sections=tuple(_section(section, written, openings) for section in document.sections),
        orphan_edits=tuple(sorted(lost)),
    )


def _section(section: Section, written: dict[str, str], openings: dict[str, str]) -> Section:
    blocks = tuple(_block(block, written) for block in section.blocks)
    opening = openings.get(section.id)
    return replace(
        section,
        blocks=blocks if opening is None else (Introduction(opening), *blocks),
        sections=tuple(_section(child, written, openings) for child in section.sections),
    )


def _block(block: Block, written: dict[str, str]) -> Block:
    if isinstance(block, Paragraph | Bullets):
        return replace(block, claims=tuple(_claim(claim, written) for claim in block.claims))
    if isinstance(block, ProposalBlock | TopicBlock):
        return replace(block, claim=_claim(block.claim, written))
    return block


def _claim(claim: Claim, written: dict[str, str]) -> Claim:
    text = written.get(claim.id)
    return claim if text is None else replace(claim, text=text, computed=claim.text)
