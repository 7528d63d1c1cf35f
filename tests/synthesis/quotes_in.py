"""Find the quotes a block of the document holds."""

from synthesis.composer.document import AnnexEntry, Block, ProposalBlock, QuoteBlock, TopicBlock


def quotes_in(block: Block) -> tuple[QuoteBlock, ...]:
    if isinstance(block, TopicBlock):
        return block.quotes
    if isinstance(block, ProposalBlock):
        told = tuple(quote for side in block.sides for quote in side.quotes)
        return told if block.summary is None else (block.summary, *told)
    if isinstance(block, AnnexEntry):
        return () if block.summary is None else (block.summary,)
    return (block,) if isinstance(block, QuoteBlock) else ()
