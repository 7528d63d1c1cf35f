"""Why a text comes before another: one reason at a time, on a few texts held in memory."""

from dataclasses import replace
from datetime import timedelta
from math import log

import numpy as np
import pytest

from consult.kit.text.synonyms import Synonyms
from search.engine import Document, Facet, Query, Sort
from search.finder import CLOSE_ENOUGH, FEW, find
from search.memory_engine import MemoryEngine
from search.query import parse
from search.ranking import _rarity, order
from tests.factories import NOW
from tests.factories.search import asked, ids, make_document

SAME = Synonyms([["vélo", "bicyclette"], ["IA", "intelligence artificielle"]])


def texts(*pairs: tuple[str, str], **values: object) -> list[Document]:
    """Return documents numbered from 1, all of the same day."""
    return [make_document(title, text, id=number, **values) for number, (title, text) in enumerate(pairs, 1)]


def ranked(typed: str, *pairs: tuple[str, str]) -> list[int]:
    """Return the numbers of the texts found, the best first."""
    return ids(MemoryEngine(texts(*pairs)).search(parse(typed, SAME)).hits)


def scores(typed: str, *pairs: tuple[str, str]) -> dict[int, float]:
    """Return how well each text found answers."""
    hits = MemoryEngine(texts(*pairs)).search(parse(typed, SAME)).hits
    return {hit.id: hit.score for hit in hits}


@pytest.mark.parametrize(
    ("typed", "better", "worse"),
    [
        ("eau", ("L'eau", "un texte"), ("Un texte", "l'eau")),
        ("eau", ("", "eau eau eau"), ("", "eau gaz vent")),
        ("eau", ("", "eau gaz"), ("", "eau gaz vent bois charbon soleil marée")),
        ("eau", ("L'eau", ""), ("L'eau, le gaz, le vent, le bois", "")),
        ("écoles", ("", "les écoles"), ("", "une école")),
        ("école", ("", "une école"), ("", "les écoles")),
        ("école", ("L'école", ""), ("Les écoles", "")),
        ("vélo", ("", "un vélo"), ("", "une bicyclette")),
        ("bicyclette", ("", "une bicyclette"), ("", "un vélo")),
        ("IA", ("", "une IA"), ("", "une intelligence artificielle")),
        ("eau gaz", ("", "eau gaz"), ("", "eau gaz bois vent marée soleil")),
    ],
)
@pytest.mark.parametrize("first", [True, False], ids=["filed first", "filed last"])
def test_the_better_answer_comes_first_wherever_it_was_filed(
    typed: str, better: tuple[str, str], worse: tuple[str, str], *, first: bool
) -> None:
    pairs = (better, worse) if first else (worse, better)
    assert ranked(typed, *pairs)[0] == (1 if first else 2)


def test_a_word_repeated_a_hundred_times_does_not_buy_the_first_place() -> None:
    stuffed = ("", "eau " * 100)
    assert ranked("eau gaz", stuffed, ("", "eau et gaz")) == [2]
    found = scores("eau", ("", "eau"), ("", "eau " * 5), stuffed)
    assert found[3] - found[2] < found[2] - found[1]


def test_a_rare_word_counts_more_than_one_that_every_text_has() -> None:
    shelf = MemoryEngine(texts(("", "eau"), ("", "eau bois"), ("", "eau vent"), ("", "gaz")))
    widened = shelf.search(replace(asked("eau gaz"), few=9))
    assert ids(widened.hits)[0] == 4
    assert widened.complete == 0


def test_every_word_is_worth_more_than_a_title_with_one() -> None:
    shelf = MemoryEngine(texts(("Gaz, gaz, gaz", "gaz gaz"), ("", "bois, charbon, eau, vent, soleil et gaz")))
    assert ids(shelf.search(replace(asked("eau gaz"), few=9)).hits) == [2, 1]


def test_two_forms_of_one_word_are_worth_no_more_than_one() -> None:
    found = scores("médiathèque", ("", "médiathèque médiathèque"), ("", "médiathèque médiathèques"))
    assert found[1] >= found[2]


def test_a_word_and_its_equivalent_together_count_once() -> None:
    found = scores("vélo", ("", "vélo gaz"), ("", "vélo bicyclette"), ("", "bicyclette bois"))
    assert found[1] == pytest.approx(found[2])


@pytest.mark.parametrize(
    ("typed", "text", "found"),
    [
        ('"eau gaz"', "eau, gaz", True),
        ('"eau gaz"', "eau et gaz", False),
        ('"eau et gaz"', "eau ou gaz", True),
        ('"gaz eau"', "eau gaz eau", True),
        ('"eau eau"', "eau gaz eau", False),
        ('"eau eau"', "eau eau", True),
        ('"EAUX gaz"', "l'eau gaz", True),
        ('"eau gaz" vent', "eau gaz", False),
        ('"eau gaz" "gaz vent"', "eau gaz vent", True),
        ('-"eau gaz" eau', "gaz eau", True),
        ('-"eau gaz" eau', "eau gaz", False),
    ],
)
def test_a_phrase_is_found_in_its_order_and_in_a_row(typed: str, text: str, *, found: bool) -> None:
    assert ranked(typed, ("", text), ("", "rien")) == ([1] if found else [])


def test_a_phrase_does_not_run_from_a_title_into_its_text() -> None:
    assert ranked('"eau gaz"', ("L'eau", "gaz de ville"), ("L'eau gaz", "")) == [2]


@pytest.mark.parametrize(
    ("frequency", "size"), [(0, 0), (1, 1), (5, 3), (0, 9), (9, 9)], ids=["nothing", "one", "late", "none", "all"]
)
def test_no_word_is_ever_worth_nothing_or_less(frequency: int, size: int) -> None:
    assert _rarity(frequency, size) > 0


def test_a_word_is_worth_what_the_formula_says() -> None:
    assert _rarity(1, 10) == pytest.approx(log(1 + 9.5 / 1.5))
    assert _rarity(2, 10) < _rarity(1, 10) < _rarity(1, 100)


@pytest.mark.parametrize("sort", Sort)
def test_orders_never_lose_nor_repeat_a_text_where_all_is_equal(sort: Sort) -> None:
    same = np.ones(50, np.float32), np.zeros(50, np.int64), np.zeros(50, np.int64)
    assert order(sort, *same).tolist() == list(range(50))


def test_the_newest_of_equals_is_told_to_the_second() -> None:
    pair = texts(("", "eau"), ("", "eau"))
    later = replace(pair[0], published_at=NOW + timedelta(seconds=1))
    assert ids(MemoryEngine([later, pair[1]]).search(asked("eau")).hits) == [1, 2]
    assert ids(MemoryEngine([pair[1], later]).search(asked("eau")).hits) == [1, 2]


def test_a_facet_left_empty_by_a_text_is_no_choice() -> None:
    shelf = MemoryEngine([*texts(("", "eau"), territory=""), make_document(text="eau", id=2)])
    counted = shelf.search(asked("eau")).facets
    assert dict(counted[Facet.TERRITORY]) == {"45": 1}
    assert shelf.search(Query(chosen={Facet.TERRITORY: "45"})).total == 1


def test_counts_are_left_out_where_nobody_shows_them() -> None:
    shelf = MemoryEngine(texts(("", "eau")))
    assert shelf.search(replace(asked("eau"), counted=False)).facets == {}
    assert ids(shelf.search(replace(asked("eau"), counted=False)).hits) == [1]


# --- forgiving -------------------------------------------------------------------------


def test_a_typo_is_looked_for_as_its_nearest_words_and_no_more() -> None:
    near = ["machine", "machines", "mashine", "maskine", "mathine"]
    found = find(MemoryEngine(texts(*(("", word) for word in near))), asked("mazhine"))
    assert len(found.corrected["mazhine"]) == CLOSE_ENOUGH
    assert 0 < found.results.total <= len(near)


def test_a_word_typed_right_beats_a_text_that_only_holds_what_it_may_mean() -> None:
    shelf = MemoryEngine(texts(("", "médiathèque gaz"), ("", "médiathèque")))
    found = find(shelf, asked("médiathéqe gaz"))
    assert ids(found.results.hits)[0] == 1
    assert found.corrected == {"médiathéqe": ["médiathèque"]}


@pytest.mark.parametrize("typed", ["eau", "xyz", "2026", "IA"])
def test_short_words_are_left_as_they_were_typed(typed: str) -> None:
    found = find(MemoryEngine(texts(("", "eaux"), ("", "xyza"), ("", "2027"), ("", "ID"))), asked(typed))
    assert (found.corrected, found.suggested) == ({}, {})


@pytest.mark.parametrize(("frequent", "said"), [(39, {}), (40, {"numérqiue": "numérique"})])
def test_a_frequent_word_is_suggested_only_when_it_is_far_more_frequent(frequent: int, said: object) -> None:
    pairs = [("", "le numérique")] * frequent + [("", "le numérqiue")] * 2
    assert find(MemoryEngine(texts(*pairs)), asked("numérqiue")).suggested == said


@pytest.mark.parametrize(("whole", "widened"), [(FEW - 1, True), (FEW, False)])
def test_texts_with_some_of_the_words_are_added_below_ten(whole: int, *, widened: bool) -> None:
    found = find(MemoryEngine(texts(*[("", "eau gaz")] * whole, ("", "eau"))), asked("eau gaz"))
    assert (found.complete, found.widened) == (whole, widened)


def test_what_is_marked_is_what_was_found_corrections_included() -> None:
    found = find(MemoryEngine(texts(("", "médiathèque"))), asked("médiathéqe vill*"))
    assert found.wanted.prefixes == ("vill",)
    assert find(MemoryEngine([]), asked("")).wanted.prefixes == ()
