"""List the sentences of a synthesis an opinion may cite."""

from consult.kit.errors import NotFound
from council.operations.opinions import CitedClaim
from synthesis.composer.document import Block, ProposalBlock, TopicBlock, claims_of
from synthesis.models import Synthesis
from synthesis.reading import written_part

_LONGEST = 300


def claims_in(synthesis: Synthesis, section_id: str) -> list[CitedClaim]:
    """Return the sentences of one part that rest on contributions, as they are read."""
    _frame, part = written_part(synthesis, section_id)
    return [
        CitedClaim(claim.id, section_id, _subject(section.title, block), claim.text, claim.evidence)
        for section in part.section.walk()
        for block in section.blocks
        for claim in claims_of(block)
        if claim.evidence
    ]


def _subject(title: str, block: Block) -> str:
    """Say what a sentence is about: "344 votes, dont 87 % pour" means nothing away from its proposal."""
    if isinstance(block, ProposalBlock | TopicBlock):
        return f"{title} · {block.title}"[:_LONGEST]
    return title


def claim_at(synthesis: Synthesis, section_id: str, claim_id: str) -> CitedClaim:
    """Return one sentence; raise `NotFound` for any other name."""
    for claim in claims_in(synthesis, section_id):
        if claim.claim_id == claim_id:
            return claim
    raise NotFound
