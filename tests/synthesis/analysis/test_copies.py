from synthesis.analysis.copies import find_copies, near_pairs
from synthesis.analysis.words import fold
from tests.factories.corpora import argument, corpus, proposal, source

TEXT = "Nous demandons que la région finance la fibre jusque dans les hameaux les plus éloignés avant 2028."
OTHER = "Les lycéens ont besoin de professeurs formés aux outils libres, pas de tablettes neuves chaque année."


def test_the_same_text_sent_many_times_is_one_group_led_by_the_first() -> None:
    groups = find_copies(corpus(*(proposal(number, TEXT) for number in range(1, 6))))
    assert [group.refs for group in groups] == [("P1", "P2", "P3", "P4", "P5")]
    assert groups[0].exact
    assert groups[0].authors == 5


def test_case_accents_and_punctuation_do_not_hide_a_copy() -> None:
    groups = find_copies(corpus(proposal(1, TEXT), proposal(2, TEXT.upper().replace(",", " !"))))
    assert groups[0].exact


def test_a_signature_or_a_typo_makes_a_near_copy() -> None:
    groups = find_copies(corpus(proposal(1, TEXT), proposal(2, TEXT.replace("hameaux", "hamaux") + " Jean")))
    assert [group.size for group in groups] == [2]
    assert not groups[0].exact


def test_different_texts_are_not_copies() -> None:
    assert find_copies(corpus(proposal(1, TEXT), proposal(2, OTHER))) == ()


def test_short_agreements_are_not_a_campaign() -> None:
    rows = tuple(argument(number, 1, "Tout à fait d’accord.") for number in range(1, 9))
    assert find_copies(corpus(proposal(1, TEXT), arguments=rows)) == ()


def test_sources_are_left_out() -> None:
    assert find_copies(corpus(proposal(1, OTHER), sources=(source(1), source(2)))) == ()


def test_five_hundred_copies_are_one_campaign() -> None:
    groups = find_copies(corpus(*(proposal(number, TEXT) for number in range(1, 501))))
    assert [group.size for group in groups] == [500]


def test_the_largest_group_comes_first() -> None:
    rows = [proposal(1, OTHER), proposal(2, OTHER), *(proposal(number, TEXT) for number in (3, 4, 5))]
    assert [group.size for group in find_copies(corpus(*rows))] == [3, 2]


def test_each_near_pair_is_given_once() -> None:
    assert list(near_pairs([fold(TEXT), fold(TEXT + " Jean"), fold(OTHER)])) == [(0, 1)]
