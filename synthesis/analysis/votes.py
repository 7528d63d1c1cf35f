"""How proposals are received: shares that few votes cannot inflate, and the ranks drawn from them.

Votes on a proposal are seen as draws from a Dirichlet whose prior is the consultation's own (empirical Bayes);
a proposal is ranked on the 5 % quantile of the share, so that ten votes never beat a thousand by luck.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from scipy.special import betaincinv

from synthesis.analysis.corpus import Corpus, ProposalRow
from synthesis.analysis.facts import VoteTotals
from synthesis.analysis.thresholds import FEWEST_VOTES

LOWER_QUANTILE = 0.05
DISPUTED_SHARE = 0.2
MIXED_SHARE = 0.15
SUPPORTED_SHARE = 0.5
FEWEST_FOR_A_PRIOR = 10
_WEAKEST_PRIOR = 3.0
_STRONGEST_PRIOR = 200.0


@dataclass(frozen=True)
class Prior:
    """The Dirichlet a proposal starts from, before its own votes."""

    favour: float
    mixed: float
    against: float

    @property
    def strength(self) -> float:
        """Say how many votes the prior weighs."""
        return self.favour + self.mixed + self.against


@dataclass(frozen=True)
class Reception:
    """How one proposal was received: its votes, and the cautious share of each reading of them."""

    proposal: ProposalRow
    votes: VoteTotals
    support: float
    dispute: float
    hesitation: float

    @property
    def has_enough_votes(self) -> bool:
        """Say whether the votes allow any conclusion."""
        return self.votes.total >= FEWEST_VOTES

    @property
    def is_supported(self) -> bool:
        """Say whether more than half of the votes are for, beyond doubt."""
        return self.has_enough_votes and self.support > SUPPORTED_SHARE

    @property
    def is_disputed(self) -> bool:
        """Say whether both sides count: the smaller holds at least a fifth of the votes."""
        smaller = min(self.votes.favour, self.votes.against)
        return self.has_enough_votes and smaller >= DISPUTED_SHARE * self.votes.total

    @property
    def is_mixed(self) -> bool:
        """Say whether many hesitate: at least fifteen votes in a hundred are mixed."""
        return self.has_enough_votes and self.votes.mixed >= MIXED_SHARE * self.votes.total


def receptions(corpus: Corpus) -> tuple[Reception, ...]:
    """Read the votes of every proposal, in the order of the corpus."""
    votes = [corpus.ranking_votes(proposal) for proposal in corpus.proposals]
    prior = fit_prior(votes)
    return tuple(_reception(row, total, prior) for row, total in zip(corpus.proposals, votes, strict=True))


def most_supported(rows: Sequence[Reception], limit: int) -> list[Reception]:
    """Rank the proposals that more than half support, surest first."""
    return _ranked([row for row in rows if row.is_supported], lambda row: row.support, limit)


def most_disputed(rows: Sequence[Reception], limit: int) -> list[Reception]:
    """Rank the proposals that divide, the most evenly divided first."""
    return _ranked([row for row in rows if row.is_disputed], lambda row: row.dispute, limit)


def most_mixed(rows: Sequence[Reception], limit: int) -> list[Reception]:
    """Rank the proposals that leave many people hesitating."""
    return _ranked([row for row in rows if row.is_mixed], lambda row: row.hesitation, limit)


def fit_prior(votes: Sequence[VoteTotals]) -> Prior:
    """Fit the prior of a consultation by moments; fewer than ten voted proposals give a flat one."""
    voted = [total for total in votes if total.total > 1]
    if len(voted) < FEWEST_FOR_A_PRIOR:
        return Prior(1.0, 1.0, 1.0)
    shares = [[total.favour / total.total, total.mixed / total.total] for total in voted]
    favour = sum(share[0] for share in shares) / len(shares)
    mixed = sum(share[1] for share in shares) / len(shares)
    strength = _strength(voted, favour)
    floor = 1 / (3 * strength)
    means = [max(floor, mean) for mean in (favour, mixed, 1 - favour - mixed)]
    return Prior(*(strength * mean / sum(means) for mean in means))


def _strength(voted: Sequence[VoteTotals], mean: float) -> float:
    """Match the spread of the shares for with a beta-binomial (method of moments)."""
    if not 0 < mean < 1:
        return _WEAKEST_PRIOR
    spread = sum((total.favour / total.total - mean) ** 2 for total in voted) / (len(voted) - 1)
    noise = sum(1 / total.total for total in voted) / len(voted)
    binomial = mean * (1 - mean)
    between = (spread - binomial * noise) / (1 - noise)
    if between <= 0:
        return _STRONGEST_PRIOR
    return min(_STRONGEST_PRIOR, max(_WEAKEST_PRIOR, binomial / between - 1))


def _reception(proposal: ProposalRow, votes: VoteTotals, prior: Prior) -> Reception:
    smaller, smaller_prior = min((votes.favour, prior.favour), (votes.against, prior.against))
    return Reception(
        proposal=proposal,
        votes=votes,
        support=_lower_bound(votes.favour, votes.total, prior.favour, prior.strength),
        dispute=_lower_bound(smaller, votes.total, smaller_prior, prior.strength),
        hesitation=_lower_bound(votes.mixed, votes.total, prior.mixed, prior.strength),
    )


def _lower_bound(count: int, total: int, prior: float, strength: float) -> float:
    bound = betaincinv(prior + count, strength - prior + total - count, LOWER_QUANTILE)
    return round(float(bound), 6)


def _ranked(rows: list[Reception], key: Callable[[Reception], float], limit: int) -> list[Reception]:
    return sorted(rows, key=lambda row: (-key(row), -row.votes.total, row.proposal.id))[:limit]
