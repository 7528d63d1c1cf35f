from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from consult.kit.text.differences import Change, Piece, differences

WORDS = st.lists(st.sampled_from(["un", "deux", "trois", "l'école", ",", "\n\n", "fin."]), max_size=25).map(
    " ".join
)


def read(pieces: list[Piece], *changes: Change) -> str:
    return "".join(piece.text for piece in pieces if piece.change in changes)


def test_a_word_replaced_reads_as_removed_then_added() -> None:
    assert differences("Ouvrir dix lieux.", "Ouvrir vingt lieux.") == [
        Piece(Change.KEPT, "Ouvrir "),
        Piece(Change.REMOVED, "dix"),
        Piece(Change.ADDED, "vingt"),
        Piece(Change.KEPT, " lieux."),
    ]


def test_changes_separated_by_a_little_word_read_as_one() -> None:
    pieces = differences("Les villes et villages répondent.", "Les bourgs et hameaux répondent.")
    assert [piece.text for piece in pieces] == ["Les ", "villes et villages", "bourgs et hameaux", " répondent."]


def test_the_same_text_is_kept_and_two_empty_ones_give_nothing() -> None:
    assert differences("Pareil.", "Pareil.") == [Piece(Change.KEPT, "Pareil.")]
    assert differences("", "") == []


def test_a_text_added_or_removed_whole_is_one_piece() -> None:
    assert differences("", "Neuf !") == [Piece(Change.ADDED, "Neuf !")]
    assert differences("Vieux !", "") == [Piece(Change.REMOVED, "Vieux !")]


@given(WORDS, WORDS)
def test_the_pieces_give_back_both_texts(before: str, after: str) -> None:
    pieces = differences(before, after)
    assert read(pieces, Change.KEPT, Change.REMOVED) == before
    assert read(pieces, Change.KEPT, Change.ADDED) == after


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_characters_are_given_back(before: str, after: str) -> None:
    pieces = differences(before, after)
    assert read(pieces, Change.KEPT, Change.REMOVED) == before
    assert read(pieces, Change.KEPT, Change.ADDED) == after


@given(WORDS, WORDS)
def test_no_piece_is_empty_and_no_two_neighbours_say_the_same(before: str, after: str) -> None:
    pieces = differences(before, after)
    assert all(piece.text for piece in pieces)
    assert all(one.change != other.change for one, other in pairwise(pieces))
