"""The secretariat's grid as data: what a list of gestures leads to, and the file that keeps it."""

import pytest

from synthesis.analysis.grids import (
    Code,
    Coded,
    CorruptGridError,
    Gesture,
    GestureKind,
    Grid,
    grids_from_json,
    grids_to_json,
    replayed,
)

ADD, NAME, RANK = GestureKind.ADD, GestureKind.NAME, GestureKind.RANK
MERGE, REMOVE, CODE = GestureKind.MERGE, GestureKind.REMOVE, GestureKind.CODE
THREE = [(ADD, "c1", "Fibre"), (ADD, "c2", "École"), (ADD, "c3", "Vélo")]


def after(*gestures: tuple[GestureKind, str, str]):
    return replayed(1, [Gesture(*one) for one in gestures])


def names(grid):
    return [code.name for code in grid.codes]


def test_codes_stand_in_the_order_they_were_added():
    assert after(*THREE) == Grid(1, (Code("c1", "Fibre"), Code("c2", "École"), Code("c3", "Vélo")))


def test_a_code_is_renamed_and_ranked():
    grid = after(*THREE, (NAME, "c3", "Vélo et marche"), (RANK, "c3", "1"), (RANK, "c2", "99"))
    assert names(grid) == ["Vélo et marche", "Fibre", "École"]


def test_a_text_keeps_the_last_codes_it_was_given_in_the_order_of_the_grid():
    grid = after(*THREE, (CODE, "P2", "c1"), (CODE, "A1", "c2"), (CODE, "P2", "c3 c1"))
    assert grid.coded == (Coded("P2", ("c1", "c3")), Coded("A1", ("c2",)))
    assert grid.given == {"P2": ("c1", "c3"), "A1": ("c2",)}


def test_a_text_that_no_code_fits_is_coded_all_the_same():
    assert after(*THREE, (CODE, "P2", "")).coded == (Coded("P2"),)


def test_merged_codes_give_their_texts_to_the_one_that_stays_before_and_after():
    grid = after(*THREE, (CODE, "P1", "c1 c2"), (MERGE, "c1", "c2"), (MERGE, "c2", "c3"), (CODE, "P2", "c1"))
    assert (names(grid), grid.given) == (["Vélo"], {"P1": ("c3",), "P2": ("c3",)})


def test_a_text_whose_codes_were_all_removed_is_to_be_coded_again():
    grid = after(*THREE, (CODE, "P1", "c1"), (CODE, "P2", "c1 c2"), (REMOVE, "c1", ""))
    assert grid.given == {"P2": ("c2",)}


@pytest.mark.parametrize(
    "lost", [(NAME, "c9", "Rien"), (RANK, "c9", "1"), (MERGE, "c1", "c9"), (MERGE, "c1", "c1"), (REMOVE, "c9", "")]
)
def test_a_gesture_that_finds_no_code_does_nothing(lost):
    assert after(*THREE, lost) == after(*THREE)


def test_a_code_is_found_by_its_key():
    grid = after(*THREE)
    assert (grid.code("c2"), grid.code("c9")) == (Code("c2", "École"), None)


def test_grids_are_read_back_as_they_were_written_whatever_their_order():
    first, second = after(*THREE, (CODE, "P1", "c1")), replayed(2, [Gesture(ADD, "c1", "Soin")])
    content = grids_to_json([second, first])
    assert grids_from_json(content) == (first, second)
    assert grids_to_json([first, second]) == content


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"format": "consult-grid/1", "grids": [{}]}'])
def test_any_other_file_is_refused(content):
    with pytest.raises(CorruptGridError):
        grids_from_json(content)
