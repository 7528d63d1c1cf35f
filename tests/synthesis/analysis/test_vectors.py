import numpy as np
import pytest

from synthesis.analysis.units import units_of
from synthesis.analysis.vectors import (
    DIMENSIONS,
    LONGEST,
    CorruptVectorsError,
    Vectors,
    from_bytes,
    passages,
    quantised,
    to_bytes,
    unit_length,
)
from tests.factories.corpora import argument, corpus, proposal
from tests.factories.vectors import vectors_of

WHOLE = corpus(
    proposal(1, "La fibre manque au village. Les écoles attendent des tablettes.", "Des réseaux pour tous"),
    arguments=(argument(10, 1, "Le débit internet du hameau est trop faible."),),
)


def test_a_contribution_is_read_whole_then_unit_by_unit():
    said = passages(WHOLE.proposals[0])
    assert said[0].startswith("Des réseaux pour tous La fibre manque")
    assert said[1:] == [unit.words for unit in units_of(WHOLE.proposals)]


def test_a_text_in_capitals_is_read_in_small_letters():
    assert passages(argument(1, 1, "LA FIBRE POUR TOUS LES VILLAGES"))[0] == "la fibre pour tous les villages"


def test_a_name_in_capitals_inside_a_sentence_is_left():
    assert passages(argument(1, 1, "La SNCF ferme les guichets de nos gares."))[0].startswith("La SNCF ferme")


def test_an_address_is_not_read():
    said = passages(argument(1, 1, "Voyez https://exemple.fr/tout pour la fibre des villages."))
    assert said[0] == "Voyez pour la fibre des villages."


def test_a_text_of_twenty_thousand_signs_is_read_by_its_beginning():
    assert all(len(text) <= LONGEST for text in passages(argument(1, 1, "fibre " * 4_000)))


def test_an_empty_text_has_one_passage():
    assert passages(argument(1, 1, "")) == [""]


def test_vectors_are_found_by_text_and_by_unit():
    known = vectors_of(WHOLE)
    units = units_of(WHOLE.contributions)
    assert known.of_texts(["A10", "P1"])[:, 0].tolist() == [100, 100]
    assert known.of_units(units)[:, 0].tolist() == [100, 0, 100]


def test_no_text_gives_no_row():
    assert vectors_of(WHOLE).of_texts([]).shape == (0, DIMENSIONS)


def test_rounded_vectors_stay_small_and_keep_their_direction():
    drawn = np.random.default_rng(1).normal(size=(4, DIMENSIONS))
    drawn /= np.linalg.norm(drawn, axis=1)[:, None]
    small = quantised(drawn)
    assert small.dtype == np.int8
    assert (unit_length(small.astype(np.float32)) * drawn).sum(axis=1).min() > 0.99


def test_a_row_of_zeros_keeps_a_length():
    assert unit_length(np.zeros((1, DIMENSIONS), dtype=np.float32)).tolist() == [[0.0] * DIMENSIONS]


def test_products_of_rounded_vectors_are_whole_numbers_whatever_the_order_of_the_sums():
    drawn = np.random.default_rng(2).integers(-127, 128, (50, DIMENSIONS)).astype(np.int8)
    product = drawn.astype(np.float32) @ drawn.astype(np.float32).T
    assert np.array_equal(product, drawn.astype(np.int64) @ drawn.astype(np.int64).T)


def test_written_vectors_are_read_again():
    known = vectors_of(WHOLE)
    again = from_bytes(to_bytes(known))
    assert again.model == known.model
    assert {ref: rows.tolist() for ref, rows in again.rows.items()} == {
        ref: rows.tolist() for ref, rows in known.rows.items()
    }


def test_the_order_of_contributions_does_not_change_the_bytes():
    known = vectors_of(WHOLE)
    assert to_bytes(Vectors(known.model, dict(reversed(known.rows.items())))) == to_bytes(known)


def test_vectors_of_nothing_are_written_and_read():
    assert from_bytes(to_bytes(Vectors("sens", {}))).rows == {}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"pas du json\n",
        b"[]\n",
        b'{"format": "autre", "dimensions": 512, "model": "m", "rows": []}\n',
        to_bytes(vectors_of(WHOLE))[:-1],
        to_bytes(vectors_of(WHOLE))[:-DIMENSIONS],
    ],
)
def test_bytes_that_are_no_vectors_are_refused(content):
    with pytest.raises(CorruptVectorsError):
        from_bytes(content)


def test_vectors_must_fit_the_texts():
    known = vectors_of(WHOLE)
    assert set(known.covering(WHOLE).rows) == {"P1", "A10"}
    longer = corpus(
        *WHOLE.proposals,
        arguments=(argument(10, 1, "Le débit internet manque au village. La fibre optique aussi tarde."),),
    )
    for other in (longer, corpus(*WHOLE.proposals, proposal(2))):
        with pytest.raises(CorruptVectorsError):
            known.covering(other)


def test_vectors_of_texts_taken_away_since_are_left_out():
    assert set(vectors_of(WHOLE).covering(corpus(*WHOLE.proposals)).rows) == {"P1"}
