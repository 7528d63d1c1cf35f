"""Topics given by the secretariat's grid: the codes in its order, what people coded, what follows them."""

from synthesis.analysis.findings import analyse
from synthesis.analysis.gridded import topics_of_grid
from synthesis.analysis.grids import Code, Coded, Grid, Share
from tests.factories.corpora import THEME
from tests.synthesis.analysis.test_grid import GIVEN, TRUTH, WHOLE

CODES = (Code("vélo", "Aller à vélo"), Code("école", "L’école"), Code("réseau", "Le réseau"))


def grid(given=GIVEN, codes=CODES):
    return Grid(1, codes, tuple(Coded(ref, tuple(keys)) for ref, keys in given.items()))


FOUND = topics_of_grid(WHOLE, THEME, grid())


def test_each_code_is_a_topic_in_the_order_of_the_grid():
    assert [(topic.rank, topic.label) for topic in FOUND.topics] == [
        (1, ("Aller à vélo",)),
        (2, ("L’école",)),
        (3, ("Le réseau",)),
    ]


def test_a_topic_gathers_what_people_coded_and_what_the_model_placed():
    cycling = FOUND.topics[0]
    assert {ref for ref in cycling.refs if ref in TRUTH} == {ref for ref, code in TRUTH.items() if code == "vélo"}
    assert (cycling.share.by_people, cycling.share.by_people + cycling.share.by_model) == (3, len(cycling.refs))
    assert 0.5 < cycling.share.confidence < 1


def test_every_text_stands_once_under_a_topic_or_among_the_ungrouped():
    placed = [ref for topic in FOUND.topics for ref in topic.placed]
    assert sorted((*placed, *FOUND.ungrouped)) == sorted(WHOLE.by_ref)


def test_the_theme_says_how_many_were_placed_by_whom():
    assert (FOUND.share.by_people, FOUND.share.by_model) == (9, len(WHOLE.by_ref) - 9 - len(FOUND.ungrouped))


def test_a_text_with_two_codes_speaks_of_both_and_is_placed_under_the_first_of_the_grid():
    ref = next(iter(GIVEN))
    topics = topics_of_grid(WHOLE, THEME, grid({**GIVEN, ref: ("vélo", "réseau")})).topics
    assert [ref in topic.refs for topic in topics] == [True, False, True]
    assert [ref in topic.placed for topic in topics] == [True, False, False]


def test_quotes_come_from_the_texts_people_read():
    assert {unit.ref for topic in FOUND.topics for unit in topic.units} == set(GIVEN)


def test_everything_coded_by_people_leaves_nothing_to_the_model():
    everything = {ref: (code,) for ref, code in TRUTH.items()} | {"P1": ()}
    found = topics_of_grid(WHOLE, THEME, grid(everything))
    assert (found.share, found.ungrouped) == (Share(len(TRUTH) + 1), ("P1",))


def test_a_code_nobody_used_is_no_topic():
    more = (*CODES, Code("bus", "Le bus"))
    assert [topic.label for topic in topics_of_grid(WHOLE, THEME, grid(codes=more)).topics] == [
        topic.label for topic in FOUND.topics
    ]


def test_before_anything_is_coded_the_computed_topics_stay():
    for given in ({}, {"A1": ()}, {"A999": ("vélo",)}):
        assert topics_of_grid(WHOLE, THEME, grid(given)) is None
    assert analyse(WHOLE, grids=[grid({})]).themes == analyse(WHOLE).themes


def test_the_analysis_takes_the_grid_of_each_theme_and_no_other():
    assert analyse(WHOLE, grids=[grid()]).themes[0].topics == FOUND
    assert analyse(WHOLE, grids=[Grid(2, CODES)]).themes == analyse(WHOLE).themes


def test_coded_texts_in_any_order_give_the_same_topics():
    assert topics_of_grid(WHOLE, THEME, grid(dict(reversed(GIVEN.items())))) == FOUND


def test_a_code_that_gathers_nothing_gives_no_topic_and_is_named():
    found = topics_of_grid(WHOLE, THEME, grid(codes=(*CODES, Code("jeu", "Jeu vidéo"))))
    assert ([topic.label[0] for topic in found.topics][-1], found.unfilled) == ("Le réseau", ("Jeu vidéo",))
    assert FOUND.unfilled == ()
