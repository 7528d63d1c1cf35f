"""What repeated texts change: the ranks again, with the first of each repeated text alone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from synthesis.analysis.copies import CopyGroup
from synthesis.analysis.corpus import Corpus
from synthesis.analysis.votes import most_disputed, most_supported, receptions


@dataclass(frozen=True)
class CampaignEffect:
    """What would enter the proposals ranked first, and leave them, without repeated proposals (campagne).

    `repeated` counts the proposals that repeat an earlier one.
    """

    repeated: int = 0
    entering: tuple[str, ...] = ()
    leaving: tuple[str, ...] = ()


def campaign_effect(corpus: Corpus, copies: Sequence[CopyGroup], limit: int) -> CampaignEffect:
    """Rank the proposals with the copies and without them, and compare the first `limit`."""
    proposals = {row.ref for row in corpus.proposals}
    again = {ref for group in copies for ref in [one for one in group.refs if one in proposals][1:]}
    if not again:
        return CampaignEffect()
    kept = tuple(row for row in corpus.proposals if row.ref not in again)
    alone = replace(corpus, proposals=kept, arguments=(), comments=(), sources=())
    before, after = _first(corpus, limit), _first(alone, limit)
    entering, leaving = (
        tuple(ref for ref in one if ref not in other) for one, other in ((after, before), (before, after))
    )
    return CampaignEffect(len(again), entering, leaving)


def _first(corpus: Corpus, limit: int) -> list[str]:
    rows = receptions(corpus)
    ranked = (*most_supported(rows, limit), *most_disputed(rows, limit))
    return list(dict.fromkeys(row.proposal.ref for row in ranked))
