import numpy as np
import pytest
from scipy import sparse
from sknetwork.clustering import Louvain

from synthesis.analysis.louvain import louvain

SETTINGS = {"shuffle_nodes": False, "random_state": 0, "return_probs": False, "return_aggregate": False}


def drawn(seed: int, size: int) -> sparse.csr_matrix:
    """Draw a symmetric graph whose weights are near enough for groups to hang on the last digits."""
    draw = np.random.default_rng(seed)
    one_way = sparse.csr_matrix(np.where(draw.random((size, size)) < 0.1, draw.random((size, size)), 0))
    return one_way.maximum(one_way.T).tocsr()


@pytest.mark.parametrize("seed", range(4))
def test_groups_are_those_of_the_library(seed: int) -> None:
    graph = drawn(seed, 150)
    for resolution in (0.05, 1.0, 3.0, 24.0):
        theirs = Louvain(resolution=resolution, **SETTINGS).fit_predict(graph)
        assert louvain(graph, resolution).tolist() == theirs.tolist()


def test_a_low_resolution_joins_everything_and_a_high_one_nothing() -> None:
    graph = drawn(7, 60)
    assert set(louvain(graph, 0.001).tolist()) == {0}
    assert len(set(louvain(graph, 1000.0).tolist())) == 60


def test_the_largest_group_comes_first_and_the_graph_is_left_as_it_was() -> None:
    graph = drawn(9, 80)
    before = graph.copy()
    sizes = np.bincount(louvain(graph, 1.5))
    assert sizes.tolist() == sorted(sizes.tolist(), reverse=True)
    assert (graph != before).nnz == 0


def test_a_graph_without_a_node_has_no_group() -> None:
    assert louvain(sparse.csr_matrix((0, 0)), 1.0).tolist() == []
