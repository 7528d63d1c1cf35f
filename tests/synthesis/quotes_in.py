"""Find the quotes a block of the document holds."""

from synthesis.composer.document import Block, ProposalBlock, QuoteBlock, TopicBlock


def quotes_in(block: Block) -> tuple[QuoteBlock, ...]:
    if isinstance(block, TopicBlock):
        return block.quotes
    if isinstance(block, ProposalBlock):
        return tuple(quote for side in block.sides for quote in side.quotes)
    return (block,) if isinstance(block, QuoteBlock) else ()
