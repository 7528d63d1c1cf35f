"""Groups of near texts: TF-IDF, a graph of nearest neighbours, and Louvain's communities in it.

Rows come sorted and nothing is drawn at random, so the same texts always give the same groups; the resolution is
bisected until the number of groups falls in the range asked for.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer

from synthesis.analysis.louvain import Labels, louvain
from synthesis.analysis.vectors import Floats, lengths

NEIGHBOURS = 18
VECTOR_WEIGHT = 0.7
_SPARE_NEIGHBOURS = 27
_MOST_CELLS = 4_000_000
_BISECTIONS = 12
_LOWEST, _HIGHEST = 0.05, 24.0

Rows = NDArray[np.int64]


@dataclass(frozen=True)
class Neighbourhood:
    """For each row its nearest other rows, nearest first, and how alike they are (0 to 1)."""

    indices: NDArray[np.int64]
    similarities: NDArray[np.float64]


def tfidf(documents: Sequence[Sequence[str]]) -> sparse.csr_matrix:
    """Weigh words; what stands in one document only, or in more than half of them, says nothing."""
    vectorizer = TfidfVectorizer(analyzer=list, min_df=2, max_df=0.5, sublinear_tf=True, dtype=np.float64)
    try:
        return vectorizer.fit_transform(documents)
    except ValueError:
        return sparse.csr_matrix((len(documents), 0))


def nearest(matrix: sparse.csr_matrix, vectors: Floats | None = None) -> Neighbourhood:
    """Find the nearest rows of each row by cosine, ties going to the lower index, by blocks to bound memory.

    With vectors, likeness is that of the words plus `VECTOR_WEIGHT` times that of the vectors, over both weights.
    """
    size = matrix.shape[0]
    kept = min(_SPARE_NEIGHBOURS, max(0, size - 1))
    indices = np.zeros((size, kept), dtype=np.int64)
    similarities = np.zeros((size, kept))
    likeness = _likeness(matrix, vectors)
    # Too small to change an order, large enough to settle a tie.
    nudge = np.arange(size) * 1e-15
    step = max(1, _MOST_CELLS // max(1, size))
    for start in range(0, size if kept else 0, step):
        block = likeness(start, start + step).round(9) - nudge
        rows = np.arange(block.shape[0])
        block[rows, start + rows] = -2.0
        best = np.argpartition(-block, kept - 1, axis=1)[:, :kept]
        found = np.take_along_axis(block, best, axis=1)
        order = np.argsort(-found, axis=1)
        indices[start : start + step] = np.take_along_axis(best, order, axis=1)
        similarities[start : start + step] = np.take_along_axis(found, order, axis=1).round(9)
    return Neighbourhood(indices, similarities)


def _likeness(matrix: sparse.csr_matrix, vectors: Floats | None) -> Callable[[int, int], NDArray[np.float64]]:
    """Return what compares some rows with all the others, as a dense block."""
    transposed = matrix.T.tocsr()
    if vectors is None:
        return lambda start, end: np.asarray((matrix[start:end] @ transposed).todense())

    sizes = lengths(vectors)

    def both(start: int, end: int) -> NDArray[np.float64]:
        words = np.asarray((matrix[start:end] @ transposed).todense())
        # Products of whole numbers are exact in single precision, so the order of the sums is free.
        meaning = (vectors[start:end] @ vectors.T) / (sizes[start:end, None] * sizes)
        return (words + VECTOR_WEIGHT * meaning) / (1 + VECTOR_WEIGHT)

    return both


def communities(near: Neighbourhood, lowest: int, highest: int, rows: Rows | None = None) -> tuple[Labels, float]:
    """Group rows, or some of them, into between `lowest` and `highest` communities when some resolution allows."""
    rows = np.arange(len(near.indices)) if rows is None else rows
    graph = _graph(near, rows)
    low, high = _LOWEST, _HIGHEST
    best, best_resolution, best_miss = np.zeros(len(rows), dtype=np.int64), 1.0, np.inf
    for _ in range(_BISECTIONS):
        resolution = float(np.sqrt(low * high))
        labels = louvain(graph, resolution)
        count = _sizeable(labels)
        miss = max(lowest - count, count - highest, 0)
        if miss < best_miss:
            best, best_resolution, best_miss = labels, resolution, miss
        if miss == 0:
            break
        low, high = (resolution, high) if count < lowest else (low, resolution)
    return best, best_resolution


def resampled(near: Neighbourhood, rows: Rows, resolution: float) -> Labels:
    """Group some of the rows again, as if the others had never been written."""
    return louvain(_graph(near, rows), resolution)


def _sizeable(labels: Labels) -> int:
    return int((np.bincount(labels) > 2).sum()) if len(labels) else 0  # noqa: PLR2004


def _graph(near: Neighbourhood, rows: Rows) -> sparse.csr_matrix:
    """Join each row to its nearest present neighbours, in both directions."""
    place = np.full(len(near.indices), -1, dtype=np.int64)
    place[rows] = np.arange(len(rows))
    targets = place[near.indices[rows]]
    weights = np.where(targets >= 0, near.similarities[rows], 0.0)
    present = weights > 0
    present &= np.cumsum(present, axis=1) <= NEIGHBOURS
    sources = np.repeat(np.arange(len(rows)), present.sum(axis=1))
    shape = (len(rows), len(rows))
    one_way = sparse.csr_matrix((weights[present], (sources, targets[present])), shape=shape)
    return one_way.maximum(one_way.T).tocsr()
