"""The secretariat's grid: some texts coded by people, the others placed after them."""

from dataclasses import replace

import pytest

from synthesis.analysis import grid
from synthesis.analysis.grid import GridPlace, coded_texts, most_useful, place_texts
from tests.factories.corpora import argument, corpus, proposal
from tests.factories.vectors import vectors_of

SAID = {
    "réseau": "La fibre et le débit manquent dans le village de {}.",
    "école": "Les classes et les élèves du collège de {} attendent.",
    "vélo": "Une piste cyclable sûre doit relier la gare de {}.",
}
PLACES = ("Bourges", "Vierzon", "Loches", "Chinon", "Gien", "Dreux", "Issoudun", "Montargis")
TEXTS = [text.format(place) for place in PLACES for text in SAID.values()]
CODES = [code for _ in PLACES for code in SAID]
WHOLE = corpus(proposal(1), arguments=[argument(number, 1, text) for number, text in enumerate(TEXTS, start=1)])
READY = coded_texts(WHOLE.arguments)
TRUTH = {row.ref: code for row, code in zip(WHOLE.arguments, CODES, strict=True)}
GIVEN = {ref: [TRUTH[ref]] for ref in list(TRUTH)[:9]}


def placed(texts=READY, given=GIVEN):
    return {one.ref: one.code for one in place_texts(texts, given) if one.is_placed}


def test_texts_nobody_coded_follow_those_that_people_coded():
    assert placed() == {ref: code for ref, code in TRUTH.items() if ref not in GIVEN}


def test_what_a_person_coded_is_never_placed_again():
    assert not set(GIVEN) & {one.ref for one in place_texts(READY, GIVEN)}


def test_each_place_says_how_sure_it_is():
    for one in place_texts(READY, GIVEN):
        assert 0 < one.confidence < 1
        assert (one.confidence > 0.5) == one.is_placed


def test_texts_get_as_many_codes_as_the_coded_ones_carry():
    twice = {ref: [code, "tous"] if place % 2 else [code] for place, (ref, (code,)) in enumerate(GIVEN.items())}
    places = place_texts(READY, twice)
    waiting = len(TRUTH) - len(twice)
    assert sum(one.is_placed for one in places) == round(waiting * sum(map(len, twice.values())) / len(twice))


@pytest.mark.parametrize(
    "given",
    [{}, {"A1": ["réseau"]}, {"A1": ["réseau"], "A2": ["réseau"]}, {"A1": [], "A2": []}],
    ids=["nothing coded", "one text", "one code everywhere", "no code anywhere"],
)
def test_where_nothing_can_be_learnt_nothing_is_said(given):
    assert place_texts(READY, given) == ()


def test_everything_coded_leaves_nothing_to_place_or_to_read():
    everything = {ref: [code] for ref, code in TRUTH.items()}
    assert place_texts(READY, everything) == ()
    assert most_useful(READY, everything) == ()


def test_no_text_gives_an_empty_grid():
    assert place_texts(coded_texts([]), {}) == ()
    assert most_useful(coded_texts([]), {}) == ()


def test_a_coded_text_withdrawn_since_is_forgotten():
    assert placed(given={**GIVEN, "A999": ["vélo"]}) == placed()


def test_vectors_bring_together_what_words_do_not():
    said = ["Le débit internet.", "Le vélo.", "Une connexion.", "La bicyclette.", "La fibre.", "Une piste."]
    whole = corpus(proposal(1), arguments=[argument(n, 1, text) for n, text in enumerate(said, start=1)])
    texts = coded_texts(whole.arguments, vectors_of(whole))
    found = placed(texts, {"A1": ["réseau"], "A2": ["vélo"]})
    assert found == {"A3": "réseau", "A4": "vélo", "A5": "réseau", "A6": "vélo"}


def test_the_first_texts_to_code_cover_what_is_said():
    assert {TRUTH[ref] for ref in most_useful(READY, {}, 3)} == set(SAID)


def test_the_next_texts_to_code_are_not_those_already_read():
    first = most_useful(READY, {}, 3)
    given = {ref: [TRUTH[ref]] for ref in first}
    assert not set(most_useful(READY, given, 5)) & set(first)


def test_a_text_the_grid_hesitates_on_comes_before_one_it_is_sure_of():
    both = argument(
        99, 1, "La fibre et le débit manquent, une piste cyclable sûre aussi, dans le village et la gare."
    )
    rows = [*WHOLE.arguments, both]
    assert most_useful(coded_texts(rows), GIVEN, 1) == ("A99",)


def test_texts_to_code_are_chosen_once_each_and_as_many_as_asked():
    assert len(set(most_useful(READY, {}, 10))) == 10
    assert len(most_useful(READY, {}, 500)) == len(TEXTS)


def test_a_very_long_list_is_chosen_from_by_a_part_of_it(monkeypatch):
    monkeypatch.setattr(grid, "_POOL", 12)
    assert {TRUTH[ref] for ref in most_useful(READY, {}, 6)} == set(SAID)
    assert len(most_useful(READY, GIVEN, 500)) == 12


def test_the_same_grid_always_says_the_same():
    assert place_texts(READY, GIVEN) == place_texts(coded_texts(WHOLE.arguments), dict(reversed(GIVEN.items())))


def test_what_is_less_likely_than_not_is_left_without_a_code():
    unsure = GridPlace("A1", "vélo", grid.FLOOR - 0.01, is_placed=True)
    sure, passed = replace(unsure, confidence=grid.FLOOR), replace(unsure, confidence=0.9, is_placed=False)
    assert [one.stands for one in (unsure, sure, passed)] == [False, True, False]
