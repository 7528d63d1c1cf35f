"""Weak signals: proposals that resemble no other, and that nobody contradicts or that many support.

Rare is measured, not felt: the tenth of a theme's proposals whose nearest other proposal is the furthest. Few
people said such a thing, so that no topic shows it; a reader must still see it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from synthesis.analysis.corpus import Corpus, ProposalRow
from synthesis.analysis.facts import Position
from synthesis.analysis.graph import nearest, tfidf
from synthesis.analysis.vectors import Vectors
from synthesis.analysis.votes import Reception
from synthesis.analysis.words import tokens

FEWEST_PROPOSALS = 10
RARE_SHARE = 0.1
MOST_SIGNALS = 3
FEWEST_HEARD = 5
MOST_AGAINST = 0.05


@dataclass(frozen=True)
class WeakSignal:
    """A rare proposal, and how like it its nearest other is (0: nothing in common, 1: the same)."""

    ref: str
    likeness: float


@dataclass(frozen=True)
class WeakSignals:
    """Rare proposals, rarest first: those nobody contradicts, and those that more than half surely support."""

    uncontradicted: tuple[WeakSignal, ...] = ()
    supported: tuple[WeakSignal, ...] = ()


def weak_signals(corpus: Corpus, own: Sequence[Reception], vectors: Vectors | None = None) -> WeakSignals:
    """Find the weak signals of a theme among the receptions of its proposals; too few proposals have none."""
    if len(own) < FEWEST_PROPOSALS:
        return WeakSignals()
    likeness = _nearest([row.proposal for row in own], vectors)
    limit = max(1, int(RARE_SHARE * len(own)))
    rare = [own[place] for place in np.argsort(likeness, kind="stable")[:limit].tolist()]
    signals = {
        row.proposal.ref: WeakSignal(row.proposal.ref, like) for row, like in zip(own, likeness, strict=True)
    }
    return WeakSignals(
        tuple(signals[row.proposal.ref] for row in rare if _is_uncontradicted(corpus, row))[:MOST_SIGNALS],
        tuple(signals[row.proposal.ref] for row in rare if row.is_supported)[:MOST_SIGNALS],
    )


def _nearest(rows: Sequence[ProposalRow], vectors: Vectors | None) -> list[float]:
    words = tfidf([[token.lemma for token in tokens(f"{row.title}\n{row.text}")] for row in rows])
    meaning = None if vectors is None else vectors.of_texts([row.ref for row in rows])
    likeness: NDArray[np.float64] = nearest(words, meaning).similarities[:, 0].round(4)
    return [float(one) for one in likeness]


def _is_uncontradicted(corpus: Corpus, row: Reception) -> bool:
    """Say whether people saw it, and nobody argued against it and hardly anyone voted so."""
    arguments = corpus.arguments_by_proposal.get(row.proposal.id, ())
    comments = corpus.comments_by_proposal.get(row.proposal.id, ())
    heard = row.votes.total + len(arguments) + len(comments)
    argued = any(argument.position is Position.AGAINST for argument in arguments)
    return heard >= FEWEST_HEARD and not argued and row.votes.against <= MOST_AGAINST * row.votes.total
