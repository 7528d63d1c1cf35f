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
    again = _repeats(copies)
    if not again:
        return CampaignEffect()
    kept = tuple(row for row in corpus.proposals if row.ref not in again)
    alone = replace(corpus, proposals=kept, arguments=(), comments=(), sources=())
    before, after = _first(corpus, limit), _first(alone, limit)
    return CampaignEffect(len(again), _without(after, before), _without(before, after))


def _repeats(copies: Sequence[CopyGroup]) -> set[str]:
    """Name the proposals that repeat an earlier one."""
    groups = [[ref for ref in group.refs if ref[0] == "P"] for group in copies]
    return {ref for refs in groups for ref in refs[1:]}


def _without(refs: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    """Give references in their order, some left out."""
    return tuple(ref for ref in refs if ref not in others)


def _first(corpus: Corpus, limit: int) -> list[str]:
    rows = receptions(corpus)
    ranked = (*most_supported(rows, limit), *most_disputed(rows, limit))
    return list(dict.fromkeys(row.proposal.ref for row in ranked))
