"""What groups of people who vote alike share, and what separates them.

The share for of a group is shrunk to everyone's by five votes, so that a handful of people never makes a gap.
"""

from dataclasses import dataclass

from synthesis.analysis.corpus import Corpus
from synthesis.analysis.facts import Opinion, VoteTotals

SHRINKAGE = 5.0
WANTED = 0.6
APART = 0.3


@dataclass(frozen=True)
class SideBySide:
    """One proposal as each group received it: its share for, group by group."""

    proposal_id: int
    shares: tuple[float, ...]

    @property
    def worst(self) -> float:
        """Return the share of the group that likes it least: what all groups want has a high one."""
        return min(self.shares)

    @property
    def gap(self) -> float:
        """Return how far apart the groups stand."""
        return max(self.shares) - min(self.shares)


@dataclass(frozen=True)
class Divide:
    """What all groups want, the surest first, and what separates them, the furthest apart first."""

    wanted: tuple[SideBySide, ...] = ()
    apart: tuple[SideBySide, ...] = ()


def divide_of(corpus: Corpus, limit: int) -> Divide:
    """Compare the groups of a corpus on the proposals that every group voted on."""
    rows = side_by_side(corpus.opinion)
    wanted = sorted((row for row in rows if row.worst >= WANTED), key=lambda row: (-row.worst, row.proposal_id))
    apart = sorted((row for row in rows if row.gap >= APART), key=lambda row: (-row.gap, row.proposal_id))
    return Divide(tuple(wanted[:limit]), tuple(apart[:limit]))


def side_by_side(opinion: Opinion) -> tuple[SideBySide, ...]:
    """Set the groups beside each other on each proposal they all voted on; nothing without two groups."""
    if not opinion.camps:
        return ()
    told = [{row.proposal_id: row.votes for row in camp.votes} for camp in opinion.camps]
    shared = sorted(set(told[0]).intersection(*told[1:]))
    return tuple(_compared(one, [votes[one] for votes in told]) for one in shared)


def _compared(proposal_id: int, votes: list[VoteTotals]) -> SideBySide:
    whole = (sum(total.favour for total in votes) + 1) / (sum(total.total for total in votes) + 2)
    shares = ((total.favour + SHRINKAGE * whole) / (total.total + SHRINKAGE) for total in votes)
    return SideBySide(proposal_id, tuple(round(share, 4) for share in shares))
