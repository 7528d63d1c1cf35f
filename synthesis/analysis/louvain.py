"""Louvain's communities, by the compiled step of scikit-network and none of what surrounds it.

A synthesis asks for hundreds of them on small graphs, where checking and rebuilding matrices cost more than the
search. What comes out is what `sknetwork.clustering.Louvain` gives, group by group; a test compares them.
"""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sknetwork.clustering.louvain_core import optimize_core

_LEAST_GAIN = 1e-3

Labels = NDArray[np.int64]
Weights = NDArray[np.float64]


def louvain(graph: sparse.csr_matrix, resolution: float) -> Labels:
    """Group the nodes of a symmetric graph, largest group first; it is a function of the graph alone."""
    if graph.nnz == 0:
        return np.arange(graph.shape[0], dtype=np.int64)
    degrees = graph @ np.ones(graph.shape[0])
    weights = degrees / degrees.sum()
    graph = sparse.csr_matrix((graph.data / graph.data.sum(), graph.indices, graph.indptr), shape=graph.shape)
    groups = np.arange(graph.shape[0])
    while True:
        labels, gain = _step(graph, weights, resolution)
        groups, count = labels[groups], int(labels.max()) + 1
        if count == 1 or gain <= _LEAST_GAIN:
            return _by_size(groups)
        graph, weights = _joined(graph, weights, labels, count)


def _step(graph: sparse.csr_matrix, weights: Weights, resolution: float) -> tuple[Labels, float]:
    """Move nodes between groups while the modularity grows; return numbers without gaps, and what it grew by."""
    single = weights.astype(np.float32)
    labels, gain = optimize_core(
        np.arange(len(single), dtype=np.int64),
        graph.indices.astype(np.int64),
        graph.indptr.astype(np.int64),
        graph.data.astype(np.float32),
        single,
        single,
        single.copy(),
        single.copy(),
        np.zeros_like(single),
        graph.diagonal().astype(np.float32),
        resolution,
        _LEAST_GAIN,
    )
    return np.unique(np.asarray(labels), return_inverse=True)[1].astype(np.int64), float(gain)


def _joined(
    graph: sparse.csr_matrix, weights: Weights, labels: Labels, count: int
) -> tuple[sparse.csr_matrix, Weights]:
    """Make one node of each group."""
    size = len(labels)
    member = sparse.csr_matrix((np.ones(size, dtype=bool), labels, np.arange(size + 1)), shape=(size, count))
    starts = np.concatenate([[0], np.cumsum(np.bincount(labels, minlength=count))])
    order = np.argsort(labels, kind="stable")
    members = sparse.csr_matrix((np.ones(size, dtype=bool), order, starts), shape=(count, size))
    return members @ (graph @ member), members @ weights


def _by_size(groups: Labels) -> Labels:
    """Give the largest group the first number, as scikit-network does."""
    places = np.argsort(np.argsort(-np.bincount(groups)))
    return np.asarray(places[groups], dtype=np.int64)
