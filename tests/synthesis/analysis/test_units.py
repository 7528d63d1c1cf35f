from synthesis.analysis.units import sentences_of, units_of
from tests.factories.corpora import argument, proposal, source

TEXT = "La fibre arrive lentement dans les hameaux. Oui. Les écoles attendent encore leurs tablettes numériques."


def test_a_contribution_is_cut_in_sentences_with_their_place() -> None:
    row = argument(1, 1, TEXT)
    assert [row.text[unit.start : unit.end] for unit in units_of([row])] == [
        "La fibre arrive lentement dans les hameaux.",
        "Les écoles attendent encore leurs tablettes numériques.",
    ]


def test_the_title_of_a_proposal_is_a_unit_of_its_own() -> None:
    first = units_of([proposal(1, TEXT, "Fibrer les hameaux de la région")])[0]
    assert (first.words, first.start, first.end) == ("Fibrer les hameaux de la région", 0, 0)


def test_a_short_contribution_is_one_unit_so_that_it_can_be_placed() -> None:
    assert [unit.words for unit in units_of([argument(1, 1, "La fibre.")])] == ["La fibre."]


def test_a_text_without_a_meaningful_word_gives_no_unit() -> None:
    assert units_of([argument(1, 1, "Oui !")]) == []


def test_units_come_by_reference_whatever_the_order() -> None:
    rows = [argument(10, 1, TEXT), source(2), proposal(2, TEXT), argument(9, 1, TEXT)]
    assert units_of(rows) == units_of(rows[::-1])
    assert list(dict.fromkeys(unit.ref for unit in units_of(rows))) == ["P2", "A9", "A10", "S2"]


def test_a_text_cut_before_is_not_cut_again() -> None:
    assert sentences_of("Une idée. Une autre.") is sentences_of("Une idée. Une autre.")
    assert [one.words for one in sentences_of("Une idée. Une autre.")] == ["Une idée.", "Une autre."]
