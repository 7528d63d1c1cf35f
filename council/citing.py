"""List what an opinion may cite of a synthesis: its sentences, its topics, its proposals, its quotes."""

from collections.abc import Iterator, Sequence

from consult.kit.errors import NotFound
from consult.kit.text.french import terms, tokens
from council.models import CitedKind
from council.operations.citations import Cited
from synthesis.composer.document import Block, Claim, ProposalBlock, QuoteBlock, Section, TopicBlock, claims_of
from synthesis.models import Synthesis
from synthesis.reading import written_part

_LONGEST = 300


def citable_in(synthesis: Synthesis, section_id: str) -> list[Cited]:
    """Return what one part holds that rests on contributions, as it is read."""
    _frame, part = written_part(synthesis, section_id)
    found = (
        one
        for section in part.section.walk()
        for block in section.blocks
        for one in _in_block(section_id, section, block)
    )
    return list({one.claim_id: one for one in found if one.evidence}.values())


def citable_saying(synthesis: Synthesis, section_ids: Sequence[str], words: str) -> list[Cited]:
    """Return what these parts hold that says every one of these words, or words of their families, each once."""
    wanted = [set(one.terms) for one in tokens(words) if one.terms]
    if not wanted:
        return []
    found = (one for section_id in section_ids for one in citable_in(synthesis, section_id))
    return list({one.claim_id: one for one in found if _says(one, wanted)}.values())


def _says(one: Cited, wanted: Sequence[set[str]]) -> bool:
    held = set(terms(f"{one.section_title} {one.words}"))
    return all(held & forms for forms in wanted)


def _in_block(section_id: str, section: Section, block: Block) -> Iterator[Cited]:
    title = _subject(section.title, block)
    if isinstance(block, TopicBlock):
        yield Cited(CitedKind.TOPIC, block.id, block.id, section_id, title, block.title, block.claim.evidence)
    if isinstance(block, ProposalBlock):
        anchor, evidence = block.claim.id, (block.ref,)
        yield Cited(
            CitedKind.PROPOSAL, f"proposal:{block.ref}", anchor, section_id, section.title, block.title, evidence
        )
    for claim in claims_of(block):
        yield _claim(section_id, title, claim)
    for quote, anchor in _quotes_of(block):
        yield _quote(section_id, title, quote, anchor)


def _claim(section_id: str, title: str, claim: Claim) -> Cited:
    return Cited(CitedKind.CLAIM, claim.id, claim.id, section_id, title, claim.text, claim.evidence)


def _quotes_of(block: Block) -> Iterator[tuple[QuoteBlock, str]]:
    """Yield the quotes of a block, each with the anchor closest to it."""
    if isinstance(block, QuoteBlock):
        yield block, ""
    elif isinstance(block, TopicBlock):
        yield from ((quote, block.id) for quote in block.quotes)
    elif isinstance(block, ProposalBlock):
        yield from ((quote, block.claim.id) for side in block.sides for quote in side.quotes)


def _quote(section_id: str, title: str, quote: QuoteBlock, anchor: str) -> Cited:
    name = f"quote:{quote.ref}:{quote.start}-{quote.end}"
    return Cited(CitedKind.QUOTE, name, anchor, section_id, title, quote.words, (quote.ref,))


def _subject(title: str, block: Block) -> str:
    """Say what a sentence is about: "344 votes, dont 87 % pour" means nothing away from its proposal."""
    if isinstance(block, ProposalBlock | TopicBlock):
        return f"{title} · {block.title}"[:_LONGEST]
    return title


def citable_at(synthesis: Synthesis, section_id: str, claim_id: str) -> Cited:
    """Return one thing that may be cited; raise `NotFound` for any other name."""
    for one in citable_in(synthesis, section_id):
        if one.claim_id == claim_id:
            return one
    raise NotFound
