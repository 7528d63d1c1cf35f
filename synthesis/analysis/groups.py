"""Opinion groups: people who vote alike, printed only where the votes really fall into groups.

Votes are centred proposal by proposal (an unseen one counts as the mean), drawn in two dimensions by a sparse
singular value decomposition and weighed by the square root of what each person saw, as Polis does (Small et al.,
2021), but shrunk for those who saw little; k-means then looks for two to five groups, and the silhouette chooses.
Three gates follow. A group says something of votes, never of people: its size is no share of opinion.
"""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.linalg import svds
from sklearn.cluster import KMeans
from sklearn.exceptions import ConvergenceWarning
from sklearn.metrics import adjusted_rand_score, silhouette_score
from threadpoolctl import threadpool_limits

from synthesis.analysis.facts import Camp, CampVotes, Opinion, VoteTotals

FEWEST_BALLOTS = 7
FEWEST_PEOPLE = 5
MOST_GROUPS = 5
STABLE = 0.7
FORESEEN = 0.06
_DIMENSIONS = 2
_STARTS = 10
_RESAMPLES, _KEPT_SHARE = 10, 0.8
_NULLS = 5
_HELD_OUT, _HELD_SHARE, _SHRINKAGE = 5, 0.2, 5.0
_SAMPLE, _GATED = 2_000, 4_000

Numbers = NDArray[np.float64]
Ids = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Ballots:
    """Votes one by one: who (a row), on what (a column), and what was said: 1 for, 0 mixed, -1 against."""

    people: Ids
    proposals: Ids
    values: Numbers
    shape: tuple[int, int]

    def kept(self, mask: NDArray[np.bool_]) -> "Ballots":
        """Return only some of the votes, rows and columns unchanged."""
        return Ballots(self.people[mask], self.proposals[mask], self.values[mask], self.shape)

    def of(self, people: Ids) -> "Ballots":
        """Return the votes of some people, renumbered from zero in the order given."""
        number = np.full(self.shape[0], -1, dtype=np.int64)
        number[people] = np.arange(len(people))
        mask = number[self.people] >= 0
        return Ballots(
            number[self.people[mask]], self.proposals[mask], self.values[mask], (len(people), self.shape[1])
        )

    def means(self) -> Numbers:
        """Return the mean of each proposal, zero where nobody voted."""
        counts = np.bincount(self.proposals, minlength=self.shape[1])
        sums = np.bincount(self.proposals, weights=self.values, minlength=self.shape[1])
        return np.asarray(sums / np.maximum(counts, 1), dtype=np.float64)


@dataclass(frozen=True, eq=False)
class Groups:
    """What was found: each person's group (-1 where they cast too few votes) and how it passed each gate.

    A gate that was not tried, because one before it was closed, is said to be failed.
    """

    labels: Ids
    count: int
    silhouette: float
    by_chance: float
    stability: float
    foreseen: float

    @property
    def is_printed(self) -> bool:
        """Say whether the groups are more than chance, found again, and tell something of unseen votes."""
        return self.silhouette > self.by_chance and self.stability >= STABLE and self.foreseen >= FORESEEN


def find_groups(ballots: Ballots) -> Groups | None:
    """Look for groups among those who cast at least seven votes; None when there are too few of them."""
    cast = np.bincount(ballots.people, minlength=ballots.shape[0])
    voters = np.flatnonzero(cast >= FEWEST_BALLOTS)
    if len(voters) < 2 * FEWEST_PEOPLE or ballots.shape[1] <= _DIMENSIONS:
        return None
    heard = ballots.of(voters)
    # One thread gives the same bytes on any machine, and is as fast beside a web server.
    with threadpool_limits(1):
        best = _best(_drawn(heard), _STARTS)
        if best is None:
            return None
        silhouette, found = best
        labels = np.full(ballots.shape[0], -1, dtype=np.int64)
        labels[voters] = _by_size(found)
        drawn = _some(len(voters))
        return _gated(heard.of(drawn), found[drawn], labels, silhouette)


def _gated(heard: Ballots, found: Ids, labels: Ids, silhouette: float) -> Groups:
    """Try the gates, the cheapest first: groups that tell nothing of unseen votes are not tried further."""
    count = int(labels.max()) + 1
    foreseen = round(_foreseen(heard, count), 4)
    if foreseen < FORESEEN:
        return Groups(labels, count, round(silhouette, 4), by_chance=1.0, stability=0.0, foreseen=foreseen)
    return Groups(
        labels=labels,
        count=count,
        silhouette=round(silhouette, 4),
        by_chance=round(_by_chance(heard), 4),
        stability=round(_stability(heard, found), 4),
        foreseen=foreseen,
    )


def shuffled(ballots: Ballots, seed: int) -> Ballots:
    """Deal the votes on each proposal again among those who cast them: what remains is no group at all."""
    draw = np.random.default_rng(seed)
    order = np.lexsort((draw.random(len(ballots.values)), ballots.proposals))
    values = np.empty_like(ballots.values)
    values[np.argsort(ballots.proposals, kind="stable")] = ballots.values[order]
    return Ballots(ballots.people, ballots.proposals, values, ballots.shape)


def _drawn(ballots: Ballots) -> Numbers:
    """Place people in two dimensions, those who saw little moved outwards, but less than Polis moves them.

    Their few votes are as much noise as opinion: they count as if they had seen seven proposals more, and been of
    everyone's mind on those.
    """
    centred = ballots.values - ballots.means()[ballots.proposals]
    if not centred.any():
        return np.zeros((ballots.shape[0], _DIMENSIONS))
    matrix = sparse.csr_matrix((centred, (ballots.people, ballots.proposals)), shape=ballots.shape)
    left, strengths, _right = svds(matrix, k=_DIMENSIONS, v0=np.ones(min(ballots.shape)))
    order = np.argsort(-strengths)
    seen = np.bincount(ballots.people, minlength=ballots.shape[0]) + FEWEST_BALLOTS
    return np.asarray(left[:, order] * strengths[order] * np.sqrt(ballots.shape[1] / seen)[:, None])


def _best(places: Numbers, starts: int) -> tuple[float, Ids] | None:
    """Choose how many groups there are by the silhouette, leaving out what makes a group of less than five."""
    found: list[tuple[float, Ids]] = []
    for count in range(2, MOST_GROUPS + 1):
        labels = _split(places, count, starts)
        if len(places) > count and np.bincount(labels, minlength=count).min() >= FEWEST_PEOPLE:
            score = silhouette_score(places, labels, sample_size=min(len(places), _SAMPLE), random_state=0)
            found.append((float(score), labels))
    return max(found, key=lambda one: one[0], default=None)


def _split(places: Numbers, count: int, starts: int) -> Ids:
    with warnings.catch_warnings():
        # Fewer places than groups: the groups left empty are refused afterwards.
        warnings.simplefilter("ignore", ConvergenceWarning)
        labels = KMeans(count, n_init=starts, random_state=0).fit_predict(places)
    return np.asarray(labels, dtype=np.int64)


def _by_size(labels: Ids) -> Ids:
    """Give the largest group the first number; ties go to whoever comes first."""
    sizes = np.bincount(labels)
    first = [int(np.argmax(labels == label)) for label in range(len(sizes))]
    order = sorted(range(len(sizes)), key=lambda label: (-sizes[label], first[label]))
    rank = np.empty(len(sizes), dtype=np.int64)
    rank[order] = np.arange(len(sizes))
    return np.asarray(rank[labels], dtype=np.int64)


def _some(size: int) -> Ids:
    """Choose the people the gates are tried on: everyone, or some thousands drawn once and for all."""
    order = np.random.default_rng(0).permutation(size)
    return np.asarray(np.sort(order[:_GATED]), dtype=np.int64)


def _by_chance(ballots: Ballots) -> float:
    """Return the best silhouette that votes dealt again at random reach."""
    dealt = (_best(_drawn(shuffled(ballots, seed)), 3) for seed in range(_NULLS))
    return max((one[0] for one in dealt if one is not None), default=1.0)


def _stability(ballots: Ballots, labels: Ids) -> float:
    """Find the groups again without a fifth of the people: mean adjusted Rand index (Hubert and Arabie, 1985)."""
    draw, size, count = np.random.default_rng(1), len(labels), len(np.unique(labels))
    scores = []
    for _ in range(_RESAMPLES):
        people = np.sort(draw.permutation(size)[: int(_KEPT_SHARE * size)])
        again = _split(_drawn(ballots.of(people)), count, 5)
        scores.append(adjusted_rand_score(labels[people], again))
    return float(np.mean(scores))


def _foreseen(ballots: Ballots, count: int) -> float:
    """Tell a fifth of the votes from the other four: the part of their variance that groups explain.

    A person's unseen vote is foretold by the mean of their group, shrunk to everyone's; zero is no better than
    everyone's mean.
    """
    return float(np.mean([_foretold(ballots, count, seed) for seed in range(_HELD_OUT)]))


def _foretold(ballots: Ballots, count: int, seed: int) -> float:
    held = np.random.default_rng(seed).random(len(ballots.values)) < _HELD_SHARE
    known, asked = ballots.kept(~held), ballots.kept(held)
    labels, means = _split(_drawn(known), count, 5), known.means()
    cell = labels[known.people] * ballots.shape[1] + known.proposals
    counts = np.bincount(cell, minlength=count * ballots.shape[1])
    sums = np.bincount(cell, weights=known.values, minlength=count * ballots.shape[1])
    shrunk = (sums + _SHRINKAGE * np.tile(means, count)) / (counts + _SHRINKAGE)
    told = shrunk[labels[asked.people] * ballots.shape[1] + asked.proposals]
    without = float(((asked.values - means[asked.proposals]) ** 2).sum())
    return 1.0 - float(((asked.values - told) ** 2).sum()) / without if without else 0.0


def opinion_of(ballots: Ballots, proposal_ids: Sequence[int]) -> Opinion:
    """Return the groups to print, largest first, with their votes; `proposal_ids` names the columns.

    A proposal on which a group cast fewer than five votes says nothing of that group: it is left out.
    """
    cast = np.bincount(ballots.people, minlength=ballots.shape[0])
    voters = int((cast >= FEWEST_BALLOTS).sum())
    found = find_groups(ballots)
    if found is None or not found.is_printed:
        return Opinion(voters)
    return Opinion(voters, tuple(_camp(ballots, found, label, proposal_ids) for label in range(found.count)))


def _camp(ballots: Ballots, found: Groups, label: int, proposal_ids: Sequence[int]) -> Camp:
    own = ballots.kept(found.labels[ballots.people] == label)
    size = ballots.shape[1]
    favour, mixed, against = (
        np.bincount(own.proposals[own.values == value], minlength=size) for value in (1.0, 0.0, -1.0)
    )
    rows = (
        CampVotes(proposal, VoteTotals(int(favour[one]), int(mixed[one]), int(against[one])))
        for one, proposal in enumerate(proposal_ids)
    )
    kept = tuple(row for row in rows if row.votes.total >= FEWEST_PEOPLE)
    return Camp(int((found.labels == label).sum()), kept)
