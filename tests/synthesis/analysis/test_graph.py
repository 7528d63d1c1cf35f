import numpy as np

from synthesis.analysis import graph
from synthesis.analysis.graph import VECTOR_WEIGHT, communities, louvain, nearest, resampled, tfidf

FIBRE = [["fibre", "débit", "hameau"], ["fibre", "débit", "village"], ["débit", "fibre", "hameau", "village"]]
SCHOOL = [["école", "élève", "tablette"], ["école", "élève", "lycée"], ["élève", "école", "tablette", "lycée"]]


def test_near_texts_are_grouped_together() -> None:
    labels, _ = communities(nearest(tfidf(FIBRE + SCHOOL)), 2, 2)
    assert len(set(labels[:3].tolist())) == 1
    assert len(set(labels[3:].tolist())) == 1
    assert labels[0] != labels[3]


def test_the_same_texts_always_give_the_same_groups() -> None:
    runs = [communities(nearest(tfidf(FIBRE + SCHOOL)), 2, 2)[0].tolist() for _ in range(3)]
    assert runs[0] == runs[1] == runs[2]


def test_a_row_is_not_its_own_neighbour() -> None:
    near = nearest(tfidf(FIBRE + SCHOOL))
    assert all(row not in neighbours for row, neighbours in enumerate(near.indices.tolist()))


def test_words_of_one_text_only_weigh_nothing() -> None:
    assert tfidf([["un"], ["deux"], ["trois"]]).shape == (3, 0)


def test_texts_without_a_common_word_stay_apart() -> None:
    labels, _ = communities(nearest(tfidf([["un"], ["deux"], ["trois"]])), 2, 3)
    assert len(set(labels.tolist())) == 3


def test_no_text_gives_no_group() -> None:
    labels, _ = communities(nearest(tfidf([])), 2, 3)
    assert labels.tolist() == []


def test_groups_are_found_again_without_some_rows() -> None:
    near = nearest(tfidf(FIBRE + SCHOOL))
    labels = resampled(near, np.array([0, 1, 3, 4]), 1.0)
    assert labels[0] == labels[1] != labels[2] == labels[3]


def test_a_graph_without_edges_leaves_each_row_alone() -> None:
    empty = tfidf([["un"], ["deux"]])
    assert louvain(empty @ empty.T, 1.0).tolist() == [0, 1]


def test_vectors_bring_together_texts_without_a_common_word() -> None:
    words = [["fibre"], ["débit"], ["école"], ["élève"]]
    means = np.array([[100, 0], [90, 10], [0, 100], [10, 90]], dtype=np.float32)
    near = nearest(tfidf(words), means)
    assert near.indices[:, 0].tolist() == [1, 0, 3, 2]


def test_without_a_word_in_common_vectors_weigh_their_share_alone() -> None:
    means = np.array([[100, 0], [100, 0]], dtype=np.float32)
    share = nearest(tfidf([["un"], ["deux"]]), means).similarities[0, 0]
    assert share == round(VECTOR_WEIGHT / (1 + VECTOR_WEIGHT), 9)


def test_equally_near_texts_stand_in_their_order() -> None:
    near = nearest(tfidf([["fibre", "débit"]] * 6))
    assert near.indices[3].tolist() == [0, 1, 2, 4, 5]


def test_many_texts_are_compared_by_blocks_as_if_at_once(monkeypatch) -> None:
    whole = nearest(tfidf(FIBRE + SCHOOL))
    monkeypatch.setattr(graph, "_MOST_CELLS", 7)
    assert nearest(tfidf(FIBRE + SCHOOL)).indices.tolist() == whole.indices.tolist()


def test_some_rows_are_grouped_as_if_alone() -> None:
    near = nearest(tfidf(FIBRE + SCHOOL))
    labels, _ = communities(near, 2, 2, np.array([0, 1, 3, 4]))
    assert labels[0] == labels[1] != labels[2] == labels[3]
